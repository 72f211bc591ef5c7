import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionError, NativeEngine, Ormdantic, table } from "ormdantic";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { Cluster, expectPoolAtRest, untilServers } from "./cluster.ts";

const Author = table("author", z.object({ id: z.int(), name: z.string() }), { pk: "id" });

let cluster: Cluster;
let primary: NativeEngine;
let db: Ormdantic;
const urls = () => [cluster.url("ORMDANTIC_PRIMARY_URL"), cluster.url("ORMDANTIC_REPLICA_URL")] as const;

beforeAll(async () => {
  cluster = await Cluster.start("mariadb-pair");
});
afterAll(async () => {
  await cluster?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  const [first, second] = urls();
  primary = new NativeEngine(first, { pool: { size: 2 } });
  db = new Ormdantic(first, { models: [Author], replicas: [second], replicaLag: 1_000, pool: { size: 5 } });
  await db.init();
  await db.table(Author).deleteWhere({}, { allowAll: true });
  await untilServers(db, "primary", "replica");
  await sleep(300);
});
afterEach(async () => {
  await Promise.all([db.close(), primary.close()]);
});

test("reads come from the replica, own writes are seen at once, and one that is behind gets no reads", async () => {
  const authors = db.table(Author);
  await cluster.act("pause");
  try {
    await primary.execute("insert into author (id, name) values (1, 'elsewhere')");
    await db.readYourWrites(async () => {
      expect(await authors.count()).toBe(0);
      await authors.insert({ id: 2, name: "mine" });
      expect(await authors.count()).toBe(2);
      await sleep(300);
      expect(await authors.count()).toBe(2);
    });
    expect(await db.readYourWrites(() => authors.count())).toBe(0);
    expect(await db.transaction(() => authors.count())).toBe(2);
    await untilServers(db, "primary", "behind");
    expect(await db.readYourWrites(() => authors.count())).toBe(2);
  } finally {
    await cluster.act("resume");
  }
  await untilServers(db, "primary", "replica");
  await expectPoolAtRest(db, 5);
});

test("200 writes, each read back at once, are all seen", async () => {
  const authors = db.table(Author);
  let stale = 0;
  const writer = async (first: number) => {
    for (let i = 0; i < 50; i++) {
      await authors.insert({ id: first + i, name: "x" });
      if ((await authors.findOne(first + i)) === null) stale++;
    }
  };
  await Promise.all([0, 1_000, 2_000, 3_000].map((first) => (first < 2_000 ? db.readYourWrites(() => writer(first)) : writer(first))));
  expect(stale).toBe(0);
  await expectPoolAtRest(db, 5);
});

test("a replica killed under load leaves its reads to the primary, and is found again", async () => {
  const authors = db.table(Author);
  await authors.insert({ id: 1, name: "x" });
  await sleep(300);
  let stop = false;
  const readers = Array.from({ length: 4 }, async () => {
    while (!stop) expect(await authors.count()).toBe(1);
  });
  await cluster.act("kill", "replica");
  await untilServers(db, "primary", "down");
  await cluster.act("up", "replica");
  await untilServers(db, "primary", "replica");
  stop = true;
  await Promise.all(readers);
  await expectPoolAtRest(db, 5);
});

test("a primary killed gives way to the replica that is promoted, and may come back as one", async () => {
  const authors = db.table(Author);
  await authors.insert({ id: 1, name: "before" });
  await untilServers(db, "primary", "replica");
  await sleep(500);
  await cluster.act("kill", "primary");
  await untilServers(db, "down", "replica");
  expect(await db.readYourWrites(() => authors.count())).toBe(1);
  await expect(authors.insert({ id: 2, name: "too early" })).rejects.toBeInstanceOf(ConnectionError);
  await cluster.act("promote");
  await untilServers(db, "primary", "down");
  await db.transaction(() => authors.insert({ id: 3, name: "after" }), { retry: 3 });
  await cluster.act("up", "primary");
  await cluster.act("follow");
  await untilServers(db, "primary", "replica");
  await sleep(300);
  expect((await db.readYourWrites(() => authors.findMany({}, { orderBy: ["id"] }))).data.map(({ id }) => id)).toEqual([1, 3]);
  expect(db.runtimeDiagnostics().servers?.[0]?.url).toContain(new URL(urls()[1]).port);
  await expectPoolAtRest(db, 5);
});
