import { setTimeout as sleep } from "node:timers/promises";
import { MigrationError } from "../kernel/errors.ts";
import type { MigrationSession } from "./session.ts";

/** Milliseconds between two tries. */
const pause = 100;

/**
 * Runs `body` while no other process migrates this database; waits for one that does, `patience` milliseconds at most, then throws MigrationError
 * MIGRATION.LOCKED. Where a write transaction is the lock, each migration takes it by itself.
 */
export async function locked<T>({ schema, run }: MigrationSession, name: string, patience: number, body: () => Promise<T>): Promise<T> {
  const { lock } = schema.migrations;
  if (lock === "transaction") return body();
  const started = performance.now();
  while (!(await acquire(lock.acquire(name), run))) {
    if (performance.now() - started > patience) {
      throw new MigrationError(
        "MIGRATION.LOCKED",
        "another process is migrating this database; try again when it has ended, or raise lockPatience (--lock-patience)",
        {
          retryable: true,
        },
      );
    }
    await sleep(pause);
  }
  try {
    return await body();
  } finally {
    // a connection that is gone has given it back already
    for (const sql of lock.release(name)) await run(sql, []).catch(() => undefined);
  }
}

async function acquire(statements: readonly string[], run: MigrationSession["run"]): Promise<boolean> {
  let rows: readonly (readonly unknown[])[] = [];
  for (const sql of statements) rows = await run(sql, []);
  return Number(rows[0]?.[0]) === 1;
}
