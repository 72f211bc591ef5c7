import { isPromise } from "../kernel/chain.ts";
import { StaleDataError } from "../kernel/errors.ts";
import type { BoundColumn, BoundTable } from "../query/bound-table.ts";
import { keyOfRow } from "../query/key-of.ts";
import { withRowEvents } from "../query/row-events.ts";
import type { BatchedUpdate } from "../query/write/batch-update.ts";
import { isServerOnly } from "../query/write/write-values.ts";
import { misuse } from "./errors.ts";
import { differs, type Row } from "./imprint.ts";
import { byTable } from "./per-table.ts";
import { draft, imprintIn, sourceOf, storedForm, type Tracked } from "./tracked.ts";
import type { Work } from "./work.ts";

/** A stored row that differs from what is stored: its columns, and what they are to hold. */
interface Change {
  readonly tracked: Tracked;
  readonly columns: readonly BoundColumn[];
  readonly values: Row;
  readonly version: unknown;
  /** The row's other columns are what is stored. */
  readonly isWhole: boolean;
}

/** Whether a row differs from what is stored, in its columns alone. */
export function isChanged(tracked: Tracked): boolean {
  return tracked.state === "stored" && !tracked.isExpired && changedColumns(tracked).length > 0;
}

function changedColumns(tracked: Tracked): readonly BoundColumn[] {
  const { table, row } = tracked;
  return table.columns.filter((column) => differs(column, row[column.def.property], imprintIn(tracked, column)));
}

/** Throws QueryError for a row that is to be deleted under another key than its own. */
export function refuseChangedKey(tracked: Tracked): void {
  const { table, row } = tracked;
  for (const column of table.primaryKey) if (differs(column, row[column.def.property], imprintIn(tracked, column))) refuseUnwritable(table, column);
}

/**
 * Writes what has changed: only those columns, rows of one table with the same changed columns together. `late`: new rows with foreign keys that had to
 * wait. Answers with the rows that were written; what is stored in those columns now is `changed` in their drafts.
 */
export async function updateChanged(late: readonly Tracked[], stored: readonly Tracked[], work: Work): Promise<readonly Tracked[]> {
  const changes = [...late.map((one) => afterInsert(one, work)), ...stored.map((one) => changeOf(one, work))].filter((change) => change !== undefined);
  for (const { tracked, values, isWhole } of changes) {
    const refined = isWhole ? tracked.table.def.refine?.({ ...storedForm(tracked), ...values }) : undefined;
    if (refined && isPromise(refined)) await refined;
  }
  for (const [table, ofTable] of byTable(changes, ({ tracked }) => tracked.table)) {
    const groups = new Map<string, Change[]>();
    for (const change of ofTable) {
      const id = change.columns.map(({ index }) => index).join();
      const group = groups.get(id);
      if (group) group.push(change);
      else groups.set(id, [change]);
    }
    for (const group of groups.values()) await update(table, group, work);
  }
  for (const { tracked, values } of changes) {
    tracked.draft ??= draft();
    tracked.draft.changed = values;
  }
  return changes.map(({ tracked }) => tracked);
}

function changeOf(tracked: Tracked, work: Work): Change | undefined {
  const { table, row, isExpired } = tracked;
  const pending = tracked.draft?.pending ?? [];
  const changed = isExpired ? [] : changedColumns(tracked);
  if (changed.length === 0 && pending.length === 0) return undefined;
  const columns = new Set([...changed, ...pending.map(({ column }) => column)]);
  const values: Row = {};
  for (const column of columns) {
    const source = sourceOf(pending, column);
    const value = source === undefined ? row[column.def.property] : work.resolve(column, source);
    values[column.def.property] = value ?? null;
    if (source !== undefined && !differs(column, value, imprintIn(tracked, column))) columns.delete(column);
    else refuseUnwritable(table, column);
  }
  if (columns.size === 0) return undefined;
  const ordered = table.columns.filter((column) => columns.has(column));
  return {
    tracked,
    columns: ordered,
    values: { ...keyValues(table, row), ...pick(ordered, values) },
    version: table.version && imprintIn(tracked, table.version),
    isWhole: !isExpired,
  };
}

/** Foreign keys that had to wait until the row, and the other one, were there. */
function afterInsert(tracked: Tracked, work: Work): Change | undefined {
  const { table, row, draft } = tracked;
  const columns = [...new Set(draft?.late)].filter((column) => column.def.nullable);
  if (columns.length === 0 || !draft) return undefined;
  const stored = draft.values;
  const values: Row = keyValues(table, stored);
  for (const column of columns) {
    const source = sourceOf(draft.pending, column);
    values[column.def.property] = source === undefined ? row[column.def.property] : work.resolve(column, source);
  }
  return { tracked, columns, values, version: table.version?.def.values.encodeFilter(stored[table.version.def.property]), isWhole: true };
}

function refuseUnwritable(table: BoundTable, column: BoundColumn): void {
  if (column.isKey)
    throw misuse(
      "SESSION.KEY_CHANGED",
      table,
      `"${column.label}" is part of the primary key, which an update cannot change; add a new row and delete this one`,
    );
  if (isServerOnly(column))
    throw misuse("SESSION.READ_ONLY_COLUMN", table, `"${column.label}" is filled by the database and cannot be written; leave it as it is`);
  if (column === table.version)
    throw misuse("SESSION.READ_ONLY_COLUMN", table, `"${column.label}" counts the versions of the row and is raised by the library; leave it as it is`);
}

async function update(table: BoundTable, changes: readonly Change[], work: Work): Promise<void> {
  const { columns } = changes[0] as Change;
  const key = keyOfRow(table.primaryKey);
  const rows = changes.map(({ tracked, values, version }): BatchedUpdate => ({ key: [key(storedForm(tracked))].flat(), values, version }));
  await withRowEvents(
    work.executor.events,
    "update",
    table.def.name,
    changes.map(({ values }) => values),
    async () => {
      const { affected, logical } = await work.updates(table).many(columns, rows, work.call(table, "update"));
      if (affected < rows.length) throw stale(table, rows.length - affected, "changed");
      for (const [i, { values }] of changes.entries()) {
        for (const [k, column] of columns.entries()) values[column.def.property] = asRead(column, logical[i]?.[k]);
      }
      return changes.map(({ tracked, values }) => ({ ...tracked.row, ...values }));
    },
  );
}

/** What reading a logical value would give. */
function asRead({ def, readsAbsent }: BoundColumn, logical: unknown): unknown {
  if (logical === null || logical === undefined) return readsAbsent ? undefined : null;
  return def.values.decode ? def.values.decode(logical as never) : logical;
}

export function stale(table: BoundTable, count: number, form: "changed" | "deleted" | "merged"): StaleDataError {
  const who = `${count === 1 ? "a row" : `${count} rows`} of "${table.def.name}"`;
  const why = table.version ? `was changed or deleted by somebody else since it was read` : `is no longer there`;
  return new StaleDataError("SESSION.STALE_DATA", `${who} that was to be ${form} ${why}; roll back, read again and repeat the change`, {
    context: { table: table.def.name, rows: count },
  });
}

function keyValues(table: BoundTable, row: Row): Row {
  return pick(table.primaryKey, row);
}

function pick(columns: readonly BoundColumn[], row: Row): Row {
  return Object.fromEntries(columns.map(({ def }) => [def.property, row[def.property]]));
}

/** Every update raises a version by one. */
export function nextVersion(current: unknown): unknown {
  return typeof current === "bigint" ? current + 1n : (current as number) + 1;
}
