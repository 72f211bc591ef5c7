import { joinedload, Ormdantic, type Relate, selectinload, table } from "ormdantic";
import { expect } from "vitest";
import * as z from "zod";
import { type Bench, conforms } from "../conformance.ts";
import {
  Badge,
  Book,
  Branch,
  blue,
  Coin,
  CoinMark,
  cut,
  fillShelves,
  fillTeams,
  Genre,
  HostilePart,
  HostileWhole,
  Mark,
  Member,
  MemberSkill,
  Minting,
  Reader,
  red,
  Shelf,
  Sighting,
  Skill,
  sew,
  Team,
} from "../relation-models.ts";

/** Every way of loading must find the same rows. */
const ways = [joinedload, selectinload] as const;
const ids = (rows: readonly { readonly id: unknown }[]) => rows.map(({ id }) => id);

conforms("a to-one that may be missing gives the row or null, and several lead from one table to another", async ({ db }) => {
  await fillTeams(db);
  for (const way of ways) {
    const rows = await db.table(Member).findMany({}, { load: { team: way(), backup: way(), favoriteTeam: way() }, orderBy: ["id"] });
    expect(rows.data.map((row) => [row.id, row.team?.name, row.backup?.name, row.favoriteTeam?.name])).toEqual([
      [1, "Red", "Blue", "Blue"],
      [2, "Red", undefined, undefined],
      [3, "Red", "Blue", "Red"],
      [4, "Blue", "Red", "Blue"],
      [5, "Blue", undefined, undefined],
      [6, undefined, undefined, undefined],
    ]);
    expect(rows.data[5]).toMatchObject({ team: null, backup: null, favoriteTeam: null });
    expect(rows.data[0]).toBeInstanceOf(Member);
    expect(Object.keys(rows.data[1] ?? {})).toEqual(["id", "name", "rating", "teamId", "favorite", "managerId", "team", "backup", "favoriteTeam"]);
    expect(rows.data[0]?.team).toEqual({ id: red, name: "Red", code: "R" });
  }
});

conforms("collections tell apart which of several keys holds them, by primary key or by a unique one", async ({ db }) => {
  await fillTeams(db);
  for (const way of ways) {
    const options = { orderBy: ["id"] } as const;
    const rows = await db.table(Team).findMany({}, { load: { members: way(options), substitutes: way(options), fans: way(options) }, orderBy: ["name"] });
    expect(rows.data.map((row) => [row.name, ids(row.members), ids(row.substitutes), ids(row.fans)])).toEqual([
      ["Blue", [4, 5], [1, 3], [1, 4]],
      ["Idle", [], [], []],
      ["Red", [1, 2, 3], [4], [3]],
    ]);
  }
});

conforms("one to one is seen from either side", async ({ db }) => {
  await fillTeams(db);
  for (const way of ways) {
    const members = await db.table(Member).findMany({}, { load: { badge: way() }, orderBy: ["id"] });
    expect(members.data.map((row) => row.badge?.metal ?? null)).toEqual(["gold", null, null, "iron", null, null]);
    const badges = await db.table(Badge).findMany({}, { load: { member: way() }, orderBy: ["id"] });
    expect(badges.data.map((row) => [row.metal, row.member.name, row.member.greeting])).toEqual([
      ["gold", "Ann", "Hello Ann"],
      ["iron", "Dee", "Hello Dee"],
    ]);
  }
});

conforms("many to many goes through a join table whose own columns are reached by relations to it", async ({ db }) => {
  await fillTeams(db);
  for (const way of ways) {
    const members = await db.table(Member).findMany({}, { load: { skills: way({ orderBy: ["label"] }) }, orderBy: ["id"] });
    expect(members.data.map((row) => row.skills.map(({ label }) => label))).toEqual([["cut", "sew"], ["sew"], [], ["cut"], [], []]);
    const skills = await db.table(Skill).findMany({}, { load: { members: way({ orderBy: ["-id"] }) }, orderBy: ["id"] });
    expect(skills.data.map((row) => [row.id, ids(row.members)])).toEqual([
      [sew, [2, 1]],
      [cut, [4, 1]],
      [9007199254740997n, []],
    ]);
    const [ann] = (await db.table(Member).findMany({ id: 1 }, { load: { memberSkills: way({ orderBy: ["grade"], load: { skill: way() } }) } })).data;
    expect(ann?.memberSkills.map((row) => [row.grade, row.skill.label])).toEqual([
      [1, "cut"],
      [3, "sew"],
    ]);
  }
  expect(await db.table(MemberSkill).count({ skill: { is: { label: "sew" } } })).toBe(2);
});

conforms("a table is related to itself both ways, by a key and by a join table", async ({ db }) => {
  await fillTeams(db);
  for (const way of ways) {
    const order = { orderBy: ["id"] } as const;
    const rows = await db
      .table(Member)
      .findMany({}, { load: { manager: way(), reports: way(order), friends: way(order), friendOf: way(order) }, orderBy: ["id"] });
    expect(rows.data.map((row) => [row.manager?.id ?? null, ids(row.reports), ids(row.friends), ids(row.friendOf)])).toEqual([
      [null, [2, 3], [2, 4], [4]],
      [1, [4, 5], [], [1]],
      [1, [], [], []],
      [2, [], [1], [1]],
      [2, [], [], []],
      [null, [], [], []],
    ]);
  }
});

conforms("composite keys need all their columns, and one NULL among them is no key", async ({ db }) => {
  await fillShelves(db);
  for (const way of ways) {
    const shelves = await db.table(Shelf).findMany({}, { load: { books: way({ orderBy: ["id"] }), readers: way({ orderBy: ["id"] }) }, orderBy: ["label"] });
    expect(shelves.data.map((row) => [row.label, ids(row.books), ids(row.readers)])).toEqual([
      ["attic 1", [3], [1, 2]],
      ["attic 2", [], []],
      ["hall 1", [1, 2], [1]],
    ]);
    const books = await db.table(Book).findMany({}, { load: { shelf: way() }, orderBy: ["id"] });
    expect(books.data.map((row) => row.shelf?.label ?? null)).toEqual(["hall 1", "hall 1", "attic 1", null, null]);
    expect(books.data[0]?.shelf?.no).toBe(sew);
    const readers = await db.table(Reader).findMany({}, { load: { shelves: way({ orderBy: ["room", "no"] }) }, orderBy: ["id"] });
    expect(readers.data.map((row) => row.shelves.map(({ label }) => label).sort())).toEqual([["attic 1", "hall 1"], ["attic 1"]]);
  }
});

conforms("a composite key may be windowed per parent, in lists of any length", async ({ db }) => {
  await fillShelves(db);
  const many = Array.from({ length: 300 }, (_, i) => ({ room: "attic", no: sew + BigInt(10 + i), label: `many ${i}` }) as const);
  await db.table(Shelf).insertMany(many);
  await db.table(Book).insertMany(many.map(({ room, no }, i) => ({ id: 100 + i, title: `t${i}`, room, shelfNo: no, genre: "crime" })));
  for (const way of ways) {
    const { data } = await db.table(Shelf).findMany({}, { load: { books: way({ orderBy: ["-title"], limit: 1 }) }, orderBy: ["label"] });
    expect(data).toHaveLength(303);
    expect(data.filter((row) => row.books.length > 1)).toEqual([]);
    expect(data.find((row) => row.label === "hall 1")?.books).toMatchObject([{ title: "B" }]);
    expect(data.find((row) => row.label === "many 299")?.books).toMatchObject([{ title: "t299" }]);
  }
});

conforms("keys may be enums", async ({ db }) => {
  await fillShelves(db);
  for (const way of ways) {
    const genres = await db.table(Genre).findMany({}, { load: { books: way({ orderBy: ["id"] }) }, orderBy: ["title"] });
    expect(genres.data.map((row) => [row.title, ids(row.books)])).toEqual([
      ["Crime", [1, 3, 5]],
      ["Verse", [2, 4]],
    ]);
    const [book] = (await db.table(Book).findMany({ id: 2 }, { load: { about: way() } })).data;
    expect(book?.about).toEqual({ id: "verse", title: "Verse" });
  }
});

async function fillCoins(db: Bench["db"]): Promise<void> {
  for (const model of [CoinMark, Minting, Coin, Sighting, Mark]) await db.table(model).deleteWhere({}, { allowAll: true });
  await db.table(Coin).insertMany([
    { id: "C-7", name: "seven" },
    { id: "C-12", name: "twelve" },
  ]);
  await db.table(Minting).insertMany([
    { id: 1, coinId: "C-12", day: "2020-01-01" },
    { id: 2, coinId: "C-12", day: "2021-01-01" },
    { id: 3, coinId: null, day: "2022-01-01" },
  ]);
  await db.table(Mark).insertMany([
    { id: new Uint8Array([0, 255]), made: new Date("1969-12-31T23:59:59.001Z"), name: "old" },
    { id: new Uint8Array([0]), made: new Date("2020-02-29T00:00:00.000Z"), name: "new" },
  ]);
  await db.table(CoinMark).insertMany([
    { coinId: "C-7", markId: new Uint8Array([0, 255]) },
    { coinId: "C-7", markId: new Uint8Array([0]) },
    { coinId: "C-12", markId: new Uint8Array([0]) },
  ]);
  await db.table(Sighting).insertMany([
    { id: 1, made: new Date("1969-12-31T23:59:59.001Z") },
    { id: 2, made: new Date("2020-02-29T00:00:00.000Z") },
    { id: 3, made: new Date("2020-02-29T00:00:00.000Z") },
  ]);
}

conforms("keys may be codecs, bytes and dates, which are compared by content", async ({ db }) => {
  await fillCoins(db);
  for (const way of ways) {
    const coins = await db.table(Coin).findMany({}, { load: { mintings: way({ orderBy: ["day"] }), marks: way({ orderBy: ["name"] }) }, orderBy: ["name"] });
    expect(coins.data.map((row) => [row.id, ids(row.mintings), row.marks.map(({ name }) => name)])).toEqual([
      ["C-7", [], ["new", "old"]],
      ["C-12", [1, 2], ["new"]],
    ]);
    expect(coins.data[0]?.marks[0]).toBe(coins.data[1]?.marks[0]);
    const mintings = await db.table(Minting).findMany({}, { load: { coin: way() }, orderBy: ["id"] });
    expect(mintings.data.map((row) => row.coin)).toEqual([{ id: "C-12", name: "twelve" }, { id: "C-12", name: "twelve" }, null]);
    const sightings = await db.table(Sighting).findMany({}, { load: { mark: way() }, orderBy: ["id"] });
    expect(sightings.data.map((row) => row.mark.name)).toEqual(["old", "new", "new"]);
    expect(sightings.data[1]?.mark).toBe(sightings.data[2]?.mark);
    const marks = await db.table(Mark).findMany({}, { load: { sightings: way({ orderBy: ["id"] }) }, orderBy: ["name"] });
    expect(marks.data.map((row) => ids(row.sightings))).toEqual([[2, 3], [1]]);
  }
  const rows = await db.table(Coin).load([{ id: "C-12", name: "in hand" }], { mintings: true });
  expect(rows[0]?.mintings).toHaveLength(2);
});

conforms("paths whose names pass 63 bytes stay apart, however deep they are", async ({ db }) => {
  await db.table(Branch).deleteWhere({}, { allowAll: true });
  await db.table(Branch).insertMany([1, 2, 3, 4, 5].map((id) => ({ id, parentId: id === 1 ? null : id - 1 })));
  const up = "theBranchThatThisBranchGrewOutOfWhenTheTreeWasMuchYounger";
  const down = "theBranchesThatGrewOutOfThisBranchWhenTheTreeWasOlderOne";
  for (const way of ways) {
    const leaf = await db.table(Branch).findOne(5, { load: { [up]: way({ load: { [up]: way({ load: { [up]: way() } }) } }) } });
    expect(leaf?.[up]?.id).toBe(4);
    expect(leaf?.[up]?.[up]?.id).toBe(3);
    expect(leaf?.[up]?.[up]?.[up]?.id).toBe(2);
    const root = await db.table(Branch).findOne(1, { load: { [down]: way({ load: { [down]: way({ load: { [down]: way(), [up]: way() } }) } }) } });
    expect(root?.[down][0]?.[down][0]?.[down][0]?.id).toBe(4);
    expect(root?.[down][0]?.[down][0]?.[up]?.id).toBe(2);
  }
});

conforms("relations may have any name, and their tables any columns", async ({ db }) => {
  for (const model of [HostilePart, HostileWhole]) await db.table(model).deleteWhere({}, { allowAll: true });
  await db.table(HostileWhole).insertMany([{ "the`key": 1 }, { "the`key": 2 }]);
  await db.table(HostilePart).insertMany([
    { _rn: 1, 'who"le': 1, _l0: "a" },
    { _rn: 2, 'who"le': 1, _l0: "b" },
    { _rn: 3, 'who"le': 2, _l0: "c" },
  ]);
  for (const way of ways) {
    const wholes = await db.table(HostileWhole).findMany({}, { load: { 'its"parts`]': way({ orderBy: ["-_l0"], limit: 1 }) }, orderBy: ["the`key"] });
    expect(wholes.data.map((row) => row['its"parts`]'].map(({ _rn }) => _rn))).toEqual([[2], [3]]);
    const parts = await db.table(HostilePart).findMany({ 'is"part`of]': { is: { "the`key": 1 } } }, { load: { 'is"part`of]': way() }, orderBy: ["_rn"] });
    expect(parts.data.map((row) => row['is"part`of]']["the`key"])).toEqual([1, 1]);
  }
});

conforms("what the foreign keys of relations say happens to the rows that are left", async ({ db }) => {
  await fillTeams(db);
  await db.table(Member).delete(1);
  expect(await db.table(Badge).count()).toBe(1);
  expect(await db.table(MemberSkill).count({ memberId: 1 })).toBe(0);
  expect(await db.table(Member).count({ manager: { is: null } })).toBe(3);
  await expect(db.table(Team).delete(red)).rejects.toMatchObject({ code: "QUERY.FOREIGN_KEY_VIOLATION" });
  await db.table(Member).update(4, { backupId: null });
  await db.table(Team).delete(red);
  expect(ids((await db.table(Member).findMany({}, { orderBy: ["id"] })).data)).toEqual([4, 5, 6]);
  expect((await db.table(Member).findOne(4))?.teamId).toBe(blue);
});

/** A collation in which "AB" is "ab", and what must be there for it. */
const caseless: Readonly<Record<string, { readonly collation: string; readonly sql?: string }>> = {
  sqlite: { collation: "nocase" },
  postgres: { collation: "caseless", sql: `create collation if not exists caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)` },
  mysql: { collation: "utf8mb4_general_ci" },
  mariadb: { collation: "utf8mb4_general_ci" },
};

conforms("keys that only the database finds equal lose no rows, in any strategy", async ({ url, dialect }) => {
  const { collation, sql } = caseless[dialect] as (typeof caseless)[string];
  const columns = { code: { collation } } as const;
  class Land extends table("caseless_land", z.object({ code: z.string().max(9), name: z.string() }), { pk: "code", columns }) {
    static relations = (r: Relate<typeof Land>) => ({ towns: r.hasMany(Town, "code") });
  }
  class Town extends table("caseless_town", z.object({ id: z.int(), code: z.string().max(9).nullable() }), { pk: "id", columns }) {
    static relations = (r: Relate<typeof Town>) => ({ land: r.belongsTo(Land, "code", { constraint: false }) });
  }
  await using db = new Ormdantic(url, { models: [Land, Town] });
  await db.connect();
  if (sql) await db.native.execute(sql);
  await db.createAll();
  await db.table(Land).insertMany([
    { code: "ab", name: "Ab" },
    { code: "CD", name: "Cd" },
  ]);
  await db.table(Town).insertMany(["AB", "ab", "cd", null, "zz"].map((code, i) => ({ id: i + 1, code })));
  for (const way of ways) {
    const lands = await db.table(Land).findMany({}, { load: { towns: way({ orderBy: ["id"] }) }, orderBy: ["name"] });
    expect(lands.data.map((row) => ids(row.towns))).toEqual([[1, 2], [3]]);
    const last = await db.table(Land).findMany({}, { load: { towns: way({ orderBy: ["-id"], limit: 1 }) }, orderBy: ["name"] });
    expect(last.data.map((row) => ids(row.towns))).toEqual([[2], [3]]);
    const towns = await db.table(Town).findMany({}, { load: { land: way() }, orderBy: ["id"] });
    expect(towns.data.map((row) => row.land?.name ?? null)).toEqual(["Ab", "Ab", "Cd", null, null]);
    expect(towns.data[0]?.land).toBe(towns.data[1]?.land);
    const some = await db.table(Town).findMany({}, { load: { land: way({ where: { name: "Ab" } }) }, orderBy: ["id"] });
    expect(some.data.map((row) => row.land?.name ?? null)).toEqual(["Ab", "Ab", null, null, null]);
  }
  await db.dropAll();
});
