import type { BoundTable } from "../bound-table.ts";
import { readCounts } from "../counts.ts";
import { scanMembers } from "../filter-members.ts";
import { scanFilter } from "../filter-scan.ts";
import { checkWindow, selectedColumns } from "../find-options.ts";
import { scanAfter } from "../keyset.ts";
import type { LoadNode } from "../load/tree.ts";
import { readLock } from "../lock.ts";
import { scanOrder } from "../order.ts";
import { Scan } from "../scan.ts";
import { scanNumber } from "../whole-number.ts";
import { linkColumns } from "./link.ts";
import type { Link, ReadRequest } from "./request.ts";

/** First pass over a read: its structure as a key, its values as arguments, in the order in which `StatementBuilder` numbers them. */
export function scanRequest(request: ReadRequest): Scan {
  const { table, options, keyset, link } = request;
  const scan = new Scan(request.mode === "first" ? "1" : "m");
  if (options.validate) scan.key += "v";
  if (options.lock !== undefined) scan.key += `!${JSON.stringify(readLock(options.lock))}`;
  scanFilter(table, request.where, scan);
  if (keyset) {
    scan.key += `w${keyset.order.map((o) => `${o.direction}${o.nulls}${o.column.index}`)};`;
    if (keyset.after) scanAfter(keyset.order, keyset.after, scan);
  } else if (options.orderBy !== undefined) scanOrder(table, options.orderBy, scan);
  scanParts(table, options, request.node, scan);
  if (link) {
    scanLink(link, scan);
    scanWindowPerParent(table, options, scan);
    return scan;
  }
  for (const name of ["limit", "offset"] as const) {
    const value = options[name];
    if (value === undefined) continue;
    checkWindow(name, value);
    scan.key += name === "limit" ? "L" : "O";
    scanNumber(value, table.dialect, scan);
  }
  return scan;
}

/** What is read of each row, and joined to it. */
function scanParts(table: BoundTable, options: LoadNode["options"], node: LoadNode | undefined, scan: Scan): void {
  if (options.select !== undefined) scan.key += `s${selectedColumns(table, options.select).map((column) => column.index)};`;
  for (const { relation, where } of readCounts(table, options.counts)) {
    scan.key += `#${relation.name.length}${relation.name}`;
    scanFilter(relation.target, where, scan);
  }
  if (!node) return;
  scan.key += `<${node.identifies ? "i" : ""}${node.selectin.map((child) => child.relation?.name)}`;
  for (const child of node.joined) scanJoined(child, scan);
  scan.key += ">";
}

function scanJoined(node: LoadNode, scan: Scan): void {
  const { table, options } = node;
  scan.key += `j${node.relation?.name};`;
  scanFilter(table, options.where ?? {}, scan);
  if (options.orderBy !== undefined) scanOrder(table, options.orderBy, scan);
  scanWindowPerParent(table, options, scan);
  scanParts(table, options, node, scan);
}

/** Rows of one parent are counted from 1: more than `offset`, not more than `offset + limit`. */
function scanWindowPerParent(table: BoundTable, { limit, offset }: LoadNode["options"], scan: Scan): void {
  if (offset !== undefined) {
    scan.key += "O";
    scanNumber(offset, table.dialect, scan);
  }
  if (limit !== undefined) {
    scan.key += "L";
    scanNumber((offset ?? 0) + limit, table.dialect, scan);
  }
}

function scanLink({ relation, keys, throughParents }: Link, scan: Scan): void {
  const columns = linkColumns(relation, throughParents);
  scan.key += `^${relation.source.def.key};${relation.name}${throughParents ? "p" : ""}`;
  const [first] = columns;
  if (first && columns.length === 1) scanMembers(first, keys, false, relation.target.dialect.capabilities.shortList, scan);
  else for (const [i, column] of columns.entries()) scan.args.push(column.codec.encodeList(keys.map((key) => (key as readonly unknown[])[i]) as never[]));
}
