import { ConfigurationError, ConnectionError, Ormdantic, PermissionError, TimeoutError, table } from "ormdantic";
import { afterEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { postgres } from "../../src/dialects/postgres/dialect.ts";
import { loadDriver } from "../../src/engine/load-driver.ts";
import { available, targets, withDatabase } from "../support/servers.ts";

const Note = table("note", z.object({ id: z.int(), text: z.string() }), { pk: "id" });
const secret = "hunter2-do-not-show";

/** The error of a call that must fail, with everything it would show in a log. */
async function failure(call: Promise<unknown>): Promise<{ readonly error: unknown; readonly shown: string }> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const { message, context } = error as { readonly message: string; readonly context: unknown };
  return { error, shown: `${message} ${JSON.stringify(context)}` };
}

test("a server that is down is a ConnectionError that says where it was looked for, and shows no password", async () => {
  for (const scheme of ["postgresql", "mariadb", "mysql"]) {
    await using db = new Ormdantic(`${scheme}://someone:${secret}@127.0.0.1:1/nowhere`, { models: [Note] });
    const { error, shown } = await failure(db.table(Note).findMany());
    expect(error, scheme).toBeInstanceOf(ConnectionError);
    expect(error, scheme).toMatchObject({ retryable: true });
    expect(shown, scheme).toContain("127.0.0.1:1");
    expect(shown, scheme).not.toContain(secret);
  }
});

test.runIf(available.mariadb)("a wrong password is a PermissionError that does not show it", async () => {
  const url = new URL(available.mariadb ?? "");
  url.username = "nobody_of_this_name";
  url.password = secret;
  await using db = new Ormdantic(url.href, { models: [Note] });
  const { error, shown } = await failure(db.connect());
  expect(error).toBeInstanceOf(PermissionError);
  expect(shown).not.toContain(secret);
});

test("a driver that is not installed says which package to install", async () => {
  const missing: string = "a-package-nobody-has";
  const absent = { name: "pg", aliases: [], package: "pg", load: () => import(missing) as Promise<never> };
  const { error, shown } = await failure(loadDriver({ ...postgres, drivers: [absent] }, undefined));
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(shown).toContain("npm install pg");
});

test("a name too long for a database is refused before any SQL, not cut", () => {
  const named = (name: string) => table("t", z.object({ id: z.int(), note: z.string() }), { pk: "id", columns: { note: { name } } });
  const open = (url: string, name: string) => new Ormdantic(url, { models: [named(name)] });
  const [fits, long] = ["é".repeat(31), "é".repeat(32)];
  expect(() => open("postgresql://127.0.0.1:1/x", fits)).not.toThrow();
  expect(() => open("postgresql://127.0.0.1:1/x", long)).toThrow(/"note" of the model "t".*64 bytes.*63.*columns: \{ note: \{ name \} \}/);
  for (const scheme of ["mysql", "mariadb"]) {
    expect(() => open(`${scheme}://127.0.0.1:1/x`, "é".repeat(64))).not.toThrow();
    expect(() => open(`${scheme}://127.0.0.1:1/x`, "é".repeat(65))).toThrow(ConfigurationError);
  }
  expect(() => open("sqlite:///:memory:", "x".repeat(1_000))).not.toThrow();
  for (const name of ["", "nul\0", "\uD800"]) expect(() => open("sqlite:///:memory:", name), JSON.stringify(name)).toThrow(ConfigurationError);
});

test("a URL of no known database, and one of a database that is only rendered, say so", async () => {
  expect(() => new Ormdantic("mongodb://localhost/x", { models: [Note] })).toThrow(/postgresql/);
  await using db = new Ormdantic("oracle://user:secret@localhost/x", { models: [Note] });
  await expect(db.connect()).rejects.toThrow(ConfigurationError);
});

for (const target of targets) {
  describe(target.name, () => {
    const database = withDatabase(target);
    let db: Ormdantic | undefined;
    afterEach(() => db?.close());

    test("a pool with nothing left times out with advice, and goes on when a connection comes back", async () => {
      db = new Ormdantic(database.url, { models: [Note], pool: { size: 1, acquireTimeout: 3_000 } });
      const notes = db.table(Note);
      await db.init();
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      let began = (): void => undefined;
      const inside = new Promise<void>((resolve) => {
        began = resolve;
      });
      const transaction = db.transaction(async () => {
        await notes.upsert({ id: 1, text: "held" });
        began();
        await held;
      });
      await inside;
      const { error } = await failure(notes.upsert({ id: 2, text: "too late" }));
      expect(error).toBeInstanceOf(TimeoutError);
      release();
      await transaction;
      expect(await notes.findOne(1)).toEqual({ id: 1, text: "held" });
      expect(await notes.findOne(2)).toBeNull();
      expect(db.runtimeDiagnostics().pool).toMatchObject({ waiting: 0 });
    });

    test("a database that was closed refuses further calls", async () => {
      db = new Ormdantic(database.url, { models: [Note] });
      await db.init();
      await db.close();
      await db.close();
      await expect(db.table(Note).count()).rejects.toThrow(ConnectionError);
    });
  });
}
