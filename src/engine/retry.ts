import { ConnectionError, OrmdanticError, SerializationError, TransactionOutcomeUnknownError } from "../kernel/errors.ts";
import { sleep } from "./patience.ts";
import type { Stop } from "./stop.ts";

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 1_000;
/** Causes are followed this far. */
const DEPTH = 8;
const AGAIN: ReadonlySet<string> = new Set(["QUERY.LOCK_TIMEOUT", "QUERY.STALE_PLAN", "TRANSACTION.CONNECTION_LOST"]);
const NEVER: ReadonlySet<string> = new Set(["CONNECTION.CLOSED", "TRANSACTION.HOOK_FAILED"]);

/** Runs a transaction, and again up to `retries` times when it failed and left nothing behind. `attempt` counts from 1. */
export async function retrying<T>(retries: number, stop: Stop | undefined, run: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(attempt);
    } catch (error) {
      if (attempt > retries || stop?.error !== undefined || !leftNothing(error)) throw counted(error, attempt);
    }
    // Random over the whole range: those who collided do not meet again.
    await sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt), stop);
  }
}

/** True when the transaction is certain to be undone and may fare better next time. The application may have wrapped the error that says so. */
function leftNothing(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < DEPTH; at = at.cause, depth++) {
    if (at instanceof TransactionOutcomeUnknownError) return false;
    if (!(at instanceof OrmdanticError)) continue;
    if (NEVER.has(at.code)) return false;
    if (at instanceof SerializationError || at instanceof ConnectionError || AGAIN.has(at.code)) return true;
  }
  return false;
}

function counted(error: unknown, attempts: number): unknown {
  if (attempts > 1 && error instanceof OrmdanticError && !Object.isFrozen(error.context)) Object.assign(error.context, { attempts });
  return error;
}
