import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Artifact, sealed } from "../../src/migrate/artifact.ts";
import { writeFileOf } from "../../src/migrate/directory.ts";
import type { Step } from "../../src/migrate/step.ts";
import { table } from "../../src/model/table.ts";
import type { AnyTable } from "../../src/model/table-class.ts";
import { unitOf } from "../../src/schema/changes/units.ts";
import type { Snapshot } from "../../src/schema/snapshot.ts";
import { targets, withDatabase } from "../support/servers.ts";
import { openDatabase, type TestDatabase } from "./database.ts";

const id = z.int();
const key = { pk: "id", generated: ["id"] } as const;
const shopColumns = z.object({ id, name: z.string().max(50) });
const shop = table("shop", shopColumns, key);
const city = table("shop", shopColumns.extend({ city: z.string().max(30).nullable() }), key);
const indexed = table("shop", shopColumns.extend({ city: z.string().max(30) }), { ...key, indexed: ["name"], unique: ["city"] });
const fixtures = fileURLToPath(new URL("./fixtures", import.meta.url));
const nothing: Snapshot = { tables: [] };

const said = async (manager: ReturnType<TestDatabase["manager"]>): Promise<string[]> => (await manager.diff()).map((change) => unitOf(change).describe(change));
const step = (statement: string, more: Partial<Step> = {}): Step => ({ describe: "by hand", statements: [statement], risk: "none", ...more });

describe.each(targets.map((target) => [target.name, target] as const))("migrations of %s", (_name, target) => {
  const database = withDatabase(target);
  const folder = mkdtempSync(join(tmpdir(), "ormdantic-manager-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(async () => {
    await using db = await openDatabase(database.url);
    for (const name of ["visit", "shop", "taste", "ormdantic_migrations"]) await db.run(`drop table if exists ${name}`);
  });

  /** The first migration, applied. */
  async function started(db: TestDatabase, models: readonly AnyTable[] = [shop]): Promise<Artifact> {
    const artifact = await db.manager(models).create("0001", nothing, db.shape(models));
    await db.manager().apply(artifact);
    return artifact;
  }

  it("write nothing when they are only asked", async () => {
    await using db = await openDatabase(database.url);
    expect(await db.manager([shop]).status()).toEqual({ dirty: false, current: undefined, applied: [], history: [] });
    expect(await said(db.manager([shop]))).toEqual(["create table shop"]);
    await expect(db.run("select * from ormdantic_migrations")).rejects.toMatchObject({ code: "QUERY.MISSING_TABLE" });
    expect(await db.manager().init()).toBe(true);
    expect(await db.manager().init()).toBe(false);
  });

  it("run once, and refuse a changed file, a missing dependency and one of another database", async () => {
    await using db = await openDatabase(database.url);
    const first = await started(db);
    const manager = db.manager();
    expect(await manager.apply(first)).toBe("skipped");
    await expect(manager.apply({ ...first, description: "x" })).rejects.toMatchObject({ code: "MIGRATION.TAMPERED" });
    await expect(manager.apply({ ...first, checksum: "" })).rejects.toMatchObject({ code: "MIGRATION.NO_CHECKSUM" });
    await expect(manager.apply(sealed({ ...first, description: "x" }))).rejects.toMatchObject({ code: "MIGRATION.CHECKSUM_MISMATCH" });
    await expect(manager.apply(sealed({ ...first, revision: "0003", dependsOn: ["0002"] }))).rejects.toMatchObject({ code: "MIGRATION.MISSING_DEPENDENCIES" });
    await expect(manager.apply(sealed({ ...first, revision: "0004", dialect: "cobol" }))).rejects.toMatchObject({ code: "MIGRATION.WRONG_DIALECT" });
    expect((await manager.history()).map(({ revision, status }) => [revision, status])).toEqual([["0001", "applied"]]);
  });

  it("lose nothing unless that is allowed, up and down, planned and by hand", async () => {
    await using db = await openDatabase(database.url);
    const first = await started(db);
    const manager = db.manager();
    await db.run("insert into shop (name) values ('a')");
    const drop = await manager.create("0002", db.shape([shop]), nothing);
    await expect(manager.apply(drop)).rejects.toMatchObject({ code: "MIGRATION.DESTRUCTIVE" });
    await expect(manager.rollback(first)).rejects.toMatchObject({ code: "MIGRATION.DESTRUCTIVE" });
    const byHand = sealed({ ...first, revision: "0005", up: [step("delete from shop")] });
    await expect(manager.apply(byHand)).rejects.toMatchObject({ code: "MIGRATION.DESTRUCTIVE" });
    const edited = sealed({ ...first, revision: "0006", up: first.up.map((one) => ({ ...one, statements: ["drop table shop"] })) });
    await expect(manager.apply(edited, { verify: false })).rejects.toMatchObject({ code: "MIGRATION.DESTRUCTIVE" });
    expect(Number((await db.run("select count(*) from shop"))[0]?.[0])).toBe(1);
    expect((await manager.history()).map(({ revision }) => revision)).toEqual(["0001"]);
    expect(await manager.rollback(first, { allowDestructive: true })).toBe("rolledBack");
    expect(await manager.rollback(first)).toBe("skipped");
    expect(await said(db.manager([shop]))).toEqual(["create table shop"]);
  });

  it("see that somebody else changed a table they are about to change", async () => {
    await using db = await openDatabase(database.url);
    await started(db);
    const next = await db.manager([city]).create("0002", db.shape([shop]), db.shape([city]));
    await db.run("alter table shop add column extra integer");
    await expect(db.manager().apply(next)).rejects.toMatchObject({ code: "MIGRATION.DRIFT", message: expect.stringContaining("add column shop.extra") });
    expect(await db.manager().apply(next, { verify: false })).toBe("applied");
  });

  it("keep rows when a table and its columns are renamed, by decision and by the models' own word", async () => {
    await using db = await openDatabase(database.url);
    const visit = (target: string) =>
      table("visit", z.object({ id, shopId: z.int() }), { ...key, foreignKeys: [{ columns: ["shopId"], references: { table: target, columns: ["id"] } }] });
    await started(db, [shop, visit("shop")]);
    await db.run("insert into shop (name) values ('a'), ('b')");
    await db.run("insert into visit (shop_id) values (2)");
    const taste = table("taste", z.object({ id, label: z.string().max(60) }), { ...key, renamedFrom: "shop", columns: { label: { renamedFrom: "name" } } });
    const manager = db.manager([taste, visit("taste")]);
    const next = await manager.create("0002", db.shape([shop, visit("shop")]), db.shape([taste, visit("taste")]));
    expect(next.up.flatMap(({ changes = [] }) => changes).map(({ kind }) => kind)).toEqual(expect.arrayContaining(["renameTable", "renameColumn"]));
    await manager.apply(next);
    expect(await said(manager)).toEqual([]);
    expect(await db.run("select label from taste order by id")).toEqual([["a"], ["b"]]);
    expect(await db.run("select t.label from visit v join taste t on t.id = v.shop_id")).toEqual([["b"]]);
    await manager.rollback(next);
    expect(await said(db.manager([shop, visit("shop")]))).toEqual([]);
    expect(await db.run("select name from shop order by id")).toEqual([["a"], ["b"]]);
    await expect(
      db.manager([shop]).create("x", db.shape([shop]), db.shape([city]), { renames: [{ table: "shop", column: "nme", to: "city" }] }),
    ).rejects.toMatchObject({
      code: "MIGRATION.BAD_RENAME",
    });
  });

  it("come to the same when they are asked to hold up nobody", async () => {
    await using db = await openDatabase(database.url);
    await started(db, [city]);
    await db.run("insert into shop (name, city) values ('a', 'x'), ('b', 'y')");
    const manager = db.manager([indexed]);
    const next = await manager.create("0002", db.shape([city]), db.shape([indexed]), { safe: true });
    await manager.apply(next);
    expect(await said(manager)).toEqual([]);
    await manager.rollback(next, { allowDestructive: true });
    expect(await said(db.manager([city]))).toEqual([]);
  });

  it("run steps of data in SQL and in a module, in the transaction they belong to", async () => {
    await using db = await openDatabase(database.url);
    const first = await started(db);
    const file = "fill.mjs";
    const data = sealed({
      ...first,
      revision: "0002",
      up: [step("insert into shop (name) values ('sql')"), { describe: "fill", statements: [], risk: "none", file }],
      down: [],
    });
    await db.manager().apply(data, { folder: fixtures });
    expect(await db.run("select name from shop order by id")).toEqual([["sql"], ["up 1"]]);
    await expect(db.manager().rollback(data)).rejects.toMatchObject({ code: "MIGRATION.NO_WAY_BACK" });
    const broken = sealed({
      ...data,
      revision: "0003",
      up: [step("insert into shop (name) values ('lost')"), { describe: "none", statements: [], risk: "none", file: "none.mjs" }],
    });
    await expect(db.manager().apply(broken, { folder: fixtures })).rejects.toMatchObject({ code: "MIGRATION.BAD_DATA_STEP" });
    expect(Number((await db.run("select count(*) from shop"))[0]?.[0])).toBe(2);
  });

  it("say what was half done, and go on only after it is resumed or repaired", async () => {
    await using db = await openDatabase(database.url);
    const first = await started(db);
    const bad = sealed({
      ...first,
      revision: "0002",
      up: [step("alter table shop add column half integer", { changes: [], outside: true }), step("insert into nowhere values (1)")],
      down: [],
    });
    await expect(db.manager().apply(bad)).rejects.toMatchObject({ code: "QUERY.MISSING_TABLE" });
    const { dirty, history } = await db.manager().status();
    expect(dirty).toBe(true);
    expect(history.at(-1)).toMatchObject({
      revision: "0002",
      status: "failed",
      progress: { direction: "up", done: 1, error: expect.stringContaining("QUERY.MISSING_TABLE") },
    });
    await expect(db.manager().apply(sealed({ ...first, revision: "0003" }), { verify: false })).rejects.toMatchObject({ code: "MIGRATION.DIRTY" });
    await expect(db.manager().repair()).rejects.toMatchObject({ code: "MIGRATION.REPAIR_STATUS" });
    await expect(db.manager().repair({ revision: "none" })).rejects.toMatchObject({ code: "MIGRATION.UNKNOWN_REVISION" });
    await db.run("create table nowhere (x integer)");
    expect(await db.manager().apply(bad, { resume: true })).toBe("applied");
    await db.run("drop table nowhere");
    expect((await db.manager().status()).dirty).toBe(false);
    expect(await db.manager().repair({ revision: "0002", status: "rolled_back" })).toBe(1);
    expect(await db.manager().repair({ revision: "0002", status: "rolled_back" })).toBe(0);
  });

  it("leave nothing of a failed transaction but the word of it, where DDL is transactional", async () => {
    await using db = await openDatabase(database.url);
    if (!db.schema.dialect.capabilities.transactionalDdl) return;
    const first = await started(db);
    const bad = sealed({
      ...first,
      revision: "0002",
      up: [step("alter table shop add column half integer"), step("insert into nowhere values (1)")],
      down: [],
    });
    await expect(db.manager().apply(bad)).rejects.toMatchObject({ code: "QUERY.MISSING_TABLE" });
    expect(await said(db.manager([shop]))).toEqual([]);
    expect((await db.manager().status()).history.at(-1)).toMatchObject({ revision: "0002", status: "failed", dirty: false });
  });

  it("are one line, branches and merges of a folder, squashed into one that stands for them", async () => {
    await using db = await openDatabase(database.url);
    const own = mkdtempSync(join(folder, "line-"));
    const write = (artifact: Artifact) => writeFileOf({ file: join(own, `${artifact.revision}.toml`), artifact }, true);
    const manager = db.manager();
    const visit = table("visit", z.object({ id }), key);
    const [a, b, c, d] = [
      await manager.create("z-start", nothing, db.shape([shop])),
      await manager.create("b-city", db.shape([shop]), db.shape([city]), { dependsOn: ["z-start"] }),
      await manager.create("c-visit", db.shape([shop]), db.shape([shop, visit]), { dependsOn: ["z-start"] }),
      await manager.createEmpty("d-merge", db.shape([city, visit]), { dependsOn: ["b-city", "c-visit"] }),
    ];
    await Promise.all([a, b, c, d].map(write));
    expect(await manager.applyDirectory(own)).toEqual(["z-start", "b-city", "c-visit", "d-merge"]);
    expect(await manager.applyDirectory(own)).toEqual([]);
    expect(await said(db.manager([city, visit]))).toEqual([]);
    await expect(manager.rollbackFile(join(own, "z-start.toml"), { allowDestructive: true })).rejects.toMatchObject({ code: "MIGRATION.NEEDED" });

    await expect(manager.squash("all", [b, c])).rejects.toMatchObject({ code: "MIGRATION.BAD_SQUASH" });
    const all = await manager.squash("all", [a, b]);
    await write(all);
    expect(await manager.applyDirectory(own)).toEqual([]);
    for (const name of ["visit", "shop", "ormdantic_migrations"]) await db.run(`drop table ${name}`);
    expect(await manager.applyDirectory(own)).toEqual(["all", "c-visit", "d-merge"]);
    expect(await said(db.manager([city, visit]))).toEqual([]);
  });

  it("can begin at a database that is there already", async () => {
    await using db = await openDatabase(database.url);
    const first = await started(db);
    await db.run("drop table ormdantic_migrations");
    expect(await db.manager().baseline([first])).toEqual(["0001"]);
    expect(await db.manager().baseline([first])).toEqual([]);
    expect(await db.manager().apply(first)).toBe("skipped");
  });
});
