import { QueryError } from "../kernel/errors.ts";
import type { Expression, Node } from "../sql/ast.ts";
import { isOrder, type Order } from "../sql/handle.ts";
import type { BoundColumn, BoundTable } from "./bound-table.ts";
import { buildFilter } from "./filter-build.ts";
import type { BuildScope } from "./filter-members.ts";
import { scanFilter } from "./filter-scan.ts";
import { describeValue } from "./filter-values.ts";
import { nullsFor } from "./nulls.ts";
import { buildPredicate, scanPredicate } from "./predicate.ts";
import type { Scan } from "./scan.ts";
import { wholeNumber } from "./whole-number.ts";

export type OrderItem = string | Order;

/** Structure of an order for the key. */
export function scanOrder(table: BoundTable, orderBy: unknown, scan: Scan): void {
  for (const item of orderItems(orderBy)) {
    if (typeof item === "string") {
      const { column, direction } = namedOrder(table, item);
      scan.key += `${direction === "desc" ? "-" : "+"}${column.index}`;
    } else {
      scan.key += `~${item.node.direction}${item.node.nulls ?? ""}`;
      scanPredicate(table, { node: item.node.expression }, scan, scanFilter);
    }
  }
}

/**
 * NULLs come first ascending and last descending on every database unless asked otherwise; what cannot be NULL gets no such clause, so that
 * indexes serve it.
 */
export function buildOrder(orderBy: unknown, scope: BuildScope): Node<"ordering">[] {
  return orderItems(orderBy).map((item) => {
    if (typeof item === "string") {
      const { column, direction } = namedOrder(scope.table, item);
      return ordering(column, direction, undefined, scope.alias);
    }
    const { direction, nulls } = item.node;
    const expression = buildPredicate({ node: item.node.expression }, scope, scanFilter, buildFilter);
    return { kind: "ordering", expression, direction, nulls: mayBeNull(expression) ? (nulls ?? nullsFor(direction)) : undefined };
  });
}

export function ordering(column: BoundColumn, direction: "asc" | "desc", nulls: "first" | "last" | undefined, alias: string | undefined): Node<"ordering"> {
  return { kind: "ordering", expression: column.node(alias), direction, nulls: column.def.nullable ? (nulls ?? nullsFor(direction)) : undefined };
}

function mayBeNull(expression: Expression): boolean {
  if (expression.kind === "subquery") return expression.type !== wholeNumber; // a count is never NULL
  return expression.kind !== "column" || expression.nullable !== false;
}

/** "name" or "-name". */
export function namedOrder(table: BoundTable, item: string): { readonly column: BoundColumn; readonly direction: "asc" | "desc" } {
  if (table.find(item)) return { column: table.column(item), direction: "asc" };
  return item.startsWith("-") ? { column: table.column(item.slice(1)), direction: "desc" } : { column: table.column(item), direction: "asc" };
}

export function orderItems(orderBy: unknown): readonly OrderItem[] {
  if (!Array.isArray(orderBy)) throw badOrder(`orderBy takes a list such as ["name", "-rating"], not ${describeValue(orderBy)}`);
  for (const item of orderBy) {
    if (typeof item !== "string" && !isOrder(item))
      throw badOrder(`orderBy holds ${describeValue(item)}; write a column, "-column", or an expression with .asc() or .desc()`);
  }
  return orderBy as readonly OrderItem[];
}

function badOrder(message: string): QueryError {
  return new QueryError("QUERY.BAD_ORDER", message);
}
