import {
  associationProxy,
  avg,
  caseWhen,
  coalesce,
  concat,
  count,
  cte,
  deleteQuery,
  extract,
  from,
  hybridProperty,
  insertQuery,
  json,
  jsonAgg,
  lag,
  literal,
  max,
  type Ormdantic,
  placeholder,
  recursive,
  rowNumber,
  selectQuery,
  selectRow,
  sql,
  subquery,
  sum,
  tuple,
  updateQuery,
} from "ormdantic";
import * as z from "zod";
import { Everything, Flavor, Label, Line, Note, Supplier } from "./models.ts";

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
const same = <_A extends true>(): void => undefined;
/** Aliases of objects written out. */
type Plain<R> = R extends Date ? R : R extends object ? { [K in keyof R]: Plain<R[K]> } : R;
type Rows<Q> = Q extends { readonly $row?: infer R } ? { [K in keyof R]: R[K] } : never;

/** Never called: the assertions are the compiler's. */
export async function rowsOfQueries(db: Ormdantic): Promise<void> {
  const f = Flavor.c;
  const plain = selectQuery(Flavor, { name: f.name, rating: f.rating, at: f.at, parent: f.parentId, tags: f.tags });
  same<Same<Rows<typeof plain>, { name: string; rating: number; at: Date; parent: string | null; tags: string[] }>>();
  const rows = await db.query(plain).all();
  rows[0]?.at.getTime();

  const aggregates = selectQuery(Everything, {
    n: count(),
    ids: sum(Everything.c.id),
    prices: sum(Everything.c.price),
    mean: avg(Everything.c.price),
    levels: avg(Everything.c.level),
    last: max(Everything.c.id),
    list: jsonAgg(Everything.c.price),
  });
  same<
    Same<
      Rows<typeof aggregates>,
      { n: number; ids: bigint | null; prices: string | null; mean: string | null; levels: number | null; last: bigint | null; list: string[] }
    >
  >();

  const joined = from(Flavor, "f")
    .leftJoin(Supplier, "s", ({ f: flavor, s }) => flavor.supplierId.eq(s.id))
    .innerJoin(Line, "l", ({ f: flavor, l }) => l.flavorId.eq(flavor.id))
    .select(({ f: flavor, s, l }) => ({ name: flavor.name, code: s.code, qty: l.qty }));
  same<Same<Rows<typeof joined>, { name: string; code: string | null; qty: number }>>();
  const right = from(Flavor, "f")
    .rightJoin(Supplier, "s", ({ f: flavor, s }) => flavor.supplierId.eq(s.id))
    .select(({ f: flavor, s }) => ({ name: flavor.name, code: s.code }));
  same<Same<Rows<typeof right>, { name: string | null; code: string }>>();
  const whole = from(Label, "l").select(({ l }) => ({ ...l }));
  same<Same<Rows<typeof whole>, { id: number; label: string }>>();

  const nested = from(Flavor, "f")
    .leftJoin(Supplier, "s", ({ f: flavor, s }) => flavor.supplierId.eq(s.id))
    .leftJoin(Line, "l", ({ f: flavor, l }) => l.flavorId.eq(flavor.id))
    .select(({ f: flavor, s, l }) => ({
      id: flavor.id,
      own: { name: flavor.name, at: flavor.at },
      supplier: { code: s.code, inner: { code: s.code } },
      mixed: { code: s.code, qty: l.qty, line: { qty: l.qty } },
      computed: { code: s.code, twice: l.qty.times(2) },
      whole: s,
      flat: s.code,
    }));
  same<
    Same<
      Plain<Rows<typeof nested>>,
      {
        id: string;
        own: { name: string; at: Date };
        supplier: { code: string; inner: { code: string } } | null;
        mixed: { code: string | null; qty: number | null; line: { qty: number } | null };
        computed: { code: string | null; twice: number | null };
        whole: { id: string; code: string } | null;
        flat: string | null;
      }
    >
  >();
  const outer = from(Flavor, "f")
    .leftJoin(Supplier, "s", ({ f: flavor, s }) => flavor.supplierId.eq(s.id))
    .rightJoin(Line, "l", ({ f: flavor, l }) => l.flavorId.eq(flavor.id))
    .select(({ f: flavor, s, l }) => ({ flavor: { parent: flavor.parentId }, supplier: { code: s.code }, line: { qty: l.qty } }));
  same<Same<Plain<Rows<typeof outer>>, { flavor: { parent: string | null } | null; supplier: { code: string } | null; line: { qty: number } }>>();
  const listed = await db
    .table(Flavor)
    .select((f1) => ({ own: { name: f1.name, deep: { rating: f1.rating } } }), { limit: 1 })
    .one();
  same<Same<Plain<typeof listed>, { own: { name: string; deep: { rating: number } } }>>();
  const first = await db.query(nested).maybeOne();
  first?.supplier?.code.toUpperCase();

  const computed = selectQuery(Line, {
    plus: Line.c.qty.plus(1),
    ratio: Line.c.qty.div(2),
    label: concat(Line.c.qty, "x"),
    size: caseWhen(Line.c.qty.gt(9), "many").else("few"),
    open: caseWhen(Line.c.qty.gt(9), 1).end(),
    year: extract("year", f.at),
    before: lag(Line.c.qty).over({ orderBy: [Line.c.no.asc()] }),
    number: rowNumber().over(),
    text: sql`${Line.c.qty} || ''`.as("text"),
  });
  same<
    Same<
      Rows<typeof computed>,
      {
        plus: number;
        ratio: number | null;
        label: string;
        size: string;
        open: number | null;
        year: number;
        before: number | null;
        number: number;
        text: string | null;
      }
    >
  >();
  const filled = selectQuery(Note, { line: coalesce(Note.c.lineNo, 0), maybe: coalesce(Note.c.lineNo, Note.c.lineNo) });
  same<Same<Rows<typeof filled>, { line: number; maybe: number | null }>>();

  const derived = from(aggregates, "a").select(({ a }) => ({ prices: a.prices, n: a.n }));
  same<Same<Rows<typeof derived>, { prices: string | null; n: number }>>();
  const scalar = selectQuery(Supplier, { n: subquery(selectQuery(Flavor, { n: count() })) });
  same<Same<Rows<typeof scalar>, { n: number | null }>>();
  const both = selectQuery(Flavor, { v: f.name }).union(selectQuery(Flavor, { v: f.parentId }));
  same<Same<Rows<typeof both>, { v: string | null }>>();
  const counted = recursive("counted", selectRow({ n: literal(1) }), (self) => from(self, "x").select(({ x }) => ({ n: x.n.plus(1) })));
  const numbers = from(counted, "k").select(({ k }) => ({ n: k.n }));
  same<Same<Rows<typeof numbers>, { n: number }>>();
  const named = cte(
    "gone",
    deleteQuery(Label)
      .everywhere()
      .returning((l) => ({ id: l.id })),
  );
  const gone = from(named, "g").select(({ g }) => ({ id: g.id }));
  same<Same<Rows<typeof gone>, { id: number }>>();

  const written = await db
    .query(
      updateQuery(Flavor, "f")
        .from(Supplier, "s", ({ f: flavor, s }) => flavor.supplierId.eq(s.id))
        .set(({ s }) => ({ name: s.code, rating: 5, parentId: null }))
        .returning(({ f: flavor }) => ({ id: flavor.id, at: flavor.at })),
    )
    .one();
  same<Same<typeof written, { id: string; at: Date }>>();
  await db.query(insertQuery(Label, selectQuery(Line, { id: Line.c.no, label: Line.c.flavorId }))).execute();

  const values = await db
    .table(Flavor)
    .select({ rating: f.rating, n: count() }, { where: { rating: { gte: 4 } }, groupBy: [f.rating], orderBy: ["-rating"] })
    .all();
  same<Same<(typeof values)[number], { rating: number; n: number }>>();
  const list = await db
    .table(Flavor)
    .select((c) => ({ at: c.at }))
    .values();
  same<Same<typeof list, Date[]>>();

  const read = await db.sql`select 1 as one`.one(z.object({ one: z.int() }));
  same<Same<typeof read, { one: number }>>();
  const inner = selectQuery(Flavor, { a: json.get(f.doc, ["a"]), text: json.text(f.doc, ["a"]), made: json.object({ id: f.id, at: f.at, one: 1 }) });
  same<Same<Rows<typeof inner>, { a: number | null; text: string | null; made: { id: string; at: Date; one: number } }>>();
  const prepared = db.query(selectQuery(Flavor, { name: f.name }, { where: f.rating.gte(placeholder<number>("least")) })).prepare();
  same<Same<Awaited<ReturnType<typeof prepared.values>>, string[]>>();
  selectQuery(Flavor, { name: f.name }, { where: f.rating.in(placeholder("list")).or(f.parentId.notIn(placeholder("parents"))) });
  f.rating.in(placeholder<readonly number[]>("list"));

  const label = hybridProperty(
    Flavor,
    (row) => row.rating + 1,
    (c) => c.rating.plus(1),
  );
  same<Same<ReturnType<typeof label>, number>>();
  same<Same<ReturnType<ReturnType<typeof associationProxy<typeof Flavor, "supplier", "code">>["get"]>, string | string[] | null>>();
}

/** Types of everything that can be kept in a constant must have names a declaration can use. */
export const begun = from(Flavor, "f").leftJoin(Supplier, "s", ({ f, s }) => f.supplierId.eq(s.id));
export const selected = begun.select(({ f, s }) => ({ name: f.name, code: s.code }));
export const nestedRows = begun.select(({ f, s }) => ({ name: f.name, supplier: s }));
export const united = selected.union(selected);
export const named = cte("selected", selected);
export const readNamed = from(named, "n").select(({ n }) => ({ ...n }));
export const updating = updateQuery(Flavor, "f")
  .set({ rating: 1 })
  .everywhere()
  .returning(({ f }) => ({ id: f.id }));
export const deleting = deleteQuery(Label).everywhere();
export const deletingBy = deleteQuery(Flavor, "f")
  .where((f) => f.rating.gt(3))
  .using(Supplier, "s", ({ f, s }) => f.supplierId.eq(s.id))
  .where(({ f, s }) => s.code.eq(f.name))
  .returning((f) => ({ at: f.at }));
export const inserting = insertQuery(Label, selectQuery(Line, { id: Line.c.no, label: Line.c.flavorId }));
export const upserting = inserting.onConflict({ conflict: ["id"], update: ["label"] }).returning((l) => ({ id: l.id }));
export const counting = count(Flavor.c.id).distinct();
export const choosing = caseWhen(Flavor.c.rating.gt(3), "good");
export const pairing = tuple(Flavor.c.rating, Flavor.c.name);
export const numbering = rowNumber();
export const labelled = hybridProperty(
  Flavor,
  (row) => row.name,
  (c) => c.name,
);
export const proxied = associationProxy(Flavor, "supplier", "code");
export const piece = sql`${Flavor.c.name} is not null`;

/** What must not compile. */
export function refusedQueries(): void {
  const f = Flavor.c;
  // @ts-expect-error a text is no number
  f.at.plus(1);
  // @ts-expect-error compared with another type
  f.rating.eq("5");
  // @ts-expect-error a list of another type
  f.rating.in(placeholder<readonly string[]>("list"));
  // @ts-expect-error a column is no list
  f.rating.in(f.rating);
  // @ts-expect-error null is asked by isNull()
  f.rating.gt(null);
  // @ts-expect-error not an expression
  selectQuery(Flavor, { name: "name" });
  // @ts-expect-error not an expression, in an object of a row
  selectQuery(Flavor, { own: { name: "name" } });
  // @ts-expect-error rows of a query inside another hold no objects
  from(nestedRows, "n");
  // @ts-expect-error nor do those of a union
  selected.union(nestedRows);
  // @ts-expect-error nor those given back by writes
  deleteQuery(Label).returning((l) => ({ own: { id: l.id } }));
  // @ts-expect-error no such column
  from(Flavor, "f").select(({ f: flavor }) => ({ n: flavor.nome }));
  // @ts-expect-error no such source
  from(Flavor, "f").where(({ g }) => g.rating.eq(1));
  // @ts-expect-error columns that do not match
  selectQuery(Flavor, { a: f.name }).union(selectQuery(Flavor, { b: f.name }));
  // @ts-expect-error no such column to set
  updateQuery(Flavor).set({ nome: "x" });
  // @ts-expect-error no such source
  deleteQuery(Flavor).using(Supplier, "s", ({ f, s }) => f.supplierId.eq(s.id));
  const joined = deleteQuery(Flavor, "f").using(Supplier, "s", ({ f: flavor, s }) => flavor.supplierId.eq(s.id));
  // @ts-expect-error rows given back are those of the table itself
  joined.returning(({ s }) => ({ code: s.code }));
  // @ts-expect-error a value of another type
  updateQuery(Flavor).set({ rating: "5" });
  // @ts-expect-error no such column to insert into
  insertQuery(Label, selectQuery(Line, { id: Line.c.no, lable: Line.c.flavorId }));
  // @ts-expect-error a column that the query does not give
  insertQuery(Label, selectQuery(Line, { id: Line.c.no })).onConflict({ update: ["label"] });
  // @ts-expect-error a column of another type
  insertQuery(Label, selectQuery(Line, { id: Line.c.flavorId, label: Line.c.flavorId }));
  // @ts-expect-error a sum of texts that are no decimals is refused when it runs, of dates at once
  sum(f.at);
  // @ts-expect-error a row number needs a window
  selectQuery(Flavor, { n: rowNumber() });
  // @ts-expect-error one value too few
  tuple(f.rating, f.name).eq([1]);
  // @ts-expect-error a query of another type
  f.rating.in(selectQuery(Flavor, { name: f.name }));
}
