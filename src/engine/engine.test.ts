import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { FakeDriver, FakeNativeError, fakeDialect, query } from "../../test/support/fake-driver.ts";
import {
  CancelledError,
  ConnectionError,
  SerializationError,
  TimeoutError,
  TransactionError,
  TransactionOutcomeUnknownError,
  UniqueViolationError,
} from "../kernel/errors.ts";
import { Engine, type EngineOptions } from "./engine.ts";
import type { Call } from "./executor.ts";
import { NativeEngine } from "./native.ts";
import { parseUrl } from "./url.ts";

const call: Call = { operation: "select", table: "t" };

function start(options: Partial<EngineOptions> = {}, driver = new FakeDriver(), errorAborts = false) {
  const engine = new Engine({ dialect: fakeDialect({}, errorAborts), url: parseUrl("fake://u:hush@host/db"), driver, ...options });
  const run = async (sql: string, more: Partial<Call> = {}, readOnly = false) => engine.run(query(sql, readOnly), [1], { ...call, ...more });
  return { engine, driver, run };
}
/** Every connection is back, and the next statement works. */
async function expectNothingLeaked({ engine, driver }: { engine: Engine; driver: FakeDriver }): Promise<void> {
  driver.behaviour = () => undefined;
  await engine.run(query("after"), [], call);
  const stats = engine.stats();
  expect(stats).toMatchObject({ waiting: 0, idle: stats?.size });
  await engine.close();
  expect(driver.open).toBe(0);
}
const delayed = (ms: number) => () => sleep(ms).then(() => undefined);
/** Statements wait until it is opened; `reached` resolves when the first has started. */
function gate() {
  let open = () => {};
  let reach = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const behaviour = () => {
    reach();
    return opened;
  };
  return { open, reached, behaviour };
}
/** Runs until cancelled. */
const endless: FakeDriver["behaviour"] = (_sql, connection) =>
  new Promise((_resolve, reject) => {
    connection.interrupt = reject;
  });

describe("statements", () => {
  test("answer synchronously once connected when the driver does", async () => {
    const it = start();
    await it.engine.connect();
    expect(it.engine.run(query("a"), [], call)).toMatchObject({ rows: ["a"] });
    await expectNothingLeaked(it);
  });

  test("spread over connections under load and stay within the size of the pool", async () => {
    const it = start({ pool: { size: 3 } });
    await it.engine.connect();
    it.driver.behaviour = delayed(5);
    await Promise.all(Array.from({ length: 12 }, (_, i) => it.run(`q${i}`)));
    expect(it.driver.connections).toHaveLength(3);
    expect(it.driver.log).toEqual(Array.from({ length: 12 }, (_, i) => `q${i}`));
    await expectNothingLeaked(it);
  });

  test("come out with classified errors that show neither secrets nor values", async () => {
    const it = start();
    it.driver.behaviour = () => {
      throw new FakeNativeError("value", `bad "1" for hush`, { constraint: "uq" });
    };
    await expect(it.run("a")).rejects.toMatchObject({ code: "QUERY.BAD_VALUE", message: expect.stringMatching(/bad <value> for \*\*\*$/) });
    it.driver.behaviour = () => Promise.reject(new FakeNativeError("unique", "Duplicate 'x@y'", { table: "t", columns: ["email"] }));
    const error = await it.run("a").catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UniqueViolationError);
    expect(error).toMatchObject({ code: "QUERY.UNIQUE_VIOLATION", context: { table: "t", columns: ["email"] }, message: expect.not.stringContaining("x@y") });
    await expectNothingLeaked(it);
  });

  test("are tried again while another process writes, and fail when it never ends", async () => {
    const it = start({ pool: { acquireTimeout: 1_000 } });
    let busy = 3;
    it.driver.behaviour = () => {
      if (busy-- > 0) throw new FakeNativeError("busy");
    };
    await expect(it.run("a")).resolves.toMatchObject({ rows: ["a"] });
    busy = Number.POSITIVE_INFINITY;
    await expect(it.run("b")).rejects.toMatchObject({ code: "QUERY.BUSY", retryable: true });
    await expectNothingLeaked(it);
  });
});

describe("the pool", () => {
  test("says what to do when it is exhausted", async () => {
    const it = start({ pool: { size: 1, acquireTimeout: 20 } });
    await it.engine.connect();
    const { open, reached, behaviour } = gate();
    it.driver.behaviour = behaviour;
    const slow = it.run("slow");
    await reached;
    await expect(it.run("late")).rejects.toThrow(/the only connection is in use; look for transactions or streams/);
    open();
    await slow;
    await expectNothingLeaked(it);
  });

  test("passes on errors of connecting, to each caller, and recovers", async () => {
    const it = start();
    it.driver.onConnect = () => Promise.reject(new FakeNativeError("connection", "ECONNREFUSED"));
    const results = await Promise.allSettled([it.run("a"), it.run("b")]);
    for (const result of results) expect(result).toMatchObject({ status: "rejected", reason: { code: "CONNECTION.REFUSED", retryable: true } });
    it.driver.onConnect = () => undefined;
    await expectNothingLeaked(it);
  });

  test("throws away connections that broke or do not answer the ping", async () => {
    const it = start({ pool: { validateAfter: 1 } });
    await it.run("a");
    const [first] = it.driver.connections;
    if (first) first.alive = false;
    await sleep(5);
    await it.run("b");
    expect(first).toMatchObject({ isClosed: true, ran: ["a", "ping"] });
    await expectNothingLeaked(it);
  });

  test("closes idle connections after a while", async () => {
    const it = start({ pool: { idleTimeout: 20 } });
    await it.run("a");
    await sleep(60);
    expect(it.driver.open).toBe(0);
    await expectNothingLeaked(it);
  });

  test("waits for statements in use when closing and refuses those that wait", async () => {
    const it = start({ pool: { size: 1 } });
    const { open, reached, behaviour } = gate();
    it.driver.behaviour = behaviour;
    const running = it.run("a");
    await reached;
    const waiting = it.run("b");
    const closing = it.engine.close();
    await expect(waiting).rejects.toMatchObject({ code: "CONNECTION.CLOSED" });
    open();
    await expect(running).resolves.toMatchObject({ rows: ["a"] });
    await closing;
    expect(it.driver.open).toBe(0);
    await expect(it.run("c")).rejects.toBeInstanceOf(ConnectionError);
    await it.engine.close();
  });
});

describe("cancelling", () => {
  test("before the start runs nothing", async () => {
    const it = start();
    await expect(it.run("a", { signal: AbortSignal.abort("why") })).rejects.toMatchObject({ code: "QUERY.CANCELLED", cause: "why" });
    expect(it.driver.log).toEqual([]);
    await expectNothingLeaked(it);
  });

  test("a running statement by signal and by time-out says who did it", async () => {
    const it = start();
    it.driver.behaviour = endless;
    await expect(it.run("a", { timeout: 10 })).rejects.toBeInstanceOf(TimeoutError);
    const abort = new AbortController();
    const running = it.run("b", { signal: abort.signal });
    await sleep(5);
    abort.abort();
    await expect(running).rejects.toBeInstanceOf(CancelledError);
    expect(it.driver.connections).toHaveLength(1);
    await expectNothingLeaked(it);
  });

  test("throws the connection away when the request to cancel fails", async () => {
    const it = start();
    it.driver.behaviour = endless;
    await it.engine.connect();
    const [first] = it.driver.connections;
    if (first) first.cancel = () => Promise.reject(new Error("no"));
    await expect(it.run("a", { timeout: 10 })).rejects.toBeInstanceOf(TimeoutError);
    expect(first?.isClosed).toBe(true);
    await expectNothingLeaked(it);
  });

  test("while waiting or running, raced 1,000 times, never reaches the next borrower", async () => {
    const it = start({ pool: { size: 2 } });
    it.driver.behaviour = (_sql, connection) =>
      new Promise((resolve, reject) => {
        connection.interrupt = reject;
        setImmediate(() => {
          connection.interrupt = undefined;
          resolve(undefined);
        });
      });
    const outcomes = { done: 0, cancelled: 0 };
    for (let round = 0; round < 200; round++) {
      const abort = new AbortController();
      const victims = Array.from({ length: 5 }, (_, i) => it.run(`v${i}`, { signal: abort.signal }, true));
      const bystander = it.run("bystander");
      for (let turn = 0; turn < round % 7; turn++) await (turn % 2 ? Promise.resolve() : new Promise(setImmediate));
      abort.abort();
      for (const result of await Promise.allSettled(victims)) {
        if (result.status === "rejected") expect(result.reason).toBeInstanceOf(CancelledError);
        outcomes[result.status === "rejected" ? "cancelled" : "done"]++;
      }
      await expect(bystander).resolves.toMatchObject({ rows: ["bystander"] });
    }
    expect(outcomes.cancelled).toBeGreaterThan(100);
    expect(outcomes.done).toBeGreaterThan(100);
    await expectNothingLeaked(it);
  });
});

describe("transactions", () => {
  test("of two async contexts do not mix", async () => {
    const it = start();
    it.driver.behaviour = delayed(1);
    await Promise.all(
      ["a", "b"].map((name) =>
        it.engine.transaction(async () => {
          await it.run(`${name}1`);
          await it.run(`${name}2`);
        }),
      ),
    );
    expect(it.driver.connections.map((connection) => connection.ran).sort()).toEqual([
      ["begin", "a1", "a2", "commit"],
      ["begin", "b1", "b2", "commit"],
    ]);
    await expectNothingLeaked(it);
  });

  test("roll back and keep the error, also when the rollback fails", async () => {
    const it = start();
    const failing = (error: Error) =>
      it.engine.transaction(async () => {
        await it.run("a");
        throw error;
      });
    const plain = new Error("mine");
    await expect(failing(plain)).rejects.toBe(plain);
    expect(it.driver.log).toEqual(["begin", "a", "rollback"]);
    it.driver.behaviour = (sql) => {
      if (sql === "rollback") throw new FakeNativeError("connection", "gone");
    };
    const ours = new CancelledError("X", "ours");
    await expect(failing(ours)).rejects.toBe(ours);
    expect(ours.context["rollbackFailure"]).toMatch(/gone/);
    expect(it.driver.connections[0]?.isClosed).toBe(true);
    await expectNothingLeaked(it);
  });

  test("inside another one are savepoints that can be undone alone", async () => {
    const it = start();
    await it.engine.transaction(async (tx) => {
      await it.engine.transaction(() => it.run("a"));
      await tx.savepoint(() => Promise.reject(new Error("x")), "mine").catch(() => undefined);
      await it.run("b");
    });
    expect(it.driver.log).toEqual(["begin", "savepoint sp_1", "a", "release sp_1", "savepoint mine", "rollback to mine", "release mine", "b", "commit"]);
    await expectNothingLeaked(it);
  });

  test("run statements and savepoints of Promise.all one after the other", async () => {
    const it = start();
    it.driver.behaviour = delayed(1);
    await it.engine.transaction(async () => {
      const inner = (name: string) =>
        it.engine.transaction(async () => {
          await it.run(`${name}1`);
          await it.run(`${name}2`);
        });
      await Promise.all([it.run("a"), inner("x"), it.run("b"), inner("y")]);
    });
    expect(it.driver.log).toEqual(["begin", "a", "b", "savepoint sp_1", "x1", "x2", "release sp_1", "savepoint sp_2", "y1", "y2", "release sp_2", "commit"]);
    await expectNothingLeaked(it);
  });

  test("refuse statements after their end instead of running them elsewhere", async () => {
    const it = start();
    let forgotten: Promise<unknown> = Promise.resolve();
    await it.engine.transaction(async () => {
      forgotten = sleep(10).then(() => it.run("late"));
      forgotten.catch(() => undefined);
    });
    await expect(forgotten).rejects.toMatchObject({ code: "TRANSACTION.ENDED" });
    expect(it.driver.log).toEqual(["begin", "commit"]);
    await expectNothingLeaked(it);
  });

  test.each(["serialization", "deadlock", "lockTimeout"] as const)("cannot be kept after a %s error, even when it was caught", async (kind) => {
    const it = start();
    it.driver.behaviour = (sql) => {
      if (sql === "a") throw new FakeNativeError(kind);
    };
    const result = it.engine.transaction(async () => {
      await it.run("a").catch(() => undefined);
      await expect(it.run("b")).rejects.toMatchObject({ code: "TRANSACTION.FAILED", retryable: true });
    });
    await expect(result).rejects.toMatchObject({ code: "TRANSACTION.ABORTED", retryable: true });
    expect(it.driver.log).toEqual(["begin", "a", "rollback"]);
    await expectNothingLeaked(it);
  });

  test("are not committed after a caught error where the server would silently roll back", async () => {
    const it = start({}, new FakeDriver(), true);
    it.driver.behaviour = (sql) => {
      if (sql === "a") throw new FakeNativeError("unique");
    };
    await expect(it.engine.transaction(() => it.run("a").catch(() => undefined))).rejects.toMatchObject({ code: "TRANSACTION.ABORTED" });
    await it.engine.transaction((tx) => tx.savepoint(() => it.run("a")).catch(() => undefined));
    expect(it.driver.log.at(-1)).toBe("commit");
    await expectNothingLeaked(it);
  });

  test("tell apart a COMMIT that failed from one whose outcome nobody knows", async () => {
    const it = start();
    it.driver.behaviour = (sql) => {
      if (sql === "commit") throw new FakeNativeError("serialization");
    };
    await expect(it.engine.transaction(() => it.run("a"))).rejects.toBeInstanceOf(SerializationError);
    it.driver.behaviour = (sql, connection) => {
      if (sql !== "commit") return;
      connection.usable = false;
      throw new FakeNativeError("connection");
    };
    await expect(it.engine.transaction(() => it.run("a"))).rejects.toBeInstanceOf(TransactionOutcomeUnknownError);
    await expectNothingLeaked(it);
  });

  test("refuse options before any I/O, and a second connection inside", async () => {
    const it = start();
    const nothing = async () => undefined;
    await expect(it.engine.transaction(nothing, { isolation: "snapshot" })).rejects.toMatchObject({ code: "TRANSACTION.UNSUPPORTED_OPTION" });
    await expect(it.engine.transaction(nothing, { deferrable: true })).rejects.toBeInstanceOf(TransactionError);
    expect(it.driver.connections).toHaveLength(0);
    await it.engine.transaction(async (tx) => {
      await expect(it.engine.transaction(nothing, { isolation: "serializable" })).rejects.toMatchObject({ code: "TRANSACTION.OPTIONS_DIFFER" });
      await expect(it.engine.begin()).rejects.toMatchObject({ code: "TRANSACTION.SECOND_CONNECTION" });
      await expect(tx.savepoint(nothing, "x; drop")).rejects.toMatchObject({ code: "TRANSACTION.BAD_SAVEPOINT" });
    });
    await expectNothingLeaked(it);
  });

  test("end when their time is over, whatever their function waits for", async () => {
    const it = start();
    const result = it.engine.transaction(
      async () => {
        await it.run("a");
        await sleep(500);
      },
      { timeout: 20 },
    );
    await expect(result).rejects.toBeInstanceOf(TimeoutError);
    expect(it.driver.log).toEqual(["begin", "a", "rollback"]);
    await expectNothingLeaked(it);
  });
});

describe("streams", () => {
  test("give their connection back at the end, at a break, at an error and when aborted", async () => {
    const it = start({ pool: { size: 1 } });
    const read = async (more: Partial<Call>, onBatch: () => void) => {
      let batches = 0;
      for await (const _ of it.engine.stream(query("s", true), [], { ...call, ...more }, 10)) {
        batches++;
        onBatch();
      }
      return batches;
    };
    expect(await read({}, () => undefined)).toBe(3);
    for await (const _ of it.engine.stream(query("s", true), [], call, 10)) break;
    const mine = new Error("mine");
    await expect(
      read({}, () => {
        throw mine;
      }),
    ).rejects.toBe(mine);
    const abort = new AbortController();
    await expect(read({ signal: abort.signal }, () => abort.abort())).rejects.toBeInstanceOf(CancelledError);
    await expectNothingLeaked(it);
  });
});

describe("events", () => {
  test("come in order and show no sensitive value", async () => {
    const it = start({ debug: true });
    const seen: unknown[] = [];
    const names = [
      "beforeBegin",
      "afterBegin",
      "beforeExecute",
      "afterExecute",
      "beforeSavepoint",
      "afterReleaseSavepoint",
      "beforeCommit",
      "afterCommit",
    ] as const;
    for (const name of names) it.engine.events.on(name, (event) => void seen.push("parameters" in event ? [name, event.sql, event.parameters] : name));
    await it.engine.transaction(async (tx) => {
      await it.run("a");
      await tx.savepoint(async () => undefined);
    });
    expect(seen).toEqual([
      "beforeBegin",
      "afterBegin",
      ["beforeExecute", "a", ["<redacted>"]],
      ["afterExecute", "a", ["<redacted>"]],
      "beforeSavepoint",
      "afterReleaseSavepoint",
      "beforeCommit",
      "afterCommit",
    ]);
    await expectNothingLeaked(it);
  });

  test("log a line per statement without values", async () => {
    const lines: string[] = [];
    const it = start({ logQueries: true, logger: (line) => lines.push(line) });
    await it.run("select 'x'");
    expect(lines).toEqual([expect.stringMatching(/^ormdantic fake select t: 1 rows in [\d.]+ ms$/)]);
    await expectNothingLeaked(it);
  });
});

describe("NativeEngine", () => {
  test("gives rows, columns and transactions ended by hand", async () => {
    const it = start();
    const native = new NativeEngine(it.engine);
    const result = await native.execute("pragma x");
    expect([result.scalar(), result.columns, [...result]]).toEqual([1, ["a"], [[1]]]);
    const transaction = await native.begin();
    await transaction.execute("a");
    await transaction.commit();
    await expect(transaction.commit()).rejects.toMatchObject({ code: "TRANSACTION.ENDED" });
    {
      await using open = await native.begin();
      await open.execute("b");
    }
    expect(it.driver.log).toEqual(["pragma x", "begin", "a", "commit", "begin", "b", "rollback"]);
    await expectNothingLeaked(it);
  });
});
