import type { Ormdantic } from "ormdantic";
import { Everything, Flavor, Line } from "./models.ts";

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
const same = <_A extends true>(): void => undefined;
const least = { name: "a", supplierId: null, tags: [], doc: { a: 1 } };

export async function inserts(db: Ormdantic): Promise<void> {
  const flavors = db.table(Flavor);
  const row = await flavors.insert(least);
  same<Same<typeof row, Flavor>>();
  await flavors.insertMany([{ ...least, id: "k", rating: 1, parentId: null, at: new Date() }], { batchSize: 10 });
  await flavors.insert({ ...row, id: "other" });
  await db.table(Everything).upsertMany([], { conflict: ["code"], update: ["price"] });
  // @ts-expect-error name is required
  await flavors.insert({ supplierId: null, tags: [], doc: { a: 1 } });
  // @ts-expect-error the application side of the codec is a Date
  await flavors.insert({ name: "a", supplierId: null, tags: [], doc: { a: 1 }, at: "2020-01-01T00:00:00Z" });
  // @ts-expect-error misspelt column
  await flavors.insert({ name: "a", supplierId: null, tags: [], doc: { a: 1 }, ratin: 1 });
  // @ts-expect-error misspelt column in a list
  await flavors.insertMany([{ name: "a", supplierId: null, tags: [], doc: { a: 1 }, ratin: 1 }]);
  // @ts-expect-error no such column
  await flavors.upsert(least, { conflict: ["nam"] });
}

export async function updates(db: Ormdantic, changes: typeof Flavor.$changes, rating: number | undefined): Promise<void> {
  const flavors = db.table(Flavor);
  await flavors.update("k", changes);
  await flavors.updateWhere({ rating: 1 }, { ...changes, tags: ["a"] });
  // @ts-expect-error it may be undefined
  await flavors.update("k", { name: "x", rating });
  await flavors.update("k", { parentId: null, rating: 1 });
  await flavors.updateWhere({ rating: 1 }, { rating: 2 });
  await flavors.deleteWhere({ rating: { lt: 1 } });
  await flavors.deleteWhere({}, { allowAll: true });
  // @ts-expect-error the key cannot be changed
  await flavors.update("k", { id: "x" });
  // @ts-expect-error half of a composite key
  await db.table(Line).update({ orderId: 1 }, { qty: 2 });
  // @ts-expect-error rating does not accept null
  await flavors.update("k", { rating: null });
  // @ts-expect-error misspelt column beside a right one
  await flavors.update("k", { rating: 1, ratin: 1 });
  // @ts-expect-error undefined
  await flavors.update("k", { rating: undefined });
  // @ts-expect-error undefined
  await flavors.updateWhere({ rating: 1 }, { rating: undefined });
  // @ts-expect-error misspelt column beside a right one
  await flavors.updateWhere({ rating: 1 }, { rating: 1, ratin: 1 });
  // @ts-expect-error undefined
  await flavors.deleteWhere({ rating: undefined });
}
