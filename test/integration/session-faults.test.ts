import { setTimeout as sleep } from "node:timers/promises";
import { CancelledError, ConnectionError, Ormdantic, type Session, TransactionOutcomeUnknownError } from "ormdantic";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { author, novel } from "../conformance/session-cases.ts";
import * as models from "../conformance/session-models.ts";
import { Author, emptySessionTables, Novel, Theme } from "../conformance/session-models.ts";
import { FaultyNetwork } from "../support/faulty-network.ts";
import { targets, withDatabase } from "../support/servers.ts";

/** How each server tells its own connection's number, and how another ends it. */
const killing = {
  postgres: { own: "select pg_backend_pid()", kill: (id: unknown) => `select pg_terminate_backend(${id})`, port: 5432 },
  mariadb: { own: "select connection_id()", kill: (id: unknown) => `kill ${id}`, port: 3306 },
  mysql: { own: "select connection_id()", kill: (id: unknown) => `kill ${id}`, port: 3306 },
};

/** Rows to be added, which are to be as they were when that comes to nothing. */
const fresh = () => ({ ...author("new"), novels: [{ ...novel("new one"), themes: [{ label: "new theme" }] }, novel("new two")], profile: { bio: "new" } });

/** Inserts, updates, links and deletes, of which every flush consists. */
async function work(session: Session, added: ReturnType<typeof fresh>): Promise<void> {
  const [old] = (await session.findMany(Author, { name: "old" }, { load: { novels: { orderBy: ["title"], load: { themes: true } } } })).data;
  const [theme] = (await session.findMany(Theme, { label: "theme" })).data;
  if (!old || !theme) throw new Error("not found");
  const [first, second] = old.novels as [(typeof old.novels)[0], (typeof old.novels)[0]];
  session.add(Author, added);
  old.name = "changed";
  session.delete(first);
  second.themes.push(theme as (typeof second.themes)[0]);
  second.pages = 5;
  await session.commit();
}

async function contents(db: Ormdantic): Promise<unknown> {
  const authors = (await db.table(Author).findMany({}, { orderBy: ["name"], load: { novels: { orderBy: ["title"], load: { themes: true } }, profile: true } }))
    .data;
  return authors.map(({ name, novels, profile }) => [
    name,
    profile?.bio,
    novels.map(({ title, pages, themes }) => [title, pages, themes.map(({ label }) => label)]),
  ]);
}
const before = [
  [
    "old",
    undefined,
    [
      ["a", null, []],
      ["b", null, []],
    ],
  ],
];
const after = [
  ["changed", undefined, [["b", 5, ["theme"]]]],
  [
    "new",
    "new",
    [
      ["new one", null, ["new theme"]],
      ["new two", null, []],
    ],
  ],
];

async function reset(db: Ormdantic): Promise<void> {
  await emptySessionTables(db);
  const { id } = await db.table(Author).insert(author("old"));
  await db.table(Novel).insertMany(["a", "b"].map((title) => ({ ...novel(title), authorId: id })));
  await db.table(Theme).insert({ label: "theme" });
}

async function atRest(db: Ormdantic): Promise<void> {
  const pool = () => db.runtimeDiagnostics().pool;
  for (let i = 0; i < 100 && pool()?.idle !== pool()?.size; i++) await sleep(20);
  expect(pool()).toMatchObject({ waiting: 0, idle: pool()?.size });
  expect(pool()?.size).toBeLessThanOrEqual(4);
}

/** After a fault: nothing is written, the rows are as they were, and the same work can be done by another session. */
async function expectRecovered(db: Ormdantic, beside: Ormdantic, added: ReturnType<typeof fresh>): Promise<void> {
  await atRest(db);
  expect(await contents(beside)).toEqual(before);
  expect(added).toEqual(fresh());
  const session = db.session();
  await work(session, added);
  await session.close();
  expect(await contents(beside)).toEqual(after);
  await atRest(db);
}

/** Steps between which others may run: those of promises. */
function abortAfter(steps: number, controller: AbortController): void {
  if (steps === 0) controller.abort();
  else queueMicrotask(() => abortAfter(steps - 1, controller));
}

const points = [
  "beforeFlush",
  "beforeInsert",
  "beforeExecute",
  "afterExecute",
  "afterInsert",
  "afterUpdate",
  "beforeDelete",
  "afterDelete",
  "afterFlush",
  "beforeCommit",
] as const;

describe.each(targets)("sessions on $name", (target) => {
  const database = withDatabase(target);
  let beside: Ormdantic;
  let db: Ormdantic;
  beforeEach(async () => {
    beside = new Ormdantic(database.url, { models, pool: { size: 2 } });
    await beside.init();
    await reset(beside);
    db = new Ormdantic(database.url, { models, pool: { size: 4, acquireTimeout: 5_000 } });
  });
  afterEach(async () => {
    await db.close();
    await beside.close();
  });

  /** How often each event comes in an undisturbed run. */
  async function visits(): Promise<readonly { readonly point: (typeof points)[number]; readonly nth: number }[]> {
    const all: { point: (typeof points)[number]; nth: number }[] = [];
    for (const point of points) {
      let nth = 0;
      db.on(point, () => void all.push({ point, nth: nth++ }));
    }
    const session = db.session();
    await work(session, fresh());
    await session.close();
    db.clearEvents();
    expect(await contents(beside)).toEqual(after);
    return all;
  }

  /** The work with a session that is cancelled on its way. Answers whether that came in time. */
  async function cancelled(controller: AbortController, at: string): Promise<boolean> {
    const session = db.session({ signal: controller.signal });
    const added = fresh();
    const outcome = await work(session, added).then(
      () => "done",
      (error: unknown) => error,
    );
    db.clearEvents();
    await session.close();
    if (outcome === "done") {
      // Too late to stop it.
      expect(await contents(beside), at).toEqual(after);
      await atRest(db);
      return false;
    }
    expect(outcome, at).toBeInstanceOf(CancelledError);
    await expectRecovered(db, beside, added);
    return true;
  }

  test.each(["at once", "some steps after", "soon after"] as const)("a session cancelled %s at any point of its work leaves nothing behind", async (when) => {
    const visited = await visits();
    expect(visited.length).toBeGreaterThan(30);
    for (const [i, { point, nth }] of visited.entries()) {
      await reset(beside);
      const controller = new AbortController();
      let count = 0;
      db.on(point, () => {
        if (count++ !== nth) return;
        if (when === "at once") controller.abort();
        else if (when === "soon after") setImmediate(() => controller.abort());
        else abortAfter(1 + ((i * 7) % 23), controller);
      });
      await cancelled(controller, `${point} ${nth}`);
    }
  });

  // Where nothing waits for a server all of the work is steps.
  test.runIf(target.dialect === "sqlite")("a session cancelled after any number of steps leaves nothing behind", async () => {
    await db.connect();
    let steps = 0;
    for (let isInTime = true; isInTime; steps++) {
      await reset(beside);
      const controller = new AbortController();
      abortAfter(steps, controller);
      isInTime = await cancelled(controller, `${steps} steps`);
    }
    expect(steps).toBeGreaterThan(100);
  });

  test("a handler that throws at any point of a flush undoes it, and the session goes on after a rollback", async () => {
    for (const { point, nth } of await visits()) {
      await reset(beside);
      let count = 0;
      db.on(point, () => {
        if (count++ === nth) throw new Error("mine");
      });
      await using session = db.session();
      const added = fresh();
      await expect(work(session, added), `${point} ${nth}`).rejects.toThrow("mine");
      db.clearEvents();
      await session.rollback();
      await atRest(db);
      expect(await contents(beside)).toEqual(before);
      expect(added).toEqual(fresh());
      // The same session, with what it has read: it has still to do what was undone, and no more.
      session.add(Author, added);
      await session.commit();
      expect((await beside.table(Author).findOne({ name: "new" }, { load: { novels: true } }))?.novels).toHaveLength(2);
    }
  });

  if (target.dialect === "sqlite") return;
  const { own, kill, port } = killing[target.dialect];

  test("a connection killed before any statement of a flush loses nothing and doubles nothing", async () => {
    const statements = (await visits()).filter(({ point }) => point === "beforeExecute").length;
    for (let nth = 0; nth < statements; nth++) {
      await reset(beside);
      let count = 0;
      const session = db.session();
      db.on("beforeExecute", async ({ operation }) => {
        if (operation === "native" || count++ !== nth) return;
        const id = (await db.native.execute(own, [], { tx: await session.transaction() })).scalar();
        await beside.native.execute(kill(id));
        await sleep(20);
      });
      const added = fresh();
      const error = await work(session, added).catch((caught: unknown) => caught);
      db.clearEvents();
      expect(error, `statement ${nth}`).toBeInstanceOf(ConnectionError);
      await session.rollback();
      await session.close();
      await expectRecovered(db, beside, added);
    }
  });

  test.each(["cut", "forward-and-cut"] as const)("a commit whose connection breaks (%s) has an unknown outcome, all or nothing", async (fate) => {
    await using proxy = await FaultyNetwork.to(database.url, port);
    await using far = new Ormdantic(proxy.through(database.url), { models, pool: { size: 4, closeTimeout: 1_000 } });
    await far.connect();
    let commits = 0;
    proxy.fromClient = (chunk) => {
      if (!/commit/i.test(chunk.toString("latin1"))) return "forward";
      commits++;
      return fate;
    };
    if (fate === "forward-and-cut") proxy.fromServer = () => (commits > 0 ? "drop" : "forward");
    const session = far.session();
    const error = await work(session, fresh()).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TransactionOutcomeUnknownError);
    proxy.heal();
    await sleep(300);
    expect(commits).toBe(1);
    expect(await contents(beside)).toEqual(fate === "cut" ? before : after);
    await session.close();
    await reset(beside);
    await expectRecovered(far, beside, fresh());
  });
});
