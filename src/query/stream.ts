import type { Call, Executor } from "../engine/executor.ts";
import { isPromise } from "../kernel/chain.ts";
import type { BoundTable } from "./bound-table.ts";
import { decodeStrictly, type ReadPlans } from "./find.ts";
import { type FindOptions, selectedColumns } from "./find-options.ts";
import { keysetOrder } from "./keyset.ts";
import type { PositionedRow } from "./shape.ts";
import type { WindowPlans } from "./windows.ts";

/** Rows fetched at a time unless `batch` says otherwise. */
export const defaultBatch = 500;

/** Where a stream reads from and through which plans. */
export interface StreamSource {
  readonly table: BoundTable;
  readonly executor: Executor;
  readonly reads: ReadPlans;
  readonly windows: WindowPlans;
}

/**
 * Rows one by one, with no more than a batch of them in memory. Where a cursor would keep others from the only connection, the rows are read in
 * windows, each starting after the last row of the one before.
 */
export async function* streamRows(
  source: StreamSource,
  where: unknown,
  options: FindOptions,
  batch: number,
  call: Call,
): AsyncGenerator<unknown, void, undefined> {
  const { executor, reads } = source;
  if (!executor.inTransaction(call)) await executor.connect();
  if (executor.sharesConnection(call)) {
    yield* streamWindows(source, where, options, batch, call);
    return;
  }
  const { plan, parameters } = reads.read(where, { options, mode: "many" });
  for await (const rows of executor.stream(plan, parameters, call, batch)) yield* finish(source.table, options, rows);
}

async function* streamWindows(
  { table, executor, windows }: StreamSource,
  where: unknown,
  options: FindOptions,
  batch: number,
  call: Call,
): AsyncGenerator<unknown, void, undefined> {
  const order = keysetOrder(table, options.orderBy);
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  let skip = options.offset ?? 0;
  let after: readonly unknown[] | undefined;
  while (left > 0) {
    const limit = Math.min(batch, left + skip);
    const { plan, parameters } = windows.read(where, { order, after, limit, options });
    const running = executor.run(plan, parameters, call);
    const rows = (isPromise(running) ? await running : running).rows as PositionedRow[];
    const wanted = rows.slice(skip);
    skip = Math.max(0, skip - rows.length);
    left -= wanted.length;
    yield* finish(
      table,
      options,
      wanted.map(({ row }) => row),
    );
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    after = order.map(({ column }) => last.position[column.def.property]);
  }
}

/** Rows as the caller gets them: through the schema when `validate` asks for it. */
export function finish(table: BoundTable, options: FindOptions, rows: unknown[]): unknown[] {
  if (!options.validate) return rows;
  const prototype = options.select === undefined ? table.def.prototype : undefined;
  return decodeStrictly(selectedColumns(table, options.select), rows as Record<string, unknown>[], prototype);
}
