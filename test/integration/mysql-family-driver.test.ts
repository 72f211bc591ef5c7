import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../src/dialect/driver.ts";
import { FaultyNetwork } from "../support/faulty-network.ts";
import { connect, query, servers } from "./mysql-family-servers.ts";

const bigint = { kind: "integer", bits: 64 } as const;

describe.each(servers)("the driver on $name", (server) => {
  const { dialect } = server;
  let connection: Connection;
  const failure = async (work: Promise<unknown>): Promise<unknown> => {
    try {
      await work;
    } catch (error) {
      return error;
    }
    return undefined;
  };
  const kindOf = async (work: Promise<unknown>): Promise<string | undefined> => {
    const error = await failure(work);
    return error === undefined ? undefined : dialect.classify(error).kind;
  };
  const run = (sql: string, parameters: readonly unknown[] = []) => Promise.resolve(connection.run(query(dialect, sql), parameters));
  const one = query(dialect, "select ?", [bigint]);
  /** Counts 40,000,000 rows of cross joins: long, and stopped by KILL QUERY with an error on both servers. */
  const slow = query(dialect, "select count(*) from mf_seq as a cross join mf_seq as b cross join mf_seq as c where a.n + b.n + c.n = ?", [bigint]);

  beforeAll(async () => {
    connection = await connect(server);
    await connection.execute("drop table if exists mf_child, mf_parent, mf_seq", []);
    await connection.execute("create table mf_seq (n int primary key)", []);
    await connection.execute(`insert into mf_seq values ${Array.from({ length: 2000 }, (_, i) => `(${i})`).join(",")}`, []);
    await connection.execute("create table mf_parent (id int primary key)", []);
    await connection.execute(
      "create table mf_child (id int primary key, a varchar(3) not null, b int, p int, unique key `uq x.y` (a), constraint ck_b check (b > 0), constraint fk_p foreign key (p) references mf_parent (id))",
      [],
    );
    await connection.execute("insert into mf_child values (1, 'a', 1, null)", []);
  });
  afterAll(async () => {
    await connection.execute("drop table if exists mf_child, mf_parent, mf_seq", []);
    await connection.close();
  });

  it("tells violations apart with their names", async () => {
    const names = async (sql: string) => {
      const { nativeCode: _, ...rest } = dialect.classify(await failure(run(sql)));
      return rest;
    };
    expect(await names("insert into mf_child values (2, 'a', 1, null)")).toMatchObject({ kind: "unique", constraint: "uq x.y" });
    expect(await names("insert into mf_child values (1, 'b', 1, null)")).toMatchObject({ kind: "unique", constraint: "PRIMARY" });
    expect(await names("insert into mf_child values (2, null, 1, null)")).toEqual({ kind: "notNull", columns: ["a"] });
    expect(await names("insert into mf_child (id) values (2)")).toEqual({ kind: "notNull", columns: ["a"] });
    expect(await names("insert into mf_child values (2, 'b', 0, null)")).toMatchObject({ kind: "check", constraint: "ck_b" });
    expect(await names("insert into mf_child values (2, 'b', 1, 7)")).toEqual({ kind: "foreignKey", table: "mf_child", constraint: "fk_p", columns: ["p"] });
  });

  it("tells other failures apart by their code", async () => {
    expect(await kindOf(run("select * from mf_nowhere"))).toBe("missingTable");
    expect(await kindOf(run("select nothing from mf_seq"))).toBe("missingColumn");
    expect(await kindOf(run("selec"))).toBe("syntax");
    expect(await kindOf(run("insert into mf_child values (3, 'much too long', 1, null)"))).toBe("value");
    expect(await kindOf(connect({ ...server, options: { ...server.options, user: "nobody", password: "wrong" } }))).toBe("authentication");
    expect(await kindOf(connect({ ...server, options: { ...server.options, port: 1 } }))).toBe("connection");
    expect(await kindOf(connect({ ...server, options: { ...server.options, database: "mf_nowhere" } }))).toBe("connection");
    const reader = await connect({ ...server, options: { ...server.options, readOnly: true } });
    expect(await kindOf(Promise.resolve(reader.execute("insert into mf_seq values (99999)", [])))).toBe("readOnly");
    await reader.close();
  });

  it("tells a deadlock and a lock that does not come", async () => {
    const other = await connect(server);
    await connection.execute("set innodb_lock_wait_timeout = 1", []);
    await connection.execute("start transaction", []);
    await other.execute("start transaction", []);
    await connection.execute("update mf_seq set n = n where n = 1", []);
    await other.execute("update mf_seq set n = n where n = 2", []);
    expect(await kindOf(run("update mf_seq set n = n where n = 2"))).toBe("lockTimeout");
    const waiting = kindOf(run("update mf_seq set n = n where n = 2"));
    await delay(100);
    const kinds = [await kindOf(Promise.resolve(other.execute("update mf_seq set n = n where n = 1", []))), await waiting];
    expect(kinds).toContain("deadlock");
    await connection.execute("rollback", []);
    await other.execute("rollback", []);
    await other.close();
  });

  it("counts found rows and reports the first generated key", async () => {
    await connection.execute("create temporary table mf_ids (id bigint primary key auto_increment, n int)", []);
    expect(await run("insert into mf_ids (n) values (?), (?)", [5, 6])).toMatchObject({ affected: 2, insertId: 1, rows: [] });
    expect(await run("update mf_ids set n = ? where id = ?", [5, 1])).toMatchObject({ affected: 1 });
    expect(await run("insert into mf_ids (id, n) values (?, ?)", [0, 7])).toMatchObject({ affected: 1 });
    expect(await connection.execute("select id from mf_ids where n = ?", [7])).toMatchObject({ rows: [[0n]], columns: [{ name: "id" }] });
    await connection.execute("drop temporary table mf_ids", []);
  });

  it("runs what cannot be prepared, and takes plain values in direct SQL", async () => {
    await connection.execute("lock tables mf_seq read", []);
    await connection.execute("unlock tables", []);
    const { rows } = await connection.execute("select cast(? as datetime(3)), ?, hex(?), cast(? as char)", [
      new Date(1.5e12),
      null,
      new Uint8Array([1, 255]),
      { a: 1 },
    ]);
    expect(rows).toEqual([["2017-07-14 02:40:00.000", null, "01FF", '{"a":1}']]);
  });

  it("keeps at most 256 statements and closes the others on the server", async () => {
    const count = async () => Number((await connection.execute("show status like 'Com_stmt_close'", [])).rows[0]?.[1]);
    const before = await count();
    for (let i = 0; i < 300; i++) await run(`select ${i}`);
    expect((await count()) - before).toBeGreaterThanOrEqual(44);
    expect((await connection.run(one, [7n])).rows).toEqual([{ 0: 7n }]);
  });

  it("goes on with a prepared statement after its table changed", async () => {
    await connection.execute("create temporary table mf_alter (a int)", []);
    await connection.execute("insert into mf_alter values (5)", []);
    const read = query(dialect, "select a from mf_alter", [bigint]);
    expect((await connection.run(read, [])).rows).toEqual([{ 0: 5n }]);
    await connection.execute("alter table mf_alter modify a bigint", []);
    expect((await connection.run(read, [])).rows).toEqual([{ 0: 5n }]);
    await connection.execute("drop temporary table mf_alter", []);
  });

  it("cancels a running statement, and the next one never sees it", async () => {
    const work = kindOf(Promise.resolve(connection.run(slow, [-1])));
    await delay(30);
    await connection.cancel?.();
    expect(await work).toBe("cancelled");
    expect((await connection.run(one, [1n])).rows).toEqual([{ 0: 1n }]);
  });

  it("raced 200 times, a cancel hits its own statement or none", { timeout: 60_000 }, async () => {
    const nap = query(dialect, "select benchmark(?, md5('x'))", [undefined]);
    let cancelled = 0;
    for (let i = 0; i < 200; i++) {
      const work = kindOf(Promise.resolve(connection.run(nap, [(i % 20) * 3000])));
      if (i % 3 !== 0) await delay(i % 7);
      const asked = connection.cancel?.();
      if ((await work) === "cancelled") cancelled++;
      expect((await connection.run(one, [BigInt(i)])).rows).toEqual([{ 0: BigInt(i) }]);
      await asked;
    }
    expect(connection.usable).toBe(true);
    expect(cancelled).toBeLessThan(200);
  });

  it("streams in batches and keeps the connection after an early exit", async () => {
    const all = query(dialect, "select a.n from mf_seq as a cross join mf_seq as b limit ?", [bigint]);
    let seen = 0;
    for await (const rows of connection.stream(all, [10_050], 1000)) {
      expect(rows.length).toBeLessThanOrEqual(1000);
      seen += rows.length;
    }
    expect(seen).toBe(10_050);
    for (let i = 0; i < 5; i++) {
      for await (const rows of connection.stream(all, [4_000_000], 10)) {
        expect(rows).toHaveLength(10);
        break;
      }
      expect((await connection.run(one, [1n])).rows).toEqual([{ 0: 1n }]);
    }
    expect(await kindOf(drain(connection.stream(query(dialect, "select n from mf_nowhere", [bigint]), [], 10)))).toBe("missingTable");
    expect(connection.usable).toBe(true);
  });

  it("cancels a stream whose reader has stopped reading", async () => {
    const all = query(dialect, "select a.n from mf_seq as a cross join mf_seq as b", [bigint]);
    const rows = connection.stream(all, [], 10)[Symbol.asyncIterator]();
    await rows.next();
    await connection.cancel?.();
    expect(await kindOf(drain({ [Symbol.asyncIterator]: () => rows }))).toBe("cancelled");
    expect((await connection.run(one, [1n])).rows).toEqual([{ 0: 1n }]);
  });

  it("holds little memory while a slow reader takes many rows", { timeout: 60_000 }, async () => {
    const all = query(dialect, "select a.n, repeat('x', 100) from mf_seq as a cross join mf_seq as b limit 300000", [bigint, undefined]);
    const before = process.memoryUsage();
    let most = 0;
    let seen = 0;
    for await (const rows of connection.stream(all, [], 1000)) {
      seen += rows.length;
      if (seen % 50_000 === 0) {
        await delay(20);
        const now = process.memoryUsage();
        most = Math.max(most, now.heapUsed + now.external - before.heapUsed - before.external);
      }
    }
    expect(seen).toBe(300_000);
    expect(most).toBeLessThan(100_000_000);
  });

  it("is of no use after the server killed it", async () => {
    const victim = await connect(server);
    const id = (await victim.execute("select connection_id()", [])).rows[0]?.[0];
    const work = kindOf(Promise.resolve(victim.run(slow, [-1])));
    await delay(30);
    await connection.execute(`kill ${id}`, []);
    expect(await work).toBe("connection");
    expect(victim.usable).toBe(false);
    expect(await victim.ping()).toBe(false);
    await victim.close();
    const idle = await connect(server);
    await connection.execute(`kill ${(await idle.execute("select connection_id()", [])).rows[0]?.[0]}`, []);
    await delay(50);
    expect(idle.usable).toBe(false);
    await idle.close();
  });

  it("asks for nothing over another connection when the server has ended it: its number may be another's by now", async () => {
    const { host = "127.0.0.1", port = 3306 } = server.options;
    await using proxy = await FaultyNetwork.to(`mysql://${host}:${port}`, 3306);
    const through = new URL(proxy.through(`mysql://${host}:${port}`));
    const victim = await connect({ ...server, options: { ...server.options, host: through.hostname, port: Number(through.port) } });
    const id = (await victim.execute("select connection_id()", [])).rows[0]?.[0];
    const work = kindOf(Promise.resolve(victim.run(slow, [-1])));
    await delay(30);
    await connection.execute(`kill ${id}`, []);
    expect(await work).toBe("connection");
    await victim.close();
    await delay(50);
    expect(proxy.accepted).toBe(1);
  });

  it("stops the statement under way when it is closed", async () => {
    const victim = await connect(server);
    const id = (await victim.execute("select connection_id()", [])).rows[0]?.[0];
    const work = kindOf(Promise.resolve(victim.run(slow, [-1])));
    await delay(30);
    await victim.close();
    expect(await work).toBe("connection");
    await delay(50);
    const { rows } = await connection.execute("select id from information_schema.processlist where id = ?", [id]);
    expect(rows).toEqual([]);
  });

  it("refuses the other server and unknown parameters of the URL", async () => {
    const swapped = servers.find((other) => other.name !== server.name);
    if (swapped) await expect(connect({ ...server, options: swapped.options })).rejects.toThrow(/write the URL as/);
    await expect(connect({ ...server, options: { ...server.options, parameters: { colour: "red" } } })).rejects.toThrow(/"colour" is not known.*sslmode/);
  });

  it("runs transactions with isolation, read-only access and savepoints", async () => {
    for (const sql of dialect.transaction.begin({ isolation: "serializable", readOnly: true })) await connection.execute(sql, []);
    expect(await kindOf(run("insert into mf_seq values (5000)"))).toBe("readOnly");
    await connection.execute(dialect.transaction.rollback, []);
    for (const sql of dialect.transaction.begin({})) await connection.execute(sql, []);
    await connection.execute(dialect.transaction.savepoint("a`b"), []);
    await run("insert into mf_seq values (5000)");
    await connection.execute(dialect.transaction.rollbackTo("a`b"), []);
    await connection.execute(dialect.transaction.release("a`b") ?? "", []);
    await connection.execute(dialect.transaction.commit, []);
    expect((await connection.execute("select n from mf_seq where n = 5000", [])).rows).toEqual([]);
  });
});

async function drain(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of rows) {
    // only the end counts
  }
}
