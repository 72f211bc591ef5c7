import type { NewRow, Ormdantic } from "ormdantic";
import { Flavor, Label, Line, Supplier } from "./models.ts";

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
const same = <_A extends true>(): void => undefined;
const least = { name: "a", tags: ["x"], doc: { a: 1 } };

export async function adds(db: Ormdantic): Promise<void> {
  await using session = db.session({ isolation: "serializable" });
  // A foreign key may be left out; related rows are new ones, at any depth, or known ones.
  const row = session.add(Flavor, { ...least, supplier: { id: "s", code: "c" }, labels: [{ label: "l" }], children: [{ ...least, lines: [] }] });
  same<Same<typeof row.id, string>>();
  same<Same<typeof row.stars, string>>();
  same<Same<typeof row.supplierId, string | null>>();
  same<Same<typeof row.supplier, { id: string; code: string }>>();
  const known = await session.get(Supplier, "s");
  if (known) session.add(Flavor, { ...least, supplier: known });
  session.add(Flavor, { ...least, supplier: null, parentId: "k" });
  const rows = session.addAll(Label, [{ label: "a" }, { label: "b" }]);
  same<Same<(typeof rows)[0]["id"], number>>();
  session.delete(row);
  // Rows that are known may have relations loaded, in part too, and members of their own; new ones may be put together elsewhere.
  const loaded = await session.get(Supplier, "s", { load: { flavors: { select: ["id"] } } });
  if (loaded) session.add(Flavor, { ...least, supplier: loaded, children: [row], parent: row });
  const given: NewRow<typeof Flavor> = { ...least, labels: [{ label: "l" }] };
  session.addAll(Flavor, [given, { ...given, rating: 1 }]);
  const anything: object = row;
  session.delete(anything);
  same<Same<Awaited<ReturnType<typeof session.flush>>, void>>();
  // @ts-expect-error name is required
  session.add(Flavor, { tags: [], doc: { a: 1 } });
  // @ts-expect-error a required column of a new row in a relation
  session.add(Flavor, { ...least, labels: [{}] });
  // @ts-expect-error a collection takes a list
  session.add(Flavor, { ...least, labels: { label: "l" } });
  // @ts-expect-error wrong type of a column
  session.add(Label, { label: 1 });
}

export async function reads(db: Ormdantic): Promise<void> {
  const answer = await db.session(async (session) => {
    const [flavor] = (await session.findMany(Flavor, { rating: { gte: 1 } }, { load: { supplier: true, labels: true } })).data;
    if (flavor) {
      same<Same<typeof flavor.supplier, Supplier | null>>();
      same<Same<typeof flavor.labels, Label[]>>();
    }
    const one = await session.findOne(Flavor, "k");
    same<Same<typeof one, Flavor | null>>();
    for await (const label of session.stream(Label, {}, { batch: 10 })) same<Same<typeof label, Label>>();
    same<Same<ReturnType<typeof session.getCached<typeof Flavor>>, Flavor | undefined>>();
    await session.merge(Flavor, { id: "k", name: "b", supplier: { id: "s", flavors: [] }, labels: [{ id: 1 }] });
    if (flavor) await session.refresh(await session.merge(Flavor, flavor), { load: { labels: { limit: 1 } }, lock: "update" });
    await session.get(Flavor, "k", { lock: { mode: "share", nowait: true } });
    // @ts-expect-error misspelt column in a filter
    await session.findMany(Flavor, { ratin: 1 });
    // @ts-expect-error misspelt relation
    await session.findMany(Flavor, {}, { load: { suplier: true } });
    // @ts-expect-error a session has a transaction of its own
    await session.findMany(Flavor, {}, { tx: await session.transaction() });
    // @ts-expect-error half of a composite key
    await session.get(Line, { orderId: 1 });
    // @ts-expect-error misspelt column of a row to merge
    await session.merge(Flavor, { id: "k", nam: "b" });
    return 5;
  });
  same<Same<typeof answer, number>>();
  // @ts-expect-error misspelt option
  db.session({ isolaton: "serializable" });
}
