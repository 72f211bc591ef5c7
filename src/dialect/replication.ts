/** What a server says of its place among those that replicate each other. */
export interface ServerState {
  /** `replica`: it follows another server and refuses writes. `primary`: certainly no replica. `writable`: it takes writes, and cannot tell more. */
  readonly role: "primary" | "replica" | "writable";
  /** On a primary: what has been committed. On a replica: what can be read. Undefined where the server does not count. */
  readonly position: string | undefined;
}

/** How servers that replicate each other are asked, and how their answers compare. */
export interface Replication {
  /** One statement that gives one row. */
  readonly state: string;
  read(row: readonly unknown[]): ServerState;
  /** True when a server at `position` shows everything that was committed up to `wanted`. */
  covers(position: string, wanted: string): boolean;
}
