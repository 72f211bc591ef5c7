import type { Node } from "./ast.ts";
import { type Term, TermNode } from "./term.ts";

export { and, type Expr, isExpr, isOrder, isPredicate, not, type Order, or, type Predicate } from "./expr.ts";
export type { Term } from "./term.ts";

/** A column of a table, to be used in checks, filters and orders: `Flavor.c.rating.gte(4)`. */
export interface Handle<V, Name extends string = string> extends Term<V> {
  readonly name: Name;
}

class ColumnHandle<Name extends string> extends TermNode<Node<"column">> {
  readonly name: Name;
  constructor(table: string, name: Name) {
    super({ kind: "column", table, name });
    this.name = name;
  }
}

/** A handle for one column; `table` and `name` as the model calls them. */
export function handle<V, Name extends string>(table: string, name: Name): Handle<V, Name> {
  return new ColumnHandle<Name>(table, name) as unknown as Handle<V, Name>;
}
