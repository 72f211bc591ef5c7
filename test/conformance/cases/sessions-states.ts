import { NotFoundError, QueryError, raiseload, TransactionError } from "ormdantic";
import { expect } from "vitest";
import { author, inSession, novel, statementsOf } from "../session-cases.ts";
import { Author, Novel, Order, OrderLine, Profile, Sum, Theme } from "../session-models.ts";

inSession("a session writes nothing before a flush, and what was flushed is seen by others after the commit", async (session, { db }) => {
  const given = author("Ada");
  const row = session.add(Author, given);
  expect(row).toBe(given);
  expect(session.state).toEqual({ new: [row], dirty: [], deleted: [] });
  expect([session.has(row), session.hasChanges, session.isOpen]).toEqual([true, true, true]);
  await session.flush();
  expect(row.id).toBeGreaterThan(0);
  expect([row.rating, row.initial]).toEqual([3, "A"]);
  expect(session.state).toEqual({ new: [], dirty: [], deleted: [] });
  expect(session.hasChanges).toBe(false);
  expect(await session.get(Author, row.id)).toBe(row);
  await session.commit();
  expect(await db.table(Author).findOne(row.id)).toEqual(row);
});

inSession("addAll, delete, expunge and has move rows through their states", async (session, { db }) => {
  const [a, b, c] = session.addAll(Author, [author("a"), author("b"), author("c")]) as [Author, Author, Author];
  session.delete(b);
  session.expunge(c);
  expect([a, b, c].map((row) => session.has(row))).toEqual([true, expect.any(Boolean), false]);
  await session.commit();
  expect((await db.table(Author).findMany()).data.map(({ name }) => name)).toEqual(["a"]);
  expect([session.has(b), b.id, c.id]).toEqual([false, undefined, undefined]);

  a.name = "never written";
  session.expunge(a);
  expect(session.getCached(Author, a.id)).toBeUndefined();
  await session.commit();
  expect((await db.table(Author).findOne(a.id))?.name).toBe("a");

  const again = await session.get(Author, a.id);
  expect(again).not.toBe(a);
  session.delete(again as Author);
  expect(session.state.deleted).toEqual([again]);
  expect(await session.get(Author, a.id)).toBeNull();
  expect(session.getCached(Author, a.id)).toBeUndefined();
  session.add(Author, again as Author);
  expect(session.state.deleted).toEqual([]);
  session.delete(again as Author);
  await session.commit();
  expect(await db.table(Author).count()).toBe(0);
  expect(session.has(again as Author)).toBe(false);
});

inSession("get and getCached know one object for each row, by simple and composite keys", async (session, { db }) => {
  const { id } = await db.table(Order).insert({ customer: "x" });
  await db.table(OrderLine).insert({ orderId: id, no: 1, product: "p" });
  expect(session.getCached(Order, id)).toBeUndefined();
  const order = await session.get(Order, id);
  const line = await session.get(OrderLine, { no: 1, orderId: id });
  expect(order).toMatchObject({ customer: "x" });
  expect(await statementsOf(db, () => session.get(Order, id))).toEqual([]);
  expect(session.getCached(Order, id)).toBe(order);
  expect(await session.get(OrderLine, { orderId: id, no: 1 })).toBe(line);
  expect(session.getCached(OrderLine, { orderId: id, no: 1 })).toBe(line);
  expect(await session.get(Order, -1)).toBeNull();
  const loaded = await session.get(Order, id, { load: { lines: true } });
  expect(loaded).toBe(order);
  expect(loaded?.lines).toEqual([line]);
  expect(loaded?.lines[0]).toBe(line);
});

inSession("reads of a session share its objects and keep pending changes", async (session, { db }) => {
  const { id } = await db.table(Author).insert(author("a"));
  await db.table(Novel).insertMany([
    { ...novel("one"), authorId: id },
    { ...novel("two"), authorId: id },
  ]);
  const row = await session.findOne(Author, { name: "a" });
  if (!row) throw new Error("not found");
  row.rating = 5;
  const again = (await session.findMany(Author, {}, { load: { novels: { orderBy: ["title"], load: { author: true } } } })).data[0];
  expect(again).toBe(row);
  expect(again?.rating).toBe(5);
  expect(again?.novels.map(({ title }) => title)).toEqual(["one", "two"]);
  expect(again?.novels[0]?.author).toBe(row);
  const streamed = [];
  for await (const one of session.stream(Novel, {}, { batch: 1, orderBy: ["-title"], load: { author: true } })) streamed.push(one);
  expect(streamed.map(({ title }) => title)).toEqual(["two", "one"]);
  expect(streamed[0]).toBe(again?.novels[1]);
  expect(session.state.dirty).toEqual([row]);

  // A collection that was changed is not loaded over; one that was not is.
  again?.novels.pop();
  await db.table(Novel).updateWhere({ title: "one" }, { pages: 7 }, { tx: await session.transaction() });
  const [same] = (await session.findMany(Author, {}, { load: { novels: true } })).data;
  expect(same?.novels).toHaveLength(1);
  expect(same?.novels[0]?.pages).toBeNull();

  const picked = await session.findOne(Author, id, { select: ["id", "name"] });
  expect(picked).toEqual({ id, name: "a" });
  expect(session.has(picked as object)).toBe(false);
  await session.commit();
  expect(await db.table(Author).findOne(id)).toMatchObject({ rating: 5 });
  expect(await db.table(Novel).findOne({ title: "two" })).toMatchObject({ authorId: null });
});

inSession("a session reads rows that were loaded to raise, and loads them later", async (session, { db }) => {
  await db.table(Author).insert(author("a"));

  const [row] = (await session.findMany(Author, {}, { load: { novels: raiseload() } })).data;
  if (!row) throw new Error("not found");
  expect(() => (row as unknown as { novels: unknown }).novels).toThrow(/not loaded/);
  row.name = "b";
  await session.flush();
  const [loaded] = (await session.findMany(Author, {}, { load: { novels: true } })).data;
  expect(loaded).toBe(row);
  expect(loaded?.novels).toEqual([]);
});

inSession("expire forgets what is pending, and the next read fills the row anew", async (session, { db }) => {
  const { id } = await db.table(Author).insert({ ...author("a"), prefs: { theme: "dark", tags: [] } });
  const row = await session.get(Author, id);
  if (!row) throw new Error("not found");
  row.name = "pending";
  session.expire(row);
  expect(session.hasChanges).toBe(false);
  expect(session.getCached(Author, id)).toBeUndefined();
  await session.flush();
  await db.table(Author).update(id, { name: "elsewhere", prefs: null }, { tx: await session.transaction() });
  expect(await session.get(Author, id)).toBe(row);
  expect(row).toMatchObject({ name: "elsewhere", prefs: null });
  row.name = "c";
  await session.commit();
  expect(await db.table(Author).findOne(id)).toMatchObject({ name: "c" });
});

inSession("an expired row that gets a new parent keeps its other columns as they are stored", async (session, { db }) => {
  const { id } = await db.table(Novel).insert({ ...novel("stored"), authorId: null });
  const parent = session.add(Author, { ...author("a"), novels: [] as Novel[] });
  const row = (await session.get(Novel, id)) as Novel;
  row.title = "gone";
  session.expire(row);
  parent.novels.push(row);
  await session.commit();
  expect(await db.table(Novel).findOne(id)).toMatchObject({ title: "stored", authorId: parent.id });
  expect(await session.get(Novel, id)).toMatchObject({ title: "stored", authorId: parent.id });
});

inSession("refresh reads a row again over pending changes, with what cascades and what is loaded", async (session, { db }) => {
  const { id } = await db.table(Author).insert(author("a"));
  await db.table(Profile).insert({ bio: "old", authorId: id });
  await db.table(Novel).insert({ ...novel("n"), authorId: id });
  const row = await session.findOne(Author, id, { load: { profile: true, novels: true } });
  if (!row?.profile || !row.novels[0]) throw new Error("not found");
  const [profile, first] = [row.profile, row.novels[0]];
  row.name = "x";
  profile.bio = "x";
  first.title = "x";
  expect(await session.refresh(row)).toBe(row);
  // The relation cascades refresh for the profile, not for the novels.
  expect([row.name, profile.bio, first.title]).toEqual(["a", "old", "x"]);
  const tx = await session.transaction();
  await db.table(Novel).insert({ ...novel("second"), authorId: id }, { tx });
  row.novels.pop();
  await session.refresh(row, { load: { novels: { orderBy: ["id"] } } });
  expect(row.novels).toHaveLength(2);
  expect(row.novels[0]).toBe(first);
  expect(first.title).toBe("x");
  await db.table(Profile).deleteWhere({}, { allowAll: true, tx });
  await db.table(Novel).deleteWhere({}, { allowAll: true, tx });
  await db.table(Author).delete(id, { tx });
  await expect(session.refresh(row)).rejects.toThrow(NotFoundError);
});

inSession("merge copies a row from elsewhere onto the session's own object, or makes one", async (session, { db }) => {
  const { id } = await db.table(Author).insert({ ...author("a"), rating: 5 });
  const merged = await session.merge(Author, { id, name: "b" });
  expect(merged).toMatchObject({ id, name: "b", rating: 5 });
  expect(session.state.dirty).toEqual([merged]);
  expect(await session.merge(Author, { id, rating: 1 })).toBe(merged);
  const fresh = await session.merge(Author, author("new"));
  expect(session.state.new).toEqual([fresh]);
  await session.commit();
  expect((await db.table(Author).findMany({}, { orderBy: ["name"] })).data).toMatchObject([
    { id, name: "b", rating: 1 },
    { name: "new", rating: 3 },
  ]);

  // With relations, and columns only the database writes.
  const novels = [
    { ...novel("x"), authorId: id },
    { ...novel("y"), authorId: id },
  ];
  const stored = await db.table(Novel).insertMany(novels);
  await db.table(Sum).insert({ id: 1, a: 1, b: 2 });
  const detached = { id, name: "c", novels: [{ ...(stored[0] as Novel), pages: 5 }, novel("z")] };
  const target = (await session.merge(Author, detached as never)) as Author & { novels: Novel[] };
  const sum = await session.merge(Sum, { id: 1, a: 10, total: 999 });
  await session.commit();
  expect(target).toBe(merged);
  expect(sum).toMatchObject({ id: 1, a: 10, b: 2, total: 12 });
  expect((await db.table(Novel).findMany({}, { orderBy: ["title"] })).data).toMatchObject([
    { title: "x", pages: 5, authorId: id },
    { title: "y", pages: null, authorId: id },
    { title: "z", authorId: id },
  ]);
});

inSession("a session goes on after a commit, and is closed for good by close()", async (session, { db }) => {
  const row = session.add(Author, author("a"));
  await session.commit();
  row.name = "b";
  await session.commit();
  expect(await db.table(Author).findOne(row.id)).toMatchObject({ name: "b" });
  row.name = "c";
  await session.flush();
  await session.close();
  await session.close();
  expect(session.isOpen).toBe(false);
  expect(await db.table(Author).findOne(row.id)).toMatchObject({ name: "b" });
  for (const call of [() => session.flush(), () => session.commit(), () => session.rollback(), () => session.get(Author, 1), () => session.findMany(Author)]) {
    await expect(call()).rejects.toThrow(expect.objectContaining({ code: "SESSION.CLOSED" }));
  }
  expect(() => session.add(Author, author("d"))).toThrow(TransactionError);
  expect(() => session.delete(row)).toThrow(/closed/);
});

inSession("a session is rolled back when its scope ends without a commit", async (_, { db }) => {
  await (async () => {
    await using session = db.session();
    session.add(Author, author("kept"));
    await session.commit();
    session.add(Author, author("lost"));
    await session.flush();
  })();
  expect((await db.table(Author).findMany()).data.map(({ name }) => name)).toEqual(["kept"]);
});

inSession("a session around a function commits with it, is joined by every call in it, and takes back everything when it throws", async (_, { db }) => {
  const answer = await db.session(async (session) => {
    const row = session.add(Author, author("a"));
    await session.flush();
    expect(await db.table(Author).count()).toBe(1);
    await db.table(Novel).insert({ ...novel("n"), authorId: row.id });
    row.rating = 1;
    return row;
  });
  expect(await db.table(Author).findOne(answer.id, { load: { novels: true } })).toMatchObject({ rating: 1, novels: [{ title: "n" }] });
  const given = author("b");
  await expect(
    db.session(async (session) => {
      session.add(Author, given);
      await session.flush();
      expect(given).toHaveProperty("id");
      throw new Error("mine");
    }),
  ).rejects.toThrow("mine");
  expect(given).toEqual(author("b"));
  expect(await db.table(Author).count()).toBe(1);
  await expect(db.session((session) => session.commit())).rejects.toThrow(/commits when the function returns/);
  await expect(db.session((session) => session.rollback())).rejects.toThrow(expect.objectContaining({ code: "SESSION.INSIDE" }));
});

inSession("misuse is refused with what to do instead", async (session, { db }) => {
  const codeOf = (call: () => unknown): string => {
    try {
      call();
    } catch (error) {
      return (error as QueryError).code;
    }
    return "nothing";
  };
  const stranger = await db.table(Author).insert(author("a"));
  expect(codeOf(() => session.add(Author, null as never))).toBe("SESSION.BAD_ROW");
  expect(codeOf(() => session.add(Author, { ...author("a"), nam: 1 } as never))).toBe("SESSION.UNKNOWN_PROPERTY");
  expect(codeOf(() => session.delete(stranger))).toBe("SESSION.NOT_TRACKED");
  expect(codeOf(() => session.expunge(stranger))).toBe("SESSION.NOT_TRACKED");
  expect(codeOf(() => session.expire(stranger))).toBe("SESSION.NOT_TRACKED");
  await expect(session.refresh(stranger)).rejects.toThrow(/merge\(Model, row\) first/);
  await expect(session.findMany(Author, {}, { tx: await session.transaction() } as never)).rejects.toThrow(QueryError);
  await expect(session.findMany(Author, { nam: 1 } as never)).rejects.toThrow(/nam/);
  await expect(session.findMany(Author, {}, { ofset: 1 } as never)).rejects.toThrow(/ofset/);
  await expect(session.merge(Author, 5 as never)).rejects.toThrow(expect.objectContaining({ code: "SESSION.BAD_ROW" }));
  const known = (await session.get(Author, stranger.id)) as Author;
  expect(codeOf(() => session.add(Author, { ...author("b"), id: known.id }))).toBe("SESSION.ALREADY_PRESENT");
  const added = session.add(Theme, { label: "x" });
  expect(codeOf(() => session.expire(added))).toBe("SESSION.NOT_STORED");
  await expect(session.refresh(added)).rejects.toThrow(/flush\(\) first/);
  session.delete(known);
  expect(codeOf(() => session.add(Author, { ...author("b"), id: known.id }))).toBe("SESSION.ALREADY_PRESENT");
  await expect(session.merge(Author, { id: known.id, name: "x" })).rejects.toThrow(expect.objectContaining({ code: "SESSION.DELETED" }));
  await expect(session.refresh(known)).rejects.toThrow(expect.objectContaining({ code: "SESSION.DELETED" }));
});
