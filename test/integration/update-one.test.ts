import { CheckViolationError, Ormdantic, StaleDataError, table } from "ormdantic";
import { NativeEngine } from "ormdantic/engine";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { targetsOf, withDatabase } from "../support/servers.ts";

class Part extends table("part", z.object({ id: z.int(), name: z.string().max(20), weight: z.number(), at: z.date(), version: z.int().default(1) }), {
  pk: "id",
  version: "version",
  checks: [{ name: "light", expression: (c) => c.weight.lt(100) }],
}) {}

const at = new Date(1_700_000_000_123);

/** What an update in one statement or several must not leave behind: an open transaction, a lock, a half-done change. */
describe.each(targetsOf("postgres", "mariadb", "mysql").map((target) => [target.name, target] as const))("updating one row on %s", (_name, target) => {
  const database = withDatabase(target);
  let db: Ormdantic;
  let other: NativeEngine;
  let parts: ReturnType<typeof open>;
  const open = () => db.table(Part);
  const lastWeight = async () => (await parts.findOne(1))?.weight;

  beforeAll(async () => {
    db = new Ormdantic(database.url, { models: [Part], pool: { size: 1 } });
    other = new NativeEngine(database.url, { pool: { size: 1 } });
    await db.init();
    parts = open();
  });
  beforeEach(async () => {
    await parts.deleteWhere({}, { allowAll: true });
    await parts.insert({ id: 1, name: "bolt", weight: 0.1, at });
  });
  afterAll(async () => {
    await db?.close();
    await other?.close();
  });

  test("the row comes back as it is stored, changed or not", async () => {
    expect(await parts.update(1, { name: "nut" })).toEqual({ id: 1, name: "nut", weight: 0.1, at, version: 2 });
    expect(await parts.update(1, { name: "nut" })).toEqual({ id: 1, name: "nut", weight: 0.1, at, version: 3 });
    await expect(parts.update(1, { name: "nail", version: 2 })).rejects.toThrow(StaleDataError);
    expect(await parts.update(1, { name: "nail", version: 3 })).toMatchObject({ name: "nail", version: 4 });
    expect(await parts.findOne(1)).toEqual({ id: 1, name: "nail", weight: 0.1, at, version: 4 });
  });

  test("an update that fails leaves neither a transaction nor a lock", async () => {
    await expect(parts.update(1, { weight: 1000 })).rejects.toThrow(CheckViolationError);
    expect((await other.execute("update part set weight = 2 where id = 1")).affected).toBe(1);
    expect(await lastWeight()).toBe(2);
    await expect(parts.update(7, { weight: 3 })).rejects.toMatchObject({ code: "WRITE.NOT_FOUND" });
    expect((await other.execute("update part set weight = 3 where id = 1")).affected).toBe(1);
    expect(await lastWeight()).toBe(3);
  });

  test("an update that is stopped while it waits leaves neither a transaction nor a lock", async () => {
    const blocker = await other.begin();
    await blocker.execute("update part set weight = 5 where id = 1");
    await expect(parts.update(1, { weight: 6 }, { timeout: 200 })).rejects.toMatchObject({ code: "QUERY.TIMEOUT" });
    await blocker.commit();
    expect(await lastWeight()).toBe(5);
    expect((await other.execute("update part set weight = 7 where id = 1")).affected).toBe(1);
    expect(await lastWeight()).toBe(7);
  });

  test("inside a transaction it is part of it", async () => {
    await expect(
      db.transaction(async () => {
        expect(await parts.update(1, { weight: 8 })).toMatchObject({ weight: 8 });
        expect(await lastWeight()).toBe(8);
        throw new Error("enough");
      }),
    ).rejects.toThrow("enough");
    expect(await lastWeight()).toBe(0.1);
    await db.transaction(async (tx) => {
      await expect(tx.savepoint(() => parts.update(1, { weight: 1000 }))).rejects.toThrow(CheckViolationError);
      await parts.update(1, { weight: 9 });
    });
    expect(await lastWeight()).toBe(9);
  });

  test("updates of one row at once take turns, each counted", async () => {
    const busy = new Ormdantic(database.url, { models: [Part], pool: { size: 8 } });
    const seen = await Promise.all(Array.from({ length: 60 }, (_, i) => busy.table(Part).update(1, { weight: i })));
    expect(new Set(seen.map((row) => row.version)).size).toBe(60);
    expect(Math.max(...seen.map((row) => row.version))).toBe(61);
    const last = seen.find((row) => row.version === 61);
    expect(await parts.findOne(1)).toEqual(last);
    await busy.close();
  });
});
