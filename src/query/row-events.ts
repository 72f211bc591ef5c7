import type { EventName, Events } from "../engine/event-types.ts";
import type { EventHub } from "../engine/events.ts";

type Around = { readonly before: readonly RowEventName[]; readonly after: readonly RowEventName[] };
type RowEventName = { [E in EventName]: Events[E] extends { readonly row: unknown } ? E : never }[EventName];

const around = {
  insert: { before: ["beforeCreate", "beforeInsert"], after: ["afterInsert", "afterCreate"] },
  update: { before: ["beforeUpdate"], after: ["afterUpdate"] },
  upsert: { before: ["beforeUpsert"], after: ["afterUpsert"] },
} as const satisfies Record<string, Around>;

/** Tells listeners of the rows of a write, before and after it: all rows of a call before its SQL, then all of them after. */
export async function withRowEvents(
  events: EventHub,
  kind: keyof typeof around,
  table: string,
  rows: readonly unknown[],
  write: () => Promise<unknown[]>,
): Promise<unknown[]> {
  if (nobodyListens(events, kind)) return write();
  const { before, after } = around[kind];
  await emitRows(events, before, table, rows);
  const stored = await write();
  await emitRows(events, after, table, stored);
  return stored;
}

/** True when nobody listens, so that a write can go the short way. */
export function nobodyListens(events: EventHub, kind: keyof typeof around): boolean {
  return events.empty || (!around[kind].before.some((name) => events.has(name)) && !around[kind].after.some((name) => events.has(name)));
}

async function emitRows(events: EventHub, names: readonly RowEventName[], table: string, rows: readonly unknown[]): Promise<void> {
  for (const row of rows) for (const name of names) if (events.has(name)) await events.emit(name, { table, row: row as Readonly<Record<string, unknown>> });
}
