import type { CompareOperator, Expression, LikeForm, Node } from "./ast.ts";

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

type Operand<V> = Exclude<V, undefined | null> | Expr<V | null>;

/** A column of a table, to be used in checks, filters and orders: `Flavor.c.rating.gte(4)`. */
export interface Handle<V, Name extends string = string> extends Expr<V> {
  readonly name: Name;
  readonly $value: V;
  eq(value: Exclude<V, undefined> | Expr<V | null>): Predicate;
  ne(value: Exclude<V, undefined> | Expr<V | null>): Predicate;
  lt(value: Operand<V>): Predicate;
  lte(value: Operand<V>): Predicate;
  gt(value: Operand<V>): Predicate;
  gte(value: Operand<V>): Predicate;
  between(low: Operand<V>, high: Operand<V>): Predicate;
  in(values: readonly Exclude<V, undefined>[]): Predicate;
  notIn(values: readonly Exclude<V, undefined>[]): Predicate;
  isNull(): Predicate;
  isNotNull(): Predicate;
  like(pattern: string): Predicate;
  ilike(pattern: string): Predicate;
  contains(text: string): Predicate;
  icontains(text: string): Predicate;
  startsWith(text: string): Predicate;
  istartsWith(text: string): Predicate;
  endsWith(text: string): Predicate;
  iendsWith(text: string): Predicate;
  asc(options?: { readonly nulls?: "first" | "last" }): Order;
  desc(options?: { readonly nulls?: "first" | "last" }): Order;
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

/** Told apart from users' values by a symbol that survives two copies of the package. */
const brand: unique symbol = Symbol.for("ormdantic.expression") as never;

class Condition implements Predicate {
  readonly [brand] = true;
  readonly $predicate = true;
  readonly node: Expression;
  constructor(node: Expression) {
    this.node = node;
  }
  and(...others: readonly Predicate[]): Predicate {
    return new Condition({ kind: "logical", operator: "and", items: [this.node, ...others.map((p) => p.node)] });
  }
  or(...others: readonly Predicate[]): Predicate {
    return new Condition({ kind: "logical", operator: "or", items: [this.node, ...others.map((p) => p.node)] });
  }
  not(): Predicate {
    return new Condition({ kind: "not", item: this.node });
  }
}

export function predicate(node: Expression): Predicate {
  return new Condition(node);
}

class ColumnHandle<V, Name extends string> {
  readonly [brand] = true;
  declare readonly $value: V;
  readonly name: Name;
  readonly node: Node<"column">;
  constructor(table: string, name: Name) {
    this.name = name;
    this.node = { kind: "column", table, name };
  }
  eq(value: unknown): Predicate {
    return value === null ? this.isNull() : this.#compare("=", value);
  }
  ne(value: unknown): Predicate {
    return value === null ? this.isNotNull() : this.#compare("<>", value);
  }
  lt(value: unknown): Predicate {
    return this.#compare("<", value);
  }
  lte(value: unknown): Predicate {
    return this.#compare("<=", value);
  }
  gt(value: unknown): Predicate {
    return this.#compare(">", value);
  }
  gte(value: unknown): Predicate {
    return this.#compare(">=", value);
  }
  between(low: unknown, high: unknown): Predicate {
    return predicate({ kind: "between", item: this.node, low: operand(low), high: operand(high) });
  }
  in(values: readonly unknown[]): Predicate {
    return this.#member(values, false);
  }
  notIn(values: readonly unknown[]): Predicate {
    return this.#member(values, true);
  }
  isNull(): Predicate {
    return predicate({ kind: "isNull", item: this.node, negated: false });
  }
  isNotNull(): Predicate {
    return predicate({ kind: "isNull", item: this.node, negated: true });
  }
  like(pattern: string): Predicate {
    return this.#like("like", pattern, false);
  }
  ilike(pattern: string): Predicate {
    return this.#like("like", pattern, true);
  }
  contains(text: string): Predicate {
    return this.#like("contains", text, false);
  }
  icontains(text: string): Predicate {
    return this.#like("contains", text, true);
  }
  startsWith(text: string): Predicate {
    return this.#like("startsWith", text, false);
  }
  istartsWith(text: string): Predicate {
    return this.#like("startsWith", text, true);
  }
  endsWith(text: string): Predicate {
    return this.#like("endsWith", text, false);
  }
  iendsWith(text: string): Predicate {
    return this.#like("endsWith", text, true);
  }
  asc(options?: { readonly nulls?: "first" | "last" }): Order {
    return this.#order("asc", options);
  }
  desc(options?: { readonly nulls?: "first" | "last" }): Order {
    return this.#order("desc", options);
  }

  #compare(operator: CompareOperator, value: unknown): Predicate {
    return predicate({ kind: "compare", operator, left: this.node, right: operand(value) });
  }
  #member(values: readonly unknown[], negated: boolean): Predicate {
    return predicate({ kind: "inList", item: this.node, list: values.map((value) => ({ kind: "value", value }) as const), negated });
  }
  #like(form: LikeForm, text: string, insensitive: boolean): Predicate {
    return predicate({ kind: "like", item: this.node, pattern: { kind: "value", value: text }, form, insensitive });
  }
  #order(direction: "asc" | "desc", options?: { readonly nulls?: "first" | "last" }): Order {
    return { $order: true, node: { kind: "ordering", expression: this.node, direction, nulls: options?.nulls } };
  }
}

/** A handle for one column; `table` and `name` as the model calls them. */
export function handle<V, Name extends string>(table: string, name: Name): Handle<V, Name> {
  return new ColumnHandle<V, Name>(table, name) as unknown as Handle<V, Name>;
}

function operand(value: unknown): Expression {
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
