import { expect } from "vitest";
import { conforms } from "../conformance.ts";
import { author, inSession } from "../session-cases.ts";
import { Author, emptySessionTables, Paper } from "../session-models.ts";

inSession("a read with a lock brings its rows up to date, but for what is pending on them", async (session, { db, dialect }) => {
  const { id } = await db.table(Author).insert({ ...author("a"), rating: 1, prefs: { theme: "dark", tags: [] } });
  const row = (await session.get(Author, id)) as Author;
  const paper = session.add(Paper, { title: "p" });
  await session.commit();
  if (dialect === "sqlite") {
    await expect(session.get(Author, id, { lock: "update" })).rejects.toMatchObject({ code: "QUERY.UNSUPPORTED" });
    return;
  }
  const prefs = row.prefs;
  row.rating = 5;
  await db.table(Author).update(id, { name: "changed elsewhere", rating: 2 });
  await db.table(Paper).update(paper.id, { title: "changed elsewhere" });
  expect((await session.findOne(Author, id))?.name).toBe("a");
  expect(await session.get(Author, id, { lock: "update" })).toBe(row);
  expect(row).toMatchObject({ name: "changed elsewhere", rating: 5, prefs: { theme: "dark" } });
  expect(row.prefs).not.toBe(prefs);
  for await (const found of session.stream(Paper, {}, { lock: { mode: "update", nowait: true } })) expect(found).toBe(paper);
  expect(paper).toMatchObject({ title: "changed elsewhere", version: 2 });
  expect(session.state.dirty).toEqual([row]);
  paper.title = "changed here";
  await session.commit();
  expect(await db.table(Author).findOne(id)).toMatchObject({ name: "changed elsewhere", rating: 5 });
  expect(await db.table(Paper).findOne(paper.id)).toMatchObject({ title: "changed here", version: 3 });

  row.rating = 4;
  await session.refresh(row, { lock: "share" });
  expect([row.rating, session.hasChanges]).toEqual([5, false]);
});

conforms("sessions that lock what they change lose no change of another", async ({ db, dialect }) => {
  await emptySessionTables(db);
  const { id } = await db.table(Author).insert({ ...author("a"), fee: 0 });
  const raise = () =>
    db.session(async (session) => {
      // Where one writes at a time, a session holds the lock of the whole database.
      const row = await (dialect === "sqlite" ? session.get(Author, id) : session.get(Author, id, { lock: "update" }));
      if (row) row.fee = (row.fee ?? 0) + 1;
    });
  await Promise.all(Array.from({ length: 8 }, raise));
  expect((await db.table(Author).findOne(id))?.fee).toBe(8);
});
