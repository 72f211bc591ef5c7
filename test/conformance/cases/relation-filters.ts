import { and, not, or, type Predicate, QueryError } from "ormdantic";
import { expect } from "vitest";
import { type Bench, conforms } from "../conformance.ts";
import { Badge, Book, Branch, cut, fillShelves, fillTeams, Genre, Member, MemberSkill, Reader, red, Shelf, Skill, sew, Team } from "../relation-models.ts";

type Filter = Parameters<ReturnType<typeof members>["findMany"]>[0];
const members = (db: Bench["db"]) => db.table(Member);

/** Ids of the members that match, asked in every way there is: each must agree. */
async function matching(db: Bench["db"], where: Filter | Predicate): Promise<number[]> {
  const filter = where as Filter;
  const found = (await members(db).findMany(filter, { orderBy: ["id"] })).data.map(({ id }) => id);
  expect(await members(db).count(filter)).toBe(found.length);
  expect(await members(db).exists(filter)).toBe(found.length > 0);
  const streamed: number[] = [];
  for await (const { id } of members(db).stream(filter, { orderBy: ["id"], batch: 2 })) streamed.push(id);
  expect(streamed).toEqual(found);
  const rest = (await members(db).findMany({ and: [{ id: { gt: 0 } }, filter as object] } as Filter, { orderBy: ["id"] })).data.map(({ id }) => id);
  expect(rest).toEqual(found);
  return found;
}

conforms("a to-one is or is not such, and null is that there is none", async ({ db }) => {
  await fillTeams(db);
  expect(await matching(db, { team: { is: { name: "Red" } } })).toEqual([1, 2, 3]);
  expect(await matching(db, { team: { isNot: { name: "Red" } } })).toEqual([4, 5, 6]);
  expect(await matching(db, { team: { is: {} } })).toEqual([1, 2, 3, 4, 5]);
  expect(await matching(db, { team: { is: null } })).toEqual([6]);
  expect(await matching(db, { team: { isNot: null } })).toEqual([1, 2, 3, 4, 5]);
  expect(await matching(db, { team: { isNot: {} } })).toEqual([6]);
  expect(await matching(db, { team: { is: { name: { ne: "Red" } }, isNot: { code: "X" } } })).toEqual([4, 5]);
  expect(await matching(db, { badge: { is: { metal: "gold" } } })).toEqual([1]);
  expect(await matching(db, { badge: { is: null } })).toEqual([2, 3, 5, 6]);
  expect(await matching(db, { favoriteTeam: { is: { name: "Blue" } }, backup: { isNot: null } })).toEqual([1, 4]);
  expect(await matching(db, { team: {} })).toEqual([1, 2, 3, 4, 5, 6]);
  expect((await db.table(Badge).findMany({ member: { is: { team: { is: { id: red } } } } })).data.map(({ metal }) => metal)).toEqual(["gold"]);
});

conforms("a collection has some, none, or only rows that are such", async ({ db }) => {
  await fillTeams(db);
  expect(await matching(db, { reports: { some: {} } })).toEqual([1, 2]);
  expect(await matching(db, { reports: { some: { rating: { ge: 3 } } } })).toEqual([1, 2]);
  expect(await matching(db, { reports: { some: { rating: { lt: 3 } } } })).toEqual([2]);
  expect(await matching(db, { reports: { none: {} } })).toEqual([3, 4, 5, 6]);
  expect(await matching(db, { reports: { none: { rating: 3 } } })).toEqual([2, 3, 4, 5, 6]);
  expect(await matching(db, { skills: { some: { label: "sew" } } })).toEqual([1, 2]);
  expect(await matching(db, { skills: { none: { label: "sew" } } })).toEqual([3, 4, 5, 6]);
  expect(await matching(db, { skills: { every: { label: "cut" } } })).toEqual([3, 4, 5, 6]);
  expect(await matching(db, { skills: { every: { label: "cut" }, some: {} } })).toEqual([4]);
  expect(await matching(db, { skills: { every: {} } })).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await matching(db, { memberSkills: { some: { grade: { gt: 2 }, skillId: sew } } })).toEqual([1]);
  expect(await matching(db, { friends: { some: { friends: { some: { id: 1 } } } } })).toEqual([1]);
});

conforms("every is not met by a row for which the condition is unknown, none and some are not either", async ({ db }) => {
  await fillTeams(db);
  // Of Ann's reports, Bob has 3 and Cid has no rating; of Bob's, Dee has 4 and Eve has 1.
  expect(await matching(db, { reports: { every: { rating: { ge: 1 } }, some: {} } })).toEqual([2]);
  expect(await matching(db, { reports: { every: { rating: { ge: 3 } }, some: {} } })).toEqual([]);
  expect(await matching(db, { reports: { every: { or: [{ rating: { ge: 1 } }, { rating: null }] }, some: {} } })).toEqual([1, 2]);
  expect(await matching(db, { reports: { none: { rating: { lt: 3 } }, some: {} } })).toEqual([1]);
  expect(await matching(db, { reports: { some: { not: { rating: 3 } } } })).toEqual([2]);
  expect(await matching(db, { not: { reports: { every: { rating: { ge: 1 } } } } })).toEqual([1]);
  expect(await matching(db, { not: { team: { is: { name: "Red" } } } })).toEqual([4, 5, 6]);
  expect(await matching(db, { manager: { is: { not: { rating: 5 } } } })).toEqual([4, 5]);
});

conforms("relation filters nest, with groups, lists and every operator inside", async ({ db }) => {
  await fillTeams(db);
  expect(await matching(db, { team: { is: { members: { some: { skills: { some: { label: { in: ["cut", "dye"] } } } } } } } })).toEqual([1, 2, 3, 4, 5]);
  expect(await matching(db, { manager: { is: { manager: { is: { team: { is: { name: { startsWith: "R" } } } } } } } })).toEqual([4, 5]);
  expect(await matching(db, { or: [{ team: { is: null } }, { skills: { some: { id: { in: [cut] } } } }] })).toEqual([1, 4, 6]);
  expect(await matching(db, { reports: { some: { or: [{ badge: { is: {} } }, { rating: null }] } } })).toEqual([1, 2]);
  const many = Array.from({ length: 200 }, (_, i) => i + 3);
  expect(await matching(db, { reports: { some: { id: { in: many }, name: { icontains: "E" } } }, rating: { between: [1, 5] } })).toEqual([2]);
  await fillShelves(db);
  const titles = async (where: Parameters<ReturnType<typeof books>["findMany"]>[0]) =>
    (await books().findMany(where, { orderBy: ["id"] })).data.map(({ title }) => title);
  const books = () => db.table(Book);
  expect(await titles({ shelf: { is: { readers: { some: { name: "Hal" } } } } })).toEqual(["C"]);
  expect(await titles({ shelf: { is: null } })).toEqual(["D", "E"]);
  expect(await titles({ about: { is: { books: { every: { shelf: { isNot: null } } } } } })).toEqual([]);
  expect(await db.table(Shelf).count({ books: { none: {} } })).toBe(1);
  expect(await db.table(Genre).count({ books: { some: { shelf: { is: null } } } })).toBe(2);
  expect(await db.table(Reader).count({ shelves: { every: { room: "attic" } } })).toBe(1);
});

conforms("relations are expressions: any, has, none, every and count, in conditions and orders", async ({ db }) => {
  await fillTeams(db);
  const reports = db.relation(Member, "reports");
  const team = db.relation(Member, "team");
  expect(await matching(db, reports.any())).toEqual([1, 2]);
  expect(await matching(db, reports.any({ rating: { lt: 3 } }))).toEqual([2]);
  expect(await matching(db, reports.none({ rating: 3 }))).toEqual([2, 3, 4, 5, 6]);
  expect(await matching(db, and(reports.every({ rating: { ge: 1 } }), reports.any()))).toEqual([2]);
  expect(await matching(db, team.has({ name: "Blue" }))).toEqual([4, 5]);
  expect(await matching(db, not(team.has()))).toEqual([6]);
  expect(await matching(db, or(not(team.has()), Member.c.rating.eq(5)))).toEqual([1, 6]);
  expect(await matching(db, reports.count().eq(2))).toEqual([1, 2]);
  expect(await matching(db, reports.count({ rating: { ge: 3 } }).lt(1))).toEqual([3, 4, 5, 6]);
  expect(await matching(db, reports.any(db.relation(Member, "skills").count().gte(1)))).toEqual([1, 2]);
  expect(await matching(db, { and: [{ rating: { ge: 3 } }], reports: { some: db.relation(Member, "badge").has({ metal: "iron" }) } })).toEqual([2]);
  const ordered = await members(db).findMany(
    {},
    { orderBy: [db.relation(Member, "skills").count().desc(), reports.count({ rating: { ge: 4 } }).desc(), "-id"] },
  );
  expect(ordered.data.map(({ id }) => id)).toEqual([1, 2, 4, 6, 5, 3]);
  expect((await db.table(Team).findOne(db.relation(Team, "members").count().gt(2)))?.name).toBe("Red");
});

conforms("relation filters choose the rows of writes, in tables that lead to themselves as well", async ({ db }) => {
  await fillTeams(db);
  expect(await members(db).updateWhere({ skills: { some: { label: "sew" } } }, { rating: 9 })).toBe(2);
  expect((await members(db).findMany({ rating: 9 }, { orderBy: ["id"] })).data.map(({ id }) => id)).toEqual([1, 2]);
  expect(await members(db).updateWhere({ manager: { is: { name: "Ann" } } }, { rating: 7 })).toBe(2);
  expect(await members(db).updateWhere({ reports: { none: {} }, team: { is: { members: { some: { name: "Dee" } } } } }, { rating: 8 })).toBe(2);
  expect((await members(db).findMany({}, { orderBy: ["id"] })).data.map(({ rating }) => rating)).toEqual([9, 7, 7, 8, 8, 2]);
  expect(await members(db).updateWhere(db.relation(Member, "reports").count().gte(2), { name: "boss" })).toBe(2);
  expect(await members(db).updateWhere({ friends: { some: { friends: { some: {} } } } }, { favorite: null })).toBe(2);
  expect(await db.table(MemberSkill).deleteWhere({ skill: { is: { label: "cut" } }, member: { is: { badge: { isNot: null } } } })).toBe(2);
  expect(await members(db).deleteWhere({ manager: { is: { manager: { is: { name: "boss" } } } } })).toBe(2);
  expect(await members(db).deleteWhere({ manager: { is: null }, reports: { none: {} } })).toBe(1);
  expect(await members(db).deleteWhere(db.relation(Member, "team").has({ members: { none: { rating: 9 } } }))).toBe(0);
  expect((await members(db).findMany({}, { orderBy: ["id"] })).data.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(await db.table(Team).deleteWhere({ members: { none: {} }, substitutes: { none: {} }, fans: { none: {} } })).toBe(1);
});

conforms("writes by relation work on composite keys and names of any length", async ({ db }) => {
  await fillShelves(db);
  expect(
    await db.table(Shelf).updateWhere({ books: { some: { title: "A" } }, readers: { every: { shelves: { some: { room: "hall" } } } } }, { label: "seen" }),
  ).toBe(1);
  expect((await db.table(Shelf).findOne({ room: "hall", no: sew }))?.label).toBe("seen");
  expect(await db.table(Shelf).deleteWhere({ readers: { some: { shelves: { none: { room: "hall" } } } } })).toBe(1);
  expect(await db.table(Book).count()).toBe(4);
  await db.table(Branch).deleteWhere({}, { allowAll: true });
  await db.table(Branch).insertMany([1, 2, 3].map((id) => ({ id, parentId: id === 1 ? null : id - 1 })));
  expect(await db.table(Branch).deleteWhere({ theBranchesThatGrewOutOfThisBranchWhenTheTreeWasOlderOne: { none: {} } })).toBe(1);
});

conforms("what cannot be asked of a relation is refused, and says what can", async ({ db }) => {
  await fillTeams(db);
  const refused = async (where: unknown, message: RegExp) => {
    await expect(members(db).findMany(where as Filter)).rejects.toMatchObject({ name: "QueryError", message: expect.stringMatching(message) });
    await expect(members(db).deleteWhere(where as never)).rejects.toThrow(QueryError);
  };
  await refused({ team: { some: {} } }, /"member.team" has no "some"; there are is, isNot/);
  await refused({ reports: { is: {} } }, /"member.reports" has no "is"; there are some, none, every/);
  await refused({ reports: { some: null } }, /"member.reports some" takes a filter, not null/);
  await refused({ reports: { some: undefined } }, /"member.reports some" is undefined/);
  await refused({ reports: { some: { nme: 1 } } }, /"member" has no column "nme"/);
  await refused({ team: "Red" }, /"member.team" is filtered by an object with is, isNot/);
  await refused({ team: null }, /"member.team" is filtered by an object with is, isNot, not by null/);
  await refused({ team: { is: { name: undefined } } }, /"team.name" is undefined/);
  await refused(db.relation(Team, "members").any(), /"team.members" does not belong to "member"/);
  const reports = db.relation(Member, "reports");
  for (const word of ["any", "has", "none", "every", "count"] as const) {
    for (const nothing of [undefined, null])
      expect(() => reports[word](nothing as never)).toThrow(new RegExp(`"member.reports" ${word} takes a filter, not ${nothing}`));
  }
  expect(() => db.relation(Team, "member" as never)).toThrow(/"team" has no relation "member"; there are: members/);
  await expect(db.table(Skill).updateWhere({ members: {} }, { label: "x" })).rejects.toThrow(/no filter/);
});
