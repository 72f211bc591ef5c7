import type { AggregateFunction, Node } from "./ast.ts";
import { type Expr, type Order, operand, type Predicate } from "./expr.ts";
import { type NumberLike, type Term, TermNode, term } from "./term.ts";
import { type Over, overCall } from "./windows.ts";

/** An aggregate: of all rows, of each group, or, with `over`, of the rows around each row. */
export interface Aggregate<V> extends Term<V> {
  /** Of different values only. */
  distinct(): Aggregate<V>;
  /** Of the rows that fulfil a condition. */
  filter(condition: Predicate): Aggregate<V>;
  over(window?: Over): Term<V>;
}
/** An aggregate whose outcome depends on the order of its rows. */
export interface OrderedAggregate<V> extends Aggregate<V> {
  orderBy(...order: readonly Order[]): OrderedAggregate<V>;
}

class AggregateNode extends TermNode<Node<"call">> {
  distinct(): AggregateNode {
    return new AggregateNode({ ...this.node, distinct: true });
  }
  filter(condition: Predicate): AggregateNode {
    const filter = this.node.filter ? ({ kind: "logical", operator: "and", items: [this.node.filter, condition.node] } as const) : condition.node;
    return new AggregateNode({ ...this.node, filter });
  }
  orderBy(...order: readonly Order[]): AggregateNode {
    return new AggregateNode({ ...this.node, orderBy: order.map(({ node }) => node) });
  }
  over(window: Over = {}): Term<unknown> {
    return term(overCall(this.node, window));
  }
}

function aggregate<V>(name: AggregateFunction, args: readonly unknown[], separator?: string): OrderedAggregate<V> {
  return new AggregateNode({ kind: "call", name, args: args.map(operand), separator }) as unknown as OrderedAggregate<V>;
}

/** Rows; with an expression, rows in which it is not NULL. */
export function count(expression?: Expr): Aggregate<number> {
  return aggregate("count", expression === undefined ? [] : [expression]);
}

type Total<V> = V extends string ? string : V extends bigint ? bigint : number;
/** NULL for no rows. Decimals are added up exactly; the sum of whole numbers is one. */
export function sum<V extends NumberLike | null>(expression: Expr<V>): Aggregate<Total<Exclude<V, null>> | null> {
  return aggregate("sum", [expression]);
}

type Mean<V> = V extends string ? string : number;
/** NULL for no rows. The mean of decimals has four digits more than they have; any other is a float. */
export function avg<V extends NumberLike | null>(expression: Expr<V>): Aggregate<Mean<Exclude<V, null>> | null> {
  return aggregate("avg", [expression]);
}
/** NULL for no rows. */
export function min<V>(expression: Expr<V>): Aggregate<V | null> {
  return aggregate("min", [expression]);
}
/** NULL for no rows. */
export function max<V>(expression: Expr<V>): Aggregate<V | null> {
  return aggregate("max", [expression]);
}
/** Whether a condition holds in all rows where it is known; NULL when there are none. */
export function every(condition: Expr<boolean | null>): Aggregate<boolean | null> {
  return aggregate("every", [condition]);
}
/** Whether a condition holds in any row; NULL when it is known in none. */
export function some(condition: Expr<boolean | null>): Aggregate<boolean | null> {
  return aggregate("some", [condition]);
}
/** Texts that are not NULL one after the other, with a separator (a comma by default) between them; NULL when there are none. */
export function stringAgg(expression: Expr<string | null>, separator = ","): OrderedAggregate<string | null> {
  return aggregate("stringAgg", [expression], separator);
}
/** The values of all rows as a list, decoded as in rows; empty for no rows. */
export function jsonAgg<V>(expression: Expr<V>): OrderedAggregate<V[]> {
  return aggregate("jsonAgg", [expression]);
}
