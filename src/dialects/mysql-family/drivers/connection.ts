import { setTimeout as delay } from "node:timers/promises";
import type { Connection as Native, Prepare } from "mariadb";
import type { Connection, NativeOutcome, PreparedQuery, QueryOutcome } from "../../../dialect/driver.ts";
import { type Answer, toNativeOutcome, toOutcome, toParameter } from "./results.ts";
import { Rows } from "./rows.ts";
import { Statements } from "./statements.ts";

/** Prepared statements kept on each connection. */
const statementLimit = 256;
/** How long the rest of an abandoned stream may come before the server is asked to stop. Milliseconds. */
const drainTime = 10;
/** How long a server may take to say goodbye. Milliseconds. */
const closingTime = 2_000;
/** The statement must be prepared again. */
const stale = new Set([1243, 1615]);
const unsupportedInPrepared = 1295;
const interrupted = 1317;
const noSuchThread = 1094;

/** What a statement fails with that was cancelled before it reached the server; the server's own number for it. */
class InterruptedError extends Error {
  readonly errno = interrupted;
  readonly code = "ER_QUERY_INTERRUPTED";
}

/** The client's own number for a connection that is gone. */
class LostError extends Error {
  readonly errno = 2013;
  readonly code = "CR_SERVER_LOST";
}

/** The connector's connection, and what ends its socket at once: whoever waits for an answer gets the error. */
export interface Line {
  readonly native: Native;
  cut(error: Error): void;
}

interface Running {
  readonly answered: Promise<unknown>;
  /** Lets rows go that nobody has taken; the answer may stand behind them. */
  discard?(reason: unknown): void;
}

export class FamilyConnection implements Connection {
  readonly #native: Native;
  readonly #cut: Line["cut"];
  readonly #connectAside: () => Promise<Native>;
  readonly #statements: Statements;
  #broken = false;
  /** The statement under way, until the server has answered it. */
  #current: Running | undefined;
  /** A KILL QUERY under way. Nobody gets this connection's answer before it is over, or it could hit the next statement. */
  #killing: Promise<void> | undefined;

  constructor({ native, cut }: Line, connectAside: () => Promise<Native>) {
    this.#native = native;
    this.#cut = cut;
    this.#connectAside = connectAside;
    this.#statements = new Statements(native, statementLimit);
    const broken = (): void => {
      this.#broken = true;
    };
    native.on("error", broken);
    native.on("end", broken);
  }

  get usable(): boolean {
    return !this.#broken && this.#native.isValid();
  }

  run(query: PreparedQuery, parameters: readonly unknown[]): Promise<QueryOutcome> {
    const statement = this.#statements.get(query);
    const answer = statement === undefined ? this.#prepareAndRun(query, parameters) : statement.execute<Answer>(parameters);
    return this.#guard(answer).then(
      (got) => toOutcome(query, got),
      (error: unknown) => this.#failed(query, error),
    );
  }

  async #failed(query: PreparedQuery, error: unknown): Promise<never> {
    if (stale.has(errnoOf(error))) this.#statements.drop(query);
    if (query.afterFailure !== undefined && this.usable) {
      await this.#native.query(query.afterFailure).catch(() => {
        this.#broken = true;
      });
    }
    throw error;
  }

  async *stream(query: PreparedQuery, parameters: readonly unknown[], batch: number): AsyncGenerator<unknown[]> {
    const statement = await this.#guard(this.#prepared(query));
    const rows = new Rows(statement, parameters);
    this.#current = rows;
    try {
      for (;;) {
        const taken = await rows.take(batch);
        if (taken.length > 0) yield query.hydrate(taken);
        if (taken.length < batch) return;
      }
    } finally {
      await this.#finishStream(rows);
    }
  }

  execute(sql: string, parameters: readonly unknown[]): Promise<NativeOutcome> {
    return this.#guard(this.#executeOnce(sql, parameters)).then(toNativeOutcome);
  }

  async cancel(): Promise<void> {
    if (this.#current === undefined) return;
    this.#killing ??= this.#kill(this.#current).finally(() => {
      this.#killing = undefined;
    });
    await this.#killing;
  }

  async ping(): Promise<boolean> {
    try {
      await this.#native.ping();
      return this.usable;
    } catch {
      this.#broken = true;
      return false;
    }
  }

  async close(): Promise<void> {
    const idle = this.usable && this.#current === undefined;
    this.#broken = true;
    // A polite goodbye would wait for the statement under way.
    if (idle) await this.#goodbye();
    else this.#abort();
  }

  /** A server that does not answer is left behind. */
  async #goodbye(): Promise<void> {
    const timer = setTimeout(() => this.#cut(new LostError("the server did not answer the end of the connection")), closingTime);
    await this.#native.end().catch(() => this.#cut(new LostError("the connection could not be ended")));
    clearTimeout(timer);
  }

  /**
   * Leaves the statement under way behind, and asks the server to end it: it would not notice by itself before it has something to say. Where the
   * server has ended the connection, there is nothing to ask for: after a restart its number may be another's.
   */
  #abort(): void {
    this.#broken = true;
    const isServed = this.#current !== undefined && this.#native.isValid();
    const lost = new LostError("the connection was closed");
    this.#current?.discard?.(lost);
    this.#cut(lost);
    if (isServed) void this.#killThread().catch(() => undefined);
  }

  async #killThread(): Promise<void> {
    const aside = await this.#connectAside();
    try {
      await this.#killOver(aside, "kill");
    } finally {
      aside.end().catch(() => aside.destroy());
    }
  }

  /** Numbers rise as long as a server runs: one that gives out lower ones has started anew, and ours is not this connection's there. */
  async #killOver(aside: Native, kill: "kill" | "kill query"): Promise<void> {
    const { threadId } = this.#native;
    if (threadId === null || aside.threadId === null || aside.threadId < threadId) throw new LostError("the server that ran the statement was started anew");
    await aside.query(`${kill} ${threadId}`);
  }

  /** Holds an answer back while a KILL QUERY is under way. */
  #guard<T>(answered: Promise<T>): Promise<T> {
    this.#current = { answered };
    return answered.then(
      (value) => {
        this.#current = undefined;
        return this.#killing === undefined ? value : this.#killed().then(() => value);
      },
      async (error: unknown) => {
        this.#current = undefined;
        await this.#killed();
        throw error;
      },
    );
  }

  /** Whether the request could be made is the concern of who asked for it. */
  async #killed(): Promise<void> {
    await this.#killing?.catch(() => {});
  }

  async #prepared(query: PreparedQuery): Promise<Prepare> {
    const statement = this.#statements.get(query) ?? (await this.#statements.prepare(query));
    // The request to cancel came while the server only prepared.
    if (this.#killing !== undefined) throw new InterruptedError("the statement was cancelled before it ran");
    return statement;
  }

  async #prepareAndRun(query: PreparedQuery, parameters: readonly unknown[]): Promise<Answer> {
    const statement = await this.#prepared(query);
    return statement.execute<Answer>(parameters);
  }

  /** Statements with rows run prepared, since text results lose digits of floats; those without parameters may be of a kind that cannot be prepared. */
  async #executeOnce(sql: string, parameters: readonly unknown[]): Promise<Answer> {
    if (parameters.length === 0 && !/^\s*(?:\(\s*)*(?:select|with|values|table)\b/i.test(sql)) return this.#native.query<Answer>(sql);
    let statement: Prepare;
    try {
      statement = await this.#native.prepare(sql);
    } catch (error) {
      if (errnoOf(error) === unsupportedInPrepared && parameters.length === 0) return this.#native.query<Answer>(sql);
      throw error;
    }
    try {
      if (this.#killing !== undefined) throw new InterruptedError("the statement was cancelled before it ran");
      return await statement.execute<Answer>(parameters.map(toParameter));
    } finally {
      statement.close();
    }
  }

  async #finishStream(rows: Rows): Promise<void> {
    if (!rows.ended) {
      rows.discard(undefined);
      await Promise.race([rows.answered, delay(drainTime)]);
    }
    if (!rows.ended && !this.#broken) {
      await this.cancel().catch(() => this.#abort());
    }
    await this.#killed();
    this.#current = undefined;
  }

  async #kill(target: Running): Promise<void> {
    const aside = await this.#connectAside();
    try {
      if (this.#current !== target) return;
      await this.#killOver(aside, "kill query");
    } catch (error) {
      // Nobody knows whether the request was served, or will be later.
      if (errnoOf(error) !== noSuchThread) this.#broken = true;
      throw error;
    } finally {
      aside.end().catch(() => aside.destroy());
    }
    target.discard?.(new InterruptedError("the statement was cancelled"));
    await target.answered.catch(() => {});
    // If the answer was faster than the request, the server may keep the request for the next statement: let it be this one.
    if (this.#native.isValid()) await this.#native.query("do 0").catch((error: unknown) => this.#expectInterrupted(error));
  }

  #expectInterrupted(error: unknown): void {
    if (errnoOf(error) !== interrupted) this.#broken = true;
  }
}

function errnoOf(error: unknown): number {
  return typeof error === "object" && error !== null && "errno" in error && typeof error.errno === "number" ? error.errno : 0;
}
