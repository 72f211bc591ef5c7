import { Ormdantic, StaleDataError, ValidationError } from "ormdantic";
import { expect } from "vitest";
import { author, inSession, novel, statementsOf } from "../session-cases.ts";
import * as models from "../session-models.ts";
import { Author, emptySessionTables, Novel, OrderLine, Paper, Sheet, Sum, Theme } from "../session-models.ts";

const full = {
  name: "a",
  bornAt: new Date("1815-12-10T00:00:00.000Z"),
  prefs: { theme: "dark", tags: ["x"] },
  photo: Uint8Array.of(1, 2, 3),
  fee: 12.5,
  worth: "1.50",
};

inSession("what is changed in place is found: dates, JSON, bytes, and values with a codec", async (session, { db }) => {
  const { id } = await db.table(Author).insert(full);
  const row = (await session.get(Author, id)) as Author;
  const steps: readonly [string, () => void, Partial<Author>][] = [
    ["date", () => row.bornAt?.setUTCFullYear(1816), { bornAt: new Date("1816-12-10T00:00:00.000Z") }],
    ["object", () => row.prefs && Object.assign(row.prefs, { theme: "light" }), { prefs: { theme: "light", tags: ["x"] } }],
    ["list in an object", () => row.prefs?.tags.push("y"), { prefs: { theme: "light", tags: ["x", "y"] } }],
    ["bytes", () => row.photo?.fill(9, 1), { photo: Uint8Array.of(1, 9, 9) }],
    ["codec", () => Object.assign(row, { fee: 13 }), { fee: 13 }],
    ["null", () => Object.assign(row, { prefs: null }), { prefs: null }],
    ["undefined", () => Object.assign(row, { bornAt: undefined }), { bornAt: null }],
  ];
  for (const [what, change, stored] of steps) {
    change();
    expect(session.state.dirty, what).toEqual([row]);
    expect(await statementsOf(db, () => session.flush()), what).toEqual(["update author x1"]);
    expect(await statementsOf(db, () => session.flush()), what).toEqual([]);
    expect(await db.table(Author).findOne(id, { tx: await session.transaction() }), what).toMatchObject(stored);
  }
});

inSession("what was written can be changed in place again, with the very objects that were handed in", async (session, { db }) => {
  const prefs = { theme: "dark", tags: ["x"] };
  const bornAt = new Date(0);
  const row = session.add(Author, { ...full, prefs, bornAt });
  await session.flush();
  prefs.tags.push("y");
  bornAt.setTime(5);
  await session.commit();
  expect(await db.table(Author).findOne(row.id)).toMatchObject({ prefs: { tags: ["x", "y"] }, bornAt: new Date(5) });
});

inSession("what means the same is no change: other objects with equal contents, other order of keys, another way to write a value", async (session, { db }) => {
  const { id } = await db.table(Author).insert(full);
  const theme = await db.table(Theme).insert({ label: "t" });
  const row = (await session.get(Author, id)) as Author;
  const same = (await session.get(Theme, theme.id)) as Theme;
  Object.assign(row, { ...structuredClone(full), prefs: { tags: ["x"], theme: "dark" }, photo: Uint8Array.of(1, 2, 3), worth: "1.5" });
  expect(session.state.dirty).toEqual([]);
  same.id = theme.id.toUpperCase();
  expect(await statementsOf(db, () => session.commit())).toEqual([]);
});

inSession("after a flush rows hold what is stored, in the form in which it would be read", async (session, { db }) => {
  const row = session.add(Author, { ...author("a"), worth: "2" });
  await session.flush();
  expect(row.worth).toBe("2.00");
  row.worth = "3.5";
  await session.commit();
  expect(row.worth).toBe("3.50");
  expect(await db.table(Author).findOne(row.id)).toEqual(row);
  const sum = session.add(Sum, { id: 1, a: 1, b: 2, note: "x" });
  await session.flush();
  expect(sum.total).toBe(3);
  sum.a = 5;
  Object.assign(sum, { note: undefined });
  await session.commit();
  expect(sum.total).toBe(7);
  expect(await db.table(Sum).findOne(1)).toEqual({ id: 1, a: 5, b: 2, total: 7 });
});

inSession("a value that its column refuses is found before any SQL, and a database's own refusal is told by its class", async (session, { db }) => {
  const row = session.add(Author, author("a"));
  await session.commit();
  row.rating = 9;
  const statements = await statementsOf(db, () => expect(session.flush()).rejects.toThrow(ValidationError));
  expect(statements).toEqual([]);
  await session.rollback();
  row.rating = Number.NaN;
  expect(session.hasChanges).toBe(true);
  await expect(session.flush()).rejects.toThrow(ValidationError);
  await session.rollback();
  row.rating = 4;
  await session.commit();
  expect(await db.table(Author).findOne(row.id)).toMatchObject({ rating: 4 });
});

inSession("only columns that changed are written, rows with the same ones by one statement", async (_, { url }) => {
  await using db = new Ormdantic(url, { models, debug: true });
  await db.init();
  await emptySessionTables(db);
  await using session = db.session();
  const rows = session.addAll(
    Author,
    Array.from({ length: 6 }, (_, i) => author(`n${i}`)),
  );
  await session.commit();
  const seen: { sql: string | undefined; names: readonly (string | undefined)[] | undefined; affected: number }[] = [];
  db.onQuery(({ sql, bindNames, affected }) => void seen.push({ sql, names: bindNames, affected }));
  const [a, b, c, d, e] = rows as [Author, Author, Author, Author, Author];
  [a, b, c].forEach((row, i) => {
    row.rating = i;
  });
  Object.assign(d, { rating: 5, name: "both" });
  e.name = "name";
  await session.commit();
  expect(seen.map(({ affected }) => affected).sort()).toEqual([1, 1, 3]);
  const written = seen.map(({ sql }) =>
    ["name", "rating", "born_at", "prefs", "photo", "fee", "worth"].filter((column) => /set[\s\S]*where/i.exec(sql ?? "")?.[0].includes(column)),
  );
  expect(written.map((columns) => columns.join()).sort()).toEqual(["name", "name,rating", "rating"]);
  expect((await db.table(Author).findMany({}, { orderBy: ["id"] })).data.map(({ name, rating }) => [name, rating])).toEqual([
    ["n0", 0],
    ["n1", 1],
    ["n2", 2],
    ["both", 5],
    ["name", 3],
    ["n5", 3],
  ]);
});

inSession("the number of statements does not depend on the number of rows", async (_, { db }) => {
  const flushes: string[][] = [];
  for (const count of [3, 100]) {
    await emptySessionTables(db);
    await using session = db.session();
    const themes = session.addAll(Theme, [{ label: "x" }, { label: "y" }]) as Theme[];
    const authors = session.addAll(
      Author,
      Array.from({ length: count }, (_, i) => ({
        ...author(`a${i}`),
        novels: [
          { ...novel("one"), themes: [...themes] },
          { ...novel("two"), themes: [] as Theme[] },
        ],
        profile: { bio: "b" },
      })),
    );
    const kinds: string[] = [];
    const flushed = async (): Promise<void> => {
      kinds.push(...(await statementsOf(db, () => session.flush())).map((one) => one.replace(/ x\d+$/, "")));
    };
    await flushed();
    for (const [i, row] of authors.entries()) {
      row.name = `b${i}`;
      for (const one of row.novels) Object.assign(one, { pages: i });
      row.novels[0]?.themes.pop();
    }
    await flushed();
    for (const row of authors) {
      for (const one of row.novels.splice(0)) session.delete(one);
      session.delete(row);
    }
    await flushed();
    expect(await db.table(Author).count({}, { tx: await session.transaction() })).toBe(0);
    flushes.push([...new Set(kinds)].map((kind) => `${kind}: ${kinds.filter((one) => one === kind).length}`));
  }
  const total = (kinds: readonly string[]) => kinds.reduce((sum, kind) => sum + Number(kind.split(": ")[1]), 0);
  expect(flushes[1]?.map((kind) => kind.split(":")[0])).toEqual(flushes[0]?.map((kind) => kind.split(":")[0]));
  expect(total(flushes[1] ?? [])).toBeLessThanOrEqual(total(flushes[0] ?? []) * 2 + 2);
  expect(total(flushes[0] ?? [])).toBeLessThanOrEqual(21);
});

inSession("300 changed rows take a handful of statements, and each holds its own values", async (session, { db }) => {
  const rows = session.addAll(
    Novel,
    Array.from({ length: 300 }, (_, i) => ({ title: `t${i}`, pages: i, authorId: null })),
  );
  await session.commit();
  for (const row of rows) row.pages = (row.pages ?? 0) * 7;
  const statements = await statementsOf(db, () => session.commit());
  expect(statements.length).toBeLessThanOrEqual(3);
  const stored = (await db.table(Novel).findMany({}, { orderBy: ["id"] })).data;
  expect(stored.map(({ title, pages }) => [title, pages])).toEqual(rows.map((_, i) => [`t${i}`, i * 7]));
});

inSession("rows of composite keys are changed together too", async (session, { db }) => {
  const order = session.add(models.Order, { customer: "c", lines: Array.from({ length: 20 }, (_, no) => ({ no, product: "p" })) });
  await session.commit();
  for (const line of order.lines as unknown as OrderLine[]) line.quantity = line.no + 100;
  expect(await statementsOf(db, () => session.commit())).toEqual(["update order_lines x20"]);
  const stored = (await db.table(OrderLine).findMany({}, { orderBy: ["no"] })).data;
  expect(stored.map(({ quantity }) => quantity)).toEqual(Array.from({ length: 20 }, (_, no) => no + 100));
});

inSession("an update that gives rows what they hold already counts as done", async (session, { db }) => {
  const row = session.add(Author, author("a"));
  await session.commit();
  await db.table(Author).update(row.id, { name: "b" });
  row.name = "b";
  await session.commit();
  expect(await db.table(Author).findOne(row.id)).toMatchObject({ name: "b" });
});

inSession("a version refuses what was changed or deleted meanwhile, in batches too", async (session, { db }) => {
  const papers = session.addAll(
    Paper,
    Array.from({ length: 20 }, (_, i) => ({ title: `t${i}` })),
  );
  await session.commit();
  for (const paper of papers) paper.title += "!";
  await session.commit();
  expect(papers.map(({ version }) => version)).toEqual(papers.map(() => 2));
  for (const paper of papers) paper.title += "?";
  await session.commit();
  const [first, second, third] = papers as [Paper, Paper, Paper];
  expect(await db.table(Paper).findOne(first.id)).toMatchObject({ version: 3, title: "t0!?" });

  await db.table(Paper).update(first.id, { title: "elsewhere" });
  for (const paper of papers) paper.title = "mine";
  const stale = await session.commit().catch((error: unknown) => error);
  expect(stale).toBeInstanceOf(StaleDataError);
  expect(stale).toMatchObject({ code: "SESSION.STALE_DATA", context: { table: "paper", rows: 1 } });
  await session.rollback();
  expect(await db.table(Paper).count({ title: "mine" })).toBe(0);
  await session.refresh(first);
  expect(first).toMatchObject({ title: "elsewhere", version: 4 });
  first.title = "again";
  await session.commit();
  expect(await db.table(Paper).findOne(first.id)).toMatchObject({ title: "again", version: 5 });

  await db.table(Paper).update(second.id, { title: "elsewhere" });
  session.delete(second);
  await expect(session.commit()).rejects.toThrow(StaleDataError);
  await session.rollback();
  await db.table(Paper).delete(third.id);
  third.title = "x";
  await expect(session.commit()).rejects.toThrow(/changed or deleted by somebody else/);
  await session.rollback();
  await expect(session.merge(Paper, { ...second, version: 1 })).rejects.toThrow(StaleDataError);
});

inSession("rows without a version are missed when they are gone", async (session, { db }) => {
  const [a, b] = session.addAll(Theme, [{ label: "a" }, { label: "b" }]) as [Theme, Theme];
  await session.commit();
  await db.table(Theme).delete(a.id);
  a.label = "x";
  await expect(session.flush()).rejects.toThrow(StaleDataError);
  await session.rollback();
  session.expunge(a);
  await db.table(Theme).delete(b.id);
  session.delete(b);
  await expect(session.flush()).rejects.toThrow(/no longer there/);
});

inSession("keys, versions and columns of the database are not for changing", async (session, { db }) => {
  const paper = session.add(Paper, { title: "a" });
  const sum = session.add(Sum, { id: 1, a: 1, b: 2 });
  await session.commit();
  const attempts: readonly [() => void, string, () => void][] = [
    [() => Object.assign(paper, { version: 9 }), "SESSION.READ_ONLY_COLUMN", () => Object.assign(paper, { version: 1 })],
    [() => Object.assign(sum, { total: 9 }), "SESSION.READ_ONLY_COLUMN", () => Object.assign(sum, { total: 3 })],
    [() => Object.assign(sum, { id: 2 }), "SESSION.KEY_CHANGED", () => Object.assign(sum, { id: 1 })],
  ];
  for (const [change, code, back] of attempts) {
    change();
    await expect(session.flush()).rejects.toThrow(expect.objectContaining({ code }));
    await session.rollback();
    back();
  }
  // A key that was changed must not lead a deletion to another row.
  await db.table(Sum).insert({ id: 2, a: 5, b: 5 });
  sum.id = 2;
  session.delete(sum);
  await expect(session.flush()).rejects.toThrow(expect.objectContaining({ code: "SESSION.KEY_CHANGED" }));
  await session.rollback();
  expect(await db.table(Sum).count()).toBe(2);
});

inSession("versions of children that a deleted parent lets go are followed", async (session, { db }) => {
  const paper = session.add(Paper, { title: "a", sheets: [{ text: "kept" }, { text: "gone" }] });
  await session.commit();
  const [kept, gone] = paper.sheets as unknown as [Sheet, Sheet];
  session.delete(paper);
  session.delete(gone);
  await session.commit();
  expect(kept.paperId).toBeNull();
  kept.text = "changed";
  await session.commit();
  expect((await db.table(Sheet).findMany()).data).toEqual([kept]);
});
