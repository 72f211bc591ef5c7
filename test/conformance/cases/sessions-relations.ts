import { ForeignKeyViolationError, type QueryError } from "ormdantic";
import { expect } from "vitest";
import { author, inSession, novel, statementsOf } from "../session-cases.ts";
import {
  Author,
  Captain,
  Chicken,
  Club,
  Folder,
  LineNote,
  Novel,
  NovelTheme,
  Order,
  OrderLine,
  Player,
  Profile,
  Ship,
  Theme,
  Topic,
} from "../session-models.ts";

inSession("new rows in relations are added with the row that holds them, and get its key", async (session, { db }) => {
  const row = session.add(Author, { ...author("a"), novels: [novel("one"), novel("two")], profile: { bio: "b" } });
  await session.commit();
  const stored = await db.table(Author).findOne(row.id, { load: { novels: { orderBy: ["id"] }, profile: true } });
  expect(stored).toMatchObject({ novels: [{ title: "one", authorId: row.id }, { title: "two" }], profile: { bio: "b", authorId: row.id } });
  expect(row.novels).toEqual(stored?.novels.map(({ id, title, pages, authorId }) => ({ id, title, pages, authorId })));
  expect(row.profile).toEqual(stored?.profile);

  // From the other end, and found by a flush, not by add().
  const other = session.add(Novel, { ...novel("three"), author: { ...author("new") } });
  (row.novels as object[]).push(novel("late"));
  expect(session.hasChanges).toBe(true);
  await session.commit();
  const parent = await db.table(Author).findOne({ name: "new" });
  expect(await db.table(Novel).findOne(other.id)).toMatchObject({ title: "three", authorId: parent?.id });
  expect(await db.table(Novel).findOne({ title: "late" })).toMatchObject({ authorId: row.id });
});

inSession("a row whose relation was set holds its foreign key after the flush, and the other way round", async (session, { db }) => {
  const [a, b] = session.addAll(Author, [author("a"), author("b")]) as [Author, Author];
  const row = session.add(Novel, { ...novel("n"), author: a as Author | null });
  await session.flush();
  expect(row).toMatchObject({ authorId: a.id });
  row.author = b;
  await session.flush();
  expect(row.authorId).toBe(b.id);
  row.authorId = a.id;
  await session.flush();
  expect(row.author).toBe(a);
  row.author = null;
  await session.flush();
  expect(row.authorId).toBeNull();
  row.authorId = b.id;
  row.author = b;
  await session.flush();
  row.authorId = a.id;
  row.author = null;
  await session.commit();
  // What was written by hand wins over a relation that was emptied.
  expect(await db.table(Novel).findOne(row.id)).toMatchObject({ authorId: a.id });
});

inSession("relations and keys that contradict each other are refused", async (session) => {
  const [a, b] = session.addAll(Author, [
    { ...author("a"), novels: [] as Novel[] },
    { ...author("b"), novels: [] as Novel[] },
  ]) as [Author & { novels: object[] }, Author & { novels: object[] }];
  await session.commit();
  const attempts: readonly (() => void)[] = [
    () => session.add(Novel, { ...novel("n"), author: a, authorId: b.id }),
    () => a.novels.push(session.add(Novel, { ...novel("n"), author: b })),
    () => a.novels.push(session.add(Novel, { ...novel("n"), authorId: b.id })),
    () => {
      const row = session.add(Novel, novel("n"));
      a.novels.push(row);
      b.novels.push(row);
    },
  ];
  for (const attempt of attempts) {
    attempt();
    const error = (await session.flush().catch((caught: unknown) => caught)) as QueryError;
    expect(error.code).toBe("SESSION.CONTRADICTION");
    expect(error.message).toMatch(/novel\.authorId/);
    await session.rollback();
    a.novels = [];
    b.novels = [];
  }
});

inSession("a child moves between collections, and leaves one", async (session, { db }) => {
  session.add(Author, { ...author("a"), novels: [novel("one"), novel("two"), novel("three")] });
  session.add(Author, { ...author("b"), novels: [] });
  await session.commit();
  await using other = db.session();
  const [a, b] = (await other.findMany(Author, {}, { orderBy: ["name"], load: { novels: { orderBy: ["id"] } } })).data;
  if (!a || !b) throw new Error("not found");
  const [one, two, three] = a.novels.splice(0) as [Novel, Novel, Novel];
  b.novels.push(one);
  a.novels.push(three);
  expect(await statementsOf(db, () => other.commit())).toEqual(["update novel x2"]);
  expect([one, two, three].map(({ authorId }) => authorId)).toEqual([b.id, null, a.id]);
  expect((await db.table(Novel).findMany({}, { orderBy: ["id"] })).data.map(({ authorId }) => authorId)).toEqual([b.id, null, a.id]);
  // Into another collection without leaving the first: that one was not touched.
  b.novels.push(three);
  await other.commit();
  expect(await db.table(Novel).findOne(three.id)).toMatchObject({ authorId: b.id });
  // Whoever has gone by its own key does not come back when it is taken out of the old collection.
  three.authorId = a.id;
  await other.flush();
  b.novels.splice(b.novels.indexOf(three), 1);
  await other.commit();
  expect(await db.table(Novel).findOne(three.id)).toMatchObject({ authorId: a.id });
});

inSession("a child that needs a parent cannot be left without one, unless it is owned", async (session, { db }) => {
  const club = session.add(Club, { name: "c" });
  const player = session.add(Player, { name: "p", club });
  await session.commit();
  await expect(session.flush()).resolves.toBeUndefined();
  await using other = db.session();
  const loaded = await other.findOne(Club, club.id, { load: { players: true } });
  loaded?.players.pop();
  const error = (await other.flush().catch((caught: unknown) => caught)) as QueryError;
  expect(error.code).toBe("SESSION.NEEDS_PARENT");
  expect(error.message).toMatch(/"club\.players".*"player\.clubId" cannot be null.*deleteOrphan/);
  await other.close();
  Object.assign(player, { club: null });
  await expect(session.flush()).rejects.toThrow(/"player\.club" was set to null, but/);
  await session.rollback();
  Object.assign(player, { club });
  session.add(Player, { name: "homeless" });
  await expect(session.commit()).rejects.toThrow(/an insert into "player" needs "clubId"/);
  await session.rollback();
  expect(await db.table(Player).count()).toBe(1);
});

inSession("hasOne holds one row: another one takes its place, and what is owned goes", async (session, { db }) => {
  const row = session.add(Author, { ...author("a"), profile: { bio: "old" } as { bio: string } | null });
  await session.commit();
  row.profile = null;
  await session.commit();
  expect(await db.table(Profile).count()).toBe(0);
  row.profile = { bio: "new" };
  await session.commit();
  expect(await db.table(Profile).findMany({}, { select: ["bio", "authorId"] })).toMatchObject({ data: [{ bio: "new", authorId: row.id }] });
  const bio = row.profile as unknown as Profile;
  bio.bio = "changed";
  const other = session.add(Author, { ...author("b"), profile: bio as Profile | null });
  row.profile = null;
  await session.commit();
  expect(await db.table(Profile).findMany()).toMatchObject({ data: [{ bio: "changed", authorId: other.id }] });
});

inSession("cascades do what the relation says: what is owned is saved, merged, deleted, refreshed and forgotten with its owner", async (session, { db }) => {
  const order = session.add(Order, {
    customer: "c",
    lines: [
      { no: 1, product: "a" },
      { no: 2, product: "b" },
      { no: 3, product: "c" },
    ],
  });
  await session.commit();
  const [first, second] = order.lines as unknown as [OrderLine, OrderLine];
  expect(first).toMatchObject({ orderId: order.id, no: 1, quantity: 1 });
  (order.lines as unknown[]).shift();
  await session.commit();
  expect(await db.table(OrderLine).count()).toBe(2);
  expect(session.has(first)).toBe(false);
  await db.table(OrderLine).updateWhere({ orderId: order.id }, { quantity: 9 });
  await session.refresh(order);
  expect(second.quantity).toBe(9);
  session.expunge(order);
  expect([session.has(order), session.has(second)]).toEqual([false, false]);
  const merged = await session.merge(Order, { id: order.id, customer: "merged", lines: [{ orderId: order.id, no: 2, quantity: 4 }] } as never);
  await session.commit();
  expect(await db.table(OrderLine).findOne({ orderId: order.id, no: 2 })).toMatchObject({ product: "b", quantity: 4 });
  session.delete(merged);
  await session.commit();
  expect([await db.table(OrderLine).count(), await db.table(Order).count()]).toEqual([0, 0]);
});

inSession("without a cascade nothing is done along", async (session, { db }) => {
  const player = { name: "p" };
  const club = session.add(Club, { name: "c", players: [player] });
  const error = (await session.flush().catch((caught: unknown) => caught)) as QueryError;
  expect(error.code).toBe("SESSION.NOT_ADDED");
  expect(error.message).toMatch(/"club\.players".*add\(\) it first/);
  await session.rollback();
  session.add(Club, club);
  const added = session.add(Player, player);
  await session.commit();
  expect(added).toMatchObject({ clubId: club.id });
  session.expunge(club);
  expect(session.has(added)).toBe(true);
  const again = await session.findOne(Club, club.id, { load: { players: true } });
  again?.players.splice(0);
  session.expunge(added);
  await session.flush();
  const merged = (await session.merge(Club, { id: club.id, name: "m", players: [{ id: added.id, name: "ignored" }] } as never)) as Club;
  expect(merged).toMatchObject({ name: "m" });
  await session.commit();
  expect(await db.table(Player).findOne(added.id)).toMatchObject({ name: "p" });
  session.delete(merged);
  await expect(session.commit()).rejects.toThrow(ForeignKeyViolationError);
});

inSession("rows that were forgotten are not added again by the relations that still hold them", async (session, { db }) => {
  const row = session.add(Author, { ...author("a"), novels: [novel("n")] });
  await session.commit();
  session.expunge(row.novels[0] as object);
  row.name = "b";
  await session.commit();
  expect(await db.table(Novel).count()).toBe(1);
  session.delete((await session.findOne(Novel, { title: "n" })) as Novel);
  await session.flush();
  row.name = "c";
  await session.commit();
  expect(await db.table(Novel).count()).toBe(0);
});

inSession("composite keys: a child holds both columns, or neither", async (session, { db }) => {
  const order = session.add(Order, { customer: "c", lines: [{ no: 7, product: "p", notes: [{ text: "a" }, { text: "b" }] }] });
  await session.commit();
  const [line] = order.lines as unknown as [OrderLine & { notes: LineNote[] }];
  expect((await db.table(LineNote).findMany()).data).toMatchObject([
    { text: "a", orderId: order.id, lineNo: 7 },
    { text: "b", orderId: order.id, lineNo: 7 },
  ]);
  const note = line.notes.pop() as LineNote;
  await session.commit();
  expect(await db.table(LineNote).findOne(note.id)).toMatchObject({ orderId: null, lineNo: null });
  const other = session.add(OrderLine, { orderId: order.id, no: 8, product: "q" });
  Object.assign(note, { line: other });
  await session.commit();
  expect(note).toMatchObject({ orderId: order.id, lineNo: 8 });
  expect(await statementsOf(db, () => session.commit())).toEqual([]);
});

inSession("many-to-many follows the collections, from either end, each link once", async (session, { db }) => {
  const [x, y, z] = session.addAll(Theme, [{ label: "x" }, { label: "y" }, { label: "z" }]) as [Theme, Theme, Theme];
  const one = session.add(Novel, { ...novel("one"), authorId: null, themes: [x, y] });
  const two = session.add(Novel, { ...novel("two"), authorId: null, themes: [] as Theme[] });
  await session.commit();
  const links = async () => {
    const rows = (await db.table(NovelTheme).findMany({}, { load: { novel: true, theme: true } })).data;
    return rows.map((row) => `${row.novel.title}-${row.theme.label}`).sort();
  };
  expect(await links()).toEqual(["one-x", "one-y"]);
  one.themes.shift();
  one.themes.push(z);
  two.themes.push(z, y);
  await session.commit();
  expect(await links()).toEqual(["one-y", "one-z", "two-y", "two-z"]);
  await using other = db.session();
  const theme = await other.findOne(Theme, x.id, { load: { novels: true } });
  const known = await other.findOne(Novel, one.id, { load: { themes: { orderBy: ["label"] } } });
  // Both ends tell of the same link; one end alone tells of another.
  theme?.novels.push(known as never);
  known?.themes.push(theme as never);
  known?.themes.shift();
  await other.commit();
  expect(await links()).toEqual(["one-x", "one-z", "two-y", "two-z"]);
  session.add(Theme, { label: "from here", novels: [one] });
  await session.commit();
  expect(await links()).toContain("one-from here");
});

inSession("new rows that need each other are stored, whichever key can wait", async (session, { db }) => {
  const ship = session.add(Ship, { name: "s", captain: null as Captain | null });
  const captain = session.add(Captain, { name: "c", ship: ship as Ship });
  ship.captain = captain;
  const statements = await statementsOf(db, () => session.commit());
  expect(statements.map((one) => one.split(" ").slice(0, 2).join(" "))).toEqual(["insert_many ship", "insert_many captain", "update ship"]);
  expect(await db.table(Ship).findOne(ship.id, { load: { captain: true } })).toMatchObject({ captainId: captain.id, captain: { shipId: ship.id } });
  expect(ship.captainId).toBe(captain.id);
  session.delete(ship);
  session.delete(captain);
  await session.commit();
  expect([await db.table(Ship).count(), await db.table(Captain).count()]).toEqual([0, 0]);
});

inSession("new rows that need each other at once cannot be stored, and the message names the keys", async (session) => {
  const chicken = session.add(Chicken, { egg: null } as never);
  Object.assign(chicken, { egg: { chicken } });
  const error = (await session.flush().catch((caught: unknown) => caught)) as QueryError;
  expect(error.code).toBe("SESSION.CYCLE");
  expect(error.message).toMatch(/"chicken\.eggId" and "chicken_egg\.chickenId"|"chicken_egg\.chickenId" and "chicken\.eggId"/);
  expect(error.message).toMatch(/make one of them nullable/);
});

inSession("trees of rows in one table are stored in a few statements, with keys made by the server or here", async (session, { db }) => {
  type Branch = { name: string; children: Branch[] };
  const tree = (depth: number, name: string): Branch => ({ name, children: depth === 0 ? [] : [tree(depth - 1, `${name}1`), tree(depth - 1, `${name}2`)] });
  const folder = session.add(Folder, { ...tree(4, "f"), parentId: null } as never);
  const kinds = new Set((await statementsOf(db, () => session.commit())).map((one) => one.split(" ")[0]));
  expect([...kinds]).toEqual(["insert_many", "update"]);
  const topic = session.add(Topic, { ...tree(4, "t"), parentId: null } as never);
  expect((await statementsOf(db, () => session.commit())).filter((one) => one.startsWith("update"))).toEqual([]);
  for (const [model, root] of [
    [Folder, folder],
    [Topic, topic],
  ] as const) {
    const rows = (await db.table(model as typeof Folder).findMany()).data;
    expect(rows).toHaveLength(31);
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const row of rows) expect(byId.get(row.parentId as never)?.name ?? "", row.name).toBe(row.name.slice(0, -1).replace(/^[ft]$/, (name) => name));
    expect(root.parentId).toBeNull();
  }
  // Rows of one table that name each other by keys given by hand, in any order and of any shape.
  const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
  session.addAll(Topic, [
    { id: id(5), name: "plain" },
    { id: id(1), name: "leaf", parentId: id(2) },
    { id: id(2), name: "middle", weight: 5, parentId: id(3) },
    { id: id(4), name: "other leaf", rank: 1, parentId: id(2) },
    { id: id(3), name: "root", rank: 9 },
  ]);
  await session.commit();
  expect(await db.table(Topic).count({ parentId: { in: [id(2), id(3)] } })).toBe(3);
  const self = session.add(Folder, { name: "self", parent: null as Folder | null });
  self.parent = self as Folder;
  await session.commit();
  expect(await db.table(Folder).findOne(self.id)).toMatchObject({ parentId: self.id });
  self.parent = null;
  await session.commit();
  expect(await db.table(Folder).findOne(self.id)).toMatchObject({ parentId: null });
});
