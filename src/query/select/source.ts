import { QueryError } from "../../kernel/errors.ts";
import { isModel } from "../../model/describe.ts";
import type { AnyTableOptions } from "../../model/options.ts";
import type { AnyTable } from "../../model/table-class.ts";
import type { Node, Query, Source } from "../../sql/ast.ts";
import { type Expr, isRows, type Rows, rowsBrand } from "../../sql/expr.ts";
import { handle } from "../../sql/handle.ts";
import { type Term, term } from "../../sql/term.ts";

/** What can stand after FROM and JOIN: a model, a query, or a query with a name. */
export type SourceLike = AnyTable | Rows;
/** Columns of a source as expressions. */
export type ColumnsOf<S> = S extends AnyTable ? S["c"] : S extends Rows<infer R> ? { readonly [K in keyof R]-?: Term<R[K]> } : never;
/** A column of the optional source called `N`, which holds `V` where there is a row. */
export interface OptionalTerm<V, N extends string> extends Term<V | null> {
  readonly $optional?: { readonly from: N; readonly value: V };
}
/** The source and the value of a column of an optional source; never for all else. */
export type OptionalOf<E> = "$optional" extends keyof E ? (E extends { readonly $optional?: infer O } ? Exclude<O, undefined> : never) : never;
/** The columns of a source called `N` that may have no row. */
export type MaybeMissing<C, N extends string = string> = { readonly [K in keyof C]: OptionalTerm<PresentValue<C[K]>, N> };
type PresentValue<E> = [OptionalOf<E>] extends [never] ? (E extends Expr<infer V> ? V : never) : OptionalOf<E>["value" & keyof OptionalOf<E>];
/** Sources of a query by alias. */
export type Sources = Readonly<Record<string, object>>;

/** A query with the names of its columns. */
export interface KnownRows extends Rows {
  readonly [rowsBrand]: readonly string[];
}

/** A query with a name (WITH), to read from as from a table. */
export class NamedQuery<R extends object = object> implements Rows<R> {
  declare readonly $row?: R;
  readonly [rowsBrand]: readonly string[];
  readonly cte: Node<"cte">;
  /** True inside its own definition: the name is known there. */
  readonly isItself: boolean = false;

  constructor(cte: Node<"cte">, columns: readonly string[]) {
    this.cte = cte;
    this[rowsBrand] = columns;
  }

  /** All its rows, where a query must stand. */
  get query(): Query {
    const { name } = this.cte;
    const column = (property: string) => ({ kind: "projection", expression: { kind: "column", table: name, name: property }, alias: property }) as const;
    return { kind: "select", with: [this.cte], projections: this[rowsBrand].map(column), from: { kind: "table", name }, orderBy: [] };
  }
}

export interface NamedSource {
  readonly node: Source;
  readonly columns: object;
  readonly ctes: readonly Node<"cte">[];
}

/** A source under an alias. Throws QueryError for names no query can have. */
export function sourceOf(source: unknown, alias: string, lateral = false): NamedSource {
  checkAlias(alias);
  if (isModel(source)) {
    return { node: tableNode(source, alias), columns: modelColumns(source, alias), ctes: [] };
  }
  if (!isRows(source))
    throw new QueryError("QUERY.BAD_SOURCE", "a query reads from a model, from another query whose rows hold no objects, or from a query with a name");
  const columns = columnsOf(alias, (source as KnownRows)[rowsBrand]);
  if (source instanceof NamedQuery) return { node: { kind: "table", name: source.cte.name, alias }, columns, ctes: source.isItself ? [] : [source.cte] };
  return { node: { kind: "derived", query: source.query, alias, lateral }, columns, ctes: [] };
}

export function tableNode(model: AnyTable, alias?: string): Node<"table"> {
  const { schema } = model.options as AnyTableOptions;
  return { kind: "table", ...(schema === undefined ? {} : { schema }), name: model.tableName, alias };
}

const known = new WeakMap<AnyTable, Map<string, object>>();
/** Aliases are words of a program; more than this come from data, and are not kept. */
const keptAliases = 64;

/** The columns of a model under an alias, made once: queries are built over and over. */
function modelColumns(model: AnyTable, alias: string): object {
  let aliases = known.get(model);
  if (!aliases) {
    aliases = new Map();
    known.set(model, aliases);
  }
  let columns = aliases.get(alias);
  if (!columns) {
    columns = columnsOf(alias, Object.keys(model.schema.shape));
    if (aliases.size < keptAliases) aliases.set(alias, columns);
  }
  return columns;
}

/** Handles of columns under an alias. Without a prototype, so that every name in it is a column. */
export function columnsOf(alias: string, properties: readonly string[]): object {
  const columns: Record<string, Term<unknown>> = Object.create(null);
  for (const property of properties) columns[property] = handle(alias, property);
  return Object.freeze(columns);
}

/** Columns of a query that is not read under an alias. */
export function bareColumns(properties: readonly string[]): object {
  const columns: Record<string, Term<unknown>> = Object.create(null);
  for (const property of properties) columns[property] = term({ kind: "column", table: undefined, name: property });
  return Object.freeze(columns);
}

/** Names that every database can hold: MySQL and MariaDB know no blank at the end and no astral characters. They are always quoted. */
export function checkAlias(alias: unknown): asserts alias is string {
  if (typeof alias !== "string" || !canBeAlias(alias))
    throw new QueryError(
      "QUERY.BAD_ALIAS",
      `${JSON.stringify(alias)} cannot be a name in a query: 1 to 63 bytes, no NUL, no blank at the end, no astral characters`,
    );
}

export function canBeAlias(text: string): boolean {
  return text !== "" && !/\0|\s$|[^\0-\uffff]/u.test(text) && bytes(text) <= 63;
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
