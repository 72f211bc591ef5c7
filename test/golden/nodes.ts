import type { Dialect } from "../../src/dialect/dialect.ts";
import type { CompareOperator, Conflict, Expression, InsertColumn, LikeForm, Node, Statement } from "../../src/sql/ast.ts";
import type { LogicalType } from "../../src/sql/logical-type.ts";

export const dialectNames = ["sqlite", "postgres", "mysql", "mariadb", "mssql", "oracle"] as const;
export type DialectName = (typeof dialectNames)[number];

/** The text a dialect must give, or the code of the error with which it refuses. */
export type Expected = string | { readonly refused: string };

/** One statement and what all six dialects make of it: leave one out and it does not compile. */
export interface GoldenCase {
  readonly title: string;
  readonly node: Statement | ((dialect: Dialect) => Statement);
  readonly sql: Readonly<Record<DialectName, Expected>>;
}

/** The columns of the table "flavor", which all cases are about. */
export const types = {
  id: { kind: "integer", bits: 53 },
  code: { kind: "uuid" },
  name: { kind: "text", max: 50 },
  note: { kind: "text" },
  rating: { kind: "integer", bits: 32 },
  sold: { kind: "integer", bits: 64 },
  weight: { kind: "float", bits: 64 },
  price: { kind: "decimal", precision: 10, scale: 2 },
  worth: { kind: "decimal", precision: 30, scale: 10 },
  active: { kind: "boolean" },
  added: { kind: "instant", form: "date", precision: 3, fixed: false },
  seen: { kind: "instant", form: "text", precision: 6, fixed: false },
  born: { kind: "date" },
  opens: { kind: "time", precision: 0, fixed: true },
  photo: { kind: "bytes" },
  data: { kind: "json" },
  kind: { kind: "enum", values: ["cream", "sorbet"] },
  tags: { kind: "array", element: { kind: "text" } },
  version: { kind: "integer", bits: 32 },
} as const satisfies Record<string, LogicalType>;
export type ColumnName = keyof typeof types;
const required: ReadonlySet<ColumnName> = new Set<ColumnName>(["id", "name"]);
export const isRequired = (name: ColumnName): boolean => required.has(name);

export const table = (alias?: string): Node<"table"> => ({ kind: "table", name: "flavor", alias });
export const column = (name: ColumnName, alias: string | undefined = "t0"): Node<"column"> => ({
  kind: "column",
  table: alias,
  name,
  type: types[name],
  nullable: !isRequired(name),
});
/** Parameters are numbered by the statement; slots do not show in the text. */
export const parameter = (type?: LogicalType): Node<"parameter"> => ({ kind: "parameter", slot: 0, type });
export const given = (name: ColumnName): Node<"parameter"> => parameter(types[name]);
export const projection = (expression: Expression, alias?: string): Node<"projection"> => ({ kind: "projection", expression, alias });
export const columns = (names: readonly ColumnName[], alias?: string): Node<"projection">[] =>
  names.map((name) => projection({ ...column(name), table: alias }));

export const compare = (name: ColumnName, operator: CompareOperator, right: Expression = given(name)): Node<"compare"> => ({
  kind: "compare",
  operator,
  left: column(name),
  right,
});
export const all = (...items: readonly Expression[]): Expression => ({ kind: "logical", operator: "and", items });
export const any = (...items: readonly Expression[]): Expression => ({ kind: "logical", operator: "or", items });
export const not = (item: Expression): Expression => ({ kind: "not", item });
export const isNull = (name: ColumnName, negated = false): Expression => ({ kind: "isNull", item: column(name), negated });
export const isIn = (name: ColumnName, count: number, negated = false): Expression => ({
  kind: "inList",
  item: column(name),
  list: Array.from({ length: count }, () => given(name)),
  negated,
});
export const isInList = (name: ColumnName, negated = false): Expression => ({
  kind: "inList",
  item: column(name),
  list: { kind: "parameter", slot: 0, type: types[name], list: true },
  negated,
});
export const like = (name: ColumnName, form: LikeForm, insensitive = false): Expression => ({
  kind: "like",
  item: column(name),
  pattern: parameter({ kind: "text" }),
  form,
  insensitive,
});
export const call = (name: Node<"call">["name"], args: readonly Expression[] = [], type?: LogicalType): Node<"call"> => ({ kind: "call", name, args, type });
export const order = (name: ColumnName, direction: "asc" | "desc", nulls?: "first" | "last"): Node<"ordering"> => ({
  kind: "ordering",
  expression: column(name),
  direction,
  nulls,
});

const count = { kind: "integer", bits: 53 } as const;
export const paging = (limit: boolean, offset: boolean, ordered = true): Node<"paging"> => ({
  kind: "paging",
  limit: limit ? parameter(count) : undefined,
  offset: offset ? parameter(count) : undefined,
  ordered,
});

export interface SelectParts {
  readonly read?: readonly Node<"projection">[];
  readonly where?: Expression;
  readonly orderBy?: readonly Node<"ordering">[];
  readonly paging?: Node<"paging">;
}
export const select = ({ read, where, orderBy, paging: window }: SelectParts): Node<"select"> => ({
  kind: "select",
  projections: read ?? columns(["id"], "t0"),
  from: table("t0"),
  where,
  orderBy: orderBy ?? [],
  paging: window,
});

/** Rows to insert, in the form the dialect takes. */
export const rows = (dialect: Dialect, names: readonly ColumnName[], count: number): Node<"valueRows" | "arrayRows"> =>
  dialect.capabilities.bulkInsert === "arrays" && count > 1
    ? { kind: "arrayRows", arrays: names.map((name) => ({ kind: "parameter", slot: 0, type: types[name], list: true })), ordered: true }
    : { kind: "valueRows", rows: Array.from({ length: count }, () => names.map(given)) };

export interface InsertParts {
  readonly count?: number;
  readonly identity?: ColumnName;
  readonly conflict?: Conflict;
  readonly read?: readonly ColumnName[];
  readonly triggers?: boolean;
}
/** What is read is asked for only where the dialect can give it back. */
export const insert =
  (names: readonly ColumnName[], { count: rowCount = 1, identity, conflict, read = [], triggers = false }: InsertParts = {}) =>
  (dialect: Dialect): Node<"insert"> => ({
    kind: "insert",
    table: { ...table(), triggers },
    columns: names.map((name): InsertColumn => ({ name, type: types[name], identity: name === identity })),
    source: rows(dialect, names, givesBack(dialect, conflict) && read.length > 0 ? Math.min(rowCount, dialect.capabilities.bulkRows[0] ?? 1) : rowCount),
    conflict,
    returning: givesBack(dialect, conflict) ? columns(read) : [],
  });
const givesBack = ({ capabilities }: Dialect, key: Conflict | undefined): boolean => capabilities.returning[key ? "upsert" : "insert"] !== "none";
export const conflict = (target: readonly ColumnName[], update: readonly Node<"assignment">[]): Conflict => ({
  target: target.map((name) => ({ name, type: types[name] })),
  update,
});
export const assign = (name: ColumnName, value: Expression = given(name)): Node<"assignment"> => ({ kind: "assignment", column: name, value });
export const proposed = (name: ColumnName): Expression => ({ kind: "proposed", column: name, type: types[name] });
