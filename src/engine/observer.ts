import type { Dialect } from "../dialect/dialect.ts";
import { acquireChannel, queryChannel, type Trace, traced } from "./diagnostics.ts";
import type { ExecutedEvent, ExecuteEvent } from "./event-types.ts";
import type { EventHub } from "./events.ts";
import type { Call } from "./executor.ts";
import type { Answer, Work } from "./work.ts";

export interface ObserverOptions {
  /** Puts SQL and parameters into the events of statements. Default false. */
  readonly debug?: boolean | undefined;
  /** Writes a line per statement: operation, table, time and rows; never SQL or values. Default false. */
  readonly logQueries?: boolean | undefined;
  /** Where the lines go. Default `console.info`. */
  readonly logger?: ((line: string) => void) | undefined;
  /** A handler of `afterExecute`, as `on("afterExecute", ...)` registers it. */
  readonly queryLogger?: ((event: ExecutedEvent) => unknown) | undefined;
}

/** When the statement itself began: waiting for a connection is not its time. */
export interface Mark {
  started: number;
}

const REDACTED = "<redacted>";
const NOTHING: Answer = { rows: [], affected: 0 };

/** Tells listeners, logs and traces of statements. Nobody there: `active` is false and nothing else is called. */
export class Observer {
  readonly #dialect: Dialect;
  readonly #events: EventHub;
  readonly #traceBase: Trace;
  readonly #debug: boolean;
  readonly #log: ((line: string) => void) | undefined;

  constructor(dialect: Dialect, events: EventHub, base: Trace, options: ObserverOptions) {
    this.#dialect = dialect;
    this.#events = events;
    this.#traceBase = base;
    this.#debug = options.debug ?? false;
    // biome-ignore lint/suspicious/noConsole: the default of a documented option
    this.#log = options.logQueries ? (options.logger ?? ((line) => console.info(line))) : undefined;
    if (options.queryLogger) events.on("afterExecute", options.queryLogger);
  }

  get active(): boolean {
    return !this.#events.empty || this.#log !== undefined || queryChannel.hasSubscribers || acquireChannel.hasSubscribers;
  }

  /** Runs `body` between the events of a statement. Handlers run while no connection is held for it. */
  async around<T extends Answer>(work: Work<T>, call: Call, body: (mark: Mark) => Promise<T>): Promise<T> {
    const finish = await this.begin(work, call);
    const mark = { started: performance.now() };
    let answer: T;
    try {
      if (queryChannel.hasSubscribers) {
        const trace = this.#trace(work, call);
        answer = await traced(queryChannel, trace, async () => {
          const rows = await body(mark);
          trace["db.response.returned_rows"] = rows.rows.length;
          return rows;
        });
      } else answer = await body(mark);
    } catch (error) {
      await finish(NOTHING.rows.length, NOTHING.affected, mark, { error });
      throw error;
    }
    await finish(answer.rows.length, answer.affected, mark);
    return answer;
  }

  /** Emits what comes before a statement; gives back what emits the rest. */
  async begin(work: Work<Answer>, call: Call): Promise<(rowCount: number, affected: number, mark: Mark, failed?: { error: unknown }) => Promise<void>> {
    const before = this.#payload(work, call);
    await this.#events.emit("beforeExecute", before);
    return async (rowCount, affected, mark, failed) => {
      const durationMs = performance.now() - mark.started;
      this.#log?.(line(before, durationMs, rowCount, affected, failed));
      try {
        await this.#events.emit("afterExecute", { ...before, durationMs, rowCount, affected, ...failed });
        if (work.hydrates && !failed) await this.#hydrated(call, rowCount);
      } catch (error) {
        // The statement's own error is the one to hear of.
        if (!failed) throw error;
      }
    };
  }

  /** The span around getting a connection. */
  async acquiring<T>(body: () => Promise<T>): Promise<T> {
    return acquireChannel.hasSubscribers ? await traced(acquireChannel, { ...this.#traceBase }, body) : await body();
  }

  async #hydrated(call: Call, rowCount: number): Promise<void> {
    const event = { operation: "hydrate", table: call.table, backend: this.#dialect.name } as const;
    await this.#events.emit("beforeHydration", event);
    await this.#events.emit("afterHydration", { ...event, rowCount, durationMs: 0 });
  }

  #payload(work: Work<Answer>, call: Call): ExecuteEvent {
    const event = { operation: call.operation, table: call.table, backend: this.#dialect.name };
    const batch = call.batchRows === undefined ? {} : { batchRows: call.batchRows };
    if (!this.#debug) return { ...event, ...batch };
    const labels = work.labels();
    const parameters = work.parameters.map((value, i) => ((labels[i]?.sensitive ?? true) ? REDACTED : value));
    return { ...event, ...batch, debug: true, sql: work.sql, bindNames: labels.map((label) => label.column), parameters };
  }

  #trace(work: Work<Answer>, call: Call): Trace {
    return {
      ...this.#traceBase,
      "db.operation.name": call.operation,
      ...(call.table === undefined ? {} : { "db.collection.name": call.table }),
      ...(call.batchRows === undefined ? {} : { "db.operation.batch.size": call.batchRows }),
      "db.query.text": work.sql,
    };
  }
}

function line(event: ExecuteEvent, durationMs: number, rowCount: number, affected: number, failed: { error: unknown } | undefined): string {
  const what = event.table === undefined ? event.operation : `${event.operation} ${event.table}`;
  const result = failed ? "failed" : rowCount > 0 ? `${rowCount} rows` : `${affected} affected`;
  return `ormdantic ${event.backend} ${what}: ${result} in ${durationMs.toFixed(2)} ms`;
}
