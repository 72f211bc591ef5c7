import type { OpenTransaction } from "../engine/engine.ts";
import type { Executor } from "../engine/executor.ts";
import type { Transaction } from "../engine/transaction.ts";
import type { TransactionCallOptions } from "../engine/transaction-options.ts";
import type { AnyTable } from "../model/table-class.ts";
import type { BoundTable } from "../query/bound-table.ts";

/** What a session needs of a database. */
export interface SessionHost {
  readonly executor: Executor;
  /** Throws ConfigurationError for a model the database does not have. */
  table(model: AnyTable): BoundTable;
  /** Runs `body` in a transaction, again where the options allow that. */
  transaction<T>(body: (tx: Transaction) => Promise<T>, options: TransactionCallOptions): Promise<T>;
  begin(options: TransactionCallOptions): Promise<OpenTransaction>;
}
