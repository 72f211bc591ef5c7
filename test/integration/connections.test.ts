import {
  CancelledError,
  ConfigurationError,
  ConnectionError,
  Ormdantic,
  PermissionError,
  QueryError,
  TimeoutError,
  table,
  UniqueViolationError,
  ValidationError,
} from "ormdantic";
import { afterEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { postgres } from "../../src/dialects/postgres/dialect.ts";
import { loadDriver } from "../../src/engine/load-driver.ts";
import { serverNames } from "../support/server-list.ts";
import { available, targets, withDatabase } from "../support/servers.ts";

const Note = table("note", z.object({ id: z.int(), text: z.string() }), { pk: "id" });
class StopError extends Error {}
type ErrorClass = abstract new (...args: never) => Error;
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

/** PostgreSQL servers of tests trust every password, so there it is the user that is wrong. */
test.each(serverNames.filter((name) => available[name] !== undefined))("wrong credentials are a PermissionError that does not show them: %s", async (name) => {
  const url = new URL(available[name] ?? "");
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

    test("whatever goes wrong, the only connection comes back and nothing is written", async () => {
      db = new Ormdantic(database.url, { models: [Note], pool: { size: 1, acquireTimeout: 3_000 } });
      const notes = db.table(Note);
      await db.init();
      await notes.deleteWhere({}, { allowAll: true });
      await notes.insert({ id: 1, text: "there" });
      const gone = AbortSignal.abort();
      const wrong: Readonly<Record<string, [ErrorClass, () => Promise<unknown>]>> = {
        "an unknown column": [QueryError, () => notes.findMany({ txt: "x" } as never)],
        "an unknown column in SQL": [QueryError, () => native().execute("select nothing from note")],
        "undefined in a filter": [QueryError, () => notes.deleteWhere({ text: undefined } as never)],
        "no filter": [QueryError, () => notes.deleteWhere({})],
        "a key of the wrong shape": [QueryError, () => notes.delete({ id: 1 } as never)],
        "an integer beyond 2^53": [ValidationError, () => notes.insert({ id: 2 ** 53 + 2, text: "x" })],
        "NUL in a text": [ValidationError, () => notes.insert({ id: 2, text: "a\0b" })],
        "a key that is taken": [UniqueViolationError, () => notes.insertMany([2, 1].map((id) => ({ id, text: "x" })))],
        "a call that is cancelled": [CancelledError, () => notes.insert({ id: 2, text: "x" }, { signal: gone })],
        "a broken statement": [QueryError, () => native().execute("insert into note values (")],
        "an error inside a transaction": [
          StopError,
          () =>
            (db as Ormdantic).transaction(async () => {
              await notes.update(1, { text: "changed" });
              throw new StopError();
            }),
        ],
        "an error inside a stream": [
          StopError,
          async () => {
            for await (const _ of notes.stream()) throw new StopError();
          },
        ],
      };
      const native = () => (db as Ormdantic).native;
      for (const [what, [type, call]] of Object.entries(wrong)) {
        await expect(call(), what).rejects.toThrow(type);
        expect((await notes.findMany()).data, what).toEqual([{ id: 1, text: "there" }]);
      }
      expect(db.runtimeDiagnostics().pool).toMatchObject({ waiting: 0 });
    });

    test.skipIf(target.dialect === "sqlite")("a running statement is stopped by a signal and by its time, and the connection goes on", async () => {
      db = new Ormdantic(database.url, { models: [Note], pool: { size: 1, acquireTimeout: 3_000 } });
      await db.connect();
      const sleep = target.dialect === "postgres" ? "select pg_sleep(60)" : "select sleep(60)";
      const controller = new AbortController();
      const stopped = db.native.execute(sleep, [], { signal: controller.signal });
      setTimeout(() => controller.abort(), 100);
      await expect(stopped).rejects.toThrow(CancelledError);
      expect((await db.native.execute("select 1")).rowCount).toBe(1);
      await expect(db.native.execute(sleep, [], { timeout: 100 })).rejects.toThrow(TimeoutError);
      expect((await db.native.execute("select 1")).rowCount).toBe(1);
      expect(db.runtimeDiagnostics().pool).toMatchObject({ size: 1, idle: 1, waiting: 0 });
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
