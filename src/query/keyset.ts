import { fnv1a } from "../kernel/bounded-name.ts";
import { QueryError } from "../kernel/errors.ts";
import type { Expression, Node } from "../sql/ast.ts";
import type { BoundColumn, BoundTable } from "./bound-table.ts";
import { type BuildScope, parameter } from "./filter-members.ts";
import { nullsFor } from "./nulls.ts";
import { namedOrder, orderItems, ordering } from "./order.ts";
import type { Scan } from "./scan.ts";

/** One column of a total order. */
export interface KeysetColumn {
  readonly column: BoundColumn;
  readonly direction: "asc" | "desc";
  readonly nulls: "first" | "last";
}

/** The order asked for, made total by the primary key. Only columns can be in it: a cursor has to hold their values. */
export function keysetOrder(table: BoundTable, orderBy: unknown): readonly KeysetColumn[] {
  const order: KeysetColumn[] = orderItems(orderBy ?? []).map((item) => {
    if (typeof item === "string") {
      const { column, direction } = namedOrder(table, item);
      return { column, direction, nulls: nullsFor(direction) };
    }
    const { expression, direction, nulls } = item.node;
    if (expression.kind !== "column") throw new QueryError("QUERY.BAD_ORDER", "pages and windows are ordered by columns only; expressions have no cursor");
    return { column: table.column(expression.name), direction, nulls: nulls ?? nullsFor(direction) };
  });
  const seen = new Set(order.map(({ column }) => column));
  if (order.some(({ column }) => column.isStructured)) throw new QueryError("QUERY.BAD_ORDER", "a column of structured values has no order");
  for (const column of table.primaryKey) if (!seen.has(column)) order.push({ column, direction: "asc", nulls: "first" });
  return order;
}

export function reversed(order: readonly KeysetColumn[]): readonly KeysetColumn[] {
  return order.map(({ column, direction, nulls }) => ({
    column,
    direction: direction === "asc" ? "desc" : "asc",
    nulls: nulls === "first" ? "last" : "first",
  }));
}

export function keysetOrdering(order: readonly KeysetColumn[], alias: string): Node<"ordering">[] {
  return order.map(({ column, direction, nulls }) => ordering(column, direction, nulls, alias));
}

/** Structure of `after` for the key, and its values (logical) as arguments, in the order in which `afterPredicate` numbers them. */
export function scanAfter(order: readonly KeysetColumn[], after: readonly unknown[], scan: Scan): void {
  scan.key += `>${after.map((value) => (value === null ? "0" : "1")).join("")}`;
  order.forEach((_, last) => {
    for (let i = 0; i <= last; i++) if (after[i] !== null) scan.args.push((order[i] as KeysetColumn).column.wire(after[i]));
  });
}

/**
 * Rows that come after a given one: (a > x) or (a = x and b > y) or ..., with NULLs where the order puts them. Written out because a row
 * comparison cannot mix directions and knows no NULLs.
 */
export function afterPredicate(order: readonly KeysetColumn[], after: readonly unknown[], scope: BuildScope): Expression {
  const items = order.map((_, last): Expression => {
    const parts = order.slice(0, last + 1).map((entry, i) => (i < last ? same(entry, after[i], scope) : beyond(entry, after[i], scope)));
    return parts.length === 1 ? (parts[0] as Expression) : { kind: "logical", operator: "and", items: parts };
  });
  return { kind: "logical", operator: "or", items };
}

function same({ column }: KeysetColumn, value: unknown, scope: BuildScope): Expression {
  const item = column.node(scope.alias);
  return value === null ? { kind: "isNull", item, negated: false } : { kind: "compare", operator: "=", left: item, right: parameter(column, scope) };
}

function beyond({ column, direction, nulls }: KeysetColumn, value: unknown, scope: BuildScope): Expression {
  const item = column.node(scope.alias);
  if (value === null) return nulls === "first" ? { kind: "isNull", item, negated: true } : { kind: "constant", value: false };
  const compare: Expression = { kind: "compare", operator: direction === "asc" ? ">" : "<", left: item, right: parameter(column, scope) };
  if (!column.def.nullable || nulls === "first") return compare;
  return { kind: "logical", operator: "or", items: [compare, { kind: "isNull", item, negated: false }] };
}

/** What a cursor must agree with: the order, and the filter with its values. */
export function signature(order: readonly KeysetColumn[], filter: Scan): string {
  const ordered = order.map(({ column, direction, nulls }) => `${column.def.property} ${direction} ${nulls}`).join(",");
  return fnv1a(`${ordered}|${filter.key}|${JSON.stringify(filter.args, (_, value) => (typeof value === "bigint" ? `${value}n` : value))}`);
}

/** Opaque text of a position: the signature, and the logical values of the order's columns at full precision. */
export function encodeCursor(sign: string, values: readonly unknown[]): string {
  const packed = values.map((value) => {
    if (typeof value === "bigint") return { i: String(value) };
    if (value instanceof Date) return { d: value.getTime() };
    if (value instanceof Uint8Array) return { b: Buffer.from(value).toString("base64") };
    return value;
  });
  return Buffer.from(JSON.stringify([sign, ...packed])).toString("base64url");
}

export function decodeCursor(cursor: unknown, sign: string, order: readonly KeysetColumn[]): readonly unknown[] {
  const parts = parseCursor(cursor);
  if (!parts || parts.length !== order.length + 1) throw badCursor("it is not one that findPage gave");
  if (parts[0] !== sign) throw badCursor("it belongs to another filter or order; start again without a cursor");
  return parts.slice(1).map((value) => {
    if (typeof value !== "object" || value === null) return value;
    const packed = value as { readonly i?: string; readonly d?: number; readonly b?: string };
    if (packed.i !== undefined) return BigInt(packed.i);
    return packed.d === undefined ? new Uint8Array(Buffer.from(packed.b ?? "", "base64")) : new Date(packed.d);
  });
}

function parseCursor(cursor: unknown): readonly unknown[] | undefined {
  if (typeof cursor !== "string") return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
}

function badCursor(why: string): QueryError {
  return new QueryError("QUERY.BAD_CURSOR", `this cursor cannot be used: ${why}`);
}
