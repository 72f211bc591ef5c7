import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigurationError } from "../../src/kernel/errors.ts";
import { describe as describeModels, type Models } from "../../src/model/describe.ts";
import { compare } from "../../src/schema/compare.ts";
import { createStatements } from "../../src/schema/create.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import { snapshotOf } from "../../src/schema/from-models.ts";
import { reflect } from "../../src/schema/reflect.ts";
import type { RunStatement } from "../../src/schema/run.ts";
import { scaffoldModels } from "../../src/schema/scaffold.ts";
import { settled } from "../../src/schema/settle.ts";
import * as conformance from "../conformance/models.ts";
import { Customer, Everything, Order, OrderLine } from "../golden/ddl-models.ts";
import { options } from "../golden/option-models.ts";
import { type Target, targets } from "../support/servers.ts";
import { openWorkspace } from "../types/compiler.ts";
import { chinookDdl } from "./chinook-ddl.ts";
import { liveSchemas, openConnection, runOn } from "./reflect-support.ts";

const folder = mkdtempSync(join(import.meta.dirname, ".scaffolded-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let modules = 0;
/** Writes the source to a file and loads it. */
async function load(text: string): Promise<Models> {
  modules += 1;
  const file = join(folder, `models-${modules}.ts`);
  writeFileSync(file, text);
  return (await import(/* @vite-ignore */ file)) as Models;
}

/** All of a table in one statement, made by hand by somebody who never heard of the library. */
const strange: Readonly<Record<string, readonly string[]>> = {
  sqlite: [
    `create table Things (a int, b text not null default 'x''y' collate nocase, "c d" blob, e datetime default current_timestamp, f "unknown type" unique, g real generated always as (a * 2), check (a > 0), primary key (b))`,
    "create table parts (no integer primary key autoincrement, thing references Things on delete set null, [order] int check ([order] between 1 and 5))",
    "create unique index odd on parts ([order] desc, thing collate nocase) where no > 3",
    "create index computed on parts (abs([order]))",
    "create view seen (x, y) as select no, thing from parts where thing like 'a%'",
    "create table keyless (a int)",
  ],
  postgres: [
    "create type mood as enum ('happy', 'it''s ok')",
    "create sequence counter start 5 increment 2 cycle",
    "create domain positive as int check (value > 0)",
    `create table "Things" (id serial primary key, how mood not null default 'happy', n positive, addr inet, small smallint default 3, m money, t timestamptz default current_timestamp, iv interval,
      tags text[] not null default '{}', c char(3), b bit(4), x text collate "C", body tsvector, l time with time zone, constraint odd check (case when small > 2 then n is not null else true end), check (t > '2020-01-01' and t < now() + interval '1 day' and extract(year from t) > 2000))`,
    `create table part ("Thing" int references "Things" on update cascade, no bigint generated always as identity (start 7), during int4range, primary key ("Thing", no), exclude using gist (during with &&) where (no > 5))`,
    `create index on "Things" using gin (body)`,
    `create index lowered on "Things" (lower(x) desc nulls last, small) include (n) where small is not null`,
    'create view seen as select t.id, count(p.no) as parts from "Things" t left join part p on p."Thing" = t.id group by t.id',
    'create materialized view stored as select id from "Things" where small between 1 and 5',
    "create unique index on stored (id)",
    "create table keyless (a int)",
  ],
  mariadb: [
    "create table `Things` (id int unsigned not null auto_increment primary key, `c d` varchar(20) character set latin1 default 'x', how enum('a','it''s') not null default 'a', flags set('x','y'), y year, d decimal(65,30), ts timestamp not null default current_timestamp on update current_timestamp, n int not null default 5, g int as (n + 1) virtual, t tinytext, check (n between 1 and 10), key (t(10)), fulltext key words (`c d`)) comment 'all sorts'",
    "create table part (thing int unsigned, no bigint not null, primary key (thing, no), foreign key (thing) references `Things` (id) on delete cascade)",
    "create view seen as select t.id, count(*) as parts from `Things` t join part p on p.thing = t.id where t.n > 3 group by t.id",
    "create table keyless (a int)",
  ],
};

/** Sources to be compiled together in the end, by file name. */
const sources: Record<string, string> = {};

/** An empty database for as long as `body` runs. */
async function inDatabase(target: Target, body: (run: RunStatement, schema: SchemaDialect) => Promise<void>): Promise<void> {
  const schema = liveSchemas[target.dialect] as SchemaDialect;
  const { url, drop } = await target.create();
  try {
    const connection = await openConnection(schema, url);
    try {
      await body(runOn(connection), schema);
    } finally {
      await connection.close();
    }
  } finally {
    await drop();
  }
}

/** What is there, as source, and back. */
async function roundTrip(run: RunStatement, schema: SchemaDialect): Promise<string> {
  const live = await reflect(schema, run, schema.rules.namespaces === "created" ? { schemas: ["shop"], current: true } : {});
  const text = scaffoldModels(live, schema);
  const wanted = snapshotOf(describeModels(await load(text)), schema);
  const within = schema.dialect.capabilities.transactionalDdl;
  if (within) await run("begin", []);
  const after = await settled(wanted, live, schema, run);
  if (within) await run("rollback", []);
  const before = schema.normalize(live);
  const keyed = before.tables
    .filter(({ primaryKey, options: own }) => primaryKey.columns.length > 0 || own?.["partitionOf"] !== undefined)
    .map(({ triggers: _, ...table }) => table);
  expect(compare({ ...before, tables: keyed }, after, schema.dialect.quote)).toEqual([]);
  expect({ ...before, tables: keyed }).toEqual(after);
  return text;
}

const byHand = (name: string, statementsOf: (dialect: string) => readonly string[]) => (target: Target) =>
  inDatabase(target, async (run, schema) => {
    for (const sql of statementsOf(target.dialect)) await run(sql, []);
    sources[`${target.dialect}-${name}.ts`] = await roundTrip(run, schema);
  });

const ofModels = (models: Models) => (target: Target) =>
  inDatabase(target, async (run, schema) => {
    let statements: readonly { readonly sql: string }[] = [];
    try {
      statements = createStatements(snapshotOf(describeModels(models), schema), schema);
    } catch (error) {
      if (error instanceof ConfigurationError) return; // this database does not have what the models ask for
      throw error;
    }
    for (const { sql } of statements) await run(sql, []);
    await roundTrip(run, schema);
  });

const cases: Readonly<Record<string, (target: Target) => Promise<void>>> = {
  Chinook: byHand("chinook", chinookDdl),
  "tables by hand": byHand("by-hand", (dialect) => strange[dialect] ?? strange["mariadb"] ?? []),
  "orders and customers": ofModels([Everything, Customer, Order, OrderLine]),
  "the conformance models": ofModels(conformance),
  ...Object.fromEntries(Object.entries(options).map(([title, models]) => [title, ofModels(models)])),
};
/** Without a table they refer to, in a file that is not attached or a database all tests share, or by a method the server does not have. */
const elsewhere = [
  "a deferrable foreign key",
  "a foreign key that sets the default",
  "a foreign key that follows updates",
  "a full-text index",
  "a clustered index",
];
const shared = ["a namespace", "comments on everything"];
const skipped: Readonly<Record<string, readonly string[]>> = {
  sqlite: shared,
  postgres: elsewhere,
  mariadb: [...elsewhere.slice(0, 3), ...shared],
  mysql: [...elsewhere.slice(0, 3), ...shared],
};

describe.each(targets.map((target) => [target.name, target] as const))("scaffolding on %s", (_name, target) => {
  const here = Object.entries(cases).filter(([title]) => !skipped[target.dialect]?.includes(title));
  it.each(here)("gives models without drift: %s", (_title, test) => test(target));
});

describe("what was scaffolded", () => {
  it("compiles", () => {
    const workspace = openWorkspace();
    try {
      expect(Object.keys(sources).length).toBeGreaterThan(0);
      expect(workspace.compile("typescript", sources).errors).toBe("");
    } finally {
      workspace.remove();
    }
  }, 600_000);
});
