import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { Ormdantic, TimeoutError, table } from "ormdantic";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { targetsOf, withDatabase } from "../support/servers.ts";

const Entry = table("entry", z.object({ id: z.int(), note: z.string() }), { pk: "id" });

/** Another process that writes to the file, and keeps it locked until told otherwise. */
async function writer(file: string, driver: string): Promise<{ release(): Promise<void> }> {
  const library = createRequire(import.meta.url).resolve("better-sqlite3");
  const open = driver === "better-sqlite3" ? `new (require(${JSON.stringify(library)}))(file)` : `new (require("node:sqlite").DatabaseSync)(file)`;
  const program = `const file = ${JSON.stringify(file)}; const db = ${open}; db.exec("begin immediate; insert into entry values (999, 'other process')");
    process.stdout.write("locked"); process.stdin.once("data", () => { db.exec("commit"); db.close(); process.exit(0); });`;
  const child: ChildProcess = spawn(process.execPath, ["-e", program], { stdio: ["pipe", "pipe", "inherit"] });
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return {
    release: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.stdin?.write("go");
      }),
  };
}

for (const target of targetsOf("sqlite")) {
  describe(target.name, () => {
    const database = withDatabase(target);
    let db: Ormdantic;
    let other: Awaited<ReturnType<typeof writer>>;
    beforeEach(async () => {
      db = new Ormdantic(database.url, { models: [Entry], pool: { acquireTimeout: 5_000 } });
      await db.init();
      await db.table(Entry).deleteWhere({}, { allowAll: true });
      const file = database.url.replace(/^sqlite:\/\/\//, "").replace(/\?.*$/, "");
      other = await writer(file, target.name.includes("better") ? "better-sqlite3" : "node-sqlite");
    });
    afterEach(() => db.close());

    test("writers wait for another process without blocking this one, readers do not wait", async () => {
      const entries = db.table(Entry);
      let ticks = 0;
      const clock = setInterval(() => ticks++, 5);
      const writes = [entries.insert({ id: 1, note: "alone" }), db.transaction(() => entries.insert({ id: 2, note: "in a transaction" }))];
      let done = 0;
      for (const write of writes) void write.then(() => done++);
      expect(await entries.count()).toBe(0);
      expect(await db.transaction(() => entries.count(), { readOnly: true })).toBe(0);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(done).toBe(0);
      expect(ticks).toBeGreaterThan(10);
      await other.release();
      await Promise.all(writes);
      clearInterval(clock);
      expect((await entries.findMany()).data.map(({ id }) => id)).toEqual([1, 2, 999]);
    });

    test("a writer that waits too long is told, and one that is cancelled leaves the line", async () => {
      await using impatient = new Ormdantic(database.url, { models: [Entry], pool: { acquireTimeout: 150 } });
      const entries = impatient.table(Entry);
      const error = await entries.insert({ id: 1, note: "x" }).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(TimeoutError);
      expect(error).toMatchObject({ code: "QUERY.BUSY", retryable: true });
      await expect(impatient.transaction(() => entries.insert({ id: 1, note: "x" }))).rejects.toMatchObject({ code: "QUERY.BUSY" });
      const patient = db.table(Entry);
      await expect(patient.insert({ id: 2, note: "x" }, { timeout: 50 })).rejects.toMatchObject({ code: "QUERY.TIMEOUT" });
      await other.release();
      await patient.insert({ id: 3, note: "x" });
      expect((await patient.findMany()).data.map(({ id }) => id)).toEqual([3, 999]);
    });
  });
}
