import { and, type Ormdantic, or, sql, type Where } from "ormdantic";
import { Everything, Flavor, Line } from "./models.ts";

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
const same = <_A extends true>(): void => undefined;

export async function filters(db: Ormdantic): Promise<void> {
  const flavors = db.table(Flavor);
  await flavors.findMany({ parentId: null, rating: { gte: 4, lt: 9, between: [1, 5] }, name: { icontains: "x" } });
  await flavors.findMany({ tags: { eq: ["a"] }, doc: { eq: { a: 1 } }, at: new Date() });
  await flavors.findMany({ or: [{ name: "x" }, { not: { rating: { notIn: [1, 2] } } }] });
  await flavors.findMany(Flavor.c.rating.gte(4));
  await flavors.findMany(or(Flavor.c.name.startsWith("x"), and(Flavor.c.rating.in([1, 2]), sql`1 = 1`)));
  await db.table(Everything).findMany({ id: { in: [1n, 2n] }, kind: { ne: "b" }, photo: null, shape: { eq: { kind: "circle", r: 1 } } });
  // @ts-expect-error undefined
  await flavors.findMany({ parentId: undefined });
  // @ts-expect-error undefined as the value of an operator
  await flavors.findMany({ rating: { gte: undefined } });
  // @ts-expect-error misspelt column beside a right one
  await flavors.findMany({ name: "x", misspelt: { gte: 1 } });
  // @ts-expect-error misspelt column inside or
  await flavors.findMany({ or: [{ name: "x", mis: 1 }] });
  // @ts-expect-error misspelt column inside not
  await flavors.count({ not: { name: "x", mis: 1 } });
  // @ts-expect-error misspelt operator beside a right one
  await flavors.exists({ rating: { gte: 1, lessThan: 3 } });
  // @ts-expect-error like is for text
  flavors.stream({ rating: { like: "x" } });
  // @ts-expect-error text does not compare with a number
  await flavors.findPage({ name: 5 });
  // @ts-expect-error not a value of the enum
  await db.table(Everything).findMany({ kind: "c" });
  // @ts-expect-error a structured value must be written { eq: ... }
  await flavors.findMany({ doc: { a: 1 } });
  // @ts-expect-error a getter is no column
  await flavors.findMany({ stars: "*" });
  // @ts-expect-error rating is never null
  await flavors.findMany({ rating: null });
}

/** Filters made elsewhere: what may be absent is no mistake. */
export async function filtersInHand(db: Ormdantic, filter: Where<typeof Flavor>, name: string, least: number | undefined): Promise<void> {
  const flavors = db.table(Flavor);
  await flavors.findMany(filter);
  await flavors.count({ and: [filter, { name }] });
  await flavors.findMany({ name, ...(least === undefined ? {} : { rating: { gte: least } }) });
  // @ts-expect-error it may be undefined
  await flavors.findMany({ name, rating: { gte: least } });
  // @ts-expect-error it may be undefined
  await flavors.findMany({ name, rating: least });
}

export async function keys(db: Ormdantic): Promise<void> {
  same<Same<Awaited<ReturnType<typeof one>>, Flavor | null>>();
  const one = () => db.table(Flavor).findOne("k");
  await db.table(Line).findOne({ orderId: 1, no: 2 });
  await db.table(Flavor).findOne({ name: "x" });
  // @ts-expect-error no key of flavor
  await db.table(Flavor).findOne(5);
  // @ts-expect-error no key of flavor
  await db.table(Flavor).delete(5);
  // @ts-expect-error half of a composite key
  await db.table(Line).delete({ orderId: 1 });
}

export async function options(db: Ormdantic): Promise<void> {
  const flavors = db.table(Flavor);
  const { data } = await flavors.findMany({}, { orderBy: ["name", "-rating", Flavor.c.at.desc({ nulls: "last" })], limit: 3, offset: 1, withTotal: true });
  same<Same<(typeof data)[number], Flavor>>();
  const some = await flavors.findMany({}, { select: ["id", "rating"] });
  same<Same<(typeof some.data)[number], Pick<typeof Flavor.$row, "id" | "rating">>>();
  for await (const row of flavors.stream({}, { select: ["name"], batch: 10 })) same<Same<typeof row, Pick<typeof Flavor.$row, "name">>>();
  // @ts-expect-error no such column
  await flavors.findMany({}, { orderBy: ["-ratin"] });
  // @ts-expect-error no such column beside a right one
  await flavors.findMany({}, { select: ["id", "ratin"] });
  // @ts-expect-error no such option beside a right one
  await flavors.findMany({}, { limit: 1, ofset: 2 });
}
