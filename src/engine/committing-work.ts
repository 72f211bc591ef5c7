import type { Connection, NativeOutcome } from "../dialect/driver.ts";
import { TransactionError } from "../kernel/errors.ts";
import type { Scope } from "./scope.ts";
import { NativeWork } from "./work.ts";

/** A statement that commits what came before it: the transaction goes on as a new one of the same kind. */
class CommittingWork extends NativeWork {
  readonly #scope: Scope;
  readonly #begin: readonly string[];

  constructor(sql: string, parameters: readonly unknown[], scope: Scope, begin: readonly string[]) {
    super(sql, parameters);
    this.#scope = scope;
    this.#begin = begin;
  }

  override async start(connection: Connection): Promise<NativeOutcome> {
    try {
      return await connection.execute(this.sql, this.parameters);
    } finally {
      await this.#beginAgain(connection);
    }
  }

  async #beginAgain(connection: Connection): Promise<void> {
    try {
      for (const sql of this.#begin) await connection.execute(sql, []);
    } catch (error) {
      // Statements would be kept one by one now.
      this.#scope.unit.failed ??= new TransactionError("TRANSACTION.NOT_BEGUN_AGAIN", "after a statement that commits, no new transaction could be begun", {
        cause: error,
      });
    }
  }
}

/** Throws TransactionError unless the transaction allows such statements, or when savepoints are open: they would be gone. */
export function committingWork(sql: string, parameters: readonly unknown[], scope: Scope, begin: readonly string[]): NativeWork {
  scope.assertOpen();
  const { options, savepoints } = scope.unit;
  if (options.ddl !== "commits") {
    throw new TransactionError(
      "TRANSACTION.DDL_COMMITS",
      'this statement would commit all that was done before it in the transaction, and cannot be undone: run it outside, or say { ddl: "commits" } if that is meant',
    );
  }
  if (savepoints.size > 0) {
    throw new TransactionError(
      "TRANSACTION.DDL_COMMITS",
      "this statement would commit the transaction, and with it end the savepoint it stands in: run it outside of savepoints",
    );
  }
  return new CommittingWork(sql, parameters, scope, begin);
}
