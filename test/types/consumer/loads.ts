import { joinedload, lazyload, load, noload, type Ormdantic, plain, raiseload, selectinload } from "ormdantic";
import { Flavor, type Label, Line, type Note, Supplier } from "./models.ts";

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
const same = <_A extends true>(): void => undefined;
/** One object type, whatever intersections it was made of; relations in it too. */
type Flat<T> = T extends readonly (infer E)[]
  ? Flat<E>[]
  : T extends { readonly $flat: never }
    ? never
    : T extends object
      ? { [K in keyof T]: K extends Names ? Flat<T[K]> : T[K] }
      : T;
type Names = "supplier" | "parent" | "children" | "lines" | "labels" | "flavors" | "star" | "flavor" | "notes" | "line" | "counts";
type Row<T extends { readonly $row: object }> = Flat<T["$row"]>;
type FlavorRow = Flat<Flavor>;
type SupplierRow = Row<typeof Supplier>;
type LineRow = Row<typeof Line>;
type NoteRow = Row<typeof Note>;
type LabelRow = Flat<Label>;
type With<T, A> = Flat<T & A>;

/** Never called: the assertions are the compiler's. */
export async function threeLevels(db: Ormdantic): Promise<void> {
  const flavors = db.table(Flavor);
  const deep = await flavors.findMany({}, { load: { supplier: { load: { flavors: { load: { lines: true } } } }, labels: true } });
  type Deep = With<FlavorRow, { supplier: With<SupplierRow, { flavors: With<FlavorRow, { lines: LineRow[] }>[] }> | null; labels: LabelRow[] }>;
  same<Same<Flat<(typeof deep.data)[number]>, Deep>>();
  deep.data[0]?.supplier?.flavors[0]?.lines[0]?.qty.toFixed();
  same<Same<(typeof deep.data)[number]["stars"], string>>();
  // @ts-expect-error parent is not loaded
  deep.data[0]?.parent;
  // @ts-expect-error star is not loaded in the second level
  deep.data[0]?.supplier?.star;
  // @ts-expect-error labels are loaded in the first level, not in the third
  deep.data[0]?.supplier?.flavors[0]?.labels;
  // @ts-expect-error notes are not loaded in the fourth level
  deep.data[0]?.supplier?.flavors[0]?.lines[0]?.notes;
  // @ts-expect-error the supplier may be missing
  deep.data[0]?.supplier.code;
  const none = await flavors.findOne("k");
  // @ts-expect-error nothing is loaded
  none?.supplier;
}

export async function cardinalities(db: Ormdantic): Promise<void> {
  const [line] = (await db.table(Line).findMany({}, { load: { flavor: true, notes: { load: { line: true, supplier: true } } } })).data;
  same<Same<Flat<NonNullable<typeof line>>, With<LineRow, { flavor: FlavorRow; notes: With<NoteRow, { line: LineRow | null; supplier: SupplierRow }>[] }>>>();
  const [supplier] = (await db.table(Supplier).findMany({}, { load: { star: true, flavors: { limit: 1 } } })).data;
  same<Same<Flat<NonNullable<typeof supplier>>, With<SupplierRow, { star: FlavorRow | null; flavors: FlavorRow[] }>>>();
  const filtered = await db.table(Line).findOne({ orderId: 1, no: 2 }, { load: { flavor: { where: { rating: 3 } } } });
  same<Same<Flat<NonNullable<typeof filtered>>["flavor"], FlavorRow | null>>();
}

export async function helpers(db: Ormdantic): Promise<void> {
  const flavors = db.table(Flavor);
  const made = await flavors.findMany(
    {},
    {
      load: {
        supplier: joinedload({ load: { flavors: selectinload({ load: { labels: joinedload() }, orderBy: ["-rating"], limit: 3 }) } }),
        parent: lazyload(),
        children: noload(),
        lines: raiseload(),
      },
    },
  );
  type Made = With<FlavorRow, { supplier: With<SupplierRow, { flavors: With<FlavorRow, { labels: LabelRow[] }>[] }> | null }>;
  same<Same<Flat<(typeof made.data)[number]>, Made>>();
  // @ts-expect-error lazy adds no property
  made.data[0]?.parent;
  // @ts-expect-error noload adds no property
  made.data[0]?.children;
  // @ts-expect-error raise adds no property
  made.data[0]?.lines;
  const options = { load: { lines: { load: { notes: true } } }, select: ["name"] } as const;
  const kept = await flavors.findOne("k", options);
  same<Same<Flat<NonNullable<typeof kept>>, { name: string; lines: With<LineRow, { notes: NoteRow[] }>[] }>>();
}

export async function paths(db: Ormdantic, anyPath: string): Promise<void> {
  const suppliers = db.table(Supplier);
  const bare = await suppliers.findMany({}, { load: ["flavors.lines.notes", "star"] });
  type Bare = With<SupplierRow, { flavors: With<FlavorRow, { lines: With<LineRow, { notes: NoteRow[] }>[] }>[]; star: FlavorRow | null }>;
  same<Same<Flat<(typeof bare.data)[number]>, Bare>>();
  const helped = await suppliers.findMany(
    {},
    {
      load: [
        selectinload("flavors").filter({ rating: 5 }).sortedBy("name").batched(100).limit(3),
        "flavors.labels",
        joinedload("flavors.parent"),
        load("star"),
      ],
    },
  );
  type Helped = With<SupplierRow, { flavors: With<FlavorRow, { labels: LabelRow[]; parent: FlavorRow | null }>[]; star: FlavorRow | null }>;
  same<Same<Flat<(typeof helped.data)[number]>, Helped>>();
  const off = await suppliers.findMany({}, { load: ["flavors", noload("flavors.parent"), lazyload("star")] });
  same<Same<Flat<(typeof off.data)[number]>, With<SupplierRow, { flavors: FlavorRow[] }>>>();
  const dynamic = await suppliers.findMany({}, { load: [anyPath] });
  same<Same<Flat<(typeof dynamic.data)[number]>, SupplierRow>>();
  const list: readonly string[] = [anyPath];
  await suppliers.findMany({}, { load: list });
}

export async function depths(db: Ormdantic, levels: number): Promise<void> {
  const suppliers = db.table(Supplier);
  const one = await suppliers.findMany({}, { depth: 1 });
  same<Same<Flat<(typeof one.data)[number]>, With<SupplierRow, { flavors: FlavorRow[]; star: FlavorRow | null }>>>();
  const two = await suppliers.findMany({}, { depth: 2 });
  type Second = With<FlavorRow, { parent: FlavorRow | null; children: FlavorRow[]; lines: LineRow[]; labels: LabelRow[] }>;
  same<Same<Flat<(typeof two.data)[number]>, With<SupplierRow, { flavors: Second[]; star: Second | null }>>>();
  // @ts-expect-error never back through the relation it came by
  two.data[0]?.flavors[0]?.supplier;
  const three = await suppliers.findMany({}, { depth: 3 });
  type Third = With<FlavorRow, { supplier: SupplierRow | null; parent: FlavorRow | null; lines: LineRow[]; labels: LabelRow[] }>;
  same<Same<Flat<NonNullable<(typeof three.data)[number]["flavors"][number]["parent"]>>, Third>>();
  same<Same<Flat<(typeof three.data)[number]["flavors"][number]["lines"][number]>, With<LineRow, { notes: NoteRow[] }>>>();
  // @ts-expect-error the tree ends at the third level
  three.data[0]?.flavors[0]?.parent?.parent?.parent;
  const some = await suppliers.findMany({}, { depth: levels });
  same<Same<Flat<(typeof some.data)[number]>, SupplierRow>>();
}

export async function selectsAndCounts(db: Ormdantic): Promise<void> {
  const picked = await db
    .table(Flavor)
    .findMany({}, { select: ["name"], load: { supplier: { select: ["code"], load: { flavors: { select: ["rating", "at"] } } } } });
  same<Same<Flat<(typeof picked.data)[number]>, { name: string; supplier: { code: string; flavors: { rating: number; at: Date }[] } | null }>>();
  const counted = await db
    .table(Supplier)
    .findMany({}, { counts: { flavors: true, star: { where: { rating: { gt: 1 } } } }, load: { flavors: { counts: { lines: true } } } });
  type Counted = With<SupplierRow, { counts: { flavors: number; star: number }; flavors: With<FlavorRow, { counts: { lines: number } }>[] }>;
  same<Same<Flat<(typeof counted.data)[number]>, Counted>>();
  // @ts-expect-error lines are not counted at the root
  counted.data[0]?.counts.lines;
}

export async function everyRead(db: Ormdantic): Promise<void> {
  const flavors = db.table(Flavor);
  type Loaded = With<FlavorRow, { supplier: SupplierRow | null }>;
  const load = { supplier: true } as const;
  const page = await flavors.findPage({}, { load });
  same<Same<Flat<(typeof page.data)[number]>, Loaded>>();
  for await (const row of flavors.stream({}, { load })) same<Same<Flat<typeof row>, Loaded>>();
  const one = await flavors.findOne({ name: "x" }, { load });
  same<Same<Flat<NonNullable<typeof one>>, Loaded>>();
  const copy = plain(one);
  same<Same<NonNullable<typeof copy>["at"], string>>();
  same<Same<NonNullable<NonNullable<typeof copy>["supplier"]>["code"], string>>();
}

export async function rowsInHand(db: Ormdantic): Promise<void> {
  const flavors = db.table(Flavor);
  const found = await flavors.findMany();
  const loaded = await flavors.load(found, { supplier: true });
  same<Same<Flat<(typeof loaded)[number]>, With<FlavorRow, { supplier: SupplierRow | null }>>>();
  const more = await flavors.load(loaded, ["labels", "lines.notes"]);
  same<
    Same<Flat<(typeof more)[number]>, With<FlavorRow, { supplier: SupplierRow | null; labels: LabelRow[]; lines: With<LineRow, { notes: NoteRow[] }>[] }>>
  >();
  const again = await flavors.load(more, { lines: { select: ["qty"] } });
  same<Same<Flat<(typeof again)[number]["lines"][number]>, { qty: number }>>();
  const plainRows = await db.table(Supplier).load([{ id: "s", code: "c", extra: 1 }], { star: true });
  same<Same<Flat<(typeof plainRows)[number]>, { id: string; code: string; extra: number; star: FlavorRow | null }>>();
  // @ts-expect-error these are no flavors
  await flavors.load([{ id: "s", code: "c" }], { supplier: true });
  // @ts-expect-error no such relation
  await flavors.load(found, { suppliers: true });
}

export async function links(db: Ormdantic, row: Flavor, labels: Label[]): Promise<void> {
  const flavors = db.table(Flavor);
  await flavors.link(row, "labels", labels);
  await flavors.link({ id: "k" }, "labels", [{ id: 1 }]);
  const gone: number = await flavors.unlink(row, "labels", labels);
  await flavors.setLinks({ id: "k" }, "labels", []);
  // @ts-expect-error lines have no join table
  await flavors.link(row, "lines", []);
  // @ts-expect-error misspelt
  await flavors.link(row, "label", []);
  // @ts-expect-error no key of a label
  await flavors.setLinks(row, "labels", [{ id: "x" }]);
  // @ts-expect-error no key of a flavor
  await flavors.unlink({ name: "x" }, "labels", []);
  // @ts-expect-error suppliers have no join table at all
  await db.table(Supplier).link({ id: "s" }, "flavors", [{ id: gone }]);
}

export async function relationFilters(db: Ormdantic): Promise<void> {
  const flavors = db.table(Flavor);
  await flavors.findMany({
    supplier: { is: { code: "a", flavors: { some: { rating: { gt: 1 }, labels: { none: { label: "x" } } } } } },
    parent: { isNot: null },
  });
  await flavors.updateWhere({ labels: { every: { label: { startsWith: "a" } } } }, { rating: 1 });
  await flavors.findMany(
    db
      .relation(Flavor, "lines")
      .count({ qty: { gt: 1 } })
      .gte(2),
    { orderBy: [db.relation(Flavor, "labels").count().desc()] },
  );
  await flavors.count({ supplier: { is: db.relation(Supplier, "flavors").every({ rating: 1 }) } });
  // @ts-expect-error a to-one has no some
  await flavors.findMany({ supplier: { some: {} } });
  // @ts-expect-error a collection is not null
  await flavors.findMany({ labels: { some: null } });
  // @ts-expect-error no such column two levels down
  await flavors.findMany({ supplier: { is: { flavors: { some: { ratin: 1 } } } } });
  // @ts-expect-error no such column beside a right one
  await flavors.findMany({ supplier: { is: { code: "a", cod: "b" } } });
  // @ts-expect-error undefined
  await flavors.findMany({ supplier: { is: undefined } });
  // @ts-expect-error no such relation
  db.relation(Flavor, "suppliers");
  // @ts-expect-error no such column
  db.relation(Flavor, "lines").any({ quantity: 1 });
}

export async function refused(db: Ormdantic): Promise<void> {
  const flavors = db.table(Flavor);
  // @ts-expect-error misspelt at the first level
  await flavors.findMany({}, { load: { suplier: true } });
  // @ts-expect-error misspelt beside a right one, at the second level
  await flavors.findMany({}, { load: { supplier: { load: { flavors: true, flavor: true } } } });
  // @ts-expect-error misspelt at the third level
  await flavors.findMany({}, { load: { supplier: { load: { flavors: { load: { lables: true } } } } } });
  // @ts-expect-error misspelt in a helper
  await flavors.findMany({}, { load: { supplier: joinedload({ load: { flavor: true } }) } });
  // @ts-expect-error misspelt in a path
  await flavors.findMany({}, { load: ["supplier.flavor"] });
  // @ts-expect-error misspelt in a helper's path
  await flavors.findMany({}, { load: [selectinload("supplier.flavors.lable")] });
  // @ts-expect-error a column is no relation
  await flavors.findMany({}, { load: { name: true } });
  // @ts-expect-error misspelt option at the second level
  await flavors.findMany({}, { load: { supplier: { load: { flavors: { limt: 1 } } } } });
  // @ts-expect-error misspelt option of a helper
  await flavors.findMany({}, { load: { labels: selectinload({ limt: 1 }) } });
  // @ts-expect-error misspelt column of a nested order
  await flavors.findMany({}, { load: { labels: { orderBy: ["-lable"] } } });
  // @ts-expect-error misspelt column of a nested filter
  await flavors.findMany({}, { load: { labels: { where: { lable: "x" } } } });
  // @ts-expect-error misspelt column of a helper's filter
  await flavors.findMany({}, { load: [selectinload("labels").filter({ lable: "x" })] });
  // @ts-expect-error misspelt column of a helper's order
  await flavors.findMany({}, { load: [selectinload("labels").sortedBy("lable")] });
  // @ts-expect-error misspelt column of a nested select
  await flavors.findMany({}, { load: { labels: { select: ["id", "lable"] } } });
  // @ts-expect-error misspelt relation to count
  await flavors.findMany({}, { counts: { label: true } });
  // @ts-expect-error misspelt strategy
  await flavors.findMany({}, { load: { labels: { strategy: "eager" } } });
  // @ts-expect-error false loads nothing; leave it out
  await flavors.findMany({}, { load: { labels: false } });
  // @ts-expect-error misspelt relation of a page
  await flavors.findPage({}, { load: { label: true } });
  // @ts-expect-error misspelt relation of a stream
  flavors.stream({}, { load: { label: true } });
}
