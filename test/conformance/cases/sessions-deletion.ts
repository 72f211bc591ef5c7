import { ForeignKeyViolationError, StaleDataError } from "ormdantic";
import { expect } from "vitest";
import { author, inSession, novel, statementsOf } from "../session-cases.ts";
import { Author, Club, File, Folder, Novel, NovelTheme, Order, OrderLine, Pin, Player, Profile, Sheet, Shortcut, Theme } from "../session-models.ts";

inSession("deleting a parent lets unloaded children go where their key can be null", async (session, { db }) => {
  const { id } = await db.table(Author).insert(author("a"));
  await db.table(Novel).insertMany([
    { ...novel("one"), authorId: id },
    { ...novel("two"), authorId: id },
  ]);
  const known = (await session.findOne(Novel, { title: "one" })) as Novel;
  known.pages = 5;
  session.delete((await session.get(Author, id)) as Author);
  await session.commit();
  expect(known).toMatchObject({ authorId: null, pages: 5 });
  expect((await db.table(Novel).findMany()).data.map(({ authorId }) => authorId)).toEqual([null, null]);
  expect(await statementsOf(db, () => session.commit())).toEqual([]);
});

inSession("deleting an owner deletes what it owns, loaded or not, and what was added to it meanwhile is never stored", async (session, { db }) => {
  const { id } = await db.table(Order).insert({ customer: "a" });
  await db.table(OrderLine).insertMany([1, 2, 3].map((no) => ({ orderId: id, no, product: "p" })));
  const order = (await session.get(Order, id)) as Order & { lines?: unknown[] };
  order.lines = [{ no: 9, product: "never stored" }];
  session.delete(order);
  await session.commit();
  expect([await db.table(Order).count(), await db.table(OrderLine).count()]).toEqual([0, 0]);
  const { id: authorId } = await db.table(Author).insert(author("b"));
  await db.table(Profile).insert({ bio: "b", authorId });
  const row = (await session.get(Author, authorId)) as Author;
  session.delete(row);
  await session.commit();
  expect(await db.table(Profile).count()).toBe(0);
});

inSession("a child that was given another parent outlives the old one", async (session, { db }) => {
  const [a, b] = session.addAll(Author, [
    { ...author("a"), profile: { bio: "p" } as Profile | null },
    { ...author("b"), profile: null as Profile | null },
  ]);
  await session.commit();
  if (!a || !b) throw new Error("not added");
  const { profile } = a;
  a.profile = null;
  b.profile = profile;
  session.delete(a);
  await session.commit();
  expect((await db.table(Profile).findMany()).data).toMatchObject([{ bio: "p", authorId: b.id }]);
  const folder = session.add(Folder, { name: "root", parentId: null, children: [{ name: "kept" }, { name: "gone" }] });
  await session.commit();
  const kept = folder.children[0] as unknown as Folder;
  kept.parentId = null;
  session.delete(folder);
  await session.commit();
  expect((await db.table(Folder).findMany()).data.map(({ name }) => name)).toEqual(["kept"]);
  expect(session.has(kept)).toBe(true);
});

inSession("deleting a tree takes a statement for each level of reading, and one for the rows", async (session, { db }) => {
  type Branch = { name: string; children: Branch[] };
  const tree = (depth: number): Branch => ({ name: `d${depth}`, children: depth === 0 ? [] : [tree(depth - 1), tree(depth - 1), tree(depth - 1)] });
  const { id } = session.add(Folder, { ...tree(3), parentId: null } as never) as unknown as Folder & { id: number };
  await session.commit();
  const stored = (await db.table(Folder).findOne({ name: "d3" })) as Folder;
  expect(id).toBeUndefined();
  await using other = db.session();
  other.delete((await other.get(Folder, stored.id)) as Folder);
  const statements = await statementsOf(db, () => other.commit());
  expect(statements.filter((one) => one.startsWith("delete "))).toEqual(["delete folder"]);
  expect(statements.length).toBeLessThanOrEqual(8);
  expect(await db.table(Folder).count()).toBe(0);
});

inSession("what the database does to children is followed by the session", async (session, { db }) => {
  const folder = session.add(Folder, {
    name: "f",
    parentId: null,
    files: [{ name: "file", pins: [{}] }],
    shortcuts: [{ name: "s" }],
  });
  await session.commit();
  const [file] = folder.files as unknown as [File & { pins: Pin[] }];
  const [shortcut] = folder.shortcuts as unknown as [Shortcut];
  const [pin] = file.pins as [Pin];
  session.delete(folder);
  await session.commit();
  expect([folder, file, pin, shortcut].map((row) => session.has(row))).toEqual([false, false, false, true]);
  expect(shortcut.folderId).toBeNull();
  shortcut.name = "still here";
  await session.commit();
  expect((await db.table(Shortcut).findMany()).data).toEqual([shortcut]);
  expect([await db.table(File).count(), await db.table(Pin).count()]).toEqual([0, 0]);
});

inSession("a parent whose children need it and are not owned cannot be deleted", async (session, { db }) => {
  const club = session.add(Club, { name: "c" });
  const player = session.add(Player, { name: "p", club });
  await session.commit();
  session.delete(club);
  await expect(session.commit()).rejects.toThrow(ForeignKeyViolationError);
  await session.rollback();
  expect([session.has(club), session.state.deleted]).toEqual([true, []]);
  session.delete(player);
  session.delete(club);
  await session.commit();
  expect([await db.table(Club).count(), await db.table(Player).count()]).toEqual([0, 0]);
});

inSession("links of deleted rows go with them, from either end", async (session, { db }) => {
  const [x, y] = session.addAll(Theme, [{ label: "x" }, { label: "y" }]) as [Theme, Theme];
  const one = session.add(Novel, { ...novel("one"), authorId: null, themes: [x, y] });
  const two = session.add(Novel, { ...novel("two"), authorId: null, themes: [x, y] });
  await session.commit();
  session.delete(one);
  await session.flush();
  expect(await db.table(NovelTheme).count({}, { tx: await session.transaction() })).toBe(2);
  session.delete(x);
  await session.commit();
  expect(two.themes).toEqual([y]);
  expect((await db.table(NovelTheme).findMany()).data).toEqual([{ novelId: two.id, themeId: y.id }]);
});

inSession("deleted rows leave the collections they were in, and do not come back", async (session, { db }) => {
  const row = session.add(Author, { ...author("a"), novels: [novel("one"), novel("two")] });
  await session.commit();
  const [one, two] = row.novels as unknown as [Novel, Novel];
  session.delete(one);
  await session.flush();
  expect(row.novels).toEqual([two]);
  row.name = "b";
  await session.commit();
  expect((await db.table(Novel).findMany()).data).toEqual([two]);
  session.delete(two);
  session.add(Novel, two);
  await session.commit();
  expect(await db.table(Novel).count()).toBe(1);
});

inSession("300 rows are deleted by a handful of statements, composite keys included", async (session, { db }) => {
  const order = session.add(Order, { customer: "c", lines: Array.from({ length: 300 }, (_, no) => ({ no, product: "p" })) });
  const novels = session.addAll(
    Novel,
    Array.from({ length: 300 }, (_, i) => ({ ...novel(`n${i}`), authorId: null })),
  );
  await session.commit();
  for (const row of [...order.lines, ...novels]) session.delete(row);
  const statements = await statementsOf(db, () => session.commit());
  expect(statements.length).toBeLessThanOrEqual(8);
  expect([await db.table(OrderLine).count(), await db.table(Novel).count()]).toEqual([0, 0]);
});

inSession("a row that somebody else has deleted is missed", async (session, { db }) => {
  const [a, b] = session.addAll(Sheet, [
    { text: "a", paperId: null },
    { text: "b", paperId: null },
  ]) as [Sheet, Sheet];
  await session.commit();
  await db.table(Sheet).delete(a.id);
  session.delete(a);
  session.delete(b);
  await expect(session.commit()).rejects.toThrow(StaleDataError);
  await session.rollback();
  expect(await db.table(Sheet).count()).toBe(1);
});
