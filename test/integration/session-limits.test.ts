import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionError, Ormdantic, TimeoutError } from "ormdantic";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { author } from "../conformance/session-cases.ts";
import * as models from "../conformance/session-models.ts";
import { Author, emptySessionTables } from "../conformance/session-models.ts";
import { targets, withDatabase } from "../support/servers.ts";

const exhausted = expect.objectContaining({ constructor: TimeoutError, code: "CONNECTION.ACQUIRE_TIMEOUT", retryable: true });

describe.each(targets)("sessions on $name", (target) => {
  const database = withDatabase(target);
  let beside: Ormdantic;
  beforeEach(async () => {
    beside = new Ormdantic(database.url, { models, pool: { size: 2, acquireTimeout: 2_000 } });
    await beside.init();
    await emptySessionTables(beside);
  });
  afterEach(() => beside.close());
  const names = async () => (await beside.table(Author).findMany({}, { orderBy: ["name"] })).data.map(({ name }) => name);
  /** Where one writes at a time, one transaction is enough to keep all others waiting. */
  const places = target.dialect === "sqlite" ? 1 : 2;
  const expectAtRest = (db: Ormdantic): void => {
    const { pool } = db.runtimeDiagnostics();
    expect(pool).toMatchObject({ waiting: 0, idle: pool?.size });
  };

  test("one that gets no connection in time has lost nothing, and does its work when it gets one", async () => {
    await using db = new Ormdantic(database.url, { models, pool: { size: 2, acquireTimeout: 200 } });
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const held = Array.from({ length: places }, (_, i) =>
      db.transaction(async () => {
        await db.table(Author).insert(author(`holder ${i}`));
        await released;
      }),
    );
    await sleep(50);
    await using session = db.session();
    const row = session.add(Author, author("waiting"));
    for (const call of [() => session.flush(), () => session.commit(), () => session.findMany(Author), () => session.transaction()]) {
      await expect(call()).rejects.toEqual(exhausted);
    }
    expect([session.state.new, session.hasChanges, row]).toEqual([[row], true, author("waiting")]);
    let runs = 0;
    await expect(db.session(async () => runs++)).rejects.toEqual(exhausted);
    expect(runs).toBe(0);
    release();
    await Promise.all(held);
    await session.commit();
    expect((await names()).slice(places)).toEqual(["waiting"]);
    await session.close();
    expectAtRest(db);
  });

  test("a write beside it that waits for its connection fails in time, and the session goes on", async () => {
    await using db = new Ormdantic(database.url, { models, pool: { size: 1, acquireTimeout: 200 } });
    const session = db.session();
    session.add(Author, author("a"));
    await session.flush();
    await expect(db.table(Author).insert(author("never"))).rejects.toEqual(exhausted);
    await expect(db.transaction(() => db.table(Author).count())).rejects.toEqual(exhausted);
    await db.table(Author).insert(author("b"), { tx: await session.transaction() });
    await session.commit();
    await session.close();
    // Inside of a function there is one connection for all.
    await db.session(async (inner) => {
      inner.add(Author, author("c"));
      await db.table(Author).insert(author("d"));
      await db.transaction(() => db.table(Author).insert(author("e")));
    });
    expect(await names()).toEqual(["a", "b", "c", "d", "e"]);
    expectAtRest(db);
  });

  test("one that is left open does not keep the database from being closed, nor others from writing, and nothing of it is stored", async () => {
    const db = new Ormdantic(database.url, { models, pool: { size: 4, closeTimeout: 300 } });
    const [reading, written] = [db.session(), db.session(target.dialect === "sqlite" ? { readOnly: true } : {})];
    const row = reading.add(Author, author("lost"));
    await reading.flush();
    expect(await written.get(Author, 1)).toBeNull();
    const idle = db.session();
    idle.add(Author, author("never begun"));
    let runs = 0;
    const around = db
      .session(async (session) => {
        runs++;
        session.add(Author, author("around"));
        await sleep(600);
      })
      .catch((error: unknown) => error);
    await sleep(20);
    const began = performance.now();
    await db.close();
    expect(performance.now() - began).toBeLessThan(3_000);
    await beside.table(Author).insert(author("free"));
    expect(await names()).toEqual(["free"]);

    // All is flushed, and COMMIT was never sent: this is certain.
    await expect(reading.commit()).rejects.toMatchObject({ code: "TRANSACTION.CONNECTION_LOST", retryable: true });
    expect([row.id, reading.has(row)]).toEqual([undefined, false]);
    await expect(written.findMany(Author)).rejects.toBeInstanceOf(ConnectionError);
    for (const session of [reading, idle]) {
      session.add(Author, author("late"));
      await expect(session.commit()).rejects.toMatchObject({ code: "CONNECTION.CLOSED" });
    }
    for (const session of [reading, written, idle]) {
      await session.close();
      expect(session.isOpen).toBe(false);
    }
    expect(await around).toMatchObject({ code: runs === 0 ? "CONNECTION.CLOSED" : "CONNECTION.LOST" });
    expect(await names()).toEqual(["free"]);
  });

  test("one that is busy when the database is closed comes to its end", async () => {
    const db = new Ormdantic(database.url, { models, pool: { size: 4, closeTimeout: 5_000 } });
    const session = db.session();
    session.add(Author, author("a"));
    await session.flush();
    const closing = db.close();
    expect((await session.findMany(Author)).data).toHaveLength(1);
    session.add(Author, author("b"));
    await session.commit();
    await closing;
    expect(await names()).toEqual(["a", "b"]);
    await session.close();
  });
});
