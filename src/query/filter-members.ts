import type { Expression, Node } from "../sql/ast.ts";
import type { BoundColumn, BoundTable } from "./bound-table.ts";
import type { Scan, Slots } from "./scan.ts";

/** What a filter is compiled against: the alias of its table, if any, and the numbering of arguments. */
export interface BuildScope {
  readonly table: BoundTable;
  readonly alias: string | undefined;
  readonly slots: Slots;
}

/** Key and arguments of a list of logical values; also used for lists in conditions. */
export function scanMembers(column: BoundColumn, logical: readonly unknown[], hasNull: boolean, shortList: number, scan: Scan): void {
  scan.key += hasNull ? "n" : "";
  if (logical.length === 0) scan.key += "-";
  else if (logical.length <= shortList) {
    const places = 2 ** Math.ceil(Math.log2(logical.length));
    scan.key += places;
    for (let i = 0; i < places; i++) scan.args.push(column.wire(logical[Math.min(i, logical.length - 1)]));
  } else {
    scan.key += "*";
    scan.args.push(column.codec.encodeList(logical as never[]));
  }
}

/** `x in (...)`, with NULL as a member if asked: SQL's own IN never matches NULL, and NOT IN with NULL matches nothing. */
export function membership(column: BoundColumn, item: Expression, count: number, hasNull: boolean, negated: boolean, scope: BuildScope): Expression {
  const isNull: Expression = { kind: "isNull", item, negated };
  if (count === 0) return hasNull ? isNull : { kind: "constant", value: negated };
  const short = count <= scope.table.dialect.capabilities.shortList;
  const list = short
    ? Array.from({ length: 2 ** Math.ceil(Math.log2(count)) }, () => parameter(column, scope))
    : ({ kind: "parameter", slot: scope.slots.next(column), type: column.def.type, list: true } as const);
  const inList: Expression = { kind: "inList", item, list, negated };
  return hasNull ? { kind: "logical", operator: negated ? "and" : "or", items: [inList, isNull] } : inList;
}

export function parameter(column: BoundColumn, scope: BuildScope): Node<"parameter"> {
  return { kind: "parameter", slot: scope.slots.next(column), type: column.def.type };
}
