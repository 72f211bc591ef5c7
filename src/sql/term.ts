import { QueryError } from "../kernel/errors.ts";
import type { ArithmeticOperator, CompareOperator, Expression, LikeForm, Node } from "./ast.ts";
import { Branded, type Expr, isExpr, isRows, type Order, operand, type Predicate, predicate, type Rows } from "./expr.ts";

type Operand<V> = Exclude<V, undefined | null> | Expr<V | null>;
type Members<V> = readonly Exclude<V, undefined>[] | Expr<readonly Exclude<V, undefined>[]> | Rows<Readonly<Record<string, V | null>>>;

/** Numbers as rows hold them: decimals are strings. */
export type NumberLike = number | bigint | string;
type Plain<O> = O extends Expr<infer V> ? V : O;
/** Of two numbers the wider: decimal (string), bigint, number; NULL when either is. */
type Joint<A, B> = Wider<Exclude<A, null>, Exclude<B, null>> | Extract<A | B, null>;
type Wider<A, B> = [A] extends [string] ? string : [B] extends [string] ? string : [A] extends [bigint] ? bigint : [B] extends [bigint] ? bigint : number;
/** True division makes numbers of whole numbers; decimals stay decimals. */
type Divided<A, B> = [Exclude<A, null>] extends [string] ? string : [Exclude<B, null>] extends [string] ? string : number;
type Numeric = NumberLike | Expr<NumberLike | null>;

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
  /** Of a list (null is a member like any other), of a list given by name when a prepared query runs, or of the rows of a query of one column. */
  in(values: Members<V>): Predicate;
  notIn(values: Members<V>): Predicate;
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
  /** Numbers of one kind; a whole number beside a decimal makes a decimal. Floats and decimals do not mix: cast one of them. */
  plus<const O extends Numeric>(this: Expr<NumberLike | null>, other: O): Term<Joint<V, Plain<O>>>;
  minus<const O extends Numeric>(this: Expr<NumberLike | null>, other: O): Term<Joint<V, Plain<O>>>;
  times<const O extends Numeric>(this: Expr<NumberLike | null>, other: O): Term<Joint<V, Plain<O>>>;
  /** True division: 7 / 2 is 3.5. NULL when the divisor is 0. Decimals get four digits more than the left side has. */
  div<const O extends Numeric>(this: Expr<NumberLike | null>, other: O): Term<Divided<V, Plain<O>> | null>;
  /** Division of whole numbers without the fraction: -7 and 2 give -3. NULL when the divisor is 0. */
  intDiv<const O extends Numeric>(this: Expr<number | bigint | null>, other: O): Term<Joint<V, Plain<O>> | null>;
  /** What is left of a division of whole numbers, with the sign of the left side. NULL when the divisor is 0. */
  mod<const O extends Numeric>(this: Expr<number | bigint | null>, other: O): Term<Joint<V, Plain<O>> | null>;
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
  in(values: unknown): Predicate {
    return this.#member(values, false);
  }
  notIn(values: unknown): Predicate {
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
  plus(other: unknown): TermNode {
    return this.#arithmetic("+", other);
  }
  minus(other: unknown): TermNode {
    return this.#arithmetic("-", other);
  }
  times(other: unknown): TermNode {
    return this.#arithmetic("*", other);
  }
  div(other: unknown): TermNode {
    return this.#arithmetic("/", other);
  }
  intDiv(other: unknown): TermNode {
    return this.#arithmetic("div", other);
  }
  mod(other: unknown): TermNode {
    return this.#arithmetic("%", other);
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
  #arithmetic(operator: ArithmeticOperator, other: unknown): TermNode {
    return new TermNode({ kind: "arithmetic", operator, left: this.node, right: operand(other) });
  }
  #member(values: unknown, negated: boolean): Predicate {
    if (isRows(values)) return predicate({ kind: "inQuery", item: this.node, query: values.query, negated });
    return predicate({ kind: "inList", item: this.node, list: listOf(values), negated });
  }
  #like(form: LikeForm, text: string, insensitive: boolean): Predicate {
    return predicate({ kind: "like", item: this.node, pattern: { kind: "value", value: text }, form, insensitive });
  }
  #order(direction: "asc" | "desc", options?: OrderOptions): Order {
    return { $order: true, node: { kind: "ordering", expression: this.node, direction, nulls: options?.nulls } };
  }
}

function listOf(values: unknown): Node<"inList">["list"] {
  if (Array.isArray(values)) return values.map((value: unknown) => ({ kind: "value", value }));
  if (isExpr(values) && values.node.kind === "parameter") return { ...values.node, list: true };
  throw new QueryError("QUERY.BAD_FILTER", "in() and notIn() take a list of values, a query of one column, or a placeholder for a list");
}

/** An expression with operators, of any node; `V` is what a row of a query holds for it. */
export function term<V>(node: Expression): Term<V> {
  return new TermNode(node) as unknown as Term<V>;
}
