import type { ConditionNodes } from "./ast/conditions.ts";
import type { DocumentNodes } from "./ast/documents.ts";
import type { FunctionNodes } from "./ast/functions.ts";
import type { QueryNodes } from "./ast/queries.ts";
import type { ValueNodes } from "./ast/values.ts";
import type { Conflict as ConflictOf, WriteNodes } from "./ast/writes.ts";

export type { CompareOperator, LikeForm, RelatedForm } from "./ast/conditions.ts";
export type { JsonForm, JsonPath } from "./ast/documents.ts";
export type {
  AggregateFunction,
  ArithmeticOperator,
  Frame,
  FrameBound,
  PortableFunction,
  TimeUnit,
  WindowFunction,
} from "./ast/functions.ts";
export type { JoinForm, SetOperator } from "./ast/queries.ts";
export type { InsertColumn } from "./ast/writes.ts";

/**
 * Queries as plain data. Rendering is a total record of one function per kind (see `Renderers`), so a new kind does not compile until every
 * dialect has an answer. Names in expressions that come from users are properties (`supplierId`); the query layer resolves them to columns
 * of the database before rendering.
 */
export interface Nodes extends ValueNodes<Tree>, ConditionNodes<Tree>, FunctionNodes<Tree>, DocumentNodes<Tree>, QueryNodes<Tree>, WriteNodes<Tree> {}

/** What stands where the families of nodes leave a place. */
interface Tree {
  readonly expression: Expression;
  readonly value: Node<"value">;
  readonly parameter: Node<"parameter">;
  readonly column: Node<"column">;
  readonly call: Node<"call">;
  readonly ordering: Node<"ordering">;
  readonly projection: Node<"projection">;
  readonly select: Node<"select">;
  readonly query: Query;
  readonly writing: Writing;
  readonly table: Node<"table">;
  readonly source: Source;
  readonly join: Node<"join">;
  readonly paging: Node<"paging">;
  readonly lock: Node<"lock">;
  readonly cte: Node<"cte">;
  readonly assignment: Node<"assignment">;
  readonly rows: Node<"valueRows" | "arrayRows">;
}

export type Kind = keyof Nodes;
export type Node<K extends Kind = Kind> = { [P in K]: { readonly kind: P } & Nodes[P] }[K];
export type Expression = Node<keyof ValueNodes<Tree> | keyof ConditionNodes<Tree> | keyof FunctionNodes<Tree> | keyof DocumentNodes<Tree>>;
/** What a query reads from. */
export type Source = Node<"table" | "derived">;
/** What gives rows. */
export type Query = Node<"select" | "setOperation">;
type Writing = Node<"insert" | "update" | "delete">;
export type Statement = Query | Writing;
export type Conflict = ConflictOf<Tree>;
