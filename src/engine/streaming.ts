import type { Connection, PreparedQuery } from "../dialect/driver.ts";
import { ConnectionError } from "../kernel/errors.ts";
import { GRACE_MS } from "./cancel.ts";
import type { Call } from "./executor.ts";
import type { Faults } from "./faults.ts";
import type { Lane } from "./lane.ts";
import type { Mark, Observer } from "./observer.ts";
import { Stop } from "./stop.ts";
import type { PreparedWork } from "./work.ts";

export interface StreamHost {
  readonly faults: Faults;
  readonly observer: Observer;
  acquire(stop: Stop | undefined): Promise<{ readonly lane: Lane; readonly connection: Connection }>;
}

export interface StreamRequest {
  readonly query: PreparedQuery;
  readonly work: PreparedWork;
  readonly call: Call;
  /** Rows at a time. */
  readonly batch: number;
  readonly inTransaction: boolean;
  /** Of the transaction around it. */
  readonly outer: Stop | undefined;
}

/**
 * Rows in batches. The connection is taken with the first batch and given back at the end, at an error, or when the loop is left. `timeout` counts
 * for the whole stream; the default time-out of statements does not.
 */
export async function* streamOn(host: StreamHost, request: StreamRequest): AsyncGenerator<unknown[], void, undefined> {
  const { work, call, outer } = request;
  const stop = Stop.of(call, outer);
  try {
    const finish = host.observer.active ? await host.observer.begin(work, call) : undefined;
    const mark = { started: performance.now() };
    const progress = { rows: 0, begun: false };
    let failed: { error: unknown } | undefined;
    try {
      yield* fromStart(host, request, stop, mark, progress);
    } catch (error) {
      failed = { error };
      throw error;
    } finally {
      await finish?.(progress.rows, 0, mark, failed);
    }
  } finally {
    stop?.dispose();
  }
}

interface Progress {
  rows: number;
  /** Something was handed over: it cannot begin anew. */
  begun: boolean;
}

/** A connection that turns out to be dead before the first batch is replaced, once; a transaction's cannot be. */
async function* fromStart(
  host: StreamHost,
  request: StreamRequest,
  stop: Stop | undefined,
  mark: Mark,
  progress: Progress,
): AsyncGenerator<unknown[], void, undefined> {
  try {
    return yield* batchesOf(host, request, stop, mark, progress);
  } catch (error) {
    if (progress.begun || request.inTransaction || stop?.error || !(error instanceof ConnectionError)) throw error;
  }
  yield* batchesOf(host, request, stop, mark, progress);
}

async function* batchesOf(
  { acquire, faults }: StreamHost,
  { query, work, call, batch }: StreamRequest,
  stop: Stop | undefined,
  mark: Mark,
  progress: Progress,
): AsyncGenerator<unknown[], void, undefined> {
  const { lane, connection } = await acquire(stop);
  mark.started = performance.now();
  const cancelling = stop && cancelOn(stop, connection);
  try {
    for await (const rows of connection.stream(query, work.parameters, batch)) {
      stop?.check();
      progress.rows += rows.length;
      progress.begun = true;
      yield rows;
      stop?.check();
    }
  } catch (error) {
    const fault = stop?.error ?? faults.translate(error, { sql: work.sql, parameters: work.parameters, table: call.table });
    if (fault !== error || stop?.error) lane.noteError(fault);
    throw fault;
  } finally {
    lane.give(connection, cancelling !== undefined && !(await cancelling()));
  }
}

/**
 * Asks the server to stop when the stream is to end early, and closes the connection when that does not help in time: whoever waits for rows is
 * released then. Gives back what tells whether the connection is still of use; to be called at the end of the stream.
 */
function cancelOn(stop: Stop, connection: Connection): () => Promise<boolean> {
  let request: Promise<boolean> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const forget = stop.on(() => {
    if (connection.cancel === undefined) return;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => {
        resolve(false);
        void Promise.resolve(connection.close()).catch(() => undefined);
      }, GRACE_MS);
    });
    const heard = connection.cancel().then(
      () => true,
      () => false,
    );
    request = Promise.race([heard, late]);
  });
  return async () => {
    forget();
    const useful = request === undefined || (await request);
    clearTimeout(timer);
    return useful && connection.usable;
  };
}
