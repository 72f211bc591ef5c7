import type { NativeOutcome } from "../dialect/driver.ts";
import type { Engine, OpenTransaction } from "./engine.ts";
import type { CallOptions } from "./executor.ts";
import type { Transaction } from "./transaction.ts";
import type { TransactionCallOptions } from "./transaction-options.ts";

/** What direct SQL answered. Iterating gives the rows as arrays of driver values. */
export class NativeResult implements Iterable<readonly unknown[]> {
  /** Column names in order; there even when no row is. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Rows changed. */
  readonly affected: number;
  /** First generated key of an INSERT, where the driver tells it. */
  readonly insertId: number | bigint | undefined;

  constructor(outcome: NativeOutcome) {
    this.columns = outcome.columns.map((column) => column.name);
    this.rows = outcome.rows;
    this.affected = outcome.affected;
    this.insertId = outcome.insertId;
  }

  /** Rows given back. */
  get rowCount(): number {
    return this.rows.length;
  }

  /** First value of the first row; undefined without rows. */
  scalar(): unknown {
    return this.rows[0]?.[0];
  }

  [Symbol.iterator](): Iterator<readonly unknown[]> {
    return this.rows[Symbol.iterator]();
  }
}

/** A transaction of direct SQL. Disposing of one that is still open rolls it back. */
export class NativeTransaction implements AsyncDisposable {
  readonly #engine: Engine;
  readonly #open: OpenTransaction;

  constructor(engine: Engine, open: OpenTransaction) {
    this.#engine = engine;
    this.#open = open;
  }

  /** False once committed or rolled back. */
  get isOpen(): boolean {
    return this.#open.tx.isOpen;
  }

  execute(sql: string, values: readonly unknown[] = [], options: Omit<CallOptions, "tx"> = {}): Promise<NativeResult> {
    return executeOn(this.#engine, sql, values, { ...options, tx: this.#open.tx });
  }

  /** Runs `body` under a savepoint: undone when it throws. `name` as for Transaction.savepoint. */
  savepoint<T>(body: () => Promise<T>, name?: string): Promise<T> {
    return this.#open.tx.savepoint(body, name);
  }

  /** Throws TransactionError when the transaction has ended already or cannot be kept. */
  commit(): Promise<void> {
    return this.#open.commit();
  }

  rollback(): Promise<void> {
    return this.#open.rollback();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isOpen) await this.rollback();
  }
}

/** Direct SQL without models, on an engine's connections. Values go in and come out as the driver has them. */
export class NativeEngine implements AsyncDisposable {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Any one statement, with the database's own placeholders; `values` never become part of the text. */
  execute(sql: string, values: readonly unknown[] = [], options: CallOptions = {}): Promise<NativeResult> {
    return executeOn(this.#engine, sql, values, options);
  }

  /** Commits when `body` succeeds, rolls back when it throws; every `execute` inside joins. */
  transaction<T>(body: (tx: Transaction) => Promise<T>, options: TransactionCallOptions = {}): Promise<T> {
    return this.#engine.transaction(body, options);
  }

  /** A transaction ended by hand; `await using` rolls it back when nothing else was said. */
  async begin(options: TransactionCallOptions = {}): Promise<NativeTransaction> {
    return new NativeTransaction(this.#engine, await this.#engine.begin(options));
  }

  connect(): Promise<void> {
    return this.#engine.connect();
  }

  ping(options: CallOptions = {}): Promise<void> {
    return this.#engine.ping(options);
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

async function executeOn(engine: Engine, sql: string, values: readonly unknown[], options: CallOptions): Promise<NativeResult> {
  return new NativeResult(await engine.execute(sql, values, { ...options, operation: "native", table: undefined }));
}
