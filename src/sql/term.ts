import type { CompareOperator, Expression, LikeForm } from "./ast.ts";
import { Branded, type Expr, type Order, operand, type Predicate, predicate } from "./expr.ts";

type Operand<V> = Exclude<V, undefined | null> | Expr<V | null>;

/** Where NULLs come: first ascending and last descending unless asked. */
export interface OrderOptions {
  readonly nulls?: "first" | "last";
}

/** An expression with its operators as methods: a column, a call, a subquery. Every method gives a new expression. */
export interface Term<V> extends Expr<V> {
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
  asc(options?: OrderOptions): Order;
  desc(options?: OrderOptions): Order;
}

/** The run-time side of `Term`; the public type is checked there. */
export class TermNode<N extends Expression = Expression> extends Branded<N> {
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
  asc(options?: OrderOptions): Order {
    return this.#order("asc", options);
  }
  desc(options?: OrderOptions): Order {
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
  #order(direction: "asc" | "desc", options?: OrderOptions): Order {
    return { $order: true, node: { kind: "ordering", expression: this.node, direction, nulls: options?.nulls } };
  }
}

/** An expression with operators, of any node; `V` is what a row of a query holds for it. */
export function term<V>(node: Expression): Term<V> {
  return new TermNode(node) as unknown as Term<V>;
}
