import type { Dialect } from "../dialect/dialect.ts";
import type { Connection } from "../dialect/driver.ts";
import { ConnectionError, type OrmdanticError, TransactionOutcomeUnknownError } from "../kernel/errors.ts";
import { GRACE_MS } from "./cancel.ts";
import type { Faults } from "./faults.ts";
import { patiently } from "./patience.ts";
import type { Unit } from "./scope.ts";
import { Stop } from "./stop.ts";

export interface BoundariesHost {
  readonly dialect: Dialect;
  readonly faults: Faults;
  /** The pool's `acquireTimeout`. */
  readonly patience: number;
  /** The pool's `statementTimeout`. */
  readonly statementTimeout: number;
}

/** Sends the statements that bound transactions and savepoints. */
export class Boundaries {
  readonly #host: BoundariesHost;

  constructor(host: BoundariesHost) {
    this.#host = host;
  }

  /** A statement that may be repeated while another process is writing. Errors come out as the driver's own. */
  async send(connection: Connection, sql: string, stop?: Stop): Promise<void> {
    const { faults, patience } = this.#host;
    const start = async (): Promise<unknown> => connection.execute(sql, []);
    await patiently(
      () => (stop === undefined ? start() : stop.race(start())),
      (error) => stop?.error === undefined && faults.isBusy(error),
      patience,
      stop,
    );
  }

  /**
   * COMMIT is never asked to stop: nobody would know what became of it. When the time of the transaction is over its answer is waited for a little
   * longer; without one the connection is given up and the outcome unknown.
   */
  async commit({ connection }: Unit, around: Stop | undefined): Promise<void> {
    const { faults, dialect, statementTimeout } = this.#host;
    const stop = Stop.of({}, around, statementTimeout);
    try {
      const answer = this.send(connection, dialect.transaction.commit);
      await (stop === undefined ? answer : late(answer, stop, () => unknownOutcome(stop.error)));
    } catch (error) {
      if (error instanceof TransactionOutcomeUnknownError) throw error;
      throw connection.usable && !faults.isLost(error) ? faults.translate(error) : unknownOutcome(error);
    } finally {
      stop?.dispose();
    }
  }

  /** Rejects with the reason when the connection cannot be used any more. */
  async rollback({ connection }: Unit): Promise<void> {
    const { faults, dialect, patience } = this.#host;
    try {
      await within(patience, this.send(connection, dialect.transaction.rollback));
    } catch (error) {
      throw faults.translate(error);
    }
    if (!connection.usable) throw new ConnectionError("CONNECTION.LOST", "the connection was lost during ROLLBACK");
  }

  /** Sets the connection back after the end; false when that failed. */
  async restore({ connection, restore }: Unit): Promise<boolean> {
    try {
      for (const sql of restore) await this.send(connection, sql);
      return connection.usable;
    } catch {
      return false;
    }
  }
}

/** Settles like `answer`, or rejects a grace period after `stop` has fired. */
function late<T>(answer: Promise<T>, stop: Stop, error: () => OrmdanticError): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const wait = (): void => {
      timer = setTimeout(() => reject(error()), GRACE_MS);
    };
    if (stop.error === undefined) stop.on(wait);
    else wait();
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Settles like `answer`, or rejects after `limit` milliseconds (0: never). */
function within<T>(limit: number, answer: Promise<T>): Promise<T> {
  if (limit === 0) return answer;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ConnectionError("CONNECTION.LOST", `ROLLBACK was not answered within ${limit} ms`)), limit);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function unknownOutcome(cause: unknown): TransactionOutcomeUnknownError {
  const message = "COMMIT was sent and never answered: nobody knows whether the changes are stored; look before you write them again";
  return new TransactionOutcomeUnknownError("TRANSACTION.OUTCOME_UNKNOWN", message, { cause });
}
