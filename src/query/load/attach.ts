import { QueryError } from "../../kernel/errors.ts";
import type { BoundColumn } from "../bound-table.ts";
import { keyOfRow, mapKey, type Row } from "../key-of.ts";
import { guardRow } from "./guard-row.ts";
import type { IdentityMaps } from "./identity.ts";
import type { Pending, Taken } from "./take-apart.ts";
import type { LoadNode } from "./tree.ts";

/** Gives the rows of a select-in query to the parents that wait for them. */
export function handOver({ name, isMany, folds }: LoadNode, { rows, links }: Taken, waiting: ReadonlyMap<unknown, readonly Row[]>): void {
  const given = folds ? new Map<Row, Set<Row>>() : undefined;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as Row;
    for (const parent of waiting.get(mapKey(links[i])) ?? []) {
      if (!isMany) parent[name] = row;
      else if (!given || isFirst(given, parent, row)) (parent[name] as Row[]).push(row);
    }
  }
}

/** With a collection joined in, a row comes once for each of its members. */
function isFirst(given: Map<Row, Set<Row>>, parent: Row, row: Row): boolean {
  const rows = given.get(parent);
  if (!rows) given.set(parent, new Set([row]));
  else if (rows.has(row)) return false;
  else rows.add(row);
  return true;
}

/** Makes rows in hand wait for the root's relations, whatever they held of them before. Throws QueryError for rows without the columns that are needed. */
export function readRowsInHand(root: LoadNode, rows: readonly Row[], identity: IdentityMaps, pending: Map<LoadNode, Pending>): void {
  const { primaryKey } = root.table;
  const own = root.identifies ? keyOfRow(primaryKey) : undefined;
  const known = identity.of(root.group);
  const parents = [...new Set(rows)];
  for (const row of parents) {
    if (own) {
      requireColumns(root, primaryKey, row);
      const key = mapKey(own(row));
      if (!known.has(key)) known.set(key, row);
    }
    guardRow(root, row);
  }
  for (const child of root.selectin) {
    const { name, isMany } = child;
    const columns = child.relation?.columns ?? [];
    const key = keyOfRow(columns);
    for (const row of parents) {
      requireColumns(root, columns, row);
      // Defined, not assigned: an earlier read may have made its access an error.
      Object.defineProperty(row, name, { value: isMany ? [] : null, writable: true, enumerable: true, configurable: true });
    }
    pending.set(child, { parents: [...parents], keys: parents.map(key) });
  }
}

function requireColumns({ table }: LoadNode, columns: readonly BoundColumn[], row: Row): void {
  const missing = columns.find((column) => row[column.def.property] === undefined && !column.readsAbsent);
  if (!missing) return;
  throw new QueryError(
    "QUERY.INCOMPLETE_ROW",
    `the relations of "${table.def.name}" cannot be loaded onto a row without "${missing.label}"; read the rows with that column`,
    {
      context: { table: table.def.name, column: missing.label },
    },
  );
}
