import { bytes, type Ormdantic, type Relate, table } from "ormdantic";
import * as z from "zod";

/** Referenced by its uuid, and by its code. */
export class Team extends table("team", z.object({ id: z.uuid(), name: z.string().max(40), code: z.string().max(8) }), { pk: "id", unique: ["code"] }) {
  static relations = (r: Relate<typeof Team>) => ({
    members: r.hasMany(Member, "teamId"),
    substitutes: r.hasMany(Member, "backupId"),
    fans: r.hasMany(Member, "favorite", { references: "code" }),
  });
}

/** Three relations to one table, and four to itself. */
export class Member extends table(
  "member",
  z.object({
    id: z.int(),
    name: z.string().max(40),
    rating: z.int().nullable(),
    teamId: z.uuid().nullable(),
    backupId: z.uuid().optional(),
    favorite: z.string().max(8).nullable(),
    managerId: z.int().nullable(),
  }),
  { pk: "id", indexed: ["teamId", "managerId"] },
) {
  static relations = (r: Relate<typeof Member>) => ({
    team: r.belongsTo(Team, "teamId", { onDelete: "cascade" }),
    backup: r.belongsTo(Team, "backupId"),
    favoriteTeam: r.belongsTo(Team, "favorite", { references: "code" }),
    manager: r.belongsTo(Member, "managerId", { onDelete: "setNull" }),
    reports: r.hasMany(Member, "managerId"),
    badge: r.hasOne(Badge, "memberId"),
    skills: r.manyToMany(Skill, MemberSkill, "memberId", "skillId"),
    memberSkills: r.hasMany(MemberSkill, "memberId"),
    friends: r.manyToMany(Member, Friendship, "fromId", "toId"),
    friendOf: r.manyToMany(Member, Friendship, "toId", "fromId"),
  });
  get greeting(): string {
    return `Hello ${this.name}`;
  }
}

export class Badge extends table("badge", z.object({ id: z.int(), metal: z.string().max(10), memberId: z.int() }), { pk: "id", unique: ["memberId"] }) {
  static relations = (r: Relate<typeof Badge>) => ({ member: r.belongsTo(Member, "memberId", { onDelete: "cascade" }) });
}

/** A key beyond what a number holds. */
export class Skill extends table("skill", z.object({ id: z.bigint(), label: z.string().max(20) }), { pk: "id" }) {
  static relations = (r: Relate<typeof Skill>) => ({ members: r.manyToMany(Member, MemberSkill, "skillId", "memberId") });
}

/** A join table with a column of its own. */
export class MemberSkill extends table("member_skill", z.object({ memberId: z.int(), skillId: z.bigint(), grade: z.int().default(1) }), {
  pk: ["memberId", "skillId"],
}) {
  static relations = (r: Relate<typeof MemberSkill>) => ({
    member: r.belongsTo(Member, "memberId", { onDelete: "cascade" }),
    skill: r.belongsTo(Skill, "skillId", { onDelete: "cascade" }),
  });
}

export class Friendship extends table("friendship", z.object({ fromId: z.int(), toId: z.int() }), { pk: ["fromId", "toId"] }) {
  static relations = (r: Relate<typeof Friendship>) => ({
    from: r.belongsTo(Member, "fromId", { onDelete: "cascade" }),
    to: r.belongsTo(Member, "toId", { onDelete: "cascade" }),
  });
}

const room = z.enum(["hall", "attic"]);

/** A key of an enum and a bigint. */
export class Shelf extends table("shelf", z.object({ room, no: z.bigint(), label: z.string().max(20) }), { pk: ["room", "no"] }) {
  static relations = (r: Relate<typeof Shelf>) => ({
    books: r.hasMany(Book, ["room", "shelfNo"]),
    readers: r.manyToMany(Reader, ShelfReader, ["room", "shelfNo"], "readerId"),
  });
}

export class Book extends table(
  "book",
  z.object({ id: z.int(), title: z.string().max(40), room: room.nullable(), shelfNo: z.bigint().nullable(), genre: z.enum(["crime", "verse"]) }),
  { pk: "id" },
) {
  static relations = (r: Relate<typeof Book>) => ({
    shelf: r.belongsTo(Shelf, ["room", "shelfNo"], { onDelete: "cascade" }),
    about: r.belongsTo(Genre, "genre"),
  });
}

export class Genre extends table("genre", z.object({ id: z.enum(["crime", "verse"]), title: z.string().max(20) }), { pk: "id" }) {
  static relations = (r: Relate<typeof Genre>) => ({ books: r.hasMany(Book, "genre") });
}

export class Reader extends table("reader", z.object({ id: z.int(), name: z.string().max(20) }), { pk: "id" }) {
  static relations = (r: Relate<typeof Reader>) => ({ shelves: r.manyToMany(Shelf, ShelfReader, "readerId", ["room", "shelfNo"]) });
}

export class ShelfReader extends table("shelf_reader", z.object({ room, shelfNo: z.bigint(), readerId: z.int() }), { pk: ["room", "shelfNo", "readerId"] }) {
  static relations = (r: Relate<typeof ShelfReader>) => ({
    shelf: r.belongsTo(Shelf, ["room", "shelfNo"], { onDelete: "cascade" }),
    reader: r.belongsTo(Reader, "readerId", { onDelete: "cascade" }),
  });
}

/** Stored as a number, "C-12" in the application. */
const coinId = z.codec(z.int(), z.string(), { decode: (stored) => `C-${stored}`, encode: (text) => Number(text.slice(2)) });
export class Coin extends table("coin", z.object({ id: coinId, name: z.string().max(20) }), { pk: "id" }) {
  static relations = (r: Relate<typeof Coin>) => ({ mintings: r.hasMany(Minting, "coinId"), marks: r.manyToMany(Mark, CoinMark, "coinId", "markId") });
}
export class Minting extends table("minting", z.object({ id: z.int(), coinId: coinId.nullable(), day: z.iso.date() }), { pk: "id" }) {
  static relations = (r: Relate<typeof Minting>) => ({ coin: r.belongsTo(Coin, "coinId", { onDelete: "cascade" }) });
}

/** Keys that JavaScript compares by identity. */
export class Mark extends table("mark", z.object({ id: bytes({ max: 8 }), made: z.date(), name: z.string().max(20) }), { pk: "id", unique: ["made"] }) {
  static relations = (r: Relate<typeof Mark>) => ({ sightings: r.hasMany(Sighting, "made", { references: "made" }) });
}
export class Sighting extends table("sighting", z.object({ id: z.int(), made: z.date() }), { pk: "id" }) {
  static relations = (r: Relate<typeof Sighting>) => ({ mark: r.belongsTo(Mark, "made", { references: "made", onDelete: "cascade" }) });
}
export class CoinMark extends table("coin_mark", z.object({ coinId, markId: bytes({ max: 8 }) }), { pk: ["coinId", "markId"] }) {
  static relations = (r: Relate<typeof CoinMark>) => ({
    coin: r.belongsTo(Coin, "coinId", { onDelete: "cascade" }),
    mark: r.belongsTo(Mark, "markId", { onDelete: "cascade" }),
  });
}

/** Names whose paths pass 63 bytes at the first step. */
export class Branch extends table("a_branch_of_a_tree_whose_name_is_nearly_sixty_three_bytes_long", z.object({ id: z.int(), parentId: z.int().nullable() }), {
  pk: "id",
}) {
  static relations = (r: Relate<typeof Branch>) => ({
    theBranchThatThisBranchGrewOutOfWhenTheTreeWasMuchYounger: r.belongsTo(Branch, "parentId", { onDelete: "setNull" }),
    theBranchesThatGrewOutOfThisBranchWhenTheTreeWasOlderOne: r.hasMany(Branch, "parentId"),
  });
}

/** Names that no SQL should hold, in a relation too; a key named like the columns a numbered query adds. */
export class HostilePart extends table(`pa"rt';\`--`, z.object({ _rn: z.int(), 'who"le': z.int(), _l0: z.string().max(9) }), {
  pk: "_rn",
  naming: "preserve",
}) {
  static relations = (r: Relate<typeof HostilePart>) => ({ 'is"part`of]': r.belongsTo(HostileWhole, 'who"le', { onDelete: "cascade" }) });
}
export class HostileWhole extends table(`who"le';\`--`, z.object({ "the`key": z.int() }), { pk: "the`key", naming: "preserve" }) {
  static relations = (r: Relate<typeof HostileWhole>) => ({ 'its"parts`]': r.hasMany(HostilePart, 'who"le') });
}

export const red = "00000000-0000-4000-8000-000000000001";
export const blue = "00000000-0000-4000-8000-000000000002";
export const idle = "00000000-0000-4000-8000-000000000003";
/** 2^53 + 1: a number would be the one before. */
export const sew = 9007199254740993n;
export const cut = 9007199254740995n;
export const dye = 9007199254740997n;

/** Three teams of which one is idle, six members of which one has no team, four skills held, three friendships. */
export async function fillTeams(db: Ormdantic): Promise<void> {
  for (const model of [Friendship, MemberSkill, Badge, Member, Team, Skill]) await db.table(model).deleteWhere({}, { allowAll: true });
  await db.table(Team).insertMany([
    { id: red, name: "Red", code: "R" },
    { id: blue, name: "Blue", code: "B" },
    { id: idle, name: "Idle", code: "I" },
  ]);
  await db.table(Member).insertMany([
    { id: 1, name: "Ann", rating: 5, teamId: red, backupId: blue, favorite: "B", managerId: null },
    { id: 2, name: "Bob", rating: 3, teamId: red, backupId: null, favorite: null, managerId: 1 },
    { id: 3, name: "Cid", rating: null, teamId: red, backupId: blue, favorite: "R", managerId: 1 },
    { id: 4, name: "Dee", rating: 4, teamId: blue, backupId: red, favorite: "B", managerId: 2 },
    { id: 5, name: "Eve", rating: 1, teamId: blue, backupId: null, favorite: null, managerId: 2 },
    { id: 6, name: "Fox", rating: 2, teamId: null, backupId: null, favorite: null, managerId: null },
  ]);
  await db.table(Badge).insertMany([
    { id: 1, metal: "gold", memberId: 1 },
    { id: 2, metal: "iron", memberId: 4 },
  ]);
  await db.table(Skill).insertMany([
    { id: sew, label: "sew" },
    { id: cut, label: "cut" },
    { id: dye, label: "dye" },
  ]);
  await db.table(MemberSkill).insertMany([
    { memberId: 1, skillId: sew, grade: 3 },
    { memberId: 1, skillId: cut },
    { memberId: 2, skillId: sew, grade: 2 },
    { memberId: 4, skillId: cut, grade: 5 },
  ]);
  await db.table(Friendship).insertMany([
    { fromId: 1, toId: 2 },
    { fromId: 1, toId: 4 },
    { fromId: 4, toId: 1 },
  ]);
}

/** Two shelves with one number in two rooms, one without books; books on no shelf. */
export async function fillShelves(db: Ormdantic): Promise<void> {
  for (const model of [ShelfReader, Book, Shelf, Reader, Genre]) await db.table(model).deleteWhere({}, { allowAll: true });
  await db.table(Genre).insertMany([
    { id: "crime", title: "Crime" },
    { id: "verse", title: "Verse" },
  ]);
  await db.table(Shelf).insertMany([
    { room: "hall", no: sew, label: "hall 1" },
    { room: "attic", no: sew, label: "attic 1" },
    { room: "attic", no: cut, label: "attic 2" },
  ]);
  await db.table(Book).insertMany([
    { id: 1, title: "A", room: "hall", shelfNo: sew, genre: "crime" },
    { id: 2, title: "B", room: "hall", shelfNo: sew, genre: "verse" },
    { id: 3, title: "C", room: "attic", shelfNo: sew, genre: "crime" },
    { id: 4, title: "D", room: null, shelfNo: sew, genre: "verse" },
    { id: 5, title: "E", room: "hall", shelfNo: null, genre: "crime" },
  ]);
  await db.table(Reader).insertMany([
    { id: 1, name: "Gus" },
    { id: 2, name: "Hal" },
  ]);
  await db.table(ShelfReader).insertMany([
    { room: "hall", shelfNo: sew, readerId: 1 },
    { room: "attic", shelfNo: sew, readerId: 1 },
    { room: "attic", shelfNo: sew, readerId: 2 },
  ]);
}
