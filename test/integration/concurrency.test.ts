import { setTimeout as sleep } from "node:timers/promises";
import { Ormdantic, type OrmdanticError, SerializationError, TimeoutError, type Transaction, table } from "ormdantic";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { targets, withDatabase } from "../support/servers.ts";

const Purse = table("purse", z.object({ id: z.int(), amount: z.int() }), { pk: "id" });
const Doctor = table("doctor", z.object({ id: z.int(), onCall: z.boolean() }), { pk: "id" });
const Entry = table("entry", z.object({ id: z.int(), writer: z.string().max(20) }), { pk: "id", indexed: ["writer"] });

/** Resolves when `count` have arrived, or after a while: where transactions run one after the other the others cannot come. */
function meeting(count: number): () => Promise<void> {
  let missing = count;
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return async () => {
    if (--missing === 0) open();
    await Promise.race([opened, sleep(300)]);
  };
}

for (const target of targets) {
  describe(target.name, () => {
    const database = withDatabase(target);
    let db: Ormdantic;
    beforeAll(async () => {
      db = new Ormdantic(database.url, { models: [Purse, Doctor, Entry], pool: { size: 10 } });
      await db.init();
    });
    beforeEach(async () => {
      for (const model of [Purse, Doctor, Entry]) await db.table(model).deleteWhere({}, { allowAll: true });
    });
    afterAll(() => db?.close());
    const expectPoolAtRest = (): void => {
      const { pool } = db.runtimeDiagnostics();
      expect(pool).toMatchObject({ waiting: 0, idle: pool?.size });
      expect(pool?.size).toBeLessThanOrEqual(11);
    };

    test("200 transfers at once over ten connections keep the sum of all purses", async () => {
      const purses = db.table(Purse);
      await purses.insertMany(Array.from({ length: 20 }, (_, id) => ({ id, amount: 100 })));
      let runs = 0;
      let hooks = 0;
      const transfer = async (tx: Transaction, i: number): Promise<void> => {
        runs++;
        tx.afterCommit(() => void hooks++);
        const [from, to, amount] = [i % 20, (i * 7 + 3) % 20, 1 + (i % 9)];
        if (from === to) return;
        const payer = await purses.findOne(from);
        const payee = await purses.findOne(to);
        await purses.update(from, { amount: (payer?.amount ?? 0) - amount });
        await purses.update(to, { amount: (payee?.amount ?? 0) + amount });
      };
      const transfers = Array.from({ length: 200 }, (_, i) => db.transaction((tx) => transfer(tx, i), { isolation: "serializable", retry: 500 }));
      const outcomes = await Promise.allSettled(transfers);
      expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
      const { data } = await purses.findMany();
      expect(data.reduce((sum, { amount }) => sum + amount, 0)).toBe(2_000);
      const expected = new Map(data.map(({ id }) => [id, 100]));
      for (let i = 0; i < 200; i++) {
        const [from, to, amount] = [i % 20, (i * 7 + 3) % 20, 1 + (i % 9)];
        if (from === to) continue;
        expected.set(from, (expected.get(from) ?? 0) - amount);
        expected.set(to, (expected.get(to) ?? 0) + amount);
      }
      expect(new Map(data.map(({ id, amount }) => [id, amount]))).toEqual(expected);
      expect(hooks).toBe(200);
      expect(runs).toBeGreaterThanOrEqual(200);
      expectPoolAtRest();
    });

    test("two transactions at once never see each other's statements", async () => {
      const entries = db.table(Entry);
      const meet = meeting(2);
      const write = (writer: string, first: number) =>
        db.transaction(
          async (tx) => {
            if (tx.attempt === 1) await meet();
            for (let i = 0; i < 10; i++) {
              await entries.insert({ id: first + i, writer });
              const others = await entries.count({ writer: { ne: writer } });
              expect([0, 10]).toContain(others);
              expect(await entries.count({ writer })).toBe(i + 1);
              await sleep(1);
            }
          },
          { retry: 20 },
        );
      await Promise.all([write("one", 0), write("two", 100)]);
      expect(await entries.count()).toBe(20);
      expectPoolAtRest();
    });

    const leave = async (tx: Transaction, id: number, meet: () => Promise<void>): Promise<void> => {
      const doctors = db.table(Doctor);
      const onCall = await doctors.count({ onCall: true });
      if (tx.attempt === 1) await meet();
      if (onCall > 1) await doctors.update(id, { onCall: false });
    };

    test("under serializable one doctor always stays on call (no write skew), with and without retry", async () => {
      const doctors = db.table(Doctor);
      for (const retry of [0, 50]) {
        await doctors.upsertMany([1, 2].map((id) => ({ id, onCall: true })));
        const meet = meeting(2);
        const outcomes = await Promise.allSettled([1, 2].map((id) => db.transaction((tx) => leave(tx, id, meet), { isolation: "serializable", retry })));
        const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as OrmdanticError] : []));
        for (const error of errors) expect(error).toMatchObject({ retryable: true });
        if (retry > 0) expect(errors).toEqual([]);
        expect(await doctors.count({ onCall: true })).toBe(1);
      }
      expectPoolAtRest();
    });

    test.skipIf(target.dialect === "sqlite")("under read committed both leave: write skew is shown, not hidden", async () => {
      const doctors = db.table(Doctor);
      await doctors.insertMany([1, 2].map((id) => ({ id, onCall: true })));
      const meet = meeting(2);
      await Promise.all([1, 2].map((id) => db.transaction((tx) => leave(tx, id, meet), { isolation: "read committed" })));
      expect(await doctors.count({ onCall: true })).toBe(0);
      expectPoolAtRest();
    });

    test.skipIf(target.dialect === "sqlite")("a deadlock ends one of the two, who can be run again", async () => {
      const purses = db.table(Purse);
      await purses.insertMany([1, 2].map((id) => ({ id, amount: 0 })));
      const cross = (retry: number) => {
        const meet = meeting(2);
        return Promise.allSettled(
          [
            [1, 2],
            [2, 1],
          ].map(([first, second]) =>
            db.transaction(
              async (tx) => {
                await purses.updateWhere({ id: first as number }, { amount: 1 });
                if (tx.attempt === 1) await meet();
                await purses.updateWhere({ id: second as number }, { amount: 2 });
              },
              { retry },
            ),
          ),
        );
      };
      const [failed, ...others] = (await cross(0)).flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      expect(others).toEqual([]);
      expect(failed).toBeInstanceOf(SerializationError);
      expect(failed).toMatchObject({ code: "TRANSACTION.DEADLOCK", retryable: true });
      expect((await cross(10)).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
      expectPoolAtRest();
    });

    test("readers go on while a transaction has written and not committed", async () => {
      const entries = db.table(Entry);
      await entries.insert({ id: 1, writer: "before" });
      await db.transaction(async (tx) => {
        await entries.insert({ id: 2, writer: "inside" });
        // Outside of this context: as another request would be.
        const outside = new Ormdantic(database.url, { models: [Entry], pool: { size: 2 } });
        await using reader = outside;
        expect((await reader.table(Entry).findMany()).data).toEqual([{ id: 1, writer: "before" }]);
        const streamed: unknown[] = [];
        for await (const row of reader.table(Entry).stream()) streamed.push(row);
        expect(streamed).toHaveLength(1);
        expect(tx.isOpen).toBe(true);
      });
      expect(await entries.count()).toBe(2);
    });

    test("who waits for a connection longer than the time-out is told, and nothing of the call was done", async () => {
      await using small = new Ormdantic(database.url, { models: [Purse], pool: { size: 2, acquireTimeout: 250 } });
      const purses = small.table(Purse);
      await small.connect();
      const hold = (id: number) =>
        small.transaction(async () => {
          await purses.insert({ id, amount: 1 });
          await sleep(800);
        });
      const held = target.dialect === "sqlite" ? [hold(1)] : [hold(1), hold(2)];
      await sleep(100);
      const late = await Promise.allSettled(Array.from({ length: 5 }, (_, i) => purses.insert({ id: 100 + i, amount: 1 })));
      for (const outcome of late) {
        expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(TimeoutError) });
        expect(outcome).toMatchObject({ reason: { code: "CONNECTION.ACQUIRE_TIMEOUT", retryable: true } });
      }
      await Promise.all(held);
      await purses.insert({ id: 50, amount: 1 });
      expect(await purses.count({ id: { ge: 50 } })).toBe(1);
      const { pool } = small.runtimeDiagnostics();
      expect(pool).toMatchObject({ waiting: 0, idle: pool?.size });
    });
  });
}
