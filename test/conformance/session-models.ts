import { bytes, decimal, type Ormdantic, type Relate, sql, table } from "ormdantic";
import * as z from "zod";

/** Models of the session cases: every kind of key, relation and cascade. */
const cents = z.codec(z.int(), z.number(), { decode: (stored) => stored / 100, encode: (euros) => Math.round(euros * 100) });

/** Columns of every kind that can be changed in place. */
export class Author extends table(
  "author",
  z.object({
    id: z.int(),
    name: z.string().max(40),
    bornAt: z.date().nullable(),
    prefs: z.object({ theme: z.string(), tags: z.array(z.string()) }).nullable(),
    photo: bytes().nullable(),
    fee: cents.nullable(),
    rating: z.int().min(0).max(5).default(3),
    worth: decimal({ precision: 12, scale: 2 }).nullable(),
  }),
  { pk: "id", generated: ["id"] },
) {
  static relations = (r: Relate<typeof Author>) => ({
    novels: r.hasMany(Novel, "authorId"),
    profile: r.hasOne(Profile, "authorId", { cascade: ["save", "merge", "delete", "deleteOrphan", "refresh", "expunge"] }),
  });
  get initial(): string {
    return this.name.slice(0, 1);
  }
}
/** The key of its author may be NULL. */
export class Novel extends table("novel", z.object({ id: z.int(), title: z.string().max(40), pages: z.int().nullable(), authorId: z.int().nullable() }), {
  pk: "id",
  generated: ["id"],
}) {
  static relations = (r: Relate<typeof Novel>) => ({ author: r.belongsTo(Author, "authorId"), themes: r.manyToMany(Theme, NovelTheme, "novelId", "themeId") });
}
export class Profile extends table("profile", z.object({ id: z.uuid(), bio: z.string().max(40), authorId: z.int() }), {
  pk: "id",
  generated: ["id"],
  unique: ["authorId"],
}) {
  static relations = (r: Relate<typeof Profile>) => ({ author: r.belongsTo(Author, "authorId") });
}
export class Theme extends table("theme", z.object({ id: z.uuid(), label: z.string().max(40) }), { pk: "id", generated: ["id"] }) {
  static relations = (r: Relate<typeof Theme>) => ({ novels: r.manyToMany(Novel, NovelTheme, "themeId", "novelId") });
}
export class NovelTheme extends table("novel_theme", z.object({ novelId: z.int(), themeId: z.uuid() }), { pk: ["novelId", "themeId"] }) {
  static relations = (r: Relate<typeof NovelTheme>) => ({ novel: r.belongsTo(Novel, "novelId"), theme: r.belongsTo(Theme, "themeId") });
}

/** Owns its lines, whose key is composite and holds the order's. */
export class Order extends table("orders", z.object({ id: z.int(), customer: z.string().max(40) }), { pk: "id", generated: ["id"] }) {
  static relations = (r: Relate<typeof Order>) => ({
    lines: r.hasMany(OrderLine, "orderId", { cascade: ["save", "merge", "delete", "deleteOrphan", "refresh", "expunge"] }),
  });
}
export class OrderLine extends table("order_lines", z.object({ orderId: z.int(), no: z.int(), product: z.string().max(40), quantity: z.int().default(1) }), {
  pk: ["orderId", "no"],
}) {
  static relations = (r: Relate<typeof OrderLine>) => ({ order: r.belongsTo(Order, "orderId"), notes: r.hasMany(LineNote, ["orderId", "lineNo"]) });
}
/** Refers to a composite key. */
export class LineNote extends table("line_note", z.object({ id: z.int(), text: z.string().max(40), orderId: z.int().nullable(), lineNo: z.int().nullable() }), {
  pk: "id",
  generated: ["id"],
}) {
  static relations = (r: Relate<typeof LineNote>) => ({ line: r.belongsTo(OrderLine, ["orderId", "lineNo"]) });
}

/** A tree whose keys the server makes, and one whose keys are made here. */
export class Folder extends table("folder", z.object({ id: z.int(), name: z.string().max(40), parentId: z.int().nullable() }), {
  pk: "id",
  generated: ["id"],
}) {
  static relations = (r: Relate<typeof Folder>) => ({
    parent: r.belongsTo(Folder, "parentId"),
    children: r.hasMany(Folder, "parentId", { cascade: ["save", "merge", "delete"] }),
    files: r.hasMany(File, "folderId"),
    shortcuts: r.hasMany(Shortcut, "folderId"),
  });
}
export class Topic extends table(
  "topic",
  z.object({ id: z.uuid(), name: z.string().max(40), weight: z.int().default(1), rank: z.int(), parentId: z.uuid().nullable() }),
  { pk: "id", generated: ["id", "rank"], columns: { rank: { serverDefault: sql`7` } } },
) {
  static relations = (r: Relate<typeof Topic>) => ({ parent: r.belongsTo(Topic, "parentId"), children: r.hasMany(Topic, "parentId") });
}
/** The database deletes these with their folder, and sets those free. */
export class File extends table("file", z.object({ id: z.int(), name: z.string().max(40), folderId: z.int() }), { pk: "id", generated: ["id"] }) {
  static relations = (r: Relate<typeof File>) => ({ folder: r.belongsTo(Folder, "folderId", { onDelete: "cascade" }), pins: r.hasMany(Pin, "fileId") });
}
export class Pin extends table("pin", z.object({ id: z.int(), fileId: z.int() }), { pk: "id", generated: ["id"] }) {
  static relations = (r: Relate<typeof Pin>) => ({ file: r.belongsTo(File, "fileId", { onDelete: "cascade" }) });
}
export class Shortcut extends table("shortcut", z.object({ id: z.int(), name: z.string().max(40), folderId: z.int().nullable() }), {
  pk: "id",
  generated: ["id"],
}) {
  static relations = (r: Relate<typeof Shortcut>) => ({ folder: r.belongsTo(Folder, "folderId", { onDelete: "setNull" }) });
}

/** Need each other: one of the two keys can be set later. */
export class Ship extends table("ship", z.object({ id: z.int(), name: z.string().max(40), captainId: z.int().nullable() }), { pk: "id", generated: ["id"] }) {
  static relations = (r: Relate<typeof Ship>) => ({ captain: r.belongsTo(Captain, "captainId") });
}
export class Captain extends table("captain", z.object({ id: z.int(), name: z.string().max(40), shipId: z.int() }), { pk: "id", generated: ["id"] }) {
  static relations = (r: Relate<typeof Captain>) => ({ ship: r.belongsTo(Ship, "shipId") });
}
/** Need each other at once: cannot be stored. */
export class Chicken extends table("chicken", z.object({ id: z.int(), eggId: z.int() }), { pk: "id", generated: ["id"] }) {
  static relations = (r: Relate<typeof Chicken>) => ({ egg: r.belongsTo(ChickenEgg, "eggId") });
}
export class ChickenEgg extends table("chicken_egg", z.object({ id: z.int(), chickenId: z.int() }), { pk: "id", generated: ["id"] }) {
  static relations = (r: Relate<typeof ChickenEgg>) => ({ chicken: r.belongsTo(Chicken, "chickenId") });
}

/** Versions. */
export class Paper extends table("paper", z.object({ id: z.int(), title: z.string().max(40), version: z.int().default(1) }), {
  pk: "id",
  generated: ["id"],
  version: "version",
}) {
  static relations = (r: Relate<typeof Paper>) => ({ sheets: r.hasMany(Sheet, "paperId") });
}
export class Sheet extends table("sheet", z.object({ id: z.int(), text: z.string().max(40), paperId: z.int().nullable(), version: z.int().default(1) }), {
  pk: "id",
  generated: ["id"],
  version: "version",
}) {
  static relations = (r: Relate<typeof Sheet>) => ({ paper: r.belongsTo(Paper, "paperId") });
}

/** Relations without any cascade. */
export class Club extends table("club", z.object({ id: z.int(), name: z.string().max(40) }), { pk: "id", generated: ["id"] }) {
  static relations = (r: Relate<typeof Club>) => ({ players: r.hasMany(Player, "clubId", { cascade: [] }) });
}
export class Player extends table("player", z.object({ id: z.int(), name: z.string().max(40), clubId: z.int() }), { pk: "id", generated: ["id"] }) {
  static relations = (r: Relate<typeof Player>) => ({ club: r.belongsTo(Club, "clubId", { cascade: [] }) });
}

/** A column the database computes, and one that is left out when NULL. */
export const Sum = table("sums", z.object({ id: z.int(), a: z.int(), b: z.int(), note: z.string().max(40).optional(), total: z.int() }), {
  pk: "id",
  generated: ["total"],
  columns: { total: { computed: { expression: sql`${sql.id("a")} + ${sql.id("b")}`, stored: true } } },
});

/** Empties the tables of this file, those that refer to others first. */
export async function emptySessionTables(db: Ormdantic): Promise<void> {
  const all = { allowAll: true };
  await db.table(Folder).updateWhere({ parentId: { isNull: false } }, { parentId: null });
  await db.table(Topic).updateWhere({ parentId: { isNull: false } }, { parentId: null });
  await db.table(Ship).updateWhere({ captainId: { isNull: false } }, { captainId: null });
  const tables = [
    NovelTheme,
    Profile,
    Novel,
    Theme,
    Author,
    LineNote,
    OrderLine,
    Order,
    Pin,
    File,
    Shortcut,
    Folder,
    Topic,
    Captain,
    Ship,
    Sheet,
    Paper,
    Player,
    Club,
    Sum,
  ] as const;
  for (const model of tables) await db.table(model).deleteWhere({}, all);
}
