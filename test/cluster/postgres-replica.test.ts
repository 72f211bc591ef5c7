import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionError, NativeEngine, Ormdantic, type Relate, table } from "ormdantic";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { FaultyNetwork } from "../support/faulty-network.ts";
import { Cluster, expectPoolAtRest, untilServers } from "./cluster.ts";

class Author extends table("author", z.object({ id: z.int(), name: z.string() }), { pk: "id" }) {
  static relations = (r: Relate<typeof Author>) => ({ books: r.hasMany(Book, "authorId") });
}
class Book extends table("book", z.object({ id: z.int(), authorId: z.int() }), { pk: "id" }) {
  static relations = (r: Relate<typeof Book>) => ({ author: r.belongsTo(Author, "authorId") });
}
const models = [Author, Book];

let cluster: Cluster;
let primary: NativeEngine;
let replica: NativeEngine;
let db: Ormdantic;
const urls = () => [cluster.url("ORMDANTIC_PRIMARY_URL"), cluster.url("ORMDANTIC_REPLICA_URL")] as const;

beforeAll(async () => {
  cluster = await Cluster.start("postgres-pair");
});
afterAll(async () => {
  await cluster?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  const [first, second] = urls();
  primary = new NativeEngine(first, { pool: { size: 2 } });
  replica = new NativeEngine(second, { pool: { size: 2 } });
  db = new Ormdantic(first, { models, replicas: [second], replicaLag: 1_000, pool: { size: 5 } });
  await db.init();
  await db.table(Book).deleteWhere({}, { allowAll: true });
  await db.table(Author).deleteWhere({}, { allowAll: true });
  await untilServers(db, "primary", "replica");
});
afterEach(async () => {
  await Promise.all([db.close(), primary.close(), replica.close()]);
});

/** Statements of these texts that each server has been asked, by its own count. */
async function scans(engine: NativeEngine): Promise<number> {
  await engine.execute("select pg_sleep(0.05)");
  return Number(
    (
      await engine.execute("select coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0) from pg_stat_user_tables where relname = 'author'")
    ).scalar(),
  );
}
const pause = () => replica.execute("select pg_wal_replay_pause()");
const resume = () => replica.execute("select pg_wal_replay_resume()");
/** A write of somebody else, in no context of ours. */
const writeElsewhere = (id: number, name: string) =>
  primary.execute("insert into author (id, name) values ($1, $2) on conflict (id) do update set name = $2", [id, name]);
const caughtUp = async (): Promise<void> => {
  const [[position]] = (await primary.execute("select pg_current_wal_insert_lsn()::text")).rows as [[string]];
  for (let i = 0; i < 400; i++) {
    if ((await replica.execute("select pg_last_wal_replay_lsn() >= $1::pg_lsn", [position])).scalar() === true) return;
    await sleep(10);
  }
  expect.fail("the replica does not catch up");
};

describe("routing", () => {
  test("reads come from the replica: what has not come to it is not there; transactions and locks see the primary", async () => {
    await writeElsewhere(1, "old");
    await caughtUp();
    await pause();
    try {
      await writeElsewhere(1, "new");
      const authors = db.table(Author);
      const isStale = async () => ({ one: (await authors.findOne(1))?.name, many: (await authors.findMany()).data[0]?.name });
      await db.readYourWrites(async () => {
        expect(await isStale()).toEqual({ one: "old", many: "old" });
        for await (const row of authors.stream()) expect(row.name).toBe("old");
        expect(await authors.count({ name: "old" })).toBe(1);
        expect(await authors.findOne(1, { lock: "update" })).toMatchObject({ name: "new" });
      });
      expect(await db.transaction(isStale)).toEqual({ one: "new", many: "new" });
      expect(await db.transaction(isStale, { readOnly: true })).toEqual({ one: "new", many: "new" });
      expect((await db.native.execute("select name from author")).scalar()).toBe("new");
    } finally {
      await resume();
    }
  });

  test("relations are loaded from the server their rows came from", async () => {
    await db.table(Author).insertMany(Array.from({ length: 20 }, (_, id) => ({ id, name: `a${id}` })));
    await db.table(Book).insertMany(Array.from({ length: 60 }, (_, id) => ({ id, authorId: id % 20 })));
    await caughtUp();
    await untilServers(db, "primary", "replica");
    await sleep(300);
    const before = await scans(primary);
    await db.readYourWrites(async () => {
      const { data } = await db.table(Author).findMany({}, { load: { books: { load: { author: true } } } });
      expect(data.flatMap(({ books }) => books)).toHaveLength(60);
    });
    expect(await scans(primary)).toBe(before);
  });
});

describe("read your writes", () => {
  test("a write is seen by the next read, though the replica has not got it; others read on from the replica", async () => {
    await writeElsewhere(1, "old");
    await caughtUp();
    await sleep(300);
    await pause();
    try {
      const authors = db.table(Author);
      await db.readYourWrites(async () => {
        await authors.update(1, { name: "mine" });
        expect(await authors.findOne(1)).toMatchObject({ name: "mine" });
        await db.transaction(() => authors.insert({ id: 2, name: "second" }));
        expect(await authors.count()).toBe(2);
        await sleep(200);
        expect(await authors.count()).toBe(2);
      });
      expect(await authors.count()).toBe(2);
      expect(await db.readYourWrites(() => authors.findMany())).toMatchObject({ data: [{ id: 1, name: "old" }] });
    } finally {
      await resume();
    }
  });

  test("500 writes, each read back at once, are all seen; most reads of others are spared the primary", async () => {
    const authors = db.table(Author);
    let stale = 0;
    const writer = async (first: number) => {
      for (let i = 0; i < 100; i++) {
        await authors.insert({ id: first + i, name: "x" });
        if ((await authors.findOne(first + i)) === null) stale++;
      }
    };
    await Promise.all([0, 1_000, 2_000, 3_000, 4_000].map((first) => (first < 3_000 ? db.readYourWrites(() => writer(first)) : writer(first))));
    expect(stale).toBe(0);
    await caughtUp();
    await sleep(300);
    const before = await scans(primary);
    expect(await authors.count()).toBe(500);
    expect(await scans(primary)).toBe(before);
    await expectPoolAtRest(db, 5);
  });
});

describe("a replica that is behind", () => {
  test("gets no reads beyond the allowed lag, and gets them again when it has caught up", async () => {
    await writeElsewhere(1, "old");
    await caughtUp();
    await pause();
    try {
      for (let i = 0; i < 4; i++) {
        await writeElsewhere(1, `new ${i}`);
        await sleep(50);
      }
      await untilServers(db, "primary", "behind");
      expect(await db.readYourWrites(() => db.table(Author).findOne(1))).toMatchObject({ name: "new 3" });
      const [, other] = db.runtimeDiagnostics().servers ?? [];
      expect(other?.lagMs).toBeGreaterThan(1_000);
    } finally {
      await resume();
    }
    await untilServers(db, "primary", "replica");
    expect(db.runtimeDiagnostics().servers?.[1]?.lagMs).toBeLessThan(1_000);
  });
});

describe("a replica that is gone", () => {
  test.each(["fast", "immediate"])("(%s) leaves its reads to the primary, none is lost, and it is found again", async (mode) => {
    const authors = db.table(Author);
    await authors.insert({ id: 1, name: "x" });
    await caughtUp();
    await sleep(300);
    let reads = 0;
    let stop = false;
    const readers = Array.from({ length: 4 }, async () => {
      while (!stop) {
        expect(await authors.count()).toBe(1);
        reads++;
      }
    });
    await sleep(100);
    await cluster.act("down", "replica", mode);
    await untilServers(db, "primary", "down");
    const atOutage = reads;
    await sleep(200);
    expect(reads).toBeGreaterThan(atOutage);
    await cluster.act("up", "replica");
    await untilServers(db, "primary", "replica");
    await sleep(100);
    stop = true;
    await Promise.all(readers);
    await expectPoolAtRest(db, 5);
  });

  test("by a network that swallows everything gives back the reads that wait for it", async () => {
    const [first, second] = urls();
    await using network = await FaultyNetwork.to(second, 5432);
    await using own = new Ormdantic(first, { models, replicas: [network.through(second)], replicaLag: 1_000, pool: { size: 5, closeTimeout: 500 } });
    await own.connect();
    await untilServers(own, "primary", "replica");
    const authors = own.table(Author);
    await Promise.all(Array.from({ length: 10 }, () => authors.count()));
    network.blackHole();
    const counts = await Promise.all(Array.from({ length: 10 }, () => authors.count()));
    expect(counts).toEqual(Array.from({ length: 10 }, () => 0));
    network.heal();
    await untilServers(own, "primary", "replica");
  });
});

describe("the primary", () => {
  test("stopped and started under load loses no confirmed write and doubles none", async () => {
    const authors = db.table(Author);
    const confirmed: number[] = [];
    const uncertain: number[] = [];
    const failures: unknown[] = [];
    let next = 0;
    let stop = false;
    const writers = Array.from({ length: 6 }, async () => {
      while (!stop) {
        const id = next++;
        try {
          if (id % 2 === 0) await authors.insert({ id, name: "single" });
          else await db.transaction(() => authors.insert({ id, name: "transaction" }), { retry: 3 });
          confirmed.push(id);
        } catch (error) {
          uncertain.push(id);
          failures.push(error);
          await sleep(20);
        }
      }
    });
    for (const mode of ["fast", "immediate"]) {
      await sleep(300);
      await cluster.act("down", "primary", mode);
      await sleep(200);
      await cluster.act("up", "primary");
    }
    await sleep(500);
    stop = true;
    await Promise.all(writers);
    for (const error of failures)
      expect(error).toMatchObject({ code: expect.stringMatching(/^(CONNECTION\.|TRANSACTION\.OUTCOME_UNKNOWN|TRANSACTION\.CONNECTION_LOST)/) });
    const stored = (await db.transaction(() => authors.findMany())).data.map(({ id }) => id);
    expect(new Set(stored).size).toBe(stored.length);
    const known = new Set(stored);
    expect(confirmed.filter((id) => !known.has(id))).toEqual([]);
    const maybe = new Set([...confirmed, ...uncertain]);
    expect(stored.filter((id) => !maybe.has(id))).toEqual([]);
    expect(confirmed.length).toBeGreaterThan(20);
    await untilServers(db, "primary", "replica");
    await expectPoolAtRest(db, 5);
  });

  test("that is lost gives way to the replica that is promoted, and may come back as one", async () => {
    const authors = db.table(Author);
    await authors.insert({ id: 1, name: "before" });
    await caughtUp();
    await cluster.act("down", "primary", "immediate");
    await untilServers(db, "down", "replica");
    expect(await db.readYourWrites(() => authors.count())).toBe(1);
    await expect(authors.insert({ id: 2, name: "too early" })).rejects.toBeInstanceOf(ConnectionError);
    await cluster.act("promote");
    await untilServers(db, "primary", "down");
    await authors.insert({ id: 3, name: "after" });
    await db.transaction(() => authors.update(1, { name: "in a transaction" }), { retry: 3 });
    expect((await authors.findMany({}, { orderBy: ["id"] })).data).toEqual([
      { id: 1, name: "in a transaction" },
      { id: 3, name: "after" },
    ]);
    await cluster.act("follow");
    await untilServers(db, "primary", "replica");
    const [now] = db.runtimeDiagnostics().servers ?? [];
    expect(now?.url).toContain(new URL(urls()[1]).port);
    expect(await db.readYourWrites(() => authors.count())).toBe(2);
    await expectPoolAtRest(db, 5);
  });
});
