import type { Expression, Node } from "./ast.ts";
import { type Expr, isExpr, isRows, type Predicate, PredicateNode, predicate } from "./expr.ts";
import { type Term, term } from "./term.ts";
import { logicalType, type TypeName, type ValueOfType } from "./type-names.ts";

/** A piece of SQL whose values are always parameters. Serves as a condition, a default, a computed expression or a whole statement. */
export interface SqlFragment extends Predicate {
  /** Says what its value is, so that rows hold it decoded: `` sql`${a} || ${b}`.as("text") ``. */
  as<const T extends TypeName>(type: T): Term<ValueOfType<T> | null>;
}

export interface SqlTag {
  (strings: TemplateStringsArray, ...values: readonly unknown[]): SqlFragment;
  /** A quoted identifier; several make a path: `sql.id("public", "flavor")`. */
  id(...path: readonly string[]): Expr;
  /** Text that goes into the statement as it is. The only such door: never hand it what a user typed. */
  raw(text: string): Expr;
  /** Pieces with text between them, a comma by default. Values among them become parameters. */
  join(items: readonly unknown[], separator?: Expr): SqlFragment;
}

class Fragment extends PredicateNode implements SqlFragment {
  as<const T extends TypeName>(type: T): Term<ValueOfType<T> | null> {
    return term({ ...(this.node as Node<"fragment">), type: logicalType(type) });
  }
}

/** Interpolated values become parameters (literals in DDL); fragments, columns and `sql.id()` are put in place, queries in parentheses. */
export const sql: SqlTag = Object.assign(
  (strings: TemplateStringsArray, ...values: readonly unknown[]): SqlFragment => {
    const parts: Expression[] = [];
    strings.forEach((text, i) => {
      if (text !== "") parts.push({ kind: "raw", text });
      if (i < values.length) parts.push(partOf(values[i]));
    });
    return new Fragment({ kind: "fragment", parts });
  },
  {
    id: (...path: readonly string[]): Expr => predicate({ kind: "identifier", path }),
    raw: (text: string): Expr => predicate({ kind: "raw", text }),
    join: (items: readonly unknown[], separator?: Expr): SqlFragment => {
      const between: Expression = separator?.node ?? { kind: "raw", text: ", " };
      return new Fragment({ kind: "fragment", parts: items.flatMap((item, i) => (i > 0 ? [between, partOf(item)] : [partOf(item)])) });
    },
  },
);

function partOf(value: unknown): Expression {
  if (isExpr(value)) return value.node;
  return isRows(value) ? { kind: "subquery", query: value.query } : { kind: "value", value };
}

/** The current instant in UTC, portable as a server default and in expressions. */
export function now(): Term<Date> {
  return term({ kind: "call", name: "now", args: [] });
}
