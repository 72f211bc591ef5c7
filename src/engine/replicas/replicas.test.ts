import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { FakeNativeError, fakeDialect, query } from "../../../test/support/fake-driver.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import type { Connection, ConnectionOptions, Driver, NativeOutcome, PreparedQuery, QueryOutcome } from "../../dialect/driver.ts";
import type { Replication } from "../../dialect/replication.ts";
import { ConnectionError } from "../../kernel/errors.ts";
import { Engine, type EngineOptions } from "../engine.ts";
import type { Call } from "../executor.ts";
import { parseUrl } from "../url.ts";

/** One server of a cluster in this process. */
interface Server {
  role: "primary" | "replica" | "writable";
  /** What has come to it; undefined: it does not count. */
  position: number | undefined;
  /** `down`: nobody is there. `silent`: it takes connections and never answers. */
  network: "up" | "down" | "silent";
  /** Every read fails with it. */
  fault: FakeNativeError | undefined;
  readonly ran: string[];
}

class Cluster implements Driver {
  readonly name = "fake";
  readonly servers: Record<string, Server> = {};
  open = 0;

  server(host: string, role: Server["role"] = "replica"): Server {
    this.servers[host] = { role, position: 0, network: "up", fault: undefined, ran: [] };
    return this.servers[host];
  }

  async connect({ host = "" }: ConnectionOptions): Promise<Connection> {
    const server = this.servers[host];
    if (server === undefined || server.network === "down") throw new FakeNativeError("connection", "ECONNREFUSED");
    this.open++;
    return new ClusterConnection(this, server);
  }
}

class ClusterConnection implements Connection {
  readonly #cluster: Cluster;
  readonly #server: Server;
  usable = true;
  #lose: (error: Error) => void = () => undefined;

  constructor(cluster: Cluster, server: Server) {
    this.#cluster = cluster;
    this.#server = server;
  }
  async #answer(sql: string): Promise<void> {
    const { network, fault, ran } = this.#server;
    if (network === "down" || !this.usable) {
      this.#end();
      throw new FakeNativeError("connection", "reset");
    }
    if (network === "silent") {
      await new Promise((_, reject) => {
        this.#lose = reject;
      });
    }
    if (sql === "state") return;
    ran.push(sql);
    if (fault) throw fault;
  }
  #end(): void {
    if (this.usable) this.#cluster.open--;
    this.usable = false;
  }
  async run({ sql, readOnly }: PreparedQuery): Promise<QueryOutcome> {
    await this.#answer(sql);
    if (!readOnly) this.#server.position = (this.#server.position ?? 0) + 1;
    return { rows: [sql], affected: 1, insertId: undefined };
  }
  async execute(sql: string): Promise<NativeOutcome> {
    await this.#answer(sql);
    if (sql === "commit") this.#server.position = (this.#server.position ?? 0) + 1;
    return { columns: [], rows: [[this.#server.role, this.#server.position?.toString()]], affected: 0, insertId: undefined };
  }
  async *stream({ sql }: PreparedQuery): AsyncGenerator<unknown[]> {
    for (let i = 0; i < 3; i++) {
      await this.#answer(sql);
      yield [sql];
    }
  }
  async ping(): Promise<boolean> {
    await this.#answer("ping");
    return this.usable;
  }
  async close(): Promise<void> {
    this.#end();
    this.#lose(new FakeNativeError("connection", "closed"));
  }
}

const replication: Replication = {
  state: "state",
  read: ([role, position]) => ({ role: role as Server["role"], position: position as string | undefined }),
  covers: (position, wanted) => Number(position) >= Number(wanted),
};
const dialect: Dialect = { ...fakeDialect(), replication };
const call: Call = { operation: "select", table: "t" };

async function start(options: Partial<EngineOptions> = {}, replicas = ["a"]) {
  const cluster = new Cluster();
  const primary = cluster.server("p", "primary");
  const followers = replicas.map((host) => cluster.server(host));
  const engine = new Engine({
    dialect,
    url: parseUrl("fake://u@p/db"),
    replicas: replicas.map((host) => parseUrl(`fake://u@${host}/db`)),
    replicaLag: 400,
    driver: cluster,
    pool: { size: 2, closeTimeout: 200 },
    ...options,
  });
  const read = async (sql: string, more: Partial<Call> = {}) => engine.run(query(sql, true), [], { ...call, ...more });
  const write = async (sql: string) => engine.run(query(sql), [], call);
  const [a, b] = followers as [Server, Server];
  /** Waits until the servers look like this. */
  const until = async (...states: string[]): Promise<void> => {
    for (
      let i = 0;
      i < 300 &&
      engine
        .servers()
        ?.map(({ state }) => state)
        .join() !== states.join();
      i++
    )
      await sleep(10);
    expect(engine.servers()?.map(({ state }) => state)).toEqual(states);
  };
  return { cluster, engine, primary, a, b, read, write, until };
}
async function expectClosed({ engine, cluster }: { engine: Engine; cluster: Cluster }): Promise<void> {
  await engine.close();
  await sleep(0);
  expect(cluster.open).toBe(0);
}

describe("routing", () => {
  test("sends reads to a replica; writes, transactions and direct SQL to the primary", async () => {
    const it = await start();
    await it.engine.connect();
    await it.read("r1");
    await it.write("w1");
    await it.engine.transaction(() => it.read("r2"));
    await it.engine.transaction(() => it.read("r3"), { readOnly: true });
    await it.engine.execute("n1", [], { ...call, operation: "native" });
    expect(it.a.ran).toEqual(["r1"]);
    expect(it.primary.ran.filter((sql) => sql !== "ping")).toEqual(["w1", "begin", "r2", "commit", "begin", "r3", "commit", "n1"]);
    await expectClosed(it);
  });

  test("sends streams to a replica", async () => {
    const it = await start();
    for await (const _ of it.engine.stream(query("s", true), [], call, 10));
    expect(it.a.ran).toEqual(["s", "s", "s"]);
    await expectClosed(it);
  });

  test("stays on one replica while it is free, and spreads over all under load", async () => {
    const it = await start({}, ["a", "b"]);
    for (let i = 0; i < 5; i++) await it.read("quiet");
    expect([it.a.ran.length, it.b.ran.length].sort()).toEqual([0, 5]);
    await Promise.all(Array.from({ length: 40 }, () => it.read("busy")));
    expect(it.a.ran.length).toBeGreaterThan(4);
    expect(it.b.ran.length).toBeGreaterThan(4);
    await expectClosed(it);
  });

  test("keeps reads that belong together on one server", async () => {
    const it = await start({}, ["a", "b"]);
    await it.engine.connect();
    for (let i = 0; i < 5; i++) {
      const together = it.engine.together(call);
      it.a.ran.length = 0;
      it.b.ran.length = 0;
      await it.engine.run(query("root", true), [], together);
      await Promise.all(Array.from({ length: 10 }, async () => it.engine.run(query("child", true), [], { ...together, operation: "load" })));
      expect([it.a.ran.length, it.b.ran.length].sort()).toEqual([0, 11]);
    }
    await expectClosed(it);
  });
});

describe("reads after writes", () => {
  test("go to the primary until a replica has got so far", async () => {
    const it = await start();
    await it.engine.connect();
    await it.write("w");
    await it.read("r1");
    await sleep(200);
    await it.read("r2");
    expect([it.a.ran, it.primary.ran]).toEqual([[], ["w", "r1", "r2"]]);
    it.a.position = it.primary.position;
    await it.read("r3");
    await sleep(250);
    await it.read("r4");
    expect(it.a.ran).toEqual(["r4"]);
    await it.engine.transaction(() => it.write("w2"));
    await it.read("r5");
    expect(it.a.ran).toEqual(["r4"]);
    await expectClosed(it);
  });

  test("inside readYourWrites see its own writes, whatever the rest of the process writes", async () => {
    const it = await start();
    await it.engine.connect();
    await it.write("of others");
    await it.engine.apart(async () => {
      await it.read("not concerned");
      await it.write("own");
      await it.read("own read");
      await it.engine.apart(() => it.read("inner"));
      await it.engine.apart(() => it.write("inner write"));
      await it.read("after inner");
    });
    await it.engine.apart(() => it.read("not concerned either"));
    expect(it.a.ran).toEqual(["not concerned", "not concerned either"]);
    await expectClosed(it);
  });

  test("see the writes of a hand-made transaction, of direct SQL and of a write that failed", async () => {
    const it = await start();
    await it.engine.connect();
    const made = async (write: () => Promise<unknown>): Promise<string[]> => {
      it.a.position = it.primary.position;
      await it.until("primary", "replica");
      await sleep(150);
      it.a.ran.length = 0;
      await it.engine.apart(async () => {
        await it.read("before");
        await write();
        await it.read("after");
      });
      return [...it.a.ran];
    };
    const begun = async () => {
      const open = await it.engine.begin();
      await it.engine.run(query("w"), [], { ...call, tx: open.tx });
      await open.commit();
    };
    expect(await made(begun)).toEqual(["before"]);
    expect(await made(() => it.engine.execute("n", [], { ...call, operation: "native" }))).toEqual(["before"]);
    expect(await made(() => it.engine.transaction(async () => undefined, { readOnly: true }))).toEqual(["before", "after"]);
    it.primary.fault = new FakeNativeError("unknown");
    const failing = async () => {
      await it.write("w").catch(() => undefined);
      it.primary.fault = undefined;
    };
    expect(await made(failing)).toEqual(["before"]);
    await expectClosed(it);
  });

  test("go to the primary for the allowed lag where servers do not count", async () => {
    const it = await start({ replicaLag: 200 });
    it.primary.position = undefined;
    it.a.position = undefined;
    await it.read("r0");
    await it.write("w");
    it.primary.position = undefined;
    await it.read("r1");
    await sleep(260);
    await it.read("r2");
    expect(it.a.ran).toEqual(["r0", "r2"]);
    await expectClosed(it);
  });
});

describe("replicas that are behind or gone", () => {
  test("get no reads while they are further behind than allowed", async () => {
    const it = await start({ replicaLag: 200 });
    await it.engine.connect();
    const others = setInterval(() => {
      it.primary.position = (it.primary.position ?? 0) + 1;
    }, 10);
    await it.until("primary", "behind");
    await it.read("r1");
    clearInterval(others);
    it.a.position = it.primary.position;
    await it.until("primary", "replica");
    await it.read("r2");
    expect([it.a.ran, it.primary.ran]).toEqual([["r2"], ["r1"]]);
    await expectClosed(it);
  });

  test("are left for another, or for the primary, and found again", async () => {
    const it = await start({}, ["a", "b"]);
    await it.engine.connect();
    it.a.network = "down";
    for (let i = 0; i < 5; i++) await it.read("r");
    await it.until("primary", "down", "replica");
    it.b.network = "down";
    for (let i = 0; i < 5; i++) await it.read("r");
    await it.until("primary", "down", "down");
    expect(it.a.ran.length + it.b.ran.length + it.primary.ran.length).toBe(10);
    it.a.network = "up";
    await it.until("primary", "replica", "down");
    it.a.ran.length = 0;
    await it.read("again");
    expect(it.a.ran.filter((sql) => sql !== "ping")).toEqual(["again"]);
    await expectClosed(it);
  });

  test("that do not answer give back the reads that wait for them", async () => {
    const it = await start();
    await it.engine.connect();
    await it.read("r1");
    it.a.network = "silent";
    await expect(Promise.all([it.read("r2"), it.read("r3"), it.read("r4")])).resolves.toHaveLength(3);
    expect(it.primary.ran.filter((sql) => sql.startsWith("r")).sort()).toEqual(["r2", "r3", "r4"]);
    await expectClosed(it);
  });

  test.each(["serialization", "readOnly", "missingTable", "missingColumn"] as const)("with an error of kind %s leave the read to the primary", async (kind) => {
    const it = await start();
    await it.engine.connect();
    it.a.fault = new FakeNativeError(kind);
    await expect(it.read("r1")).resolves.toMatchObject({ rows: ["r1"] });
    expect([it.a.ran, it.primary.ran]).toEqual([["r1"], ["r1"]]);
    await expectClosed(it);
  });

  test("with an error of the statement itself do not bother the primary", async () => {
    const it = await start();
    await it.engine.connect();
    it.a.fault = new FakeNativeError("syntax");
    await expect(it.read("r1")).rejects.toMatchObject({ code: "QUERY.SYNTAX" });
    expect(it.primary.ran).toEqual([]);
    await expectClosed(it);
  });

  test("lose a stream once it has begun, not before", async () => {
    const it = await start();
    await it.engine.connect();
    it.a.network = "down";
    let batches = 0;
    for await (const _ of it.engine.stream(query("s", true), [], call, 10)) batches++;
    expect([batches, it.primary.ran.filter((sql) => sql === "s").length]).toEqual([3, 3]);
    it.a.network = "up";
    await it.until("primary", "replica");
    const read = async () => {
      for await (const _ of it.engine.stream(query("s", true), [], call, 10)) it.a.network = "down";
    };
    await expect(read()).rejects.toBeInstanceOf(ConnectionError);
    await expectClosed(it);
  });
});

describe("a primary that is lost", () => {
  test("leaves replicas reading", async () => {
    const it = await start({ replicaLag: 2_000 });
    await it.engine.connect();
    it.primary.network = "down";
    await it.until("down", "replica");
    await sleep(2_500);
    await it.read("r");
    expect(it.a.ran).toEqual(["r"]);
    await expect(it.write("w")).rejects.toBeInstanceOf(ConnectionError);
    await expectClosed(it);
  });

  test.each(["primary", "writable"] as const)("is replaced by a replica that becomes %s, and may come back as a replica", async (role) => {
    const it = await start({}, ["a", "b"]);
    await it.engine.connect();
    await it.write("w1");
    it.primary.network = "down";
    await expect(it.write("lost")).rejects.toBeInstanceOf(ConnectionError);
    it.a.position = (it.primary.position ?? 0) + 1;
    it.a.role = role;
    await it.until("primary", "down", "behind");
    it.b.position = it.a.position;
    await it.until("primary", "down", "replica");
    expect(it.engine.servers()?.map(({ url }) => new URL(url).hostname)).toEqual(["a", "p", "b"]);
    await it.write("w2");
    await it.engine.transaction(() => it.write("w3"));
    expect(it.a.ran.filter((sql) => sql !== "ping")).toEqual(["w2", "begin", "w3", "commit"]);
    it.b.position = it.a.position;
    it.primary.role = "replica";
    it.primary.position = it.a.position;
    it.primary.network = "up";
    await it.until("primary", "replica", "replica");
    await expectClosed(it);
  });

  test("is not replaced by a server that took writes all along, and one that comes back as a primary gets no reads", async () => {
    const it = await start();
    it.a.role = "writable";
    await it.engine.connect();
    it.primary.network = "down";
    await it.until("down", "replica");
    await sleep(500);
    expect(it.engine.servers()?.[0]?.url).toContain("//u@p/");
    it.a.role = "replica";
    await sleep(300);
    it.a.role = "primary";
    await it.until("primary", "down");
    it.primary.network = "up";
    await it.until("primary", "writable");
    await it.read("r");
    expect(it.a.ran).toContain("r");
    await expectClosed(it);
  });

  test("stays the primary as long as it answers, whatever a replica becomes", async () => {
    const it = await start();
    await it.engine.connect();
    it.a.role = "primary";
    await it.until("primary", "writable");
    await it.write("w");
    await it.read("r");
    expect(it.primary.ran).toEqual(["w", "r"]);
    await expectClosed(it);
  });
});

test("replicas that cannot be are refused before any I/O", () => {
  const url = parseUrl("fake://u@p/db");
  const make = (options: Partial<EngineOptions>) => () =>
    new Engine({ dialect, url, driver: new Cluster(), replicas: [parseUrl("fake://u@a/db")], ...options });
  const refused = expect.objectContaining({ code: "CONFIGURATION.BAD_REPLICAS" });
  expect(make({ dialect: fakeDialect() })).toThrow(refused);
  for (const replicaLag of [0, 99, Number.NaN, Number.POSITIVE_INFINITY]) expect(make({ replicaLag })).toThrow(refused);
  expect(make({ replicas: [parseUrl("fake+other://u@a/db")] })).toThrow(refused);
  expect(make({ replicaLag: 100 })).not.toThrow();
});
