import { CancelledError, ConfigurationError, Ormdantic, OrmdanticError, QueryError, SerializationError, type Transaction, TransactionError } from "ormdantic";
import { expect } from "vitest";
import { type Bench, conforms } from "../conformance.ts";
import { Flavor, Line } from "../models.ts";

const row = (name: string) => ({ name, supplierId: null });
const names = async (db: Ormdantic) => (await db.table(Flavor).findMany({}, { orderBy: ["name"] })).data.map(({ name }) => name);

/** What the server says the current transaction's isolation level is; undefined where it has only one. */
async function levelOf({ db, dialect }: Bench): Promise<string | undefined> {
  if (dialect === "sqlite") return undefined;
  if (dialect === "postgres") return String((await db.native.execute("show transaction_isolation")).scalar()).toLowerCase();
  await db.table(Flavor).count();
  // What the table shows may be a tenth of a second old.
  await db.native.execute("select sleep(0.15)");
  const sql = "select trx_isolation_level from information_schema.innodb_trx where trx_mysql_thread_id = connection_id()";
  return String((await db.native.execute(sql)).scalar()).toLowerCase();
}

conforms("an isolation level is the one the server works with, and does not outlive its transaction", async (bench) => {
  const { db, dialect } = bench;
  const levels = dialect === "sqlite" ? (["serializable"] as const) : (["read uncommitted", "read committed", "repeatable read", "serializable"] as const);
  const usual = await db.transaction(() => levelOf(bench));
  for (const isolation of levels) {
    expect(await db.transaction(() => levelOf(bench), { isolation })).toBe(dialect === "sqlite" ? undefined : isolation);
    expect(await db.transaction(() => levelOf(bench))).toBe(usual);
  }
});

conforms("a read-only transaction refuses to write, and the next one writes", async ({ db }) => {
  const table = db.table(Flavor);
  await table.insert(row("a"));
  expect(await db.transaction(() => table.count(), { readOnly: true })).toBe(1);
  const error = await db.transaction(() => table.insert(row("b")), { readOnly: true }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(QueryError);
  expect(error).toMatchObject({ code: "QUERY.READ_ONLY" });
  await db.transaction(() => table.insert(row("c")));
  await table.insert(row("d"));
  expect(await names(db)).toEqual(["a", "c", "d"]);
});

conforms("an option the database does not have is refused before anything runs", async ({ db, dialect }) => {
  const body = () => db.table(Flavor).insert(row("x"));
  const refused = [{ isolation: "snapshot" as const }, ...(dialect === "postgres" ? [] : [{ deferrable: true }])];
  for (const options of refused) await expect(db.transaction(body, options)).rejects.toMatchObject({ code: "TRANSACTION.UNSUPPORTED_OPTION" });
  await expect(db.transaction(body, { isolationLevel: "serializable" } as never)).rejects.toMatchObject({ code: "TRANSACTION.UNKNOWN_OPTION" });
  await expect(db.transaction(body, { retry: -1 })).rejects.toBeInstanceOf(TransactionError);
  if (dialect === "postgres") await db.transaction(body, { isolation: "serializable", readOnly: false, deferrable: true });
  expect(await names(db)).toEqual(dialect === "postgres" ? ["x"] : []);
});

conforms("the same increment by many at once is never lost with retry", async ({ db }) => {
  const table = db.table(Line);
  await table.insert({ orderId: 1, no: 1, product: "p", quantity: 0 });
  const increment = () =>
    db.transaction(
      async () => {
        const line = await table.findOne({ orderId: 1, no: 1 });
        await table.update({ orderId: 1, no: 1 }, { quantity: (line?.quantity ?? 0) + 1 });
      },
      { isolation: "serializable", retry: 100 },
    );
  await Promise.all(Array.from({ length: 12 }, increment));
  expect(await table.findOne({ orderId: 1, no: 1 })).toMatchObject({ quantity: 12 });
});

conforms("functions given to afterCommit see what was stored; those of a savepoint that was undone are not called", async ({ db }) => {
  const table = db.table(Flavor);
  const seen: unknown[] = [];
  await db.transaction(async (tx) => {
    await table.insert(row("kept"));
    tx.afterCommit(async () => seen.push(await table.count()));
    await tx
      .savepoint(async (inner) => {
        await table.insert(row("undone"));
        inner.afterCommit(() => seen.push("never"));
        inner.afterRollback(async () => seen.push(await table.count()));
        throw new Error("mine");
      })
      .catch(() => undefined);
    expect(seen).toEqual([1]);
  });
  expect(seen).toEqual([1, 1]);
  await expect(
    db.transaction(async (tx) => {
      await table.insert(row("gone"));
      tx.afterRollback(async () => seen.push(await table.count()));
      throw new Error("mine");
    }),
  ).rejects.toThrow("mine");
  expect(seen).toEqual([1, 1, 1]);
});

conforms("a transaction can be joined from outside its async context by its handle", async ({ db }) => {
  const table = db.table(Flavor);
  let hand: (tx: Transaction) => void = () => undefined;
  const handle = new Promise<Transaction>((resolve) => {
    hand = resolve;
  });
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const outside = (async () => {
    const tx = await handle;
    await table.insert(row("by handle"), { tx });
    expect(await table.count({}, { tx })).toBe(1);
    finish();
  })();
  await expect(
    db.transaction(async (tx) => {
      hand(tx);
      await finished;
      throw new Error("undo");
    }),
  ).rejects.toThrow("undo");
  await outside;
  expect(await table.count()).toBe(0);
});

conforms("a handle of another database is refused", async ({ db, url }) => {
  await using other = new Ormdantic(url, { models: [Flavor] });
  await db.transaction(async (tx) => {
    await expect(other.table(Flavor).count({}, { tx })).rejects.toMatchObject({ code: "TRANSACTION.FOREIGN_HANDLE" });
  });
});

conforms("savepoints have names that are checked, and may lie in each other", async ({ db }) => {
  const table = db.table(Flavor);
  await db.transaction(async (tx) => {
    const nothing = async (): Promise<void> => undefined;
    for (const name of ["", "1a", 'a"b', "a; drop table flavor", "x".repeat(31)]) await expect(tx.savepoint(nothing, name)).rejects.toThrow(ConfigurationError);
    await tx.savepoint(async (one) => {
      await table.insert(row("one"));
      await expect(one.savepoint(nothing, "outer")).rejects.toMatchObject({ code: "TRANSACTION.BAD_SAVEPOINT" });
      const two = one.savepoint(async (inner) => {
        await table.insert(row("two"));
        await inner.savepoint(() => table.insert(row("three")));
        throw new Error("undo two and three");
      }, "inner");
      await expect(two).rejects.toThrow("undo");
      await one.savepoint(() => table.insert(row("four")), "inner");
    }, "outer");
  });
  expect(await names(db)).toEqual(["four", "one"]);
});

conforms("DDL in a transaction is undone with it, or refused where it would commit", async ({ db, dialect, quote }) => {
  const table = db.table(Flavor);
  const create = `create table ${quote("made in a transaction")} (id integer)`;
  const inside = db.transaction(async () => {
    await table.insert(row("before"));
    await db.native.execute(create);
    throw new Error("undo");
  });
  const commits = dialect === "mariadb" || dialect === "mysql";
  await expect(inside).rejects.toMatchObject(commits ? { code: "TRANSACTION.DDL_COMMITS" } : { message: "undo" });
  expect(await table.count()).toBe(0);
  await db.native.execute(create);
  await db.native.execute(`drop table ${quote("made in a transaction")}`);
  if (!commits) return;
  const meant = db.transaction(
    async () => {
      await table.insert(row("committed by DDL"));
      await db.native.execute(create);
      await table.insert(row("undone"));
      await db.native.execute("create temporary table kept_apart (id integer)");
      throw new Error("undo the rest");
    },
    { ddl: "commits" },
  );
  await expect(meant).rejects.toThrow("undo the rest");
  expect(await names(db)).toEqual(["committed by DDL"]);
  await db.native.execute(`drop table ${quote("made in a transaction")}`);
});

conforms("a stream reads what its transaction wrote, and can be cancelled at any row", async ({ db }) => {
  const table = db.table(Flavor);
  await table.insertMany(Array.from({ length: 60 }, (_, i) => row(`n${i}`)));
  await db.transaction(async () => {
    await table.insert(row("own"));
    let seen = 0;
    for await (const _ of table.stream({}, { batch: 7 })) seen++;
    expect(seen).toBe(61);
  });
  for (const rows of [0, 1, 6, 7, 8, 60]) {
    for (const run of [<T>(body: () => Promise<T>) => body(), <T>(body: () => Promise<T>) => db.transaction(body)]) {
      const abort = new AbortController();
      let seen = 0;
      const reading = run(async () => {
        if (rows === 0) abort.abort();
        for await (const _ of table.stream({}, { batch: 7, signal: abort.signal })) if (++seen === rows) abort.abort();
      });
      await expect(reading).rejects.toBeInstanceOf(CancelledError);
      expect(seen).toBe(rows);
    }
  }
  expect(await table.count()).toBe(61);
  const { pool } = db.runtimeDiagnostics();
  expect(pool).toMatchObject({ waiting: 0, idle: pool?.size });
});

conforms("an error inside a transaction comes out as it was thrown", async ({ db }) => {
  for (const thrown of [new Error("mine"), new SerializationError("MINE", "made up"), "a text", undefined]) {
    const outcome = await db
      .transaction(async () => {
        await db.table(Flavor).insert(row("x"));
        throw thrown;
      })
      .then(
        () => "committed",
        (error: unknown) => [error],
      );
    expect(outcome).toEqual([thrown]);
  }
  expect(await db.table(Flavor).count()).toBe(0);
  expect(new SerializationError("MINE", "made up")).toBeInstanceOf(OrmdanticError);
});
