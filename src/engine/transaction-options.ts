import type { Capabilities } from "../dialect/capabilities.ts";
import type { TransactionOptions } from "../dialect/dialect.ts";
import { TransactionError } from "../kernel/errors.ts";
import type { CallOptions } from "./executor.ts";

/** Options of `transaction()`. `timeout` and `signal` are those of the whole: when they fire, it is rolled back. */
export interface TransactionCallOptions extends TransactionOptions, CallOptions {}

const KNOWN = new Set(["isolation", "readOnly", "deferrable", "signal", "timeout", "tx"]);

/** Throws TransactionError for options that are unknown or that the database cannot honour; nothing has run then. */
export function checkTransactionOptions(options: TransactionCallOptions, capabilities: Capabilities): TransactionOptions {
  const unknown = Object.keys(options).find((name) => !KNOWN.has(name));
  if (unknown !== undefined)
    throw new TransactionError("TRANSACTION.UNKNOWN_OPTION", `there is no transaction option "${unknown}"; known: ${[...KNOWN].join(", ")}`);
  const { isolation, readOnly, deferrable } = options;
  if (isolation !== undefined && !capabilities.isolationLevels.includes(isolation)) {
    throw unsupported(`isolation level "${isolation}"; it has: ${capabilities.isolationLevels.join(", ") || "none to choose"}`);
  }
  if (readOnly === true && !capabilities.readOnlyTransactions) throw unsupported("read-only transactions");
  if (deferrable === true && !capabilities.deferrableTransactions) throw unsupported("deferrable transactions");
  return { isolation, readOnly, deferrable };
}

/** An inner transaction is a savepoint: it cannot have other options than the outer one. */
export function checkInnerOptions(inner: TransactionOptions, outer: TransactionOptions): void {
  const differs =
    (inner.isolation !== undefined && inner.isolation !== outer.isolation) ||
    (inner.readOnly !== undefined && inner.readOnly !== (outer.readOnly ?? false)) ||
    (inner.deferrable !== undefined && inner.deferrable !== (outer.deferrable ?? false));
  if (differs) {
    throw new TransactionError(
      "TRANSACTION.OPTIONS_DIFFER",
      "an inner transaction is a savepoint of the outer one and cannot have other options; give them to the outer one",
    );
  }
}

function unsupported(what: string): TransactionError {
  return new TransactionError("TRANSACTION.UNSUPPORTED_OPTION", `this database does not have ${what}`);
}
