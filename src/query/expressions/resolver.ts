import type { Dialect } from "../../dialect/dialect.ts";
import type { Expression, Node, Query } from "../../sql/ast.ts";
import type { BoundTable } from "../bound-table.ts";
import type { Domain } from "./domain.ts";
import type { Slot } from "./numbering.ts";
import type { Resolved, Scope, SourceColumn } from "./scope.ts";

export interface ResolvedQuery {
  readonly node: Query;
  /** Its columns in order, by the names the caller gave them. */
  readonly columns: ReadonlyMap<string, SourceColumn>;
}

/** What the families of expressions need of each other. */
export interface Resolver {
  readonly dialect: Dialect;
  /** `beside`: what a value here is compared with or stands for. */
  expression(node: Expression, scope: Scope, beside?: Domain): Resolved;
  condition(node: Expression, scope: Scope): Expression;
  /** `targets`: what the columns are written into. */
  query(node: Query, scope: Scope, targets?: readonly Domain[]): ResolvedQuery;
  ordering(node: Node<"ordering">, scope: Scope): Node<"ordering">;
  /** Gives a parameter its domain. `explicit`: the statement has to tell its type. */
  parameter(node: Node<"parameter">, domain: Domain, explicit: boolean): Node<"parameter">;
  slot(node: Node<"parameter">): Slot;
  /** The table of the catalog behind a node. Throws ConfigurationError for one that is not there. */
  table(node: Node<"table">): BoundTable;
}
