import type { Expression, Node } from "../../sql/ast.ts";
import type { BoundTable } from "../bound-table.ts";
import { ordering } from "../order.ts";
import type { Slots } from "../scan.ts";
import { numberParameter, wholeNumber } from "../whole-number.ts";
import type { LinkParts } from "./link.ts";

/** The rows of a relation's target, numbered from 1 within each parent, as a table under the target's own alias. */
export interface NumberedRows {
  readonly source: Node<"derived">;
  /** The number of a row. */
  readonly number: Node<"column">;
  /** The link columns, now columns of the derived table. */
  readonly link: readonly Node<"column">[];
}

/** `order` is made total by the primary key, so that every read numbers alike. */
export function numberRows(
  table: BoundTable,
  alias: string,
  linkParts: LinkParts,
  conditions: readonly Expression[],
  order: readonly Node<"ordering">[],
): NumberedRows {
  const rowNumber = freeName(table, "_rn");
  const isOwn = linkParts.alias === alias;
  const linkNames = linkParts.columns.map((column, i) => (isOwn ? column.def.name : freeName(table, `_l${i}`)));
  const linkNodes = linkParts.columns.map((column) => column.node(linkParts.alias));
  const call: Node<"call"> = { kind: "call", name: "rowNumber", args: [] };
  const number: Expression = {
    kind: "over",
    call,
    partitionBy: linkNodes,
    orderBy: [...order, ...table.primaryKey.map((key) => ordering(key, "asc", undefined, alias))],
  };
  const query: Node<"select"> = {
    kind: "select",
    projections: [
      ...everyColumn(table, alias),
      ...(isOwn ? [] : linkNodes.map((node, i): Node<"projection"> => ({ kind: "projection", expression: untyped(node), alias: linkNames[i] }))),
      { kind: "projection", expression: number, alias: rowNumber },
    ],
    from: table.node(alias),
    joins: linkParts.joins,
    where: conditions.length > 0 ? { kind: "logical", operator: "and", items: conditions } : undefined,
    orderBy: [],
  };
  return {
    source: { kind: "derived", query, alias },
    number: { kind: "column", table: alias, name: rowNumber, type: wholeNumber, nullable: false },
    link: linkParts.columns.map((column, i) => ({ ...column.node(alias), name: linkNames[i] as string })),
  };
}

/** Every column under its own name. Without types: inside a derived table values stay as they are stored. */
export function everyColumn(table: BoundTable, alias: string): Node<"projection">[] {
  return table.columns.map((column) => ({ kind: "projection", expression: untyped(column.node(alias)), alias: column.def.name }));
}

function untyped({ table, name }: Node<"column">): Node<"column"> {
  return { kind: "column", table, name };
}

/** More than `offset`, not more than `offset + limit`. Numbers the arguments as `scanRequest` has pushed them. */
export function numberConditions(
  number: Node<"column">,
  { limit, offset }: { readonly limit?: number | undefined; readonly offset?: number | undefined },
  slots: Slots,
): Expression[] {
  const conditions: Expression[] = [];
  if (offset !== undefined) conditions.push({ kind: "compare", operator: ">", left: number, right: numberParameter(slots) });
  if (limit !== undefined) conditions.push({ kind: "compare", operator: "<=", left: number, right: numberParameter(slots) });
  return conditions;
}

/** A name no column of the table has, in any case. */
function freeName(table: BoundTable, name: string): string {
  return table.columns.some(({ def }) => def.name.toLowerCase() === name) ? freeName(table, `${name}_`) : name;
}
