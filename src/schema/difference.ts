import type {
  CheckSnapshot,
  ColumnSnapshot,
  EnumTypeSnapshot,
  ExclusionSnapshot,
  ForeignKeySnapshot,
  IndexSnapshot,
  NamespaceSnapshot,
  PrimaryKeySnapshot,
  SequenceSnapshot,
  TableSnapshot,
  UniqueSnapshot,
  ViewSnapshot,
} from "./snapshot.ts";

/** A table, view, type or sequence by its name. */
export interface ObjectName {
  readonly schema?: string | undefined;
  readonly name: string;
}

/** A column whose type is a named one of the database. */
export interface TypeUser {
  readonly table: ObjectName;
  readonly column: ColumnSnapshot;
}

interface Pair<T> {
  readonly before?: T;
  readonly after?: T;
}
interface InTable {
  /** As it is called afterwards. */
  readonly table: ObjectName;
}

/**
 * One element that is not the same on both sides. `before` alone: it is to go. `after` alone: it is to come. Both: it is to be changed; where their
 * names differ, somebody decided that the one is the other.
 */
export type Difference =
  | ({ readonly element: "namespace" } & Pair<NamespaceSnapshot>)
  /** `users` are the columns that have the type on both sides, as they are before. */
  | ({ readonly element: "enumType"; readonly users: readonly TypeUser[] } & Pair<EnumTypeSnapshot>)
  | ({ readonly element: "sequence" } & Pair<SequenceSnapshot>)
  | ({ readonly element: "view" } & Pair<ViewSnapshot>)
  /** With both sides: name, comment or options differ; its parts come as differences of their own. */
  | ({ readonly element: "table" } & Pair<TableSnapshot>)
  | ({ readonly element: "column" } & InTable & Pair<ColumnSnapshot>)
  | ({ readonly element: "primaryKey" } & InTable & Pair<PrimaryKeySnapshot>)
  | ({ readonly element: "unique" } & InTable & Pair<UniqueSnapshot>)
  | ({ readonly element: "check" } & InTable & Pair<CheckSnapshot>)
  | ({ readonly element: "foreignKey" } & InTable & Pair<ForeignKeySnapshot>)
  | ({ readonly element: "index" } & InTable & Pair<IndexSnapshot>)
  | ({ readonly element: "exclusion" } & InTable & Pair<ExclusionSnapshot>);
