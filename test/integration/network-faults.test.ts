import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionError, Ormdantic, TimeoutError, TransactionOutcomeUnknownError, table } from "ormdantic";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { FaultyNetwork } from "../support/faulty-network.ts";
import { targetsOf, withDatabase } from "../support/servers.ts";

const Entry = table("entry", z.object({ id: z.int(), note: z.string() }), { pk: "id" });

/** How each server tells its own connection's number, and how another ends it. */
const killing = {
  postgres: { own: "select pg_backend_pid()", kill: (id: unknown) => `select pg_terminate_backend(${id})`, port: 5432 },
  mariadb: { own: "select connection_id()", kill: (id: unknown) => `kill ${id}`, port: 3306 },
  mysql: { own: "select connection_id()", kill: (id: unknown) => `kill ${id}`, port: 3306 },
};

for (const target of targetsOf("postgres", "mariadb", "mysql")) {
  if (target.dialect === "sqlite") continue;
  const { own, kill, port } = killing[target.dialect];
  describe(target.name, () => {
    const database = withDatabase(target);
    let proxy: FaultyNetwork;
    let db: Ormdantic;
    /** Goes to the server by itself. */
    let beside: Ormdantic;
    beforeEach(async () => {
      proxy = await FaultyNetwork.to(database.url, port);
      beside = new Ormdantic(database.url, { models: [Entry], pool: { size: 2 } });
      await beside.init();
      await beside.table(Entry).deleteWhere({}, { allowAll: true });
      db = new Ormdantic(proxy.through(database.url), { models: [Entry], pool: { size: 4, acquireTimeout: 10_000, closeTimeout: 1_000 } });
      await db.connect();
    });
    afterEach(async () => {
      await db.close();
      await beside.close();
      await proxy[Symbol.asyncDispose]();
    });
    const entries = () => db.table(Entry);
    const ids = async () => (await beside.table(Entry).findMany({}, { orderBy: ["id"] })).data.map(({ id }) => id);
    const killOwn = async (id: unknown): Promise<void> => {
      await beside.native.execute(kill(id));
      await sleep(50);
    };
    /** The pool is whole and the next calls, of every kind, work. */
    const expectRecovered = async (): Promise<void> => {
      await entries().upsert({ id: 1_000, note: "after" });
      await Promise.all(Array.from({ length: 8 }, () => entries().findOne(1_000)));
      await db.transaction(() => entries().update(1_000, { note: "in a transaction" }));
      await atRest();
      const { pool } = db.runtimeDiagnostics();
      expect(pool).toMatchObject({ waiting: 0, idle: pool?.size });
      expect(pool?.size).toBeLessThanOrEqual(4);
      expect(proxy.open).toBeLessThanOrEqual(4);
    };
    /** More than all buffers on the way can hold. */
    const fill = async (): Promise<void> => {
      await beside.table(Entry).insertMany(Array.from({ length: 2_000 }, (_, id) => ({ id, note: "x".repeat(20_000) })));
    };
    const atRest = async (): Promise<void> => {
      for (let i = 0; i < 100; i++) {
        const { pool } = db.runtimeDiagnostics();
        if (pool?.idle === pool?.size) return;
        await sleep(20);
      }
    };

    test("a connection killed in the middle of a transaction undoes it, and says so", async () => {
      const body = async () => {
        await entries().insert({ id: 1, note: "lost" });
        await killOwn((await db.native.execute(own)).scalar());
        await entries().insert({ id: 2, note: "never" });
      };
      await expect(db.transaction(body)).rejects.toBeInstanceOf(ConnectionError);
      expect(await ids()).toEqual([]);
      await expectRecovered();
    });

    test("with retry such a transaction is run again, and written once", async () => {
      let runs = 0;
      await db.transaction(
        async (tx) => {
          runs++;
          await entries().insert({ id: 1, note: `run ${tx.attempt}` });
          if (tx.attempt === 1) await killOwn((await db.native.execute(own)).scalar());
          await entries().insert({ id: 2, note: "second" });
        },
        { retry: 1 },
      );
      expect(runs).toBe(2);
      expect(await ids()).toEqual([1, 2]);
      await expectRecovered();
    });

    test("a connection killed in the middle of a stream ends it with an error; rows before it are whole", async () => {
      await fill();
      let seen = 0;
      const read = async () => {
        const id = await db.transaction(async () => (await db.native.execute(own)).scalar());
        for await (const row of entries().stream({}, { batch: 50, orderBy: ["id"] })) {
          expect(row.id).toBe(seen);
          if (++seen === 75) await killOwn(id);
        }
      };
      await expect(read()).rejects.toBeInstanceOf(ConnectionError);
      expect(seen).toBeGreaterThanOrEqual(75);
      await expectRecovered();
    });

    test("idle connections killed behind our back are noticed: reads, transactions and, before they are sent, writes go on", async () => {
      for (let round = 0; round < 3; round++) {
        await Promise.all(Array.from({ length: 8 }, () => entries().count()));
        await Promise.all(Array.from({ length: 8 }, () => db.transaction(() => entries().count())));
        await atRest();
        proxy.cut();
        if (round === 0) await sleep(50);
        if (round === 1) expect(await entries().count()).toBe(0);
        else await db.transaction(() => entries().upsert({ id: 7, note: "y" }));
        await beside.table(Entry).deleteWhere({}, { allowAll: true });
      }
      await expectRecovered();
    });

    test.each(["forward-and-cut", "cut", "drop"] as const)("a COMMIT whose way is broken (%s) has an unknown outcome, and is not sent again", async (fate) => {
      let commits = 0;
      let runs = 0;
      proxy.fromClient = (chunk) => {
        if (!/commit/i.test(chunk.toString("latin1"))) return "forward";
        commits++;
        return fate;
      };
      if (fate === "forward-and-cut") proxy.fromServer = () => (commits > 0 ? "drop" : "forward");
      const body = async () => {
        runs++;
        await entries().insert({ id: 1, note: "who knows" });
      };
      const error = await db.transaction(body, { timeout: 500, retry: 5 }).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(TransactionOutcomeUnknownError);
      expect(error).toMatchObject({ code: "TRANSACTION.OUTCOME_UNKNOWN", retryable: false });
      expect([runs, commits]).toEqual([1, 1]);
      proxy.heal();
      await sleep(100);
      expect(await ids()).toEqual(fate === "forward-and-cut" ? [1] : []);
      await expectRecovered();
    });

    test("a network that swallows everything ends calls when their time is over, streams and transactions too", async () => {
      await fill();
      const limits = { timeout: 300 };
      await entries().count();
      const stream = entries().stream({}, { batch: 50, ...limits, timeout: 1_500 });
      await stream.next();
      let waited = false;
      const transaction = db.transaction(
        async () => {
          await entries().insert({ id: 6_000, note: "swallowed" });
          while (!waited) await sleep(10);
          await entries().insert({ id: 6_001, note: "never" });
        },
        { timeout: 1_500 },
      );
      await sleep(300);
      proxy.blackHole();
      waited = true;
      const drain = async () => {
        for await (const _ of stream);
      };
      const outcomes = await Promise.allSettled([
        entries().count({}, limits),
        entries().insert({ id: 6_002, note: "never" }, limits),
        drain(),
        transaction,
        db.ping(limits),
      ]);
      for (const outcome of outcomes) expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(TimeoutError) });
      proxy.heal();
      await expectRecovered();
      expect(await beside.table(Entry).count({ id: { between: [6_000, 6_002] } })).toBe(0);
    });

    test("idle connections in a network that swallows everything are given up after one ping", async () => {
      await using impatient = new Ormdantic(proxy.through(database.url), { models: [Entry], pool: { size: 4, validateAfter: 1, closeTimeout: 500 } });
      const table = impatient.table(Entry);
      await Promise.all(Array.from({ length: 8 }, () => impatient.transaction(() => table.count())));
      expect(impatient.runtimeDiagnostics().pool?.size).toBe(4);
      const holes = proxy.accepted;
      proxy.swallowOpen();
      await sleep(20);
      const began = performance.now();
      expect(await table.count()).toBe(0);
      expect(performance.now() - began).toBeLessThan(9_000);
      expect(proxy.accepted).toBeGreaterThan(holes);
    });

    test("close() leaves a server behind that does not answer", async () => {
      await Promise.all(Array.from({ length: 4 }, () => db.transaction(() => entries().count())));
      proxy.blackHole();
      const hanging = entries()
        .count()
        .catch((error: unknown) => error);
      await sleep(50);
      const began = performance.now();
      await db.close();
      expect(performance.now() - began).toBeLessThan(8_000);
      expect(await Promise.race([hanging, sleep(3_000, "hangs")])).toBeInstanceOf(ConnectionError);
    });
  });
}
