import { type Rows, rowsBrand } from "../../sql/expr.ts";
import type { Select } from "./select.ts";
import { checkAlias, type KnownRows, NamedQuery } from "./source.ts";
import type { Writing } from "./writing.ts";

/** A query with a name, to be read from and joined like a table. A write that gives back rows may be one where the database allows it. */
export function cte<R extends object>(name: string, rows: Rows<R> | Writing<R>): NamedQuery<R> {
  checkAlias(name);
  const query = "columns" in rows ? rows.statement : rows.query;
  const columns = "columns" in rows ? rows.columns : (rows as unknown as KnownRows)[rowsBrand];
  return new NamedQuery({ kind: "cte", name, columns, query, recursive: false }, columns);
}

/**
 * A query that reads itself: the rows of `anchor`, then those that `step` makes of the rows before, until there are no more. `distinct`: each different
 * row once, which ends cycles.
 */
export function recursive<R extends object>(
  name: string,
  anchor: Select<R>,
  step: (self: NamedQuery<R>) => Select<R>,
  options: { readonly distinct?: boolean } = {},
): NamedQuery<R> {
  checkAlias(name);
  const columns = anchor[rowsBrand];
  const self = new Itself<R>({ kind: "cte", name, columns, query: anchor.query, recursive: true }, columns);
  const query = { kind: "setOperation", operator: "union", all: options.distinct !== true, left: anchor.query, right: step(self).query } as const;
  return new NamedQuery<R>({ kind: "cte", name, columns, query, recursive: true }, columns);
}

/** The query inside itself: known by its name, not named again. */
class Itself<R extends object> extends NamedQuery<R> {
  override readonly isItself: boolean = true;
}
