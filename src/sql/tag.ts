import type { Expression } from "./ast.ts";
import { type Expr, isExpr, type Predicate, predicate } from "./handle.ts";

/** A piece of SQL whose values are always parameters. Serves as a condition, a default, a computed expression or a whole statement. */
export type SqlFragment = Predicate;

export interface SqlTag {
  (strings: TemplateStringsArray, ...values: readonly unknown[]): SqlFragment;
  /** A quoted identifier; several make a path: `sql.id("public", "flavor")`. */
  id(...path: readonly string[]): Expr;
  /** Text that goes into the statement as it is. The only such door: never hand it what a user typed. */
  raw(text: string): Expr;
}

/** Interpolated values become parameters (literals in DDL); fragments, columns and `sql.id()` are put in place. */
export const sql: SqlTag = Object.assign(
  (strings: TemplateStringsArray, ...values: readonly unknown[]): SqlFragment => {
    const parts: Expression[] = [];
    strings.forEach((text, i) => {
      if (text !== "") parts.push({ kind: "raw", text });
      if (i < values.length) parts.push(isExpr(values[i]) ? values[i].node : { kind: "value", value: values[i] });
    });
    return predicate({ kind: "fragment", parts });
  },
  {
    id: (...path: readonly string[]): Expr => predicate({ kind: "identifier", path }),
    raw: (text: string): Expr => predicate({ kind: "raw", text }),
  },
);

/** The current instant in UTC, portable as a server default and in expressions. */
export function now(): Expr<Date> {
  return predicate({ kind: "call", name: "now", args: [] }) as unknown as Expr<Date>;
}
