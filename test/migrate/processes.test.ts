import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { sealed } from "../../src/migrate/artifact.ts";
import { writeFileOf } from "../../src/migrate/directory.ts";
import type { Step } from "../../src/migrate/step.ts";
import { table } from "../../src/model/table.ts";
import type { AnyTable } from "../../src/model/table-class.ts";
import { unitOf } from "../../src/schema/changes/units.ts";
import { targets, withDatabase } from "../support/servers.ts";
import { openDatabase, type TestDatabase } from "./database.ts";

const rounds = Number(process.env["ORMDANTIC_MIGRATION_ROUNDS"] ?? 50);
const worker = fileURLToPath(new URL("./worker.ts", import.meta.url));
const tsx = fileURLToPath(new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url));

const id = z.int();
const key = { pk: "id", generated: ["id"] } as const;
const first = table("shop", z.object({ id, name: z.string().max(50) }), key);
const second = table("shop", z.object({ id, name: z.string().max(50), city: z.string().max(30).nullable() }), { ...key, indexed: ["city"] });
const third = table("visit", z.object({ id, shopId: z.int() }), {
  ...key,
  foreignKeys: [{ columns: ["shopId"], references: { table: "shop", columns: ["id"] } }],
});

/** Writes a line of migrations, each from one shape to the next; the last also counts its runs in a table. */
async function writeLine(db: TestDatabase, folder: string, shapes: readonly (readonly AnyTable[])[]): Promise<string[]> {
  const manager = db.manager();
  const revisions: string[] = [];
  for (const [i, models] of shapes.entries()) {
    const revision = `000${i + 1}`;
    const from = i === 0 ? { tables: [] } : db.shape(shapes[i - 1] as readonly AnyTable[]);
    const artifact = await manager.create(revision, from, db.shape(models), { dependsOn: revisions.slice(-1) });
    const counted: Step = { describe: "count the runs", statements: [`insert into runs (revision) values ('${revision}')`], risk: "none" };
    await writeFileOf({ file: join(folder, `${revision}.toml`), artifact: sealed({ ...artifact, up: [...artifact.up, counted] }) }, true);
    revisions.push(revision);
  }
  return revisions;
}

/** What is not as the last migration leaves it; the table that counts is not of its making. */
async function drift(db: TestDatabase): Promise<string[]> {
  const said = (await db.manager([second, third]).diff()).map((change) => unitOf(change).describe(change));
  return said.filter((one) => one !== "drop table runs");
}

/** A process that applies what it is told to, again and again. */
class Worker {
  readonly #child: ChildProcess;
  readonly #answers: ((line: string) => void)[] = [];
  constructor(url: string, folder: string) {
    this.#child = spawn(process.execPath, ["--import", tsx, worker, url, folder], { stdio: ["pipe", "pipe", "inherit"] });
    let rest = "";
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.#answers.shift()?.(line);
    });
  }
  say(command: string): Promise<string> {
    return new Promise((resolve) => {
      this.#answers.push(resolve);
      this.#child.stdin?.write(`${command}\n`);
    });
  }
  kill(): Promise<void> {
    return new Promise((resolve) => {
      this.#child.once("exit", () => resolve());
      this.#child.kill("SIGKILL");
    });
  }
}

describe.each(targets.map((target) => [target.name, target] as const))("processes that migrate %s", (_name, target) => {
  const database = withDatabase(target);
  const folder = mkdtempSync(join(tmpdir(), "ormdantic-migrations-"));
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openDatabase(database.url);
    await db.run("create table runs (revision varchar(20) not null)");
  });
  afterAll(async () => {
    await db?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  async function clean(): Promise<void> {
    for (const name of ["visit", "shop", "ormdantic_migrations"]) await db.run(`drop table if exists ${name}`);
    await db.run("delete from runs");
  }

  it(`apply one folder at once, ${rounds} times, and each migration runs once`, async () => {
    const revisions = await writeLine(db, folder, [[first], [second], [second, third]]);
    const workers = [new Worker(database.url, folder), new Worker(database.url, folder)];
    try {
      for (let round = 0; round < rounds; round++) {
        await clean();
        const said = await Promise.all(workers.map((one) => one.say("apply")));
        const ran = said.flatMap((line) => JSON.parse(line) as string[]);
        expect(ran.toSorted()).toEqual(revisions);
        expect((await db.run("select revision from runs order by revision")).flat()).toEqual(revisions);
      }
      expect(await drift(db)).toEqual([]);
    } finally {
      await Promise.all(workers.map((one) => one.kill()));
    }
  }, 300_000);

  it("that are killed at any moment leave what can be brought to its end with nothing lost", async () => {
    await clean();
    const [start] = await writeLine(db, folder, [[first], [second], [second, third]]);
    const warm = new Worker(database.url, folder);
    await warm.say(`apply ${start}`);
    await warm.kill();
    for (let i = 0; i < 2000; i += 500) {
      const rows = Array.from({ length: 500 }, (_, j) => `('shop ${i + j}')`).join(", ");
      await db.run(`insert into shop (name) values ${rows}`);
    }
    const shape = db.manager([second, third]);
    for (const delay of [0, 5, 15, 40, 100]) {
      const victim = new Worker(database.url, folder);
      await victim.say("ready");
      const running = victim.say("slowly");
      await sleep(delay);
      await victim.kill();
      void running;
      const helper = new Worker(database.url, folder);
      const said = JSON.parse(await helper.say("resume")) as unknown;
      await helper.kill();
      expect(said).toEqual(expect.any(Array));
      expect((await shape.status()).dirty).toBe(false);
      expect(await drift(db)).toEqual([]);
      expect(Number((await db.run("select count(*) from shop where name is not null"))[0]?.[0])).toBe(2000);
      await db.run("drop table visit");
      await db.run("delete from ormdantic_migrations where revision <> '0001'");
      const back = await db.manager().create("back", db.shape([second]), db.shape([first]));
      await db.manager().apply(back, { allowDestructive: true });
      await db.run("delete from ormdantic_migrations where revision = 'back'");
    }
  }, 300_000);
});
