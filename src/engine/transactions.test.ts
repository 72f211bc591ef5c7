import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Behaviour, FakeDriver, FakeNativeError, fakeDialect, query } from "../../test/support/fake-driver.ts";
import { CancelledError, ConnectionError, SerializationError, TimeoutError, TransactionError, TransactionOutcomeUnknownError } from "../kernel/errors.ts";
import { Engine, type EngineOptions } from "./engine.ts";
import type { Call } from "./executor.ts";
import type { Transaction } from "./transaction.ts";
import { parseUrl } from "./url.ts";

const call: Call = { operation: "select", table: "t" };
const native: Call = { operation: "native", table: undefined };

function start(options: Partial<EngineOptions> = {}) {
  const driver = new FakeDriver();
  const engine = new Engine({ dialect: fakeDialect(), url: parseUrl("fake://u@host/db"), driver, ...options });
  const run = async (sql: string, more: Partial<Call> = {}, readOnly = false) => engine.run(query(sql, readOnly), [], { ...call, ...more });
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
/** Statements of this text fail so many times. */
function failing(sql: string, times: number, kind: FakeNativeError["native"]["kind"]): Behaviour {
  let left = times;
  return (text, connection) => {
    if (text !== sql || left-- <= 0) return undefined;
    if (kind === "connection") connection.usable = false;
    throw new FakeNativeError(kind);
  };
}
const never = () => new Promise(() => undefined);

afterEach(() => {
  vi.useRealTimers();
});

describe("retry", () => {
  test.each([
    ["a", "serialization"],
    ["a", "deadlock"],
    ["a", "lockTimeout"],
    ["a", "stalePlan"],
    ["a", "connection"],
    ["commit", "serialization"],
    ["commit", "deadlock"],
  ] as const)("runs the function again when %s fails by %s", async (sql, kind) => {
    const it = start();
    it.driver.behaviour = failing(sql, 2, kind);
    const attempts: number[] = [];
    const answer = await it.engine.transaction(
      async (tx) => {
        attempts.push(tx.attempt);
        await it.run("a");
        return "done";
      },
      { retry: 3 },
    );
    expect([answer, attempts]).toEqual(["done", [1, 2, 3]]);
    expect(it.driver.log.filter((text) => text === "begin")).toHaveLength(3);
    await expectNothingLeaked(it);
  });

  test("ends after so many runs, with the last error and their number", async () => {
    const it = start();
    it.driver.behaviour = failing("a", 9, "deadlock");
    const error = await it.engine.transaction(() => it.run("a"), { retry: 2 }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(SerializationError);
    expect(error).toMatchObject({ code: "TRANSACTION.DEADLOCK", context: { attempts: 3 } });
    await expectNothingLeaked(it);
  });

  test("sees through errors of the application, and through one that was caught", async () => {
    const it = start();
    it.driver.behaviour = failing("a", 1, "serialization");
    await it.engine.transaction(
      () =>
        it.run("a").catch((cause: unknown) => {
          throw new Error("could not book", { cause });
        }),
      { retry: 1 },
    );
    it.driver.behaviour = failing("a", 1, "serialization");
    await it.engine.transaction(() => it.run("a").catch(() => undefined), { retry: 1 });
    await expectNothingLeaked(it);
  });

  test.each(["unique", "syntax", "unknown"] as const)("is not for an error of kind %s", async (kind) => {
    const it = start();
    it.driver.behaviour = failing("a", 1, kind);
    let runs = 0;
    const body = () => {
      runs++;
      return it.run("a");
    };
    await expect(it.engine.transaction(body, { retry: 3 })).rejects.toMatchObject({ retryable: false });
    expect(runs).toBe(1);
    await expectNothingLeaked(it);
  });

  test("is never for a COMMIT whose outcome nobody knows", async () => {
    const it = start();
    it.driver.behaviour = failing("commit", 1, "connection");
    let runs = 0;
    const body = async () => {
      runs++;
      await it.run("a");
    };
    await expect(it.engine.transaction(body, { retry: 3 })).rejects.toBeInstanceOf(TransactionOutcomeUnknownError);
    expect(runs).toBe(1);
    await expectNothingLeaked(it);
  });

  test("stops when the time or the patience of the whole is over, also in a pause", async () => {
    const it = start();
    it.driver.behaviour = failing("a", Number.POSITIVE_INFINITY, "serialization");
    await expect(it.engine.transaction(() => it.run("a"), { retry: 1_000_000, timeout: 60 })).rejects.toBeInstanceOf(TimeoutError);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 60);
    await expect(it.engine.transaction(() => it.run("a"), { retry: 1_000_000, signal: abort.signal })).rejects.toBeInstanceOf(CancelledError);
    await expectNothingLeaked(it);
  });

  test("is refused where it makes no sense", async () => {
    const it = start();
    const nothing = async () => undefined;
    for (const retry of [-1, 1.5, Number.NaN]) {
      await expect(it.engine.transaction(nothing, { retry })).rejects.toMatchObject({ code: "TRANSACTION.BAD_OPTION" });
    }
    await expect(it.engine.begin({ retry: 1 })).rejects.toMatchObject({ code: "TRANSACTION.UNSUPPORTED_OPTION" });
    await it.engine.transaction((tx) => expect(it.engine.begin({ tx })).rejects.toMatchObject({ code: "TRANSACTION.UNSUPPORTED_OPTION" }));
    await it.engine.transaction(() => expect(it.engine.transaction(nothing, { retry: 1 })).rejects.toMatchObject({ code: "TRANSACTION.OPTIONS_DIFFER" }));
    await it.engine.transaction(() => it.engine.transaction(nothing, { retry: 1 }), { retry: 2 });
    await expectNothingLeaked(it);
  });
});

describe("hooks", () => {
  test("run after COMMIT, in order, outside the transaction", async () => {
    const it = start();
    const seen: string[] = [];
    await it.engine.transaction(async (tx) => {
      tx.afterCommit(async () => {
        await sleep(1);
        expect(tx.isOpen).toBe(false);
        await it.run("from hook");
        seen.push("first");
      });
      tx.afterCommit(() => void seen.push("second"));
      tx.afterRollback(() => void seen.push("rolled back"));
      await it.run("a");
    });
    expect(seen).toEqual(["first", "second"]);
    expect(it.driver.log).toEqual(["begin", "a", "commit", "from hook"]);
    await expectNothingLeaked(it);
  });

  test("of a rollback run after it, once for every run that was undone", async () => {
    const it = start();
    const seen: string[] = [];
    it.driver.behaviour = failing("commit", 1, "serialization");
    const body = async (tx: Transaction) => {
      tx.afterCommit(() => void seen.push(`committed ${tx.attempt}`));
      tx.afterRollback(() => void seen.push(`undone ${tx.attempt}`));
    };
    await it.engine.transaction(body, { retry: 1 });
    await expect(
      it.engine.transaction(async (tx) => {
        await body(tx);
        throw new Error("mine");
      }),
    ).rejects.toThrow("mine");
    expect(seen).toEqual(["undone 1", "committed 2", "undone 1"]);
    await expectNothingLeaked(it);
  });

  test("of a savepoint share its fate", async () => {
    const it = start();
    const seen: string[] = [];
    const watch = (tx: Transaction, name: string) => {
      tx.afterCommit(() => void seen.push(`${name} committed`));
      tx.afterRollback(() => void seen.push(`${name} undone`));
    };
    await it.engine.transaction(async (tx) => {
      watch(tx, "outer");
      await tx.savepoint(async (inner) => watch(inner, "kept"));
      const undone = tx.savepoint(async (inner) => {
        watch(inner, "lost");
        await inner.savepoint(async (innermost) => watch(innermost, "lost with it"));
        inner.afterRollback(() => it.run("in the outer one"));
        throw new Error("x");
      });
      await undone.catch(() => undefined);
      expect(seen).toEqual(["lost undone", "lost with it undone"]);
    });
    expect(seen.slice(2)).toEqual(["outer committed", "kept committed"]);
    expect(it.driver.log.at(-2)).toBe("in the outer one");
    await expectNothingLeaked(it);
  });

  test("belong to the savepoint in which they are registered, whichever scope's handle does it", async () => {
    const it = start();
    const seen: string[] = [];
    await it.engine.transaction(async (tx) => {
      const undone = tx.savepoint(async () => {
        tx.afterCommit(() => void seen.push("lost committed"));
        tx.afterRollback(() => void seen.push("lost undone"));
        throw new Error("x");
      });
      await undone.catch(() => undefined);
      await tx.savepoint(async () => tx.afterCommit(() => void seen.push("kept committed")));
      expect(seen).toEqual(["lost undone"]);
    });
    expect(seen).toEqual(["lost undone", "kept committed"]);
    await expectNothingLeaked(it);
  });

  test("run though a handler of afterCommit throws, which says that the changes stay and is never tried again", async () => {
    const it = start();
    const seen: string[] = [];
    const lost = new ConnectionError("CONNECTION.LOST", "of another database", { retryable: true });
    it.engine.events.on("afterCommit", () => {
      throw lost;
    });
    const result = it.engine.transaction(async (tx) => tx.afterCommit(() => void seen.push("ran")), { retry: 3 });
    await expect(result).rejects.toMatchObject({ code: "TRANSACTION.HOOK_FAILED", cause: lost, retryable: false });
    expect([seen, it.driver.log]).toEqual([["ran"], ["begin", "commit"]]);
    it.engine.events.clear();
    await expectNothingLeaked(it);
  });

  test("that fail say that the changes stay, are not tried again, and keep nobody else from running", async () => {
    const it = start();
    const seen: string[] = [];
    const deadlock = new SerializationError("TRANSACTION.DEADLOCK", "of another transaction");
    const result = it.engine.transaction(
      async (tx) => {
        tx.afterCommit(() => Promise.reject(deadlock));
        tx.afterCommit(() => void seen.push("second"));
      },
      { retry: 3 },
    );
    await expect(result).rejects.toMatchObject({ code: "TRANSACTION.HOOK_FAILED", cause: deadlock, retryable: false });
    expect([seen, it.driver.log]).toEqual([["second"], ["begin", "commit"]]);
    const mine = new TransactionError("MINE", "mine");
    await expect(
      it.engine.transaction(async (tx) => {
        tx.afterRollback(() => Promise.reject(new Error("no mail")));
        throw mine;
      }),
    ).rejects.toBe(mine);
    expect(mine.context["hookFailure"]).toBe("no mail");
    await expectNothingLeaked(it);
  });

  test("cannot be registered after the end", async () => {
    const it = start();
    const late = await it.engine.transaction(async (tx) => tx);
    expect(() => late.afterCommit(() => undefined)).toThrow(expect.objectContaining({ code: "TRANSACTION.ENDED" }));
    expect(() => late.afterRollback(() => undefined)).toThrow(TransactionError);
    await expectNothingLeaked(it);
  });
});

describe("begun by hand", () => {
  test("comes with the same events, and handlers of beforeCommit may still write in it", async () => {
    const it = start();
    const seen: string[] = [];
    const names = ["beforeBegin", "afterBegin", "beforeCommit", "afterCommit", "beforeRollback", "afterRollback"] as const;
    for (const name of names) it.engine.events.on(name, () => void seen.push(name));
    it.engine.events.on("beforeCommit", () => it.run("last"));
    const kept = await it.engine.begin();
    await it.run("a", { tx: kept.tx });
    kept.tx.afterCommit(() => void seen.push("hook"));
    await kept.commit();
    const undone = await it.engine.begin();
    await undone.rollback();
    expect(seen).toEqual(["beforeBegin", "afterBegin", "beforeCommit", "afterCommit", "hook", "beforeBegin", "afterBegin", "beforeRollback", "afterRollback"]);
    expect(it.driver.log).toEqual(["begin", "a", "last", "commit", "begin", "rollback"]);
    it.engine.events.clear();
    await expectNothingLeaked(it);
  });

  test("is undone when a handler of beforeCommit throws", async () => {
    const it = start();
    const seen: string[] = [];
    it.engine.events.on("beforeCommit", () => {
      throw new Error("not this one");
    });
    const open = await it.engine.begin();
    open.tx.afterRollback(() => void seen.push("undone"));
    await expect(open.commit()).rejects.toThrow("not this one");
    await expect(open.rollback()).rejects.toMatchObject({ code: "TRANSACTION.ENDED" });
    expect([seen, it.driver.log]).toEqual([["undone"], ["begin", "rollback"]]);
    it.engine.events.clear();
    await expectNothingLeaked(it);
  });

  test.each(["before", "by a handler of beforeCommit"])("is undone, not committed, when it was cancelled %s", async (when) => {
    const it = start();
    const controller = new AbortController();
    const open = await it.engine.begin({ signal: controller.signal });
    await it.run("a", { tx: open.tx });
    if (when === "before") controller.abort();
    else it.engine.events.on("beforeCommit", () => controller.abort());
    await expect(open.commit()).rejects.toBeInstanceOf(CancelledError);
    expect(it.driver.log).toEqual(["begin", "a", "rollback"]);
    it.engine.events.clear();
    await expectNothingLeaked(it);
  });
});

describe("savepoints", () => {
  test("are undone when a handler of beforeReleaseSavepoint throws", async () => {
    const it = start();
    it.engine.events.on("beforeReleaseSavepoint", () => {
      throw new Error("not this one");
    });
    await it.engine.transaction((tx) => expect(tx.savepoint(() => it.run("a"), "mine")).rejects.toThrow("not this one"));
    expect(it.driver.log).toEqual(["begin", "savepoint mine", "a", "rollback to mine", "release mine", "commit"]);
    it.engine.events.clear();
    await expectNothingLeaked(it);
  });

  test("an outer scope's handle stands for the innermost one that runs: its statements, its savepoints and their fate", async () => {
    const it = start();
    await it.engine.transaction(async (tx) => {
      let begun = (): void => undefined;
      const inside = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const undone = tx.savepoint(async () => {
        await it.run("a", { tx });
        begun();
        await tx.savepoint(() => it.run("b", { tx }));
        expect(tx.isOpen).toBe(true);
        throw new Error("x");
      });
      // Called from outside of the savepoint, the same handle waits for its end.
      await inside;
      await Promise.allSettled([undone, it.run("c", { tx })]);
    });
    const inner = ["savepoint sp_1", "a", "savepoint sp_2", "b", "release sp_2", "rollback to sp_1", "release sp_1"];
    expect(it.driver.log).toEqual(["begin", ...inner, "c", "commit"]);
    await expectNothingLeaked(it);
  });

  test("that have ended are not used again by their handles, but the scope around them is", async () => {
    const it = start();
    await it.engine.transaction(async (tx) => {
      const ended = await tx.savepoint(async (inner) => inner);
      expect([ended.isOpen, tx.isOpen]).toEqual([false, true]);
      await expect(it.run("a", { tx: ended })).rejects.toMatchObject({ code: "TRANSACTION.ENDED" });
      await expect(ended.savepoint(async () => undefined)).rejects.toMatchObject({ code: "TRANSACTION.ENDED" });
      await it.run("b", { tx });
    });
    expect(it.driver.log).toEqual(["begin", "savepoint sp_1", "release sp_1", "b", "commit"]);
    await expectNothingLeaked(it);
  });
});

describe("statements that commit by themselves", () => {
  const dialect = fakeDialect({}, false, { commitsBefore: (sql) => sql.startsWith("create") });

  test("are refused in transactions, and run outside of them", async () => {
    const it = start({ dialect });
    await it.engine.execute("create a", [], native);
    const inside = it.engine.transaction(() => it.engine.execute("create b", [], native));
    await expect(inside).rejects.toMatchObject({ code: "TRANSACTION.DDL_COMMITS" });
    expect(it.driver.log).toEqual(["create a", "begin", "rollback"]);
    await expectNothingLeaked(it);
  });

  test("are let through when that is meant, and what follows is a transaction again", async () => {
    const it = start({ dialect });
    await it.engine.transaction(
      async (tx) => {
        await it.engine.execute("create a", [], native);
        await it.run("b");
        const inner = tx.savepoint(() => it.engine.execute("create c", [], native));
        await expect(inner).rejects.toMatchObject({ code: "TRANSACTION.DDL_COMMITS" });
      },
      { ddl: "commits", isolation: "serializable" },
    );
    expect(it.driver.log).toEqual([
      "begin serializable",
      "create a",
      "begin serializable",
      "b",
      "savepoint sp_1",
      "rollback to sp_1",
      "release sp_1",
      "commit",
    ]);
    await expectNothingLeaked(it);
  });

  test("leave no statement unprotected when the transaction cannot go on", async () => {
    const it = start({ dialect });
    let begins = 0;
    it.driver.behaviour = (sql) => {
      if (sql === "begin" && ++begins === 2) throw new FakeNativeError("unknown");
    };
    const result = it.engine.transaction(
      async () => {
        await it.engine.execute("create a", [], native);
        await expect(it.run("b")).rejects.toMatchObject({ code: "TRANSACTION.FAILED" });
      },
      { ddl: "commits" },
    );
    await expect(result).rejects.toMatchObject({ code: "TRANSACTION.ABORTED" });
    expect(it.driver.log).not.toContain("b");
    await expectNothingLeaked(it);
  });
});

describe("servers that do not answer", () => {
  const timers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

  test("leave the outcome of a COMMIT unknown once the time is over", async () => {
    timers();
    const it = start();
    it.driver.behaviour = (sql) => (sql === "commit" ? never() : undefined);
    const result = it.engine.transaction(() => it.run("a"), { timeout: 1_000 });
    const outcome = expect(result).rejects.toMatchObject({ code: "TRANSACTION.OUTCOME_UNKNOWN", cause: expect.any(TimeoutError) });
    await vi.advanceTimersByTimeAsync(10_000);
    await outcome;
    expect(it.driver.connections[0]?.isClosed).toBe(true);
    await expectNothingLeaked(it);
  });

  test("may answer a COMMIT late: what is committed is committed", async () => {
    timers();
    const it = start();
    it.driver.behaviour = (sql) => (sql === "commit" ? new Promise((resolve) => setTimeout(resolve, 3_000)) : undefined);
    const result = it.engine.transaction(async () => "done", { timeout: 1_000 });
    await vi.advanceTimersByTimeAsync(10_000);
    await expect(result).resolves.toBe("done");
    await expectNothingLeaked(it);
  });

  test("cannot keep a ROLLBACK waiting for ever, and the error that caused it survives", async () => {
    timers();
    const it = start({ pool: { acquireTimeout: 2_000 } });
    it.driver.behaviour = (sql) => (sql === "rollback" ? never() : undefined);
    const mine = new TransactionError("MINE", "mine");
    const outcome = expect(it.engine.transaction(() => Promise.reject(mine))).rejects.toBe(mine);
    await vi.advanceTimersByTimeAsync(2_000);
    await outcome;
    expect(mine.context["rollbackFailure"]).toMatch(/ROLLBACK was not answered/);
    await expectNothingLeaked(it);
  });

  test("cannot keep a BEGIN or a ping waiting longer than its time", async () => {
    const it = start();
    it.driver.behaviour = (sql) => (sql === "begin" ? never() : undefined);
    await expect(it.engine.transaction(() => it.run("a"), { timeout: 20 })).rejects.toBeInstanceOf(TimeoutError);
    it.driver.behaviour = () => undefined;
    await it.run("a");
    const connection = it.driver.connections.at(-1);
    if (connection) Object.assign(connection, { ping: never });
    await expect(it.engine.ping({ timeout: 20 })).rejects.toBeInstanceOf(TimeoutError);
    expect(connection?.isClosed).toBe(true);
    await expectNothingLeaked(it);
  });

  test("release who waits for the rows of a stream", async () => {
    timers();
    const it = start();
    it.driver.behaviour = () => never();
    await it.engine.connect();
    const [connection] = it.driver.connections;
    let fail = (_: Error): void => undefined;
    Object.assign(connection ?? {}, {
      cancel: never,
      async *stream() {
        yield [1];
        await new Promise((_, reject) => {
          fail = reject;
        });
      },
      close() {
        Object.assign(connection ?? {}, { isClosed: true, usable: false });
        fail(new FakeNativeError("connection", "closed"));
      },
    });
    const read = async () => {
      for await (const _ of it.engine.stream(query("s", true), [], { ...call, timeout: 1_000 }, 10));
    };
    const outcome = expect(read()).rejects.toBeInstanceOf(TimeoutError);
    await vi.advanceTimersByTimeAsync(6_000);
    await outcome;
    await expectNothingLeaked(it);
  });

  test("cost one wait, not one for every idle connection", async () => {
    timers();
    const it = start({ pool: { validateAfter: 1 } });
    it.driver.behaviour = () => new Promise((resolve) => setTimeout(resolve, 5));
    const all = Promise.all(Array.from({ length: 4 }, (_, i) => it.run(`q${i}`)));
    await vi.advanceTimersByTimeAsync(10);
    await all;
    const old = it.driver.connections.slice();
    expect(old).toHaveLength(4);
    for (const connection of old) Object.assign(connection, { ping: never });
    it.driver.behaviour = () => undefined;
    vi.useRealTimers();
    await sleep(5);
    timers();
    const next = it.run("next");
    await vi.advanceTimersByTimeAsync(5_000);
    await next;
    expect(old.map(({ isClosed }) => isClosed)).toEqual([true, true, true, true]);
    await expectNothingLeaked(it);
  });
});

describe("connections that turn out to be dead", () => {
  const dying = (sql: string, times = 1) => failing(sql, times, "connection");

  test("are replaced for a read, silently and once", async () => {
    const it = start();
    await it.run("warm up");
    it.driver.behaviour = dying("a");
    await expect(it.run("a", {}, true)).resolves.toMatchObject({ rows: ["a"] });
    it.driver.behaviour = dying("b");
    await expect(it.run("b", { timeout: 1_000 }, true)).resolves.toMatchObject({ rows: ["b"] });
    it.driver.behaviour = dying("c", 3);
    await expect(it.run("c", { timeout: 1_000 }, true)).rejects.toBeInstanceOf(ConnectionError);
    expect(it.driver.log.filter((sql) => sql === "c")).toHaveLength(2);
    await expectNothingLeaked(it);
  });

  test("are never replaced for a write, which may have been done", async () => {
    const it = start();
    it.driver.behaviour = dying("a");
    await expect(it.run("a")).rejects.toBeInstanceOf(ConnectionError);
    await expect(it.engine.execute("a", [], native)).resolves.toMatchObject({ rows: [[1]] });
    it.driver.behaviour = dying("b");
    await expect(it.engine.execute("b", [], native)).rejects.toBeInstanceOf(ConnectionError);
    expect(it.driver.log.filter((sql) => sql === "b")).toHaveLength(1);
    await expectNothingLeaked(it);
  });

  test("are never replaced inside a transaction, and are for its BEGIN", async () => {
    const it = start();
    it.driver.behaviour = dying("begin");
    await it.engine.transaction(() => it.run("a"));
    it.driver.behaviour = dying("b");
    await expect(it.engine.transaction(() => it.run("b", {}, true))).rejects.toBeInstanceOf(ConnectionError);
    expect(it.driver.log.filter((sql) => sql === "b")).toHaveLength(1);
    await expectNothingLeaked(it);
  });

  test("are replaced for a stream that has given nothing yet", async () => {
    const it = start();
    const read = async (failAt: number) => {
      let at = 0;
      it.driver.behaviour = (_sql, connection) => {
        if (++at !== failAt) return undefined;
        connection.usable = false;
        throw new FakeNativeError("connection");
      };
      let batches = 0;
      for await (const _ of it.engine.stream(query("s", true), [], call, 10)) batches++;
      return batches;
    };
    await expect(read(1)).resolves.toBe(3);
    await expect(read(2)).rejects.toBeInstanceOf(ConnectionError);
    await expectNothingLeaked(it);
  });

  test("make the pool look at the others before it hands them out", async () => {
    const it = start();
    it.driver.behaviour = () => sleep(1);
    await Promise.all(["a", "b", "c"].map((sql) => it.run(sql)));
    for (const connection of it.driver.connections) connection.alive = false;
    it.driver.behaviour = dying("d");
    await expect(it.run("d", {}, true)).resolves.toMatchObject({ rows: ["d"] });
    expect(it.driver.connections.filter(({ ran }) => ran.includes("ping")).length).toBeGreaterThan(0);
    await expectNothingLeaked(it);
  });
});

test("who comes while a connection is being opened does not get the error of that try", async () => {
  const it = start({ pool: { size: 1 } });
  let refuse: (error: Error) => void = () => undefined;
  it.driver.onConnect = () =>
    new Promise((_, reject) => {
      refuse = reject;
    });
  const abort = new AbortController();
  const first = it.run("a", { signal: abort.signal });
  await sleep(5);
  abort.abort();
  await expect(first).rejects.toBeInstanceOf(CancelledError);
  const second = it.run("b");
  await sleep(5);
  it.driver.onConnect = () => undefined;
  refuse(new FakeNativeError("connection"));
  await expect(second).resolves.toMatchObject({ rows: ["b"] });
  await expectNothingLeaked(it);
});

test("close() lets a transaction come to its end, and refuses a new one", async () => {
  const it = start();
  let closing: Promise<void> | undefined;
  await it.engine.transaction(async () => {
    await it.run("a");
    closing = it.engine.close();
    await sleep(5);
    await it.run("b");
  });
  await closing;
  expect(it.driver.log).toEqual(["begin", "a", "b", "commit"]);
  expect(it.driver.open).toBe(0);
  await expect(it.engine.transaction(async () => undefined)).rejects.toMatchObject({ code: "CONNECTION.CLOSED" });
});

test("a read-only transaction sets its connection back after the end", async () => {
  const it = start({ dialect: fakeDialect({}, false, { restore: ({ readOnly }) => (readOnly ? ["set back"] : []) }) });
  await it.engine.transaction(() => it.run("a", {}, true), { readOnly: true });
  await it.engine.transaction(() => Promise.reject(new Error("x")), { readOnly: true }).catch(() => undefined);
  await it.engine.transaction(() => it.run("b"));
  expect(it.driver.log).toEqual(["begin", "a", "commit", "set back", "begin", "rollback", "set back", "begin", "b", "commit"]);
  await expectNothingLeaked(it);
});
