import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqliteDrivers } from "../../../../test/support/sqlite-drivers.ts";
import { availableDrivers, openFile, queryOf } from "../../../../test/support/sqlite-memory.ts";
import { ConfigurationError, HydrationError } from "../../../kernel/errors.ts";
import { sqlite } from "../dialect.ts";
import { refusal } from "./better-sqlite3.ts";
import { nodeIsAtLeast } from "./node-version.ts";

const integer = { kind: "integer", bits: 53 } as const;
const text = { kind: "text" } as const;

function kindOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return sqlite.classify(error);
  }
  return undefined;
}
async function kindOfAsync(act: () => Promise<unknown>): Promise<unknown> {
  return act().then(
    () => undefined,
    (error: unknown) => sqlite.classify(error),
  );
}

it("at least one driver works on this runtime", () => expect(availableDrivers.length).toBeGreaterThan(0));

describe.each(availableDrivers)("the driver %s", (driver) => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "ormdantic-sqlite-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string) => join(folder, name);

  it("runs prepared queries at once, and hydrates their rows", async () => {
    const db = await openFile(":memory:", { driver });
    db.execute("create table t (id integer primary key, v text)", []);
    expect(db.run(queryOf("insert into t (v) values (?)", undefined), ["a"])).toMatchObject({ rows: [], affected: 1, insertId: 1 });
    expect(db.run(queryOf("insert into t (v) values (?), (?) returning id, v", [integer, text]), ["b", "c"])).toEqual({
      rows: [
        { c0: 2, c1: "b" },
        { c0: 3, c1: "c" },
      ],
      affected: 2,
      insertId: undefined,
    });
    expect(db.run(queryOf("update t set v = ? where id > ?", undefined), ["d", 1n]).affected).toBe(2);
    const query = queryOf("select id, v from t where id = ?", [integer, text]);
    for (const id of [1n, 2n, 1n]) expect(db.run(query, [id]).rows).toEqual([{ c0: Number(id), c1: id === 1n ? "a" : "d" }]);
    expect(db.run(query, [9n]).rows).toEqual([]);
    db.close();
    expect(db.usable).toBe(false);
  });

  it("keeps a cached query right when its table changes", async () => {
    const db = await openFile(":memory:", { driver });
    db.execute("create table t (id integer primary key, v text)", []);
    db.execute("insert into t values (1, 'a')", []);
    const query = queryOf("select id, v from t", [integer, text]);
    expect(db.run(query, []).rows).toEqual([{ c0: 1, c1: "a" }]);
    db.execute("alter table t add column w text", []);
    db.execute("alter table t rename column v to x", []);
    expect(kindOf(() => db.run(query, []))).toMatchObject({ kind: "missingColumn" });
    db.execute("alter table t rename column x to v", []);
    expect(db.run(query, []).rows).toEqual([{ c0: 1, c1: "a" }]);
    db.close();
  });

  it("runs more queries than it keeps statements", async () => {
    const db = await openFile(":memory:", { driver });
    const queries = Array.from({ length: 600 }, (_, i) => queryOf(`select ${i}`, [integer]));
    for (const pass of [0, 1]) for (const [i, query] of queries.entries()) expect(db.run(query, []).rows, `pass ${pass}`).toEqual([{ c0: i }]);
    db.close();
  });

  it("takes plain values in direct SQL and gives the library's", async () => {
    const db = await openFile(":memory:", { driver });
    const empty = new Uint8Array(new ArrayBuffer(0)); // no memory at all
    const { columns, rows } = db.execute("select ? as a, typeof(?) as b, ? as c, ? as d, typeof(?) as e", [true, 5, new Date(0), undefined, empty]);
    expect(columns.map((column) => column.name)).toEqual(["a", "b", "c", "d", "e"]);
    expect(rows).toEqual([[1, "integer", "1970-01-01 00:00:00.000", null, "blob"]]);
    db.close();
  });

  it("refuses whole numbers beyond 2^53 in columns of numbers, and reads them whole as bigint", async () => {
    const db = await openFile(":memory:", { driver });
    db.execute("create table t (v integer)", []);
    for (const value of [2n ** 53n, -(2n ** 63n)]) {
      db.execute("delete from t", []);
      db.run(queryOf("insert into t values (?)", undefined), [value]);
      expect(() => db.run(queryOf("select v from t", [integer]), [])).toThrow(HydrationError);
      expect(db.run(queryOf(`select ${sqlite.read?.("v", { kind: "integer", bits: 64 })} from t`, [{ kind: "integer", bits: 64 }]), []).rows).toEqual([
        { c0: value },
      ]);
    }
    db.close();
  });

  it("tells the kinds of errors, with the names that SQLite tells", async () => {
    const db = await openFile(":memory:", { driver });
    db.execute("create table p (id integer primary key)", []);
    db.execute(
      "create table t (a integer not null, b integer, p integer references p (id), r integer references p (id) on delete restrict, primary key (a, b), constraint small check (b < 10)) strict",
      [],
    );
    db.execute("create unique index once on t (abs(a + b)) where a > 1", []);
    db.execute("insert into p values (1), (2)", []);
    db.execute("insert into t values (1, 2, 1, 2), (2, 1, null, null)", []);
    const kinds = (sql: string) => kindOf(() => db.execute(sql, []));
    expect(kinds("insert into t (a, b) values (1, 2)")).toMatchObject({
      kind: "unique",
      nativeCode: "SQLITE_CONSTRAINT_PRIMARYKEY",
      table: "t",
      columns: ["a", "b"],
    });
    expect(kinds("insert into t (a, b) values (3, 0)")).toMatchObject({ kind: "unique", constraint: "once" });
    expect(kinds("insert into t (b) values (1)")).toMatchObject({ kind: "notNull", table: "t", columns: ["a"] });
    expect(kinds("insert into t (a, b) values (20, 21)")).toMatchObject({ kind: "check", constraint: "small" });
    expect(kinds("insert into t (a, b, p) values (5, 5, 5)")).toMatchObject({ kind: "foreignKey", nativeCode: "SQLITE_CONSTRAINT_FOREIGNKEY" });
    expect(kinds("delete from p where id = 1")).toMatchObject({ kind: "foreignKey" });
    expect(kinds("delete from p where id = 2")).toMatchObject({ kind: "foreignKey" });
    expect(kinds("insert into t (a, b) values ('x', 1)")).toMatchObject({ kind: "value" });
    expect(kinds("select * from nowhere")).toMatchObject({ kind: "missingTable", nativeCode: "SQLITE_ERROR" });
    expect(kinds("select missing from t")).toMatchObject({ kind: "missingColumn" });
    expect(kinds("insert into t (missing) values (1)")).toMatchObject({ kind: "missingColumn" });
    for (const broken of ["selec 1", "select 1 from", "select '"]) expect(kinds(broken)).toMatchObject({ kind: "syntax" });
    expect(kinds("select json('{')")).toMatchObject({ kind: "unknown" });
    db.close();
    expect(kinds("select 1")).toMatchObject({ kind: "connection" });
    expect(sqlite.classify("x")).toEqual({ kind: "unknown", nativeCode: undefined });
  });

  it("opens files with foreign keys and WAL, and a busy file is busy at once", async () => {
    const [one, two] = [await openFile(file("busy.db"), { driver }), await openFile(file("busy.db"), { driver, parameters: { synchronous: "FULL" } })];
    const pragma = (name: string) => two.execute(`pragma ${name}`, []).rows[0]?.[0];
    expect(["foreign_keys", "journal_mode", "busy_timeout", "synchronous"].map(pragma)).toEqual([1, "wal", 0, 2]);
    expect(one.execute("pragma synchronous", []).rows).toEqual([[1]]);
    one.execute("create table t (id integer primary key)", []);
    for (const sql of sqlite.transaction.begin({})) one.execute(sql, []);
    expect(kindOf(() => two.execute(sqlite.transaction.begin({})[0] ?? "", []))).toMatchObject({ kind: "busy" });
    one.execute("insert into t values (1)", []);
    expect(two.execute("select count(*) from t", []).rows).toEqual([[0]]);
    one.execute(sqlite.transaction.savepoint('a"b'), []);
    one.execute("insert into t values (2)", []);
    one.execute(sqlite.transaction.rollbackTo('a"b'), []);
    one.execute(sqlite.transaction.release('a"b') ?? "", []);
    one.execute(sqlite.transaction.commit, []);
    expect(two.execute("select count(*) from t", []).rows).toEqual([[1]]);
    two.execute(sqlite.transaction.begin({ readOnly: true })[0] ?? "", []);
    two.execute("select count(*) from t", []);
    one.execute("insert into t values (3)", []);
    expect(kindOf(() => two.execute("insert into t values (4)", []))).toMatchObject({ kind: "serialization", nativeCode: "SQLITE_BUSY_SNAPSHOT" });
    for (const db of [one, two]) db.close();
  });

  it("gives a stream in batches on every kind of connection, and stays usable when it is left early", async () => {
    const writer = await openFile(file("batches.db"), { driver });
    writer.execute("create table t (id integer primary key)", []);
    for (let id = 1; id <= 10; id++) writer.execute("insert into t values (?)", [id]);
    const reader = await openFile(file("batches.db"), { driver, readOnly: true });
    const query = queryOf("select id from t order by id", [integer]);
    for (const db of [writer, reader]) {
      const sizes: number[] = [];
      for await (const rows of db.stream(query, [], 4)) {
        sizes.push(rows.length);
        writer.execute("update t set id = id", []); // the writer stays free
      }
      expect(sizes).toEqual([4, 4, 2]);
      for await (const rows of db.stream(query, [], 4)) {
        expect(rows).toHaveLength(4);
        break;
      }
      expect(db.run(query, []).rows).toHaveLength(10);
    }
    for await (const _ of reader.stream(queryOf("select id from t where id > ?", [integer]), [99n], 4)) throw new Error("there are no rows");
    expect(kindOf(() => reader.execute("delete from t", []))).toMatchObject({ kind: "readOnly" });
    for (const db of [writer, reader]) db.close();
  });

  it("does not create or change files that are opened read-only, and says what is missing", async () => {
    for (const mode of ["ro", "rw"])
      expect(await kindOfAsync(() => openFile(file("none.db"), { driver, parameters: { mode } }))).toMatchObject({
        kind: "connection",
        nativeCode: "SQLITE_CANTOPEN",
      });
    expect(existsSync(file("none.db"))).toBe(false);
    await expect(openFile(file("no/such.db"), { driver })).rejects.toThrow(/there is no directory ".*no"/);
    expect(await kindOfAsync(() => openFile(file("no/such.db"), { driver }))).toMatchObject({ kind: "connection" });
    const made = await openFile(file("made.db"), { driver });
    made.execute("create table t (id integer primary key)", []);
    made.close();
    const read = await openFile(file("made.db"), { driver, parameters: { mode: "ro" } });
    expect(read.execute("select count(*) from t", []).rows).toEqual([[0]]);
    expect(kindOf(() => read.execute("insert into t values (1)", []))).toMatchObject({ kind: "readOnly" });
    read.close();
  });

  it("refuses URL parameters that it does not know", async () => {
    for (const parameters of [{ sync: "off" }, { mode: "wal" }, { toString: "x" }] as Record<string, string>[]) {
      await expect(openFile(":memory:", { driver, parameters })).rejects.toThrow(ConfigurationError);
    }
    expect(() => sqlite.checkOptions?.({ database: ":memory:", parameters: { sync: "off" } })).toThrow(/no parameter "sync"; known are mode, synchronous/);
  });
});

const library = sqliteDrivers().find(({ name }) => name === "better-sqlite3");
it.skipIf(library?.reason === undefined)("better-sqlite3 that was built for another Node says how to build it anew", async () => {
  const opened = openFile(":memory:", { driver: "better-sqlite3" });
  await expect(opened).rejects.toMatchObject({ code: "CONFIGURATION.DRIVER_UNAVAILABLE", message: expect.stringContaining("npm rebuild better-sqlite3") });
});

describe("versions", () => {
  it("of better-sqlite3 that crash on this Node are refused before they are loaded", () => {
    expect(refusal("13.0.1", "20.20.2")).toContain("npm install better-sqlite3@12");
    expect(refusal("13.0.1", "22.13.9")).toBeDefined();
    for (const [library, node] of [
      ["13.0.1", "22.14.0"],
      ["13.0.1", "24.0.0"],
      ["12.11.1", "20.20.2"],
      [undefined, "20.20.2"],
    ] as const)
      expect(refusal(library, node)).toBeUndefined();
  });
  it("of Node are compared as numbers", () => {
    expect([nodeIsAtLeast(22, 16, "22.16.0"), nodeIsAtLeast(22, 16, "22.9.0"), nodeIsAtLeast(22, 16, "24.0.0"), nodeIsAtLeast(22, 16, "20.99.1")]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
