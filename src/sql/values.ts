import { QueryError } from "../kernel/errors.ts";
import type { Expression } from "./ast.ts";
import { type Expr, isExpr, operand } from "./expr.ts";
import { type Term, term } from "./term.ts";
import { logicalType, type TypeName, type ValueOfType } from "./type-names.ts";

/** A value or an expression of one. */
export type ValueOr<V> = V | Expr<V>;
/** What an operand holds. */
export type ValueOf<O> = O extends Expr<infer V> ? V : O;

/** A value as an expression of its own; it becomes a parameter. */
export function literal<const V extends string | number | bigint | boolean | Date | Uint8Array | null>(value: V): Term<Wide<V>> {
  return term(operand(value));
}
/** `3` as a type is of no use to a query. */
export type Wide<V> = V extends string ? string : V extends number ? number : V extends bigint ? bigint : V extends boolean ? boolean : V;

/** A value that is given by name when a prepared query runs: `query.prepare().all({ name })`. */
export function placeholder<V = unknown>(name: string): Term<V> {
  if (typeof name !== "string" || name === "") throw new QueryError("QUERY.BAD_PLACEHOLDER", "a placeholder needs a name");
  return term({ kind: "parameter", slot: -1, name });
}

/** A column by name, for names that are data. `table` is a source's alias; without it the name must be one source's only. */
export function column<V = unknown>(name: string, options: { readonly table?: string } = {}): Term<V> {
  return term({ kind: "column", table: options.table, name });
}

/** The value as another type. What a text that is no number becomes is the database's affair. */
export function cast<const T extends TypeName, V>(value: Expr<V>, type: T): Term<ValueOfType<T> | Extract<V, null>> {
  return term({ kind: "cast", item: value.node, type: logicalType(type) });
}

/** A function of the database by its name, with the type of its outcome: `func("soundex", [Flavor.c.name], "text")`. The outcome may be null. */
export function func<const T extends TypeName>(name: string, args: readonly unknown[], type: T): Term<ValueOfType<T> | null> {
  if (typeof name !== "string" || !/^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*){0,2}$/.test(name)) {
    throw new QueryError("QUERY.BAD_FUNCTION", `${JSON.stringify(name)} cannot be the name of a function; it is made of letters, digits and underscores`);
  }
  return term({ kind: "nativeCall", name, args: args.map(operand), type: logicalType(type) });
}

/** CASE under construction: more branches, then `else`, or `end` for NULL. */
export interface Case<V> {
  when<const R>(condition: Expr<boolean | null>, result: ValueOr<R>): Case<V | ValueOf<R>>;
  else<const R>(result: ValueOr<R>): Term<Wide<V | ValueOf<R>>>;
  end(): Term<Wide<V> | null>;
}

/** `caseWhen(a, 1).when(b, 2).else(3)`: the result of the first condition that is true. */
export function caseWhen<const R>(condition: Expr<boolean | null>, result: ValueOr<R>): Case<ValueOf<R>> {
  return branches([condition.node], [operand(result)]);
}

function branches<V>(conditions: readonly Expression[], results: readonly Expression[]): Case<V> {
  return {
    when: (condition, result) => branches([...conditions, condition.node], [...results, operand(result)]),
    else: (result) => term({ kind: "case", conditions, results, otherwise: operand(result) }),
    end: () => term({ kind: "case", conditions, results }),
  };
}

type AnyNull<O extends readonly unknown[]> = null extends ValueOf<O[number]> ? null : never;

/** The first value that is not NULL; NULL only when the last may be. */
export function coalesce<const O extends readonly [unknown, unknown, ...unknown[]]>(
  ...values: O
): Term<Wide<Exclude<ValueOf<O[number]>, null>> | (O extends readonly [...unknown[], infer L] ? Extract<ValueOf<L>, null> : never)> {
  return term({ kind: "call", name: "coalesce", args: values.map(operand) });
}

/** NULL when both are equal, else the first. */
export function nullif<V>(value: Expr<V>, other: Exclude<V, null | undefined> | Expr<V | null>): Term<V | null> {
  return term({ kind: "call", name: "nullif", args: [value.node, operand(other)] });
}

/** The greatest of some values; NULL when any is. */
export function greatest<const O extends readonly [unknown, unknown, ...unknown[]]>(...values: O): Term<Wide<Exclude<ValueOf<O[number]>, null>> | AnyNull<O>> {
  return term({ kind: "call", name: "greatest", args: values.map(operand) });
}
/** The least of some values; NULL when any is. */
export function least<const O extends readonly [unknown, unknown, ...unknown[]]>(...values: O): Term<Wide<Exclude<ValueOf<O[number]>, null>> | AnyNull<O>> {
  return term({ kind: "call", name: "least", args: values.map(operand) });
}

/** A condition in parentheses of its own. Grouping follows the tree by itself; this is for readers. */
export function group<E extends Expr>(expression: E): E {
  if (!isExpr(expression)) throw new QueryError("QUERY.BAD_EXPRESSION", "group() takes an expression");
  return expression;
}
