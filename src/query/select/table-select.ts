import type { AnyTable } from "../../model/table-class.ts";
import type { CheckedWhere, OrderKey, Where } from "../../model/where.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import { type Expr, isExpr, type Order, type Predicate } from "../../sql/expr.ts";
import type { BoundTable } from "../bound-table.ts";
import { checkOptions } from "../find-options.ts";
import { type LockOption, readLock } from "../lock.ts";
import { namedOrder } from "../order.ts";
import { conditionOf, countOf, expressionsOf, given, type NestedProjections, nestedProjectionsOf, ordersOf, pagingOf } from "./parts.ts";
import { columnsOf } from "./source.ts";

/** What `table.select` takes besides its projections. */
export interface TableSelectOptions<T extends AnyTable, W> {
  /** As in `findMany`. */
  readonly where?: W & CheckedWhere<T, NoInfer<W>>;
  readonly groupBy?: readonly Expr[];
  readonly having?: Predicate;
  readonly orderBy?: readonly (OrderKey<T> | Order | Expr)[];
  readonly distinct?: boolean;
  readonly limit?: number | Expr;
  readonly offset?: number | Expr;
  readonly lock?: LockOption;
}
export type SelectFilter<T extends AnyTable> = Where<T> | Predicate;

/** The same at run time. */
interface Options {
  readonly where?: unknown;
  readonly groupBy?: unknown;
  readonly having?: unknown;
  readonly orderBy?: unknown;
  readonly distinct?: boolean;
  readonly limit?: number | Expr;
  readonly offset?: number | Expr;
  readonly lock?: LockOption;
}
const words = new Set(["where", "groupBy", "having", "orderBy", "distinct", "limit", "offset", "lock"]);

/** A query of one table, as data. */
export function tableSelect(table: BoundTable, projections: NestedProjections | ((columns: object) => NestedProjections), options: Options): Node<"select"> {
  checkOptions(options, words);
  const { where, groupBy, having, orderBy, distinct, limit, offset, lock } = options;
  const { schema, name } = table.def;
  const columns = columnsOf(
    name,
    table.columns.map(({ def }) => def.property),
  );
  const order =
    orderBy === undefined
      ? []
      : ordersOf(Array.isArray(orderBy) ? orderBy.map((item) => (typeof item === "string" ? namedColumn(table, item) : item)) : orderBy);
  return {
    kind: "select",
    projections: nestedProjectionsOf(given(projections, columns)),
    from: { kind: "table", ...(schema === undefined ? {} : { schema }), name, alias: name },
    distinct: distinct || undefined,
    where: where === undefined ? undefined : filterOf(table, where),
    groupBy: groupBy === undefined ? undefined : expressionsOf(groupBy, "groupBy"),
    having: having === undefined ? undefined : conditionOf(having, "having"),
    orderBy: order,
    paging: pagingOf(countOf("limit", limit), countOf("offset", offset), order.length > 0),
    lock: lock && readLock(lock),
  };
}

function filterOf({ def: { schema, name } }: BoundTable, where: unknown): Expression {
  if (isExpr(where)) return where.node;
  return { kind: "filter", ...(schema === undefined ? {} : { schema }), table: name, alias: name, where };
}

function namedColumn(table: BoundTable, item: string): Order {
  const { column, direction } = namedOrder(table, item);
  return { $order: true, node: { kind: "ordering", expression: { kind: "column", table: table.def.name, name: column.def.property }, direction } };
}
