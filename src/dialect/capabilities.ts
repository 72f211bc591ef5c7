/** What one kind of statement can give back of the rows it wrote. */
export type Returning = "returning" | "output" | "into" | "none";

/** Where databases differ, as named variants. Planners switch on them and never ask for a dialect's name. */
export interface Capabilities {
  readonly returning: { readonly insert: Returning; readonly upsert: Returning; readonly update: Returning; readonly delete: Returning };
  /** `values`: rows of parameters. `arrays`: one array parameter per column. */
  readonly bulkInsert: "values" | "arrays";
  /** Rows per statement of a bulk write, largest first; what is left in the end is a statement of its own. More than one: so that few statements serve any number of rows. */
  readonly bulkRows: readonly number[];
  /** Who makes the keys of `generated` uuid columns: the database's own generator, or this process before the statement. */
  readonly generatedUuids: "server" | "process";
  /**
   * In which order RETURNING of a multi-row INSERT comes, and what generated keys can be told by. `in-order`: as the input. `sorted`: in any, and keys
   * grow with the input. `last-insert-id`: `sorted`, and the driver tells the last one. `first-insert-id`: the driver tells the first one.
   */
  readonly bulkKeys: "in-order" | "sorted" | "first-insert-id" | "last-insert-id" | "none";
  /** `on-conflict`: any key may be named. `on-duplicate`: any unique key of the table fires. `merge`: MERGE. */
  readonly upsert: "on-conflict" | "on-duplicate" | "merge";
  /** Lists no longer than this are padded placeholders (1, 2, 4, ...); longer ones are one parameter. 0: always one parameter. */
  readonly shortList: number;
  /**
   * Parents up to which the rows of a to-one relation come fastest joined to them; for more parents, a query that reads each different row once is
   * worth its round trip.
   */
  readonly joinedParents: number;
  /** Whether the condition of an UPDATE or DELETE may read the table that is written: `by-key`: only to find the keys of the rows first. */
  readonly writesReadingThemselves: "direct" | "by-key";
  readonly maxParameters: number;
  readonly paging: "limit" | "fetch";
  /** `one`: a single writer per database file; readers go on beside it. */
  readonly writers: "many" | "one";
  readonly transactionalDdl: boolean;
  readonly emptyText: "kept" | "null";
  /** How long a name may be. */
  readonly identifiers: { readonly longest: number; readonly counted: "bytes" | "characters" } | { readonly longest: "any" };
  /** How a running statement can be stopped. */
  readonly cancel: "server" | "between-statements";
  readonly isolationLevels: readonly IsolationLevel[];
  readonly readOnlyTransactions: boolean;
  readonly deferrableTransactions: boolean;
  readonly arrays: "native" | "json";
  /** `run`: conformance-tested on a server. `rendered`: SQL is made and parsed, but no server has run it in the project's tests. */
  readonly support: "run" | "rendered";
}

export type IsolationLevel = "read uncommitted" | "read committed" | "repeatable read" | "serializable" | "snapshot";
