import { ConfigurationError, Ormdantic, QueryError, type Relate, table } from "ormdantic";
import { expect } from "vitest";
import * as z from "zod";
import { type Bench, conforms, counted } from "../conformance.ts";
import {
  Coin,
  CoinMark,
  cut,
  dye,
  fillShelves,
  fillTeams,
  Mark,
  Member,
  MemberSkill,
  Reader,
  Shelf,
  ShelfReader,
  Skill,
  sew,
  Team,
} from "../relation-models.ts";

async function skillsOf(db: Bench["db"], id: number): Promise<readonly (readonly [bigint, number])[]> {
  const { data } = await db.table(MemberSkill).findMany({ memberId: id }, { orderBy: ["skillId"] });
  return data.map(({ skillId, grade }) => [skillId, grade]);
}

conforms("link adds what is missing and leaves what is there, columns of the join table included", async ({ db }) => {
  await fillTeams(db);
  const members = db.table(Member);
  const bob = { id: 2 };
  await members.link(bob, "skills", [{ id: sew }, { id: dye }, { id: dye }]);
  expect(await skillsOf(db, 2)).toEqual([
    [sew, 2],
    [dye, 1],
  ]);
  await members.link(bob, "skills", [{ id: dye }]);
  await members.link(bob, "skills", []);
  expect(await skillsOf(db, 2)).toHaveLength(2);
  const [row] = (await members.findMany({ id: 3 })).data;
  const all = (await db.table(Skill).findMany()).data;
  await members.link(row as Member, "skills", all);
  expect(await skillsOf(db, 3)).toHaveLength(3);
  await db.table(Skill).link({ id: cut }, "members", [{ id: 5 }, { id: 6 }]);
  expect(await skillsOf(db, 6)).toEqual([[cut, 1]]);
});

conforms("unlink takes away what is there and says how many", async ({ db }) => {
  await fillTeams(db);
  const members = db.table(Member);
  expect(await members.unlink({ id: 1 }, "skills", [{ id: sew }, { id: dye }])).toBe(1);
  expect(await members.unlink({ id: 1 }, "skills", [{ id: sew }])).toBe(0);
  expect(await members.unlink({ id: 1 }, "skills", [])).toBe(0);
  expect(await skillsOf(db, 1)).toEqual([[cut, 1]]);
  expect(await skillsOf(db, 2)).toEqual([[sew, 2]]);
});

conforms("setLinks makes these the only ones, and touches none that stay", async ({ db }) => {
  await fillTeams(db);
  const members = db.table(Member);
  await members.setLinks({ id: 1 }, "skills", [{ id: sew }, { id: dye }, { id: sew }]);
  expect(await skillsOf(db, 1)).toEqual([
    [sew, 3],
    [dye, 1],
  ]);
  const { queries } = await counted(db, () => members.setLinks({ id: 1 }, "skills", [{ id: dye }, { id: sew }]));
  const more = await counted(db, () => members.setLinks({ id: 1 }, "skills", []));
  expect(queries).toBeLessThan(more.queries + 1);
  expect(await skillsOf(db, 1)).toEqual([]);
  expect(await skillsOf(db, 2)).toEqual([[sew, 2]]);
});

conforms("links of a table to itself have a direction", async ({ db }) => {
  await fillTeams(db);
  const members = db.table(Member);
  await members.link({ id: 5 }, "friends", [{ id: 5 }, { id: 6 }]);
  await members.link({ id: 5 }, "friendOf", [{ id: 1 }]);
  const load = { friends: { orderBy: ["id"] }, friendOf: { orderBy: ["id"] } } as const;
  const eve = await members.findOne(5, { load });
  expect([eve?.friends.map(({ id }) => id), eve?.friendOf.map(({ id }) => id)]).toEqual([
    [5, 6],
    [1, 5],
  ]);
  await members.setLinks({ id: 1 }, "friends", [{ id: 5 }]);
  expect((await members.findOne(1, { load }))?.friendOf.map(({ id }) => id)).toEqual([4]);
});

conforms("links take composite keys on either side, many at once", async ({ db }) => {
  await fillShelves(db);
  const shelves = db.table(Shelf);
  await shelves.setLinks({ room: "attic", no: cut }, "readers", [{ id: 1 }, { id: 2 }]);
  expect(await db.table(ShelfReader).count({ room: "attic", shelfNo: cut })).toBe(2);
  const readers = db.table(Reader);
  const many = Array.from({ length: 1500 }, (_, i) => ({ room: "hall", no: BigInt(i), label: `s${i}` }) as const);
  await shelves.insertMany(many);
  await readers.link({ id: 2 }, "shelves", many);
  expect(await db.table(ShelfReader).count({ readerId: 2 })).toBe(1502);
  expect(await readers.unlink({ id: 2 }, "shelves", many.slice(0, 1400))).toBe(1400);
  await readers.setLinks({ id: 2 }, "shelves", [{ room: "hall", no: sew }, ...many.slice(1450)]);
  expect(await db.table(ShelfReader).count({ readerId: 2 })).toBe(51);
  await readers.setLinks({ id: 2 }, "shelves", []);
  expect(await db.table(ShelfReader).count({ readerId: 2 })).toBe(0);
  expect(await db.table(ShelfReader).count({ readerId: 1 })).toBe(3);
});

conforms("links take keys that are codecs and bytes", async ({ db }) => {
  for (const model of [CoinMark, Coin, Mark]) await db.table(model).deleteWhere({}, { allowAll: true });
  await db.table(Coin).insert({ id: "C-9", name: "nine" });
  const [a, b] = [new Uint8Array([1]), new Uint8Array([1, 0])];
  await db.table(Mark).insertMany([
    { id: a, made: new Date(0), name: "a" },
    { id: b, made: new Date(1), name: "b" },
  ]);
  const coins = db.table(Coin);
  await coins.link({ id: "C-9" }, "marks", [{ id: a }, { id: b }]);
  await coins.setLinks({ id: "C-9" }, "marks", [{ id: new Uint8Array([1, 0]) }]);
  expect((await coins.findOne("C-9", { load: { marks: true } }))?.marks.map(({ name }) => name)).toEqual(["b"]);
  expect(await coins.unlink({ id: "C-9" }, "marks", [{ id: a }, { id: b }])).toBe(1);
});

conforms("a link that fails leaves everything as it was", async ({ db }) => {
  await fillTeams(db);
  const members = db.table(Member);
  const missing = { id: 1n };
  await expect(members.link({ id: 2 }, "skills", [{ id: dye }, missing])).rejects.toMatchObject({ code: "QUERY.FOREIGN_KEY_VIOLATION" });
  expect(await skillsOf(db, 2)).toEqual([[sew, 2]]);
  await expect(members.setLinks({ id: 1 }, "skills", [{ id: dye }, missing])).rejects.toMatchObject({ code: "QUERY.FOREIGN_KEY_VIOLATION" });
  expect(await skillsOf(db, 1)).toEqual([
    [sew, 3],
    [cut, 1],
  ]);
  await expect(members.link({ id: 99 }, "skills", [{ id: sew }])).rejects.toMatchObject({ code: "QUERY.FOREIGN_KEY_VIOLATION" });
  await db
    .transaction(async () => {
      await members.setLinks({ id: 1 }, "skills", []);
      throw new Error("undone");
    })
    .catch(() => undefined);
  expect(await skillsOf(db, 1)).toHaveLength(2);
});

conforms("links set at the same time end as one of the calls said", async ({ db }) => {
  await fillTeams(db);
  const members = db.table(Member);
  const choices = [[{ id: sew }], [{ id: cut }, { id: dye }], []] as const;
  for (let round = 0; round < 3; round++) {
    await Promise.all(choices.map((choice) => members.setLinks({ id: 4 }, "skills", choice)));
    const left = (await skillsOf(db, 4)).map(([skill]) => skill);
    expect(choices.map((choice) => choice.map(({ id }) => id))).toContainEqual(left);
    await Promise.all([1, 2, 3].map(() => members.link({ id: 4 }, "skills", [{ id: dye }])));
    expect((await skillsOf(db, 4)).map(([skill]) => skill)).toContain(dye);
  }
});

conforms("what cannot be linked is refused before any SQL, and says why", async ({ db, url }) => {
  await fillTeams(db);
  const members = db.table(Member);
  const refused = async (call: () => Promise<unknown>, message: RegExp) => {
    const { queries } = await counted(db, () => expect(call()).rejects.toMatchObject({ message: expect.stringMatching(message) }));
    expect(queries).toBe(0);
  };
  await refused(
    () => members.link({ id: 1 }, "reports" as never, []),
    /"member.reports" has no join table: set its foreign key instead; many-to-many relations of "member": skills, friends, friendOf/,
  );
  await refused(() => members.link({ id: 1 }, "skill" as never, []), /"member" has no relation "skill"/);
  await refused(() => db.table(Team).link({ id: "x" }, "members" as never, []), /many-to-many relations of "team": none/);
  await refused(() => members.link({} as never, "skills", []), /has no "member.id"/);
  await refused(() => members.link(1 as never, "skills", []), /a row with "member.id" is needed, not/);
  await refused(() => members.link({ id: 1 }, "skills", { id: sew } as never), /a list of rows is linked/);
  await refused(() => members.link({ id: 1 }, "skills", [sew] as never), /a row with "skill.id" is needed/);
  await refused(() => members.unlink({ id: 1 }, "skills", [{}] as never), /has no "skill.id"/);
  await refused(() => members.setLinks({ id: 1 }, "skills", [{ id: "x" }] as never), /skill.id/);
  await refused(() => members.insert({ id: 8, name: "x", rating: null, teamId: null, favorite: null, managerId: null, skills: [] } as never), /skills/);

  const Loose = table("loose_link", z.object({ id: z.int(), memberId: z.int(), otherId: z.int(), why: z.string() }), { pk: "id" });
  class Other extends table("loose_other", z.object({ id: z.int() }), { pk: "id" }) {
    static relations = (r: Relate<typeof Other>) => ({ others: r.manyToMany(Other, Loose, "memberId", "otherId") });
  }
  const Full = table("full_link", z.object({ aId: z.int(), bId: z.int(), why: z.string() }), { pk: ["aId", "bId"] });
  class Whole extends table("full_whole", z.object({ id: z.int() }), { pk: "id" }) {
    static relations = (r: Relate<typeof Whole>) => ({ wholes: r.manyToMany(Whole, Full, "aId", "bId") });
  }
  await using own = new Ormdantic(url, { models: [Other, Whole] });
  await expect(own.table(Other).link({ id: 1 }, "others", [{ id: 2 }])).rejects.toThrow(ConfigurationError);
  await expect(own.table(Other).link({ id: 1 }, "others", [{ id: 2 }])).rejects.toThrow(/"loose_link" may hold a link twice/);
  await expect(own.table(Whole).link({ id: 1 }, "wholes", [{ id: 2 }])).rejects.toThrow(QueryError);
  await expect(own.table(Whole).link({ id: 1 }, "wholes", [{ id: 2 }])).rejects.toThrow(/"full_link" needs "why"[\s\S]*insert/);
});
