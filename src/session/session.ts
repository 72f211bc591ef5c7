import type { OpenTransaction } from "../engine/engine.ts";
import type { Transaction } from "../engine/transaction.ts";
import { TransactionError } from "../kernel/errors.ts";
import type { AnyTable } from "../model/table-class.ts";
import type { FindOptions } from "../query/find-options.ts";
import { Calls } from "./calls.ts";
import { cascading, relatedRows, stageNew } from "./cascade.ts";
import { isChanged } from "./changes.ts";
import { closed, isStored, misuse, rollbackRequired } from "./errors.ts";
import { flush, isDue } from "./flush.ts";
import type { SessionHost } from "./host.ts";
import { IdentityMap, type Mark } from "./identity-map.ts";
import type { Row } from "./imprint.ts";
import { dropDrafts, survey } from "./links.ts";
import { mergeInto } from "./merge.ts";
import { SessionReads } from "./reads.ts";
import type { SessionOptions, SessionState } from "./session-types.ts";
import { noRelations, type Tracked } from "./tracked.ts";

/** The run-time side of `Session`; the public type is checked there. */
export class UnitOfWork {
  readonly #host: SessionHost;
  readonly #options: SessionOptions;
  readonly #map = new IdentityMap();
  readonly #reads: SessionReads;
  /** The transaction of an enclosing function, which ends it. */
  readonly #outer: Transaction | undefined;
  #open: Promise<OpenTransaction> | undefined;
  #base: Mark;
  #failure: unknown;
  #isClosed = false;
  #isFlushing = false;
  readonly #calls = new Calls();

  constructor(host: SessionHost, options: SessionOptions, outer?: Transaction) {
    this.#host = host;
    this.#options = options;
    this.#outer = outer;
    this.#base = this.#map.mark();
    this.#reads = new SessionReads(host, this.#map);
  }

  get isOpen(): boolean {
    return !this.#isClosed;
  }

  get state(): SessionState {
    const rows = (wanted: (tracked: Tracked) => boolean): readonly Row[] => this.#map.all().flatMap((tracked) => (wanted(tracked) ? [tracked.row] : []));
    return { new: rows(({ state }) => state === "new"), dirty: rows(isChanged), deleted: rows(({ state, key }) => state === "deleted" && key !== undefined) };
  }

  /** True when a flush would write something. */
  get hasChanges(): boolean {
    if (this.#isFlushing) return true;
    if (this.#map.all().some(({ state }) => state !== "stored")) return true;
    const before = this.#map.mark();
    try {
      return isDue(survey(this.#map));
    } catch {
      // The flush will say what is wrong.
      return true;
    } finally {
      dropDrafts(this.#map);
      this.#map.restore(before);
    }
  }

  add(model: AnyTable, row: Row): Row {
    this.#check();
    const table = this.#host.table(model);
    if (typeof row !== "object" || row === null || Array.isArray(row)) throw misuse("SESSION.BAD_ROW", table, `add() takes a row of "${table.def.name}"`);
    const known = this.#map.get(row);
    if (known?.state === "deleted") this.#map.set({ ...known, state: known.key === undefined ? "new" : "stored" });
    else if (!known) stageNew(this.#map, table, row);
    return row;
  }

  addAll(model: AnyTable, rows: readonly Row[]): readonly Row[] {
    return rows.map((row) => this.add(model, row));
  }

  delete(row: Row): void {
    this.#check();
    this.#map.set({ ...this.#known(row, "delete"), state: "deleted" });
  }

  expunge(row: Row): void {
    this.#check();
    for (const tracked of this.#withCascade(this.#known(row, "expunge"), "expunge")) this.#map.forget(tracked);
  }

  expire(row: Row): void {
    this.#check();
    const tracked = this.#known(row, "expire");
    if (tracked.key === undefined) throw misuse("SESSION.NOT_STORED", tracked.table, "a new row has nothing to be read again; flush() first");
    this.#map.set({ ...tracked, isExpired: true, relations: noRelations });
  }

  has(row: Row): boolean {
    return this.#map.get(row) !== undefined;
  }

  getCached(model: AnyTable, key: unknown): Row | undefined {
    this.#check();
    const table = this.#host.table(model);
    const tracked = this.#map.byKey(table, this.#reads.idOf(table, key));
    return tracked && tracked.state !== "deleted" && !tracked.isExpired ? tracked.row : undefined;
  }

  get(model: AnyTable, key: unknown, options: FindOptions = {}): Promise<unknown> {
    return this.#exclusively(async () => {
      const table = this.#host.table(model);
      const tracked = this.#map.byKey(table, this.#reads.idOf(table, key));
      if (tracked?.state === "deleted") return null;
      if (tracked && !tracked.isExpired && options.load === undefined && options.lock === undefined) return tracked.row;
      return this.#reads.findOne(table, key, options, await this.#tx());
    });
  }

  findOne(model: AnyTable, keyOrWhere: unknown, options: object = {}): Promise<unknown> {
    return this.#read(async (tx) => this.#reads.findOne(this.#host.table(model), keyOrWhere, options, tx));
  }
  findMany(model: AnyTable, where: unknown = {}, options: object = {}): Promise<unknown> {
    return this.#read(async (tx) => this.#reads.findMany(this.#host.table(model), where, options, tx));
  }
  async *stream(model: AnyTable, where: unknown = {}, options: object = {}): AsyncGenerator<unknown, void, undefined> {
    this.#check();
    const windows = this.#reads.windows(this.#host.table(model), where, options);
    for (let next = await this.#read((tx) => windows.next(tx)); next.length > 0; next = await this.#read((tx) => windows.next(tx))) yield* next;
  }

  refresh(row: Row, options: FindOptions = {}): Promise<Row> {
    return this.#exclusively(async () => {
      const tracked = this.#known(row, "refresh");
      if (tracked.state === "deleted") throw misuse("SESSION.DELETED", tracked.table, "the row is being deleted in this session; add() it again to keep it");
      if (tracked.key === undefined) throw misuse("SESSION.NOT_STORED", tracked.table, "a new row has nothing to be read again; flush() first");
      const all = this.#withCascade(tracked, "refresh").filter(({ state }) => state === "stored");
      await this.#reads.refresh(all, options, await this.#tx());
      return row;
    });
  }

  merge(model: AnyTable, row: Row): Promise<Row> {
    return this.#exclusively(async () =>
      mergeInto(this.#map, this.#host.table(model), row, async (table, rows) => this.#reads.known(table, rows, await this.#tx())),
    );
  }

  /** The transaction, begun if need be: for calls of tables that are to join it by `{ tx }`. */
  transaction(): Promise<Transaction> {
    return this.#calls.isInside ? this.#tx() : this.#exclusively(() => this.#tx());
  }

  flush(): Promise<void> {
    return this.#exclusively(() => this.#flush());
  }

  commit(): Promise<void> {
    return this.#exclusively(async () => {
      this.#refuseInside("commit");
      await this.#flush();
      const open = await this.#open;
      this.#open = undefined;
      try {
        await open?.commit();
      } catch (error) {
        this.#failure = undefined;
        if (isStored(error)) this.#base = this.#map.settle();
        else this.#map.restore(this.#base);
        throw error;
      }
      this.#base = this.#map.settle();
    });
  }

  rollback(): Promise<void> {
    return this.#exclusively(async () => {
      this.#refuseInside("rollback");
      const open = await this.#open?.catch(() => undefined);
      this.#open = undefined;
      this.#failure = undefined;
      this.#map.restore(this.#base);
      if (open?.tx.isOpen) await open.rollback();
    }, true);
  }

  /** Flushes, then runs `body` under a savepoint: when it throws, database and session are as they were. */
  savepoint<T>(body: () => Promise<T>, name?: string): Promise<T> {
    return this.#exclusively(async () => {
      await this.#flush();
      const tx = await this.#tx();
      const mark = this.#map.mark();
      const inside = () =>
        this.#calls.opened(async () => {
          const result = await body();
          await this.flush();
          return result;
        });
      try {
        return await tx.savepoint(inside, name);
      } catch (error) {
        this.#failure = undefined;
        this.#map.restore(mark);
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    try {
      if (!this.#outer) await this.rollback();
    } finally {
      this.#end();
    }
  }

  /** Ends a session whose transaction was rolled back by an enclosing function. */
  abandon(): void {
    if (this.#isClosed) return;
    this.#map.restore(this.#base);
    this.#end();
  }

  #end(): void {
    this.#isClosed = true;
    this.#map.clear();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #flush(): Promise<void> {
    const { events } = this.#host.executor;
    if (events.has("beforeFlush")) await events.emit("beforeFlush", { session: this });
    this.#isFlushing = true;
    let hasBegun = true;
    try {
      await flush(this.#map, this.#host.executor, async () => {
        hasBegun = false;
        const tx = await this.#tx();
        hasBegun = true;
        return { operation: "select", table: undefined, tx, signal: this.#options.signal };
      });
    } catch (error) {
      // Without a transaction nothing is half done, and the flush may be tried again.
      if (hasBegun) this.#failure = error;
      throw error;
    } finally {
      this.#isFlushing = false;
    }
    if (events.has("afterFlush")) await events.emit("afterFlush", { session: this });
  }

  #tx(): Promise<Transaction> {
    if (this.#outer) return Promise.resolve(this.#outer);
    this.#open ??= this.#host.begin(this.#options);
    const begun = this.#open;
    return begun.then(
      ({ tx }) => tx,
      (error) => {
        if (this.#open === begun) this.#open = undefined;
        throw error;
      },
    );
  }

  #read<T>(read: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#exclusively(async () => read(await this.#tx()));
  }

  #exclusively<T>(body: () => Promise<T>, evenFailed = false): Promise<T> {
    return this.#calls.run(async () => {
      this.#check(evenFailed);
      return body();
    });
  }

  #check(evenFailed = false): void {
    if (this.#isClosed) throw closed();
    if (this.#failure !== undefined && !evenFailed) throw rollbackRequired(this.#failure);
  }

  #refuseInside(what: string): void {
    if (!this.#outer) return;
    throw new TransactionError(
      "SESSION.INSIDE",
      `${what}() belongs to the function given to db.session(): it commits when the function returns, and rolls back when it throws`,
    );
  }

  #known(row: Row, what: string): Tracked {
    const tracked = this.#map.get(row);
    if (tracked) return tracked;
    throw misuse(
      "SESSION.NOT_TRACKED",
      undefined,
      `${what}() takes a row of this session: one that was added, or read through it; for a row from elsewhere use merge(Model, row) first`,
    );
  }

  #withCascade(root: Tracked, cascade: "expunge" | "refresh"): readonly Tracked[] {
    const found = new Set<Tracked>([root]);
    for (const tracked of found) {
      for (const relation of cascading(tracked.table, cascade)) {
        for (const row of relatedRows(relation, tracked.row)) {
          const other = this.#map.get(row);
          if (other) found.add(other);
        }
      }
    }
    return [...found];
  }
}
