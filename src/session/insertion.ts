import type { BoundColumn, BoundTable } from "../query/bound-table.ts";
import { keyOfRow } from "../query/key-of.ts";
import { withRowEvents } from "../query/row-events.ts";
import { relationsOf } from "./cascade.ts";
import { misuse } from "./errors.ts";
import type { Row } from "./imprint.ts";
import type { New, Survey } from "./links.ts";
import { parentsFirst } from "./order.ts";
import type { ByTable } from "./per-table.ts";
import { ByKey, type Draft, keyId, keyIdOf, type PendingKey, type Tracked } from "./tracked.ts";
import type { Work } from "./work.ts";

const none: readonly never[] = [];

/**
 * Inserts new rows, parents first, a statement (or a few, for very many rows) for each table and round. Answers with the rows of which some foreign keys
 * (`late` in their drafts) have to be set afterwards.
 */
export async function insertNew(added: ByTable<New>, { keyed, needs }: NewKeys, work: Work): Promise<readonly Tracked[]> {
  const tables = new Map([...added].filter(([, rows]) => rows.length > 0));
  const late = new Set<New>();
  const naming = findNamed(tables, keyed);
  for (const [table, ofTable] of tables) if (relationsOf(table).some(({ target }) => target === table)) for (const one of ofTable) deferInOneTable(one, late);
  const order = parentsFirst(tables.keys());
  while (tables.size > 0) {
    let progress = false;
    for (const table of order) {
      const waiting = tables.get(table) ?? none;
      const isFree = !naming.has(table) && ![...(needs.get(table) ?? none)].some((other) => tables.has(other));
      const batch = isFree ? waiting : ready(waiting);
      if (batch.length === 0) continue;
      await insert(table, batch, work);
      progress = true;
      if (batch.length === waiting.length) tables.delete(table);
      else
        tables.set(
          table,
          waiting.filter(({ draft }) => draft.progress === "waiting"),
        );
    }
    if (!progress) breakCycle([...tables.values()].flat(), late);
  }
  return [...late];
}

type NewKeys = Pick<Survey, "keyed" | "needs">;

/** Takes down which new rows others name by keys written by hand. Answers with the tables of those others. */
function findNamed(tables: ByTable<New>, keyed: ReadonlySet<BoundTable>): ReadonlySet<BoundTable> {
  const naming = new Set<BoundTable>();
  const byKey = indexByKey(tables, keyed);
  for (const [table, rows] of tables) {
    for (const { def, columns, target } of relationsOf(table)) {
      if (def.kind !== "belongsTo" || !byKey.has(target)) continue;
      const key = keyOfRow(columns);
      for (const one of rows) {
        const { draft } = one;
        if (draft.pending.some(({ column }) => columns.includes(column))) continue;
        const tracked = byKey.get(target, keyId(key(draft.values)));
        if (!tracked || tracked === one) continue;
        draft.named = [...draft.named, { tracked, columns }];
        naming.add(table);
      }
    }
  }
  return naming;
}

function indexByKey(tables: ByTable<New>, keyed: ReadonlySet<BoundTable>): ByKey<New> {
  const byKey = new ByKey<New>();
  for (const table of keyed) {
    for (const one of tables.get(table) ?? none) {
      const key = keyIdOf(table, one.draft.values);
      if (key !== null) byKey.set(table, key, one);
    }
  }
  return byKey;
}

/** A chain of rows in one table whose keys the server makes would take a statement for each link; setting the keys afterwards takes one for all. */
function deferInOneTable(one: New, late: Set<New>): void {
  for (const { column, source } of one.draft.pending) {
    const other = source?.from;
    if (other?.table !== one.table || !isNew(other) || hasKey(other)) continue;
    if (other === one || column.def.nullable) defer(one, other, late);
  }
}

function isNew(tracked: Tracked): tracked is New {
  return tracked.state === "new";
}

/** Leaves the keys of another row for later. */
function defer(one: New, other: Tracked, late: Set<New>): void {
  late.add(one);
  one.draft.late = [...one.draft.late, ...columnsTo(one, other)];
}

function columnsTo({ draft }: New, other: Tracked): readonly BoundColumn[] {
  const related = draft.pending.filter(({ source }) => source?.from === other).map(({ column }) => column);
  return [...related, ...draft.named.flatMap(({ tracked, columns }) => (tracked === other ? columns : none))];
}

/** The new rows that have to be there before this one. */
function needed(one: New): readonly New[] {
  const { pending, named, late } = one.draft;
  if (named.length === 0 && pending.every(isThere)) return none;
  let all: New[] | undefined;
  const need = (other: Tracked, columns: readonly BoundColumn[]): void => {
    if (!isNew(other) || other === one || other.draft.progress === "written" || columns.some((column) => late.includes(column))) return;
    all ??= [];
    all.push(other);
  };
  for (const { column, source } of pending) if (source !== null && source.from.state === "new") need(source.from, [column]);
  for (const { tracked, columns } of named) need(tracked, columns);
  return all ?? none;
}

function isThere({ source }: PendingKey): boolean {
  return source === null || source.from.state !== "new" || source.from.draft?.progress === "written";
}

/** Rows of one table that can be inserted by one statement, those that are needed before those that need them. */
function ready(rows: readonly New[]): readonly New[] {
  const batch: New[] = [];
  const visiting = new Set<New>();
  const take = (one: New): boolean => {
    if (one.draft.progress !== "waiting") return true;
    const others = needed(one);
    if (others.length > 0) {
      if (visiting.has(one)) return false;
      visiting.add(one);
      const isReady = others.every((other) => other.table === one.table && hasKey(other) && shapeOf(other) === shapeOf(one) && take(other));
      visiting.delete(one);
      if (!isReady) return false;
    }
    one.draft.progress = "batched";
    batch.push(one);
    return true;
  };
  for (const one of rows) take(one);
  return batch;
}

async function insert(table: BoundTable, batch: readonly New[], work: Work): Promise<void> {
  const values = batch.map(({ draft }) => {
    if (draft.pending.length > 0) fillKeys(draft, work);
    return draft.values;
  });
  const stored = await withRowEvents(work.executor.events, "insert", table.def.name, values, () =>
    work.writers(table).inserter.many(values, undefined, work.call(table, "insert_many")),
  );
  for (let i = 0; i < batch.length; i++) {
    const { draft } = batch[i] as New;
    draft.progress = "written";
    draft.values = stored[i] as Row;
  }
}

function fillKeys({ values, pending, late }: Draft, work: Work): void {
  for (const { column, source } of pending) {
    if (late.length === 0 || !late.includes(column)) values[column.def.property] = work.resolve(column, source);
  }
  for (const column of late) if (column.def.nullable) values[column.def.property] = null;
}

function breakCycle(waiting: readonly New[], late: Set<New>): void {
  let broken = false;
  for (const one of waiting) {
    for (const other of needed(one)) {
      if (!columnsTo(one, other).some((column) => column.def.nullable)) continue;
      defer(one, other, late);
      broken = true;
    }
  }
  if (broken) return;
  const columns = waiting.flatMap((one) => needed(one).flatMap((other) => columnsTo(one, other)));
  const labels = [...new Set(columns.map((column) => `"${column.label}"`))];
  throw misuse(
    "SESSION.CYCLE",
    waiting[0]?.table,
    `new rows need each other's keys through ${labels.join(" and ")}, none of which can be null at first: make one of them nullable`,
  );
}

/** The columns the server fills that were given nevertheless: rows of other shapes are in other statements. */
function shapeOf({ table, draft: { values } }: New): string {
  const given = table.columns.filter(({ def }) => def.fill && values[def.property] !== undefined);
  return given.map(({ index }) => index).join();
}

function hasKey({ table, draft: { values } }: New): boolean {
  return table.primaryKey.every(({ def }) => values[def.property] !== undefined && values[def.property] !== null);
}
