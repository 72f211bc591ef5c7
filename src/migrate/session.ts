import type { HeldConnection } from "../engine/held.ts";
import type { SchemaDialect } from "../schema/dialect.ts";
import type { RunStatement } from "../schema/run.ts";

/** The one connection a migration runs on. */
export interface MigrationSession {
  readonly schema: SchemaDialect;
  readonly run: RunStatement;
  /** All or nothing: commits what `body` did, rolls back when it throws. Does not nest. */
  transaction<T>(body: () => Promise<T>): Promise<T>;
  /** For questions that make things to look at them and take them away again: inside a transaction where that undoes DDL, the open one if there is one. */
  trying<T>(body: () => Promise<T>): Promise<T>;
}

export function sessionOn(held: HeldConnection, schema: SchemaDialect): MigrationSession {
  const { transaction } = schema.dialect;
  const run: RunStatement = async (sql, parameters) => (await held.execute(sql, parameters)).rows;
  let open = false;
  const inTransaction = async <T>(body: () => Promise<T>): Promise<T> => {
    for (const sql of transaction.begin({})) await run(sql, []);
    open = true;
    try {
      const result = await body();
      await run(transaction.commit, []);
      return result;
    } catch (error) {
      // the error that ended it matters, not that its connection may be gone
      await run(transaction.rollback, []).catch(() => undefined);
      throw error;
    } finally {
      open = false;
    }
  };
  return {
    schema,
    run,
    transaction: inTransaction,
    trying: (body) => (open || !schema.dialect.capabilities.transactionalDdl ? body() : inTransaction(body)),
  };
}
