import type { Expression, Node, Query } from "./ast.ts";

/** What can stand where SQL wants a value. `$value` exists in types only: what a row of a query holds for it. */
export interface Expr<V = unknown> {
  readonly node: Expression;
  readonly $value?: V;
}

/** A condition. Combine with `and`, `or`, `not`; each gives a new one. */
export interface Predicate extends Expr<boolean | null> {
  readonly $predicate: true;
  and(...others: readonly Predicate[]): Predicate;
  or(...others: readonly Predicate[]): Predicate;
  not(): Predicate;
}

export interface Order {
  readonly $order: true;
  readonly node: Node<"ordering">;
}

/** Rows that a query gives, for use inside other queries. `R` exists in types only: what one row is. */
export interface Rows<out R = object> {
  readonly query: Query;
  readonly $row?: R;
}

/** Told apart from users' values by a symbol that survives two copies of the package. */
const brand: unique symbol = Symbol.for("ormdantic.expression") as never;

/** What every expression object is made of. */
export class Branded<N extends Expression> {
  readonly [brand] = true;
  readonly node: N;
  constructor(node: N) {
    this.node = node;
  }
}

export function isExpr(value: unknown): value is Expr {
  return typeof value === "object" && value !== null && brand in value;
}
export function isPredicate(value: unknown): value is Predicate {
  return isExpr(value) && "$predicate" in value;
}
export function isOrder(value: unknown): value is Order {
  return typeof value === "object" && value !== null && "$order" in value && "node" in value;
}

/** A query inside queries is known by another symbol. */
export const rowsBrand: unique symbol = Symbol.for("ormdantic.rows") as never;
export function isRows(value: unknown): value is Rows {
  return typeof value === "object" && value !== null && rowsBrand in value;
}

/** The run-time side of `Predicate`. */
export class PredicateNode extends Branded<Expression> implements Predicate {
  readonly $predicate = true;
  and(...others: readonly Predicate[]): Predicate {
    return and(this, ...others);
  }
  or(...others: readonly Predicate[]): Predicate {
    return or(this, ...others);
  }
  not(): Predicate {
    return predicate({ kind: "not", item: this.node });
  }
}

export function predicate(node: Expression): Predicate {
  return new PredicateNode(node);
}

/** The expression behind an operand: an expression's own, or a value that becomes a parameter. */
export function operand(value: unknown): Expression {
  return isExpr(value) ? value.node : { kind: "value", value };
}

/** True when all hold; without arguments always. */
export function and(...conditions: readonly Predicate[]): Predicate {
  return predicate({ kind: "logical", operator: "and", items: conditions.map((p) => p.node) });
}
/** True when at least one holds; without arguments never. */
export function or(...conditions: readonly Predicate[]): Predicate {
  return predicate({ kind: "logical", operator: "or", items: conditions.map((p) => p.node) });
}
export function not(condition: Predicate): Predicate {
  return condition.not();
}
