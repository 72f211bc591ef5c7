import { setTimeout as sleep } from "node:timers/promises";
import { Ormdantic, OrmdanticError, SerializationError, table } from "ormdantic";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { Cluster, expectPoolAtRest } from "./cluster.ts";

const Purse = table("purse", z.object({ id: z.int(), amount: z.int() }), { pk: "id" });
const Entry = table("entry", z.object({ id: z.int(), node: z.int(), note: z.string().max(40) }), { pk: "id" });
const models = [Purse, Entry];

let cluster: Cluster;
let nodes: readonly Ormdantic[];
const node = (number: number): Ormdantic => nodes[number - 1] ?? expect.fail(`there is no node ${number}`);

beforeAll(async () => {
  cluster = await Cluster.start("galera");
  nodes = [1, 2, 3].map((number) => new Ormdantic(cluster.url(`ORMDANTIC_NODE${number}_URL`), { models, pool: { size: 5 } }));
  await node(1).init();
});
afterAll(async () => {
  await Promise.all((nodes ?? []).map((db) => db.close()));
  await cluster?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  for (const model of models) await node(1).table(model).deleteWhere({}, { allowAll: true });
  await everywhere(0);
});

/** Waits until every node shows so many entries and purses together. */
async function everywhere(count: number, numbers: readonly number[] = [1, 2, 3]): Promise<void> {
  const at = async (number: number) => (await node(number).table(Purse).count()) + (await node(number).table(Entry).count());
  for (let i = 0; i < 200; i++) {
    // Tables take their time, too.
    if ((await Promise.all(numbers.map((number) => at(number).catch(() => -1)))).every((n) => n === count)) return;
    await sleep(25);
  }
  expect.fail("the nodes do not agree");
}

test("a transaction that collides with one of another node is told at COMMIT or before, and may be run again", async () => {
  await node(1).table(Purse).insert({ id: 1, amount: 0 });
  await everywhere(1);
  const collide = (retry: number) => {
    let waiting = 2;
    let open = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      open = resolve;
    });
    return Promise.allSettled(
      [1, 2].map((number) =>
        node(number).transaction(
          async (tx) => {
            const purse = await node(number).table(Purse).findOne(1, { lock: "update" });
            await node(number)
              .table(Purse)
              .update(1, { amount: (purse?.amount ?? 0) + 1 });
            if (tx.attempt > 1) return;
            if (--waiting === 0) open();
            // A change that comes late from the round before may have ended the other one already.
            await Promise.race([both, sleep(500)]);
          },
          { retry },
        ),
      ),
    );
  };
  let failed: unknown[] = [];
  for (let i = 0; i < 10 && failed.length === 0; i++) {
    failed = (await collide(0)).flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  }
  expect(failed).toHaveLength(1);
  expect(failed[0]).toBeInstanceOf(SerializationError);
  expect(failed[0]).toMatchObject({ retryable: true });
  await node(1).table(Purse).update(1, { amount: 0 });
  await sleep(300);
  for (let i = 0; i < 5; i++) expect((await collide(20)).map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  await sleep(300);
  for (const number of [1, 2, 3]) expect(await node(number).table(Purse).findOne(1)).toEqual({ id: 1, amount: 10 });
  for (const db of nodes) await expectPoolAtRest(db, 5);
});

test("150 transfers through three nodes keep the sum of all purses with retry", async () => {
  await node(1)
    .table(Purse)
    .insertMany(Array.from({ length: 10 }, (_, id) => ({ id, amount: 100 })));
  await everywhere(10);
  const transfer = (i: number): Promise<void> => {
    const db = node(1 + (i % 3));
    const purses = db.table(Purse);
    return db.transaction(
      async () => {
        const [from, to] = [i % 10, (i * 3 + 1) % 10];
        const ids = [from, to].sort((a, b) => a - b);
        const found = new Map((await purses.findMany({ id: { in: ids } }, { orderBy: ["id"], lock: "update" })).data.map((purse) => [purse.id, purse.amount]));
        if (from === to) return;
        await purses.update(from, { amount: (found.get(from) ?? 0) - 1 });
        await purses.update(to, { amount: (found.get(to) ?? 0) + 1 });
      },
      { retry: 500 },
    );
  };
  const outcomes = await Promise.allSettled(Array.from({ length: 150 }, (_, i) => transfer(i)));
  expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
  await sleep(500);
  const expected = Array.from({ length: 10 }, () => 100);
  for (let i = 0; i < 150; i++) {
    const [from, to] = [i % 10, (i * 3 + 1) % 10];
    if (from === to) continue;
    expected[from] = (expected[from] ?? 0) - 1;
    expected[to] = (expected[to] ?? 0) + 1;
  }
  for (const db of nodes) {
    const { data } = await db.table(Purse).findMany({}, { orderBy: ["id"] });
    expect(data.map(({ amount }) => amount)).toEqual(expected);
    await expectPoolAtRest(db, 5);
  }
});

test("a node killed under load loses no confirmed write and doubles none; it comes back and works", async () => {
  const confirmed: number[] = [];
  const certain: number[] = [];
  const unknown: number[] = [];
  const failures: OrmdanticError[] = [];
  let next = 0;
  let stop = false;
  const write = async (number: number): Promise<void> => {
    const db = node(number);
    const id = next++;
    try {
      if (id % 2 === 0) await db.table(Entry).insert({ id, node: number, note: "single" });
      else await db.transaction(() => db.table(Entry).insert({ id, node: number, note: "transaction" }), { retry: 5 });
      confirmed.push(id);
    } catch (error) {
      const { code } = error as OrmdanticError;
      failures.push(error as OrmdanticError);
      // A lone INSERT whose connection broke may have been done.
      if (code === "TRANSACTION.OUTCOME_UNKNOWN" || (code === "CONNECTION.LOST" && id % 2 === 0)) unknown.push(id);
      else certain.push(id);
      await sleep(20);
    }
  };
  const writers = [1, 2, 3, 1, 2, 3].map(async (number) => {
    while (!stop) await write(number);
  });
  await sleep(500);
  await cluster.act("kill", "3");
  await sleep(1_500);
  expect(failures.length).toBeGreaterThan(0);
  await cluster.act("rejoin", "3");
  await sleep(500);
  stop = true;
  await Promise.all(writers);
  for (const error of failures) expect(error).toBeInstanceOf(OrmdanticError);
  const stored = (await node(1).table(Entry).findMany()).data;
  await everywhere(stored.length);
  const ids = new Set(stored.map(({ id }) => id));
  expect(ids.size).toBe(stored.length);
  expect(confirmed.filter((id) => !ids.has(id))).toEqual([]);
  expect(certain.filter((id) => ids.has(id))).toEqual([]);
  expect(stored.filter(({ id }) => !confirmed.includes(id) && !unknown.includes(id))).toEqual([]);
  expect(confirmed.length).toBeGreaterThan(50);
  await node(3).table(Entry).insert({ id: 1_000_000, node: 3, note: "back again" });
  await everywhere(stored.length + 1);
  for (const db of nodes) await expectPoolAtRest(db, 5);
});
