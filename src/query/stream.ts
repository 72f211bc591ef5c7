import type { Call, Executor } from "../engine/executor.ts";
import { cancelled } from "../engine/stop.ts";
import type { BoundTable } from "./bound-table.ts";
import { readPlansOf } from "./find.ts";
import type { FindOptions } from "./find-options.ts";
import { keysetOrder } from "./keyset.ts";
import { Loading } from "./load/loading.ts";
import type { LoadNode } from "./load/tree.ts";
import { loadsOf, readPlacedRows } from "./read-rows.ts";

/** Rows fetched at a time unless `batch` says otherwise. */
export const defaultBatch = 500;

/** Where a stream reads from. */
export interface StreamSource {
  readonly table: BoundTable;
  readonly executor: Executor;
}

/**
 * Rows one by one, with no more than a batch of them in memory. Where a cursor would keep others from the only connection, and where relations need
 * queries of their own, the rows are read in windows, each starting after the last row of the one before.
 */
export async function* streamRows(
  source: StreamSource,
  where: unknown,
  options: FindOptions,
  batch: number,
  call: Call,
): AsyncGenerator<unknown, void, undefined> {
  const { table, executor } = source;
  const node = loadsOf(table, options, 1); // to-one relations joined, so that a cursor may serve
  if (!executor.inTransaction(call)) await executor.connect();
  if (executor.sharesConnection(call) || (node && needsMore(node))) {
    yield* streamWindows(source, where, options, node, batch, call);
    return;
  }
  const { plan, parameters, layout } = readPlansOf(table).read({ table, where, options, mode: "many", node });
  for await (const rows of executor.stream(plan, parameters, call, batch)) {
    yield* oneByOne(node ? (await new Loading(executor, call, { validate: options.validate }).finish(node, layout, rows)).rows : rows, call.signal);
  }
}

/** Rows in hand; none of them after the signal has fired. */
function* oneByOne(rows: readonly unknown[], signal: AbortSignal | undefined): Generator<unknown, void, undefined> {
  for (const row of rows) {
    yield row;
    if (signal?.aborted) throw cancelled(signal.reason);
  }
}

/** More than one result row for a row, or more than one query. */
function needsMore({ folds, selectin, joined }: LoadNode): boolean {
  return folds || selectin.length > 0 || joined.some(needsMore);
}

async function* streamWindows(
  { table, executor }: StreamSource,
  where: unknown,
  options: FindOptions,
  node: LoadNode | undefined,
  batch: number,
  alone: Call,
): AsyncGenerator<unknown, void, undefined> {
  const call = executor.together(alone);
  const order = keysetOrder(table, options.orderBy);
  const { select, validate, counts } = options;
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  let offset = options.offset;
  let after: readonly unknown[] | undefined;
  while (left > 0) {
    const limit = Math.min(batch, left);
    const request = { table, where, options: { select, validate, counts, limit, offset }, mode: "many", node, keyset: { order, after } } as const;
    const { rows, places } = await readPlacedRows(executor, request, call);
    yield* oneByOne(rows, call.signal);
    left -= rows.length;
    after = places.at(-1);
    offset = undefined;
    if (after === undefined || rows.length < limit) return;
  }
}
