import { CancelledError, type Ormdantic, TransactionError, UniqueViolationError, ValidationError } from "ormdantic";
import { expect } from "vitest";
import { conforms } from "../conformance.ts";
import { author, inSession, novel, statementsOf } from "../session-cases.ts";
import { Author, emptySessionTables, Folder, Novel, OrderLine, Paper, Profile, Theme } from "../session-models.ts";

const names = async (db: Ormdantic) => (await db.table(Author).findMany({}, { orderBy: ["name"] })).data.map(({ name }) => name);

inSession("a failed flush leaves the session as it was, and only a rollback may follow", async (session, { db }) => {
  const id = "00000000-0000-4000-8000-000000000001";
  await db.table(Theme).insert({ id, label: "taken" });
  const row = session.add(Author, { ...author("a"), novels: [novel("n")] });
  const clash = session.add(Theme, { id, label: "clash" });
  await expect(session.flush()).rejects.toThrow(UniqueViolationError);
  expect(row.id).toBeUndefined();
  expect(row.novels).toEqual([novel("n")]);
  expect(session.state.new).toEqual([row, clash]);
  for (const call of [() => session.flush(), () => session.commit(), () => session.findMany(Author), () => session.transaction()]) {
    await expect(call()).rejects.toThrow(expect.objectContaining({ code: "SESSION.ROLLBACK_REQUIRED", cause: expect.any(UniqueViolationError) }));
  }
  expect(() => session.add(Theme, { label: "x" })).toThrow(/call rollback\(\) before anything else/);
  await session.rollback();
  expect(session.state.new).toEqual([]);
  session.add(Author, row);
  session.add(Theme, { label: "free" });
  await session.commit();
  expect([await db.table(Author).count(), await db.table(Novel).count(), await db.table(Theme).count()]).toEqual([1, 1, 2]);
});

inSession("a tree of new rows that was flushed and rolled back is stored when it is added again", async (session, { db }) => {
  const leaf = { name: "leaf" };
  const root = { name: "root", children: [{ name: "branch", children: [leaf] }] };
  session.add(Folder, root);
  await expect(session.savepoint(() => Promise.reject(new Error("undo")))).rejects.toThrow("undo");
  await session.rollback();
  expect(leaf).toEqual({ name: "leaf" });
  session.add(Folder, root);
  await session.commit();
  expect((await db.table(Folder).findMany({ parentId: { isNull: false } }, { orderBy: ["name"] })).data.map(({ name }) => name)).toEqual(["branch", "leaf"]);
});

inSession("rows that were read stay known after a rollback, with what was changed on them", async (session, { db }) => {
  const { id } = await db.table(Author).insert({ ...author("a"), rating: 1 });
  const row = (await session.findOne(Author, id, { load: { novels: true } })) as Author & { novels: object[] };
  row.rating = 9;
  await expect(session.commit()).rejects.toThrow(ValidationError);
  await session.rollback();
  expect(session.has(row)).toBe(true);
  row.rating = 5;
  row.novels.push(novel("n"));
  await session.commit();
  expect(await db.table(Author).findOne(id, { load: { novels: true } })).toMatchObject({ rating: 5, novels: [{ title: "n" }] });
  // What was written and undone is written again; what was deleted and undone is there.
  row.name = "b";
  await session.flush();
  await session.rollback();
  expect(session.state.dirty).toEqual([row]);
  await session.commit();
  expect(await names(db)).toEqual(["b"]);
  const other = (await session.findOne(Novel, { title: "n" })) as Novel;
  session.delete(other);
  await session.flush();
  await session.rollback();
  expect(session.getCached(Novel, other.id)).toBe(other);
  await session.commit();
  expect(await db.table(Novel).count()).toBe(1);
});

inSession("a rollback takes generated values back, and forgets what was added", async (session, { db }) => {
  const row = session.add(Author, { ...author("a"), novels: [novel("n")] });
  await session.flush();
  expect(row.novels[0]).toMatchObject({ authorId: row.id });
  await session.rollback();
  expect(row).toEqual({ ...author("a"), novels: [novel("n")] });
  expect([session.has(row), session.hasChanges]).toEqual([false, false]);
  await session.commit();
  expect(await db.table(Author).count()).toBe(0);
  session.add(Author, row);
  await session.commit();
  expect(await db.table(Novel).count()).toBe(1);
  const again = session.add(Theme, { label: "read again" });
  await session.flush();
  await session.refresh(again);
  await session.rollback();
  expect([session.has(again), again]).toEqual([false, { label: "read again" }]);
  const paper = session.add(Paper, { title: "p" });
  await session.commit();
  paper.title = "q";
  await session.flush();
  expect(paper.version).toBe(2);
  await session.rollback();
  expect(paper.version).toBe(1);
  await session.commit();
  expect(await db.table(Paper).findOne(paper.id)).toMatchObject({ title: "q", version: 2 });
});

inSession("a savepoint that fails takes back what was done in it, in the database and in the session", async (session, { db }) => {
  const kept = session.add(Author, author("kept"));
  await session.flush();
  const given = { label: "t" };
  await expect(
    session.savepoint(async () => {
      session.add(Theme, given);
      kept.rating = 1;
      await session.flush();
      expect(given).toHaveProperty("id");
      session.delete(kept);
      throw new Error("mine");
    }),
  ).rejects.toThrow("mine");
  expect(given).toEqual({ label: "t" });
  expect([session.has(given), session.has(kept), session.state.deleted]).toEqual([false, true, []]);
  expect(session.state.dirty).toEqual([kept]);

  const inner = await session.savepoint(async () => {
    await expect(
      session.savepoint(async () => {
        session.add(Author, author("lost"));
      }, "named"),
    ).resolves.toBeUndefined();
    await expect(
      session.savepoint(async () => {
        session.add(Profile, { bio: "x", authorId: -1 });
      }),
    ).rejects.toThrow();
    return session.add(Author, author("inner"));
  });
  expect(inner.id).toBeGreaterThan(0);
  await session.commit();
  expect(await names(db)).toEqual(["inner", "kept", "lost"]);
  expect(await db.table(Author).findOne(kept.id)).toMatchObject({ rating: 1 });
  await expect(session.savepoint(async () => undefined, "not a name")).rejects.toThrow(/savepoint's name/);
  session.add(Author, author("still usable"));
  await session.commit();
  expect(await db.table(Author).count()).toBe(4);
});

inSession("calls made at once take turns, also around a savepoint", async (session, { db }) => {
  session.addAll(
    Author,
    ["a", "b", "c"].map((name) => author(name)),
  );
  await Promise.all([session.flush(), session.flush(), session.findMany(Author), session.flush()]);
  let isInside = false;
  const [, found] = await Promise.all([
    session.savepoint(async () => {
      isInside = true;
      session.add(Author, author("d"));
      await session.flush();
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(await session.findMany(Author)).toMatchObject({ data: { length: 4 } });
      isInside = false;
    }),
    session.findMany(Author).then((rows) => ({ rows, isInside })),
  ]);
  expect([found.rows.data.length, found.isInside]).toEqual([4, false]);
  await session.commit();
  expect(await names(db)).toEqual(["a", "b", "c", "d"]);
});

inSession("events come around a flush in order, with the session", async (session, { db }) => {
  const seen: string[] = [];
  const rows = [
    "beforeFlush",
    "beforeCreate",
    "beforeInsert",
    "afterInsert",
    "afterCreate",
    "beforeUpdate",
    "afterUpdate",
    "beforeDelete",
    "afterDelete",
    "afterFlush",
  ];
  for (const name of [...rows, "beforeBegin", "beforeCommit", "afterCommit"] as "beforeFlush"[])
    db.on(name, (event) => void seen.push("session" in event && event.session === session ? `${name}!` : name));
  const row = session.add(Author, author("a"));
  await session.commit();
  expect(seen).toEqual([
    "beforeFlush!",
    "beforeBegin",
    "beforeCreate",
    "beforeInsert",
    "afterInsert",
    "afterCreate",
    "afterFlush!",
    "beforeCommit",
    "afterCommit",
  ]);
  seen.length = 0;
  row.name = "b";
  await session.flush();
  session.delete(row);
  await session.flush();
  expect(seen).toEqual([
    ...["beforeFlush!", "beforeBegin", "beforeUpdate", "afterUpdate", "afterFlush!"],
    ...["beforeFlush!", "beforeDelete", "afterDelete", "afterFlush!"],
  ]);
  seen.length = 0;
  await session.commit();
  await session.commit();
  expect(seen).toEqual(["beforeFlush!", "afterFlush!", "beforeCommit", "afterCommit", "beforeFlush!", "afterFlush!"]);
  db.clearEvents();
  seen.length = 0;

  // Handlers may stage more, look around in the transaction, and stop the flush; they cannot wait for the session that waits for them.
  let stopped: unknown;
  db.on("beforeFlush", async () => {
    session.add(Author, author("by a handler"));
    await session.flush().catch((error: unknown) => {
      stopped = error;
    });
    seen.push(String(await db.table(Author).count({}, { tx: await session.transaction() })));
  });
  await session.commit();
  expect(stopped).toMatchObject({ code: "SESSION.IN_HANDLER" });
  expect(seen).toEqual(["0"]);
  db.clearEvents();
  expect(await names(db)).toEqual(["by a handler"]);
  db.on("beforeInsert", () => {
    throw new Error("not this one");
  });
  session.add(Author, author("refused"));
  await expect(session.commit()).rejects.toThrow("not this one");
  await session.rollback();
});

inSession("what fails after the commit leaves a session with what is stored", async (session, { db }) => {
  const row = session.add(Author, author("a"));
  (await session.transaction()).afterCommit(() => Promise.reject(new Error("no mail")));
  await expect(session.commit()).rejects.toMatchObject({ code: "TRANSACTION.HOOK_FAILED" });
  expect([row.id > 0, session.has(row), session.hasChanges]).toEqual([true, true, false]);
  db.on("afterCommit", () => {
    throw new Error("no log");
  });
  const around = db.session(async (inner) => inner.add(Author, author("b")));
  await expect(around).rejects.toMatchObject({ code: "TRANSACTION.HOOK_FAILED" });
  row.name = "c";
  await expect(session.commit()).rejects.toMatchObject({ code: "TRANSACTION.HOOK_FAILED" });
  db.clearEvents();
  expect(await statementsOf(db, () => session.commit())).toEqual([]);
  expect(await names(db)).toEqual(["b", "c"]);
});

conforms("sessions and transactions at once never see each other's statements", async ({ db }) => {
  await emptySessionTables(db);
  const work = async (i: number): Promise<void> => {
    if (i % 2 === 0) {
      await db.session(async (session) => {
        session.add(Author, author(`s${i}`));
        await session.flush();
        const seen = (await session.findMany(Author, {}, { load: { novels: true } })).data.map(({ name }) => name);
        expect(seen).toContain(`s${i}`);
        if (i !== 4) expect(seen).not.toContain("s4");
        if (i === 4) throw new Error("undo");
      });
    } else {
      await db.transaction(async () => {
        await db.table(Novel).insert({ ...novel(`t${i}`), authorId: null });
        const seen = (await db.table(Novel).findMany()).data.map(({ title }) => title);
        if (i !== 5) expect(seen).not.toContain("t5");
        if (i === 5) throw new Error("undo");
      });
    }
  };
  const own = db.session();
  own.add(Theme, { label: "own" });
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => work(i)));
  expect(outcomes.map(({ status }) => status)).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((i) => (i === 4 || i === 5 ? "rejected" : "fulfilled")));
  expect(await db.table(Theme).count()).toBe(0);
  await own.commit();
  await own.close();
  const titles = (await db.table(Novel).findMany({}, { orderBy: ["title"] })).data.map(({ title }) => title);
  expect([await names(db), titles, await db.table(Theme).count()]).toEqual([["s0", "s2", "s6"], ["t1", "t3", "t7"], 1]);
});

conforms("of two sessions that change one row, the second is told", async ({ db }) => {
  await emptySessionTables(db);
  const { id } = await db.table(Paper).insert({ title: "a" });
  await using one = db.session();
  const first = (await one.get(Paper, id)) as Paper;
  await one.commit();
  await using two = db.session();
  const second = (await two.get(Paper, id)) as Paper;
  await two.commit();
  first.title = "one";
  second.title = "two";
  await one.commit();
  await expect(two.commit()).rejects.toThrow(expect.objectContaining({ code: "SESSION.STALE_DATA" }));
  await two.rollback();
  await two.refresh(second);
  expect(second).toMatchObject({ title: "one", version: 2 });
  second.title = "two";
  await two.commit();
  expect(await db.table(Paper).findOne(id)).toMatchObject({ title: "two", version: 3 });
});

conforms("a session is not begun before it is needed, and writes nothing when nothing has changed", async ({ db }) => {
  await emptySessionTables(db);
  await db.table(Author).insert(author("a"));
  const seen: string[] = [];
  for (const name of ["beforeBegin", "beforeCommit", "beforeRollback"] as const) db.on(name, () => void seen.push(name));
  const session = db.session({ isolation: undefined });
  await session.commit();
  await session.rollback();
  expect(seen).toEqual([]);
  const row = (await session.findOne(Author, { name: "a" })) as Author;
  await session.commit();
  expect(seen).toEqual(["beforeBegin", "beforeCommit"]);
  expect(await statementsOf(db, () => session.commit())).toEqual([]);
  expect(seen).toEqual(["beforeBegin", "beforeCommit"]);
  row.name = "b";
  await session.flush();
  await session.close();
  expect(seen.slice(2)).toEqual(["beforeBegin", "beforeRollback"]);
  db.clearEvents();
  expect(await names(db)).toEqual(["a"]);
});

conforms("a session inside a transaction is part of it, and one by hand is refused there", async ({ db }) => {
  await emptySessionTables(db);
  await db.transaction(async () => {
    await expect(
      db.session(async (session) => {
        session.add(Author, author("undone"));
        await session.flush();
        throw new Error("inner");
      }),
    ).rejects.toThrow("inner");
    await db.session(async (session) => session.add(Author, author("kept")));
    await using session = db.session();
    await expect(session.findMany(Author)).rejects.toThrow(TransactionError);
  });
  expect(await names(db)).toEqual(["kept"]);
  await expect(db.session({ isolaton: "serializable" } as object).findMany(Author)).rejects.toThrow(/isolaton/);
});

conforms("a session that is cancelled writes nothing, and says so", async ({ db }) => {
  await emptySessionTables(db);
  const controller = new AbortController();
  const session = db.session({ signal: controller.signal });
  const row = session.add(Author, author("a"));
  await session.flush();
  controller.abort(new Error("enough"));
  row.name = "b";
  await expect(session.commit()).rejects.toThrow(CancelledError);
  await expect(session.commit()).rejects.toThrow(/rollback/);
  await session.rollback();
  await expect(session.findMany(Author)).rejects.toThrow(CancelledError);
  await session.close();
  expect(await names(db)).toEqual([]);
  // All is flushed, and only the COMMIT is missing.
  const late = new AbortController();
  await using flushed = db.session({ signal: late.signal });
  const added = flushed.add(Author, author("b"));
  await flushed.flush();
  late.abort();
  await expect(flushed.commit()).rejects.toThrow(CancelledError);
  expect([added.id, flushed.has(added), await names(db)]).toEqual([undefined, false, []]);
  await expect(db.session(async (s) => s.add(Author, author("x")), { signal: AbortSignal.abort() })).rejects.toThrow(CancelledError);
});

conforms("what a relation cannot hold is refused by name", async ({ db }) => {
  await emptySessionTables(db);
  const attempts: readonly [object, RegExp][] = [
    [{ ...author("a"), novels: null }, /"author\.novels" is a collection and must be a list/],
    [{ ...author("a"), novels: {} }, /"author\.novels" takes a list of rows/],
    [{ ...author("a"), novels: [5] }, /"author\.novels" holds something that is no row/],
    [{ ...author("a"), profile: [] }, /"author\.profile" takes a row or null/],
    [{ ...author("a"), novels: [{ titel: "x" }] }, /a row of "novel" has no "titel"; it has id, title/],
  ];
  for (const [row, message] of attempts) {
    await using session = db.session();
    session.add(Author, row as never);
    await expect(session.flush()).rejects.toThrow(message);
    await expect(session.flush()).rejects.toThrow(TransactionError);
  }
  await using session = db.session();
  const theme = session.add(Theme, { label: "t" });
  session.add(Author, { ...author("a"), novels: [theme] } as never);
  await expect(session.flush()).rejects.toThrow(/"author\.novels" takes rows of "novel", not of "theme"/);
  await session.rollback();
  session.add(OrderLine, { orderId: 1, product: "no number" } as never);
  await expect(session.flush()).rejects.toThrow(/"order_lines" needs "no"/);
});
