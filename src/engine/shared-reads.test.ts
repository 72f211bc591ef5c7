import { expect, test } from "vitest";
import { FakeConnection, FakeDriver, FakeNativeError, fakeDialect, query } from "../../test/support/fake-driver.ts";
import type { Connection, PreparedQuery, ShortRead } from "../dialect/driver.ts";
import { ConnectionError, TimeoutError, UniqueViolationError } from "../kernel/errors.ts";
import { Engine } from "./engine.ts";
import type { Call } from "./executor.ts";
import type { PoolOptions } from "./pool-options.ts";
import { parseUrl } from "./url.ts";

const call: Call = { operation: "select_one", table: "t" };
const short = (sql: string): PreparedQuery => ({ ...query(sql, true), isShort: true });

class PipelinedConnection extends FakeConnection {
  async runAll(reads: readonly ShortRead[]): Promise<void> {
    (this.driver as PipelinedDriver).batches.push(reads.map(({ query: { sql } }) => sql));
    for (const read of reads) await this.run(read.query).then(read.resolve, read.reject);
  }
  override async run(q: PreparedQuery) {
    return super.run(q);
  }
}

class PipelinedDriver extends FakeDriver {
  readonly pipelines = true;
  readonly batches: string[][] = [];
  override async connect(): Promise<Connection> {
    const connection = new PipelinedConnection(this);
    this.connections.push(connection);
    return connection;
  }
}

async function start(pool: Partial<PoolOptions> = {}) {
  const driver = new PipelinedDriver();
  const engine = new Engine({ dialect: fakeDialect(), url: parseUrl("fake://u:hush@host/db"), driver, pool: { size: 1, ...pool } });
  await engine.connect();
  return { driver, engine, read: async (sql: string) => engine.run(short(sql), [], call) };
}
const names = (count: number) => Array.from({ length: count }, (_, i) => `r${i}`);
/** Statements take a while. */
const slowly = async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return undefined;
};

test("short reads that find no connection free go together, eight at most, each with its own answer", async () => {
  const { driver, engine, read } = await start();
  driver.behaviour = slowly;
  const answers = await Promise.all(names(20).map(read));
  expect(answers.map(({ rows }) => rows)).toEqual(names(20).map((name) => [name]));
  expect(driver.batches.map((batch) => batch.length)).toEqual([8, 8, 3]);
  expect(driver.log).toEqual(names(20));
  expect(engine.stats()).toMatchObject({ idle: 1, waiting: 0 });
  await engine.close();
});

test("a read alone, and reads for which there are connections, share nothing", async () => {
  const { driver, engine, read } = await start({ size: 3 });
  driver.behaviour = slowly;
  await read("a");
  await Promise.all([engine.run(query("x"), [], call), engine.run(query("y"), [], call), engine.run(query("z"), [], call)]);
  await Promise.all(names(3).map(read));
  expect(driver.batches).toEqual([]);
  await engine.close();
});

test("other statements wait in the same line and are not shared", async () => {
  const { driver, engine, read } = await start();
  driver.behaviour = slowly;
  await Promise.all([read("a"), read("b"), engine.run(query("write"), [], call), read("c"), engine.run(query("long", true), [], call), read("d")]);
  expect(driver.batches).toEqual([["b", "c", "d"]]);
  expect(driver.log).toEqual(["a", "b", "c", "d", "write", "long"]);
  await engine.close();
});

test("a read that fails does the others no harm, and its error is one of ours", async () => {
  const { driver, engine, read } = await start();
  driver.behaviour = async (sql) => {
    await slowly();
    if (sql === "r2") throw new FakeNativeError("unique");
    return undefined;
  };
  const settled = await Promise.allSettled(names(5).map(read));
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled", "fulfilled"]);
  expect(settled[2]).toMatchObject({ reason: expect.any(UniqueViolationError) });
  expect(engine.stats()).toMatchObject({ idle: 1, waiting: 0 });
  await engine.close();
});

test("who waits too long, or is caught by the end, hears of it", async () => {
  const { driver, engine, read } = await start({ acquireTimeout: 20, closeTimeout: 1000 });
  let free = () => {};
  driver.behaviour = () =>
    new Promise((resolve) => {
      free = () => resolve(undefined);
    });
  const first = read("a");
  const late = await Promise.allSettled(names(3).map(read));
  for (const one of late) expect(one).toMatchObject({ status: "rejected", reason: expect.any(TimeoutError) });
  const caught = Promise.allSettled(names(2).map(read));
  const closing = engine.close();
  for (const one of await caught) expect(one).toMatchObject({ status: "rejected", reason: expect.any(ConnectionError) });
  free();
  await first;
  await closing;
  expect(driver.open).toBe(0);
  expect(driver.batches).toEqual([]);
});

test("inside a transaction its own connection is waited for", async () => {
  const { driver, engine } = await start({ size: 2 });
  driver.behaviour = slowly;
  await engine.transaction(async () => {
    await Promise.all(names(4).map(async (name) => engine.run(short(name), [], call)));
  });
  expect(driver.batches).toEqual([]);
  expect(driver.connections[0]?.ran).toEqual(["begin", ...names(4), "commit"]);
  await engine.close();
});
