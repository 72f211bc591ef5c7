import type { CallOptions } from "../engine/executor.ts";
import { QueryError } from "../kernel/errors.ts";
import type { BoundColumn, BoundTable } from "./bound-table.ts";
import { describeValue, isPlainObject } from "./filter-values.ts";
import type { LockOption } from "./lock.ts";
import type { OrderItem } from "./order.ts";

/** Options of a read at run time; the public types are stricter. */
export interface FindOptions extends CallOptions {
  readonly orderBy?: readonly OrderItem[] | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly select?: readonly string[] | undefined;
  readonly withTotal?: boolean | undefined;
  readonly validate?: boolean | undefined;
  readonly load?: unknown;
  readonly depth?: number | undefined;
  readonly counts?: Readonly<Record<string, unknown>> | undefined;
  readonly lock?: LockOption | undefined;
}

const known = new Set(["orderBy", "limit", "offset", "select", "withTotal", "validate", "load", "depth", "counts", "lock", "signal", "timeout", "tx"]);

/** Refuses options nobody reads: a misspelt `limt` would silently read the whole table. */
export function checkOptions(options: unknown, allowed: ReadonlySet<string> = known): void {
  if (!isPlainObject(options)) throw badOption(`options must be an object, not ${describeValue(options)}`);
  for (const name in options) if (!allowed.has(name)) throw badOption(`unknown option "${name}"; there are ${[...allowed].join(", ")}`);
}

export function checkWindow(name: string, value: unknown): void {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw badOption(`${name} must be a whole number, 0 or more`);
}

/** Columns to read: all, or those of `select`. */
export function selectedColumns(table: BoundTable, select: unknown): readonly BoundColumn[] {
  if (select === undefined) return table.columns;
  if (!Array.isArray(select) || select.length === 0) throw badOption('select takes a list of one or more columns such as ["id", "name"]');
  return [...new Set(select)].map((property) => table.column(String(property)));
}

export function badOption(message: string): QueryError {
  return new QueryError("QUERY.BAD_OPTION", message);
}
