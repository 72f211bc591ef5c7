import { createServer, connect as open, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection, PreparedQuery, QueryOutcome } from "../../src/dialect/driver.ts";
import { postgres } from "../../src/dialects/postgres/dialect.ts";
import { available } from "../support/servers.ts";
import { connect, failure, integer, query, text, withConnection } from "./postgres-support.ts";

const url = available.postgres ?? "";
const schema = `faults_${process.pid}`;
const kind = (error: unknown) => postgres.classify(error).kind;
const series = (n: number) => query(`select g, repeat('x', 20) from generate_series(1, ${n}) g`, [integer, text]);

/** How each of several reads ended. Throws if one has no answer when the connection is free again. */
async function together(c: Connection, ...reads: readonly (readonly [PreparedQuery, readonly unknown[]])[]): Promise<PromiseSettledResult<QueryOutcome>[]> {
  const ended: (PromiseSettledResult<QueryOutcome> | undefined)[] = reads.map(() => undefined);
  await c.runAll?.(
    reads.map(([query, parameters], i) => ({
      query,
      parameters,
      resolve(value) {
        ended[i] = { status: "fulfilled", value };
      },
      reject(reason) {
        ended[i] = { status: "rejected", reason };
      },
    })),
  );
  return ended.map((one, i) => one ?? expect.fail(`read ${i} was forgotten`));
}

/** A server between client and PostgreSQL; `change` may cut, split or drop what PostgreSQL sends. */
async function between(change: (chunk: Buffer, client: Socket) => void): Promise<{ readonly url: string; close(): Promise<void> }> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = open(Number(target.port) || 5432, target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true).on("error", () => undefined);
    }
    client.pipe(upstream);
    upstream.on("data", (chunk) => change(chunk, client));
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const own = new URL(url);
  own.host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    url: own.href,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

describe.skipIf(url === "")("faults of PostgreSQL connections", () => {
  for (const reader of ["binary", "text"]) {
    describe(`reader=${reader}`, () => {
      let c: Connection;
      beforeAll(async () => {
        c = await connect(url, { reader, search_path: `${schema}_${reader}` });
        await c.execute(`create schema ${schema}_${reader}`, []);
      });
      afterAll(async () => {
        await c.execute(`drop schema ${schema}_${reader} cascade`, []);
        await c.close();
      });

      it("a decoder that throws fails its call, names the column and leaves the connection usable", async () => {
        const bad = query("select g from generate_series(1, 5000) g", [integer], () => {
          throw new Error("no");
        });
        for (let i = 0; i < 2; i++)
          expect(await failure(c.run(bad, []) as Promise<unknown>)).toMatchObject({ code: "HYDRATION.BAD_VALUE", context: { column: "t.c0" } });
        expect((await c.run(series(2), [])).rows).toHaveLength(2);
      });

      it("a statement that failed to parse is parsed again once its table is there", async () => {
        const q = query("select a from later", [integer]);
        expect(kind(await failure(c.run(q, []) as Promise<unknown>))).toBe("missingTable");
        await c.execute("create table later as select 5 as a", []);
        expect((await c.run(q, [])).rows).toEqual([{ c0: 5 }]);
      });

      it("reads that go together are answered each for itself", async () => {
        await c.execute("create table together as select 5 as a", []);
        const [half, changing, fresh] = [query("select 100 / $1::int", [integer]), query("select a from together", [integer]), query("select 1", [integer])];
        await c.run(half, ["1"]);
        await c.run(changing, []);
        await c.execute("alter table together alter a type bigint", []);
        const known = await together(c, [half, ["2"]], [half, ["0"]], [changing, []], [half, ["4"]], [half, ["x"]], [changing, []]);
        expect(known.map((one) => (one.status === "fulfilled" ? one.value.rows : kind(one.reason)))).toEqual([
          [{ c0: 50 }],
          "value",
          [{ c0: 5 }],
          [{ c0: 25 }],
          "value",
          [{ c0: 5 }],
        ]);
        const unknown = await together(c, [half, ["5"]], [fresh, []], [half, [Symbol("no")]], [half, ["10"]]);
        expect(unknown.map((one) => (one.status === "fulfilled" ? one.value.rows : one.reason))).toEqual([
          [{ c0: 20 }],
          [{ c0: 1 }],
          expect.objectContaining({ code: "QUERY.BAD_PARAMETER" }),
          [{ c0: 10 }],
        ]);
        expect((await c.run(series(2), [])).rows).toHaveLength(2);
      });

      it("a column that changes its type between calls is read by its new type", async () => {
        await c.execute("create table changing as select 5 as a", []);
        const q = query("select a from changing", [integer]);
        expect((await c.run(q, [])).rows).toEqual([{ c0: 5 }]);
        await c.execute("alter table changing alter a type bigint", []);
        expect((await c.run(q, [])).rows).toEqual([{ c0: 5 }]);
        await c.execute("alter table changing alter a type smallint", []);
        const streamed: unknown[] = [];
        for await (const batch of c.stream(q, [], 10)) streamed.push(...batch);
        expect(streamed).toEqual([{ c0: 5 }]);
      });

      it("inside a transaction a stale statement fails, and works again after the rollback", async () => {
        await c.execute("create table stale as select 5 as a", []);
        const q = query("select a from stale", [integer]);
        await c.run(q, []);
        await c.execute("begin", []);
        await c.execute("alter table stale alter a type bigint", []);
        expect(kind(await failure(c.run(q, []) as Promise<unknown>))).toBe("stalePlan");
        await c.execute("rollback", []);
        expect((await c.run(q, [])).rows).toEqual([{ c0: 5 }]);
      });

      it("statements dropped behind our back are prepared again", async () => {
        const q = series(1);
        await c.run(q, []);
        await c.execute("deallocate all", []);
        expect((await c.run(q, [])).rows).toHaveLength(1);
      });

      it("a value of 64 MB arrives whole", async () => {
        const q = query("select repeat('abcdefgh', 8388608)", [text]);
        const [row] = (await c.run(q, [])).rows as { c0: string }[];
        expect(row?.c0.length).toBe(64 << 20);
      });

      it("an error after 10,000 rows fails the call, streamed or not", async () => {
        const q = query("select 10 / (10001 - g) from generate_series(1, 20000) g", [integer]);
        expect(kind(await failure(c.run(q, []) as Promise<unknown>))).toBe("value");
        let rows = 0;
        const error = await failure(
          (async () => {
            for await (const batch of c.stream(q, [], 1000)) rows += batch.length;
          })(),
        );
        expect([kind(error), rows]).toEqual(["value", 10_000]);
        expect((await c.run(series(3), [])).rows).toHaveLength(3);
      });

      it("notices and notifications between rows disturb nothing", async () => {
        await c.execute(
          "create or replace function loud(i int) returns int language plpgsql as $$ begin raise notice 'row %', i; perform pg_notify('ch', i::text); return i; end $$; listen ch",
          [],
        );
        const q = query("select loud(g) from generate_series(1, 50) g", [integer]);
        expect((await c.run(q, [])).rows).toHaveLength(50);
        expect((await c.run(q, [])).rows).toHaveLength(50);
        await c.execute("unlisten ch", []);
      });

      it("an early end of a stream closes it on the server and leaves the connection usable", async () => {
        await c.execute("begin", []);
        for await (const batch of c.stream(series(100_000), [], 100)) {
          expect(batch).toHaveLength(100);
          break;
        }
        expect((await c.execute("select count(*)::int from pg_cursors", [])).rows).toEqual([[0]]);
        await c.execute("commit", []);
      });

      it("a second statement while one is running is refused and does no harm to the first", async () => {
        const first = c.run(series(10), []) as Promise<{ rows: unknown[] }>;
        await expect(c.run(series(10), [])).rejects.toMatchObject({ code: "CONNECTION.BUSY" });
        expect((await first).rows).toHaveLength(10);
      });

      it("a parameter that cannot be sent leaves nothing behind", async () => {
        const q = query("select $1::text", [text]);
        for (let i = 0; i < 2; i++) await expect(c.run(q, [Symbol("x")])).rejects.toMatchObject({ code: "QUERY.BAD_PARAMETER" });
        expect((await c.run(q, ["fine"])).rows).toEqual([{ c0: "fine" }]);
      });

      it("more statements than are kept are closed on the server, least used first", async () => {
        const hot = query("select 0", [integer]);
        for (let i = 0; i < 300; i++) {
          await c.run(query(`select ${i}`, [integer]), []);
          await c.run(hot, []);
        }
        const { rows } = await c.execute("select count(*)::int, count(*) filter (where statement = 'select 0')::int from pg_prepared_statements", []);
        // The last one dropped is closed with the next prepared statement.
        expect(rows[0]?.[0]).toBeLessThanOrEqual(257);
        expect(rows[0]?.[1]).toBeGreaterThanOrEqual(1);
      });

      it("cancelling stops the statement and nothing else", async () => {
        const running = c.execute("select pg_sleep(30)", []) as Promise<unknown>;
        const error = failure(running);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await c.cancel?.();
        expect(kind(await error)).toBe("cancelled");
        expect(await c.ping()).toBe(true);
      });

      it("COPY FROM STDIN is refused and leaves the connection usable", async () => {
        await c.execute("create table copied (a int)", []);
        await failure(c.execute("copy copied from stdin", []) as Promise<unknown>);
        expect(await c.ping()).toBe(true);
      });
    });
  }

  it("a pooler in transaction mode: no named statements, nothing set in the session", () =>
    withConnection(url, { pooler: "transaction" }, async (c) => {
      expect((await c.run(series(2), [])).rows).toHaveLength(2);
      expect((await c.run(series(2), [])).rows).toHaveLength(2);
      expect((await c.execute("select count(*)::int from pg_prepared_statements", [])).rows).toEqual([[0]]);
    }));

  it("answers in pieces of one byte are read the same", async () => {
    const proxy = await between((chunk, client) => {
      for (let i = 0; i < chunk.length; i++) client.write(chunk.subarray(i, i + 1));
    });
    await withConnection(proxy.url, {}, async (c) => {
      const { rows } = await c.run(series(50), []);
      expect(rows).toHaveLength(50);
      expect(rows[49]).toEqual({ c0: 50, c1: "x".repeat(20) });
    });
    await proxy.close();
  });

  it("a socket closed in the middle of a row fails the call as a lost connection", async () => {
    let armed = false;
    const proxy = await between((chunk, client) => {
      if (!armed) client.write(chunk);
      else client.end(chunk.subarray(0, Math.floor(chunk.length / 2)));
    });
    const c = await connect(proxy.url);
    await c.ping();
    armed = true;
    expect(kind(await failure(c.run(series(100_000), []) as Promise<unknown>))).toBe("connection");
    expect(c.usable).toBe(false);
    await expect(c.execute("select 1", [])).rejects.toThrow("lost");
    await c.close();
    await proxy.close();
  });

  it("a connection lost while reads go together fails all that have no answer yet", () =>
    withConnection(url, {}, async (c) => {
      const quick = query("select $1::int", [integer]);
      await c.run(quick, ["1"]);
      const prepared = query("select case when $1::int > 0 then pg_terminate_backend(pg_backend_pid())::int end", [integer]);
      await c.run(prepared, ["0"]);
      const ended = await together(c, [quick, ["2"]], [prepared, ["1"]], [quick, ["3"]], [quick, ["4"]]);
      expect(ended.slice(1).map((one) => (one.status === "rejected" ? kind(one.reason) : "answered"))).toEqual(["connection", "connection", "connection"]);
      expect(c.usable).toBe(false);
    }));

  it("a connection the server ends is known to be broken", async () => {
    const c = await connect(url);
    const [[pid]] = (await c.execute("select pg_backend_pid()", [])).rows as [[number]];
    const sleeping = failure(c.execute("select pg_sleep(30)", []) as Promise<unknown>);
    await withConnection(url, {}, async (other) => void (await other.execute("select pg_terminate_backend($1)", [pid])));
    expect(kind(await sleeping)).toBe("connection");
    expect(c.usable).toBe(false);
    expect(await c.ping()).toBe(false);
    await c.close();
  });

  it("a refused login and a server that is not there are told apart", async () => {
    const wrong = new URL(url);
    wrong.pathname = "/no_such_database";
    expect(kind(await failure(connect(wrong.href)))).toBe("connection");
    const nobody = new URL(url);
    nobody.port = "1";
    expect(kind(await failure(connect(nobody.href)))).toBe("connection");
  });

  it("sslmode=require is refused by a server without TLS instead of hanging", async () => {
    const { rows } = await (await connect(url)).execute("show ssl", []);
    if (rows[0]?.[0] === "off") expect(kind(await failure(connect(url, { sslmode: "require" })))).toBe("connection");
  });

  it("a million rows and a slow consumer take bounded memory", { timeout: 240_000 }, () =>
    withConnection(url, {}, async (c) => {
      const q = query("select g, repeat('x', 300) from generate_series(1, 1000000) g", [integer, text]);
      let rows = 0;
      let peak = 0;
      const before = process.memoryUsage().rss;
      for await (const batch of c.stream(q, [], 1000)) {
        rows += batch.length;
        if (rows % 10_000 === 0) {
          peak = Math.max(peak, process.memoryUsage().rss - before);
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
      }
      expect(rows).toBe(1_000_000);
      expect(peak).toBeLessThan(150 << 20);
    }),
  );
});
