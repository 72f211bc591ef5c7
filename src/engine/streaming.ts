import type { Connection, PreparedQuery } from "../dialect/driver.ts";
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
    const progress = { rows: 0 };
    let failed: { error: unknown } | undefined;
    try {
      yield* batchesOf(host, request, stop, mark, progress);
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

async function* batchesOf(
  { acquire, faults }: StreamHost,
  { query, work, call, batch }: StreamRequest,
  stop: Stop | undefined,
  mark: Mark,
  progress: { rows: number },
): AsyncGenerator<unknown[], void, undefined> {
  const { lane, connection } = await acquire(stop);
  mark.started = performance.now();
  let request: Promise<boolean> | undefined;
  const forget = stop?.on(() => {
    request = connection.cancel?.().then(
      () => true,
      () => false,
    );
  });
  try {
    for await (const rows of connection.stream(query, work.parameters, batch)) {
      stop?.check();
      progress.rows += rows.length;
      yield rows;
      stop?.check();
    }
  } catch (error) {
    const fault = stop?.error ?? faults.translate(error, { sql: work.sql, parameters: work.parameters, table: call.table });
    if (fault !== error || stop?.error) lane.noteError(fault);
    throw fault;
  } finally {
    forget?.();
    lane.give(connection, request !== undefined && !(await request));
  }
}
