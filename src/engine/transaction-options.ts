import type { Capabilities } from "../dialect/capabilities.ts";
import type { TransactionOptions } from "../dialect/dialect.ts";
import { TransactionError } from "../kernel/errors.ts";
import type { CallOptions } from "./executor.ts";

/** Options of `transaction()`. `timeout` and `signal` are those of the whole, retries included: when they fire, it is rolled back. */
export interface TransactionCallOptions extends TransactionOptions, CallOptions {
  /**
   * How often the function may be run again when the transaction failed and is certain to have left nothing behind: a serialization failure, a
   * deadlock (also at COMMIT), a lock that did not become free, a connection lost before COMMIT. Pauses between are random and grow. Default 0.
   */
  readonly retry?: number | undefined;
  /** `"commits"`: statements that commit what came before them are let through where DDL cannot be undone (else they are refused there). */
  readonly ddl?: "commits" | undefined;
}

/** What holds for all scopes of one transaction. */
export interface UnitOptions extends TransactionOptions {
  readonly retry: number;
  readonly ddl: "commits" | undefined;
}

const KNOWN = new Set(["isolation", "readOnly", "deferrable", "retry", "ddl", "signal", "timeout", "tx"]);

/** Throws TransactionError for options that are unknown or that the database cannot honour; nothing has run then. */
export function checkTransactionOptions(options: TransactionCallOptions, capabilities: Capabilities): UnitOptions {
  const unknown = Object.keys(options).find((name) => !KNOWN.has(name));
  if (unknown !== undefined)
    throw new TransactionError("TRANSACTION.UNKNOWN_OPTION", `there is no transaction option "${unknown}"; known: ${[...KNOWN].join(", ")}`);
  const { isolation, readOnly, deferrable, retry = 0, ddl } = options;
  if (isolation !== undefined && !capabilities.isolationLevels.includes(isolation)) {
    throw unsupported(`isolation level "${isolation}"; it has: ${capabilities.isolationLevels.join(", ") || "none to choose"}`);
  }
  if (readOnly === true && !capabilities.readOnlyTransactions) throw unsupported("read-only transactions");
  if (deferrable === true && !capabilities.deferrableTransactions) throw unsupported("deferrable transactions");
  if (!Number.isSafeInteger(retry) || retry < 0) throw bad(`retry must be a whole number of runs after the first, 0 or more, not ${String(retry)}`);
  if (ddl !== undefined && ddl !== "commits") throw bad('ddl can only be "commits"');
  return { isolation, readOnly, deferrable, retry, ddl };
}

/** An inner transaction is a savepoint: it cannot have other options than the outer one. */
export function checkInnerOptions(inner: UnitOptions, outer: UnitOptions): void {
  const differs =
    (inner.isolation !== undefined && inner.isolation !== outer.isolation) ||
    (inner.readOnly !== undefined && inner.readOnly !== (outer.readOnly ?? false)) ||
    (inner.deferrable !== undefined && inner.deferrable !== (outer.deferrable ?? false)) ||
    // A conflict undoes the whole: only the outermost function can be run again.
    (inner.retry > 0 && outer.retry === 0) ||
    (inner.ddl !== undefined && inner.ddl !== outer.ddl);
  if (differs) {
    throw new TransactionError(
      "TRANSACTION.OPTIONS_DIFFER",
      "an inner transaction is a savepoint of the outer one and cannot have other options; give them to the outer one",
    );
  }
}

function bad(message: string): TransactionError {
  return new TransactionError("TRANSACTION.BAD_OPTION", message);
}

function unsupported(what: string): TransactionError {
  return new TransactionError("TRANSACTION.UNSUPPORTED_OPTION", `this database does not have ${what}`);
}
