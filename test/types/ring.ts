/** A ring of tables, each with ten columns and four relations to its neighbours, and one file of calls for each. */
export function ring(size: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let i = 0; i < size; i++) {
    const [next, last] = [(i + 1) % size, (i + size - 1) % size];
    files[`t${i}.ts`] = `
import { type Relate, table } from "ormdantic";
import * as z from "zod";
import { T${last} } from "./t${last}.ts";
import { T${next} } from "./t${next}.ts";
export class T${i} extends table("t${i}", z.object({
  id: z.uuid(), name: z.string().min(2), rating: z.int().default(0), nextId: z.uuid().nullable(), lastId: z.uuid().optional(),
  at: z.date(), tags: z.array(z.string()), doc: z.object({ a: z.int() }), price: z.number().nullish(), kind: z.enum(["a", "b"]),
}), { pk: "id", generated: ["id"], indexed: ["name"] }) {
  static relations = (r: Relate<typeof T${i}>) => ({
    next: r.belongsTo(T${next}, "nextId"), last: r.belongsTo(T${last}, "lastId"), nexts: r.hasMany(T${next}, "lastId"), lasts: r.hasMany(T${last}, "nextId"),
  });
}
`;
    files[`use${i}.ts`] = `
import type { Ormdantic } from "ormdantic";
import { T${i} } from "./t${i}.ts";
export const find = (db: Ormdantic) => db.table(T${i}).findMany({ rating: { gte: 4 }, or: [{ name: { like: "x" } }, { not: { kind: "a" } }] });
export const add = (db: Ormdantic) => db.table(T${i}).insert({ name: "a", nextId: null, at: new Date(), tags: [], doc: { a: 1 }, kind: "a" });
export const names = (db: Ormdantic) => db.table(T${i}).findOne("k", { select: ["id", "name"] });
`;
  }
  return files;
}

/** Queries with loads of three levels, by options, helpers and paths, and calls of sessions, on table `i` of a ring. */
export function loads(i: number): Record<string, string> {
  return {
    [`load${i}.ts`]: `
import { joinedload, type Ormdantic, type Session, selectinload } from "ormdantic";
import { T${i} } from "./t${i}.ts";
export const options = (db: Ormdantic) => db.table(T${i}).findMany({ rating: { gte: 4 } }, {
  load: { next: true, nexts: { where: { rating: 1 }, orderBy: ["-name"], limit: 3, load: { last: { load: { lasts: { select: ["id", "name"] } } } } } }, counts: { lasts: true },
});
export const helpers = (db: Ormdantic) => db.table(T${i}).findOne("k", { load: { next: joinedload({ load: { next: selectinload({ batch: 10 }) } }) } });
export const paths = (db: Ormdantic) => db.table(T${i}).findMany({}, { load: ["next.next.last", selectinload("nexts.lasts").filter({ rating: 5 }).sortedBy("name")] });
export const depth = (db: Ormdantic) => db.table(T${i}).findMany({}, { depth: 2 });
export const onto = async (db: Ormdantic) => db.table(T${i}).load((await paths(db)).data, { last: true, nexts: true });
export const deep = async (db: Ormdantic): Promise<string | undefined> => (await options(db)).data[0]?.nexts[0]?.last?.lasts[0]?.name;
const least = () => ({ name: "a", at: new Date(), tags: [], doc: { a: 1 }, kind: "a" as const });
export const staged = (session: Session) => session.add(T${i}, { ...least(), next: { ...least(), lasts: [] }, nexts: [] });
export const merged = async (session: Session, row: T${i}) => session.delete(await session.merge(T${i}, row));
`,
  };
}
