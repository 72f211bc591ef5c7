import type { Snapshot, TableSnapshot, ViewSnapshot } from "./snapshot.ts";

/** What of a database is read. */
export interface ReflectionScope {
  /** Names of schemas beside the one that unqualified names mean. */
  readonly namespaces: readonly string[];
  /** False: the schema that unqualified names mean is left out. */
  readonly current: boolean;
  /** Only tables and views of these names; undefined for all. A query may read more: what is too much is thrown away. */
  readonly names: readonly string[] | undefined;
}

/** What one facet knows: of tables some members, of other things all of them. */
export interface SnapshotPart extends Partial<Omit<Snapshot, "tables" | "views">> {
  readonly tables?: readonly TablePart[] | undefined;
  readonly views?: readonly ViewPart[] | undefined;
}
export type TablePart = Pick<TableSnapshot, "schema" | "name"> & Partial<TableSnapshot>;

export type ViewPart = Pick<ViewSnapshot, "schema" | "name"> & Partial<ViewSnapshot>;

/** One question to the catalog, and the way from its rows to a part of a snapshot. Proved on recorded rows, without a database. */
export interface ReflectionFacet {
  readonly name: string;
  /** One statement that answers for all tables in scope at once. `found`: what the facets before it know. Undefined: nothing to ask. */
  query(scope: ReflectionScope, found: SnapshotPart): string | undefined;
  read(rows: readonly (readonly unknown[])[]): SnapshotPart;
}
