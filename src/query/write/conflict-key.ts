import { QueryError } from "../../kernel/errors.ts";
import type { Conflict } from "../../sql/ast.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { assign } from "./assign.ts";

/** The unique key that tells whether a row is there: the primary key unless columns are named. Throws QueryError when they are no unique key. */
export function conflictKey(table: BoundTable, conflict: readonly string[] | undefined): readonly BoundColumn[] {
  if (conflict === undefined) return table.primaryKey;
  if (conflict.length === 0) throw new QueryError("QUERY.BAD_OPTION", "conflict takes the columns of a unique key");
  const key = conflict.map((property) => table.column(property));
  if (uniqueKeys(table).some((columns) => sameColumns(columns, key))) return key;
  throw new QueryError(
    "QUERY.CONFLICT_NOT_UNIQUE",
    `"${table.def.name}" has no unique key on ${key.map((c) => `"${c.def.property}"`).join(", ")}; declare it in unique, uniqueConstraints or indexes`,
    {
      context: { table: table.def.name },
    },
  );
}

/** Where the database fires on any unique key, naming one is only sure when there is but one. */
export function namesConflict(table: BoundTable, key: readonly BoundColumn[]): boolean {
  return table.dialect.capabilities.upsert !== "on-duplicate" || uniqueKeys(table).every((columns) => sameColumns(columns, key));
}

/** Whether an upsert may set a column of a stored row: keys stay, and the version is raised by itself. */
export function isUpdated(table: BoundTable, key: readonly BoundColumn[], column: BoundColumn): boolean {
  return !key.includes(column) && !column.isKey && column !== table.version;
}

/** What is done to the stored row: columns take the values of the row that could not be inserted. None: it stays as it is. */
export function conflictClause(table: BoundTable, key: readonly BoundColumn[], updated: readonly BoundColumn[]): Conflict {
  const target = key.map(({ def }) => ({ name: def.name, type: def.type }));
  const update = updated.length > 0 ? assign(table, updated, ({ def }) => ({ kind: "proposed", column: def.name, type: def.type })) : [];
  return { target, update };
}

function uniqueKeys(table: BoundTable): readonly (readonly BoundColumn[])[] {
  const { def, primaryKey } = table;
  const columns = (properties: readonly string[]) => properties.map((property) => table.column(property));
  const indexes = def.indexes.filter((index) => index.unique && !index.where && index.expressions.length === 0);
  return [primaryKey, ...def.uniques.map((unique) => columns(unique.columns)), ...indexes.map((index) => columns(index.columns))];
}

function sameColumns(columns: readonly BoundColumn[], key: readonly BoundColumn[]): boolean {
  const wanted = new Set(key);
  return columns.length === wanted.size && columns.every((column) => wanted.has(column));
}
