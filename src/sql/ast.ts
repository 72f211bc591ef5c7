import type { LogicalType } from "./logical-type.ts";

/**
 * Queries as plain data. Rendering is a total record of one function per kind (see `Renderers`), so a new kind does not compile until every
 * dialect has an answer. Names in expressions that come from users are properties (`supplierId`); the query layer resolves them to columns
 * of the database before rendering.
 */
interface Nodes {
  /** `table` is the alias in force; undefined where a statement has one unaliased table. */
  column: { readonly table: string | undefined; readonly name: string; readonly type?: LogicalType | undefined; readonly nullable?: boolean };
  /** A value that arrives with each call, in position `slot` of the call's arguments. `list`: the argument is an array, passed as one parameter. */
  parameter: ParameterFields;
  /** A value known when the expression was written. Bound as a parameter in queries, written as an escaped literal in DDL. */
  value: { readonly value: unknown; readonly type?: LogicalType | undefined };
  /** A constant of the library's own making (never user input): null, a number, true, false. */
  constant: { readonly value: null | boolean | number };
  /** SQL text handed in by the trusted door `sql.raw`, or by the library itself. */
  raw: { readonly text: string };
  /** A quoted identifier path. */
  identifier: { readonly path: readonly string[] };
  /** Parts of a `sql` template, in order. */
  fragment: { readonly parts: readonly Expression[] };
  compare: { readonly operator: CompareOperator; readonly left: Expression; readonly right: Expression };
  /** Conjunction or disjunction; empty `and` is true, empty `or` is false. */
  logical: { readonly operator: "and" | "or"; readonly items: readonly Expression[] };
  not: { readonly item: Expression };
  isNull: { readonly item: Expression; readonly negated: boolean };
  /** Membership in a list that is one parameter (`parameter` with `list`), or in a few single ones. */
  inList: { readonly item: Expression; readonly list: Node<"parameter"> | readonly Node<"parameter" | "value">[]; readonly negated: boolean };
  /** Both bounds included. */
  between: { readonly item: Expression; readonly low: Expression; readonly high: Expression };
  like: { readonly item: Expression; readonly pattern: Node<"parameter" | "value">; readonly form: LikeForm; readonly insensitive: boolean };
  /** A portable function; each dialect spells it its own way. */
  call: { readonly name: PortableFunction; readonly args: readonly Expression[]; readonly type?: LogicalType | undefined };
  exists: { readonly query: Node<"select">; readonly negated: boolean };
  /** True when the condition is (not) true; unlike `not`, never unknown. */
  truth: { readonly item: Expression; readonly negated: boolean };
  /** The one value of a query of one column and at most one row. */
  subquery: { readonly query: Node<"select">; readonly type?: LogicalType | undefined };
  /** Membership of a tuple in rows that come as one list parameter per column, of equal length. */
  inRows: { readonly items: readonly Expression[]; readonly lists: readonly Node<"parameter">[] };
  /** A function over the rows around a row. */
  over: { readonly call: Node<"call">; readonly partitionBy: readonly Expression[]; readonly orderBy: readonly Node<"ordering">[] };
  /** What a row's relation leads to, as users say it: resolved by the query layer into `exists` or a counting subquery before rendering. */
  related: { readonly table: string; readonly relation: string; readonly form: RelatedForm; readonly where?: unknown };

  /** `triggers`: writes to the table fire triggers, which on some databases leaves one roundabout way only to give back the rows written. */
  table: { readonly schema?: string | undefined; readonly name: string; readonly alias?: string | undefined; readonly triggers?: boolean };
  /** The rows of a query under an alias. */
  derived: { readonly query: Node<"select">; readonly alias: string };
  join: { readonly form: "inner" | "left"; readonly source: Source; readonly on: Expression };
  projection: { readonly expression: Expression; readonly alias?: string | undefined };
  /** `nulls` is where NULLs must come; absent when the expression cannot be NULL (no clause, no loss of an index). */
  ordering: { readonly expression: Expression; readonly direction: "asc" | "desc"; readonly nulls?: "first" | "last" | undefined };
  paging: { readonly limit?: Expression | undefined; readonly offset?: Expression | undefined; readonly ordered: boolean };
  select: {
    readonly projections: readonly Node<"projection">[];
    readonly from: Source;
    readonly joins?: readonly Node<"join">[];
    readonly where?: Expression | undefined;
    readonly orderBy: readonly Node<"ordering">[];
    readonly paging?: Node<"paging"> | undefined;
    /** Keeps others from changing the rows until the transaction ends. */
    readonly lock?: "update" | undefined;
  };
  assignment: { readonly column: string; readonly value: Expression };
  /** Rows of an INSERT, as parameters row by row. Rows without columns are written as DEFAULT VALUES (one row at a time). */
  valueRows: { readonly rows: readonly (readonly Expression[])[] };
  /** Rows of an INSERT as one array parameter per column, in order; for databases that can unnest. */
  arrayRows: { readonly arrays: readonly Node<"parameter">[]; readonly ordered: boolean };
  insert: {
    readonly table: Node<"table">;
    readonly columns: readonly InsertColumn[];
    readonly source: Node<"valueRows" | "arrayRows">;
    /** Absent: a plain INSERT. */
    readonly conflict?: Conflict | undefined;
    readonly returning: readonly Node<"projection">[];
  };
  update: {
    readonly table: Node<"table">;
    readonly assignments: readonly Node<"assignment">[];
    readonly where?: Expression | undefined;
    readonly returning: readonly Node<"projection">[];
  };
  delete: { readonly table: Node<"table">; readonly where?: Expression | undefined; readonly returning: readonly Node<"projection">[] };
  /** The value the INSERT proposed for a column, inside `conflict.update` (`excluded.x`, `new.x`, `values(x)`, `source.x`). */
  proposed: { readonly column: string; readonly type?: LogicalType | undefined };
}

interface ParameterFields {
  readonly slot: number;
  readonly type?: LogicalType | undefined;
  readonly list?: boolean;
  /** Applied to the encoded value before it is bound (escaping of LIKE patterns, for example). Set by renderers. */
  readonly via?: ((value: never) => unknown) | undefined;
}

export type CompareOperator = "=" | "<>" | "<" | "<=" | ">" | ">=";
export type LikeForm = "like" | "contains" | "startsWith" | "endsWith";
export type PortableFunction = "now" | "lower" | "length" | "count" | "uuid" | "rowNumber";
export type RelatedForm = "some" | "none" | "every" | "count";

export interface InsertColumn {
  readonly name: string;
  readonly type: LogicalType;
  /** An identity column whose values the caller gives: some databases want to be told. */
  readonly identity?: boolean;
}

/** What to do when a row with the same key is there. */
export interface Conflict {
  /** The columns of the key. */
  readonly target: readonly { readonly name: string; readonly type: LogicalType }[];
  /** Empty: leave the row as it is. Columns inside are unqualified names of the stored row, `proposed` ones of the new. */
  readonly update: readonly Node<"assignment">[];
}

export type Kind = keyof Nodes;
export type Node<K extends Kind = Kind> = { [P in K]: { readonly kind: P } & Nodes[P] }[K];
export type Expression = Node<
  | "column"
  | "parameter"
  | "value"
  | "constant"
  | "raw"
  | "identifier"
  | "fragment"
  | "compare"
  | "logical"
  | "not"
  | "isNull"
  | "inList"
  | "between"
  | "like"
  | "call"
  | "exists"
  | "truth"
  | "subquery"
  | "inRows"
  | "over"
  | "related"
  | "proposed"
>;
/** What a query reads from. */
export type Source = Node<"table" | "derived">;
export type Statement = Node<"select" | "insert" | "update" | "delete">;
