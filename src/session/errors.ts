import { QueryError, TransactionError } from "../kernel/errors.ts";
import type { BoundTable } from "../query/bound-table.ts";

export function misuse(code: string, table: BoundTable | undefined, message: string): QueryError {
  return new QueryError(code, message, table ? { context: { table: table.def.name } } : {});
}

export function closed(): TransactionError {
  return new TransactionError("SESSION.CLOSED", "this session is closed; open another one with db.session()");
}

export function rollbackRequired(cause: unknown): TransactionError {
  return new TransactionError(
    "SESSION.ROLLBACK_REQUIRED",
    "a flush of this session failed, and its transaction holds half of it; call rollback() before anything else",
    {
      cause,
    },
  );
}

/** Whether a commit that failed so has stored everything all the same: what came after it failed. */
export function isStored(error: unknown): boolean {
  return error instanceof TransactionError && error.code === "TRANSACTION.HOOK_FAILED";
}
