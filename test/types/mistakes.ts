const head =
  'import { joinedload, type Ormdantic, type Relate, type Session, selectinload, table } from "ormdantic";\nimport * as z from "zod";\nimport { Flavor, Label, Line, Supplier } from "./models.ts";\n';
const used =
  "export type Used = [Relate<typeof Line>, Ormdantic, Session, typeof Label, typeof Supplier, typeof Flavor, typeof table, typeof z, typeof joinedload, typeof selectinload];";
const call = (text: string): string => `${head}export const call = (db: Ormdantic) => ${text};\n${used}\n`;
/** A call of a session, with rows of it at hand. */
const inSession = (text: string): string =>
  `${head}export const call = (session: Session, flavor: Flavor, label: Label) => [${text}, flavor, label];\n${used}\n`;
const flavorAnd = (rest: string): string => `{ name: 'x', tags: [], doc: { a: 1 }, ${rest} }`;

const wrong = (relations: string): string => `${head}export class W extends table("wrong", z.object({ id: z.int() }), { pk: "id" }) {
  static relations = (r: Relate<typeof W>) => ({ ${relations} });
}
${used}
`;
/** All of these texts, in their order. */
const all = (...texts: readonly string[]): RegExp => new RegExp(texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[\\s\\S]*"));

/** Options of a read with a misspelt word in them, at every level and in every form, and what must be said. */
const misspeltLoads: readonly (readonly [title: string, options: string, message: RegExp])[] = [
  ["a misspelt relation", "{ load: { suplier: true } }", /'suplier' does not exist in type 'LoadArg<typeof Flavor>'/],
  ["a misspelt relation beside a right one", "{ load: { labels: true, suplier: true } }", /"flavor" has no relation "suplier"/],
  ["a misspelt relation, second level", "{ load: { supplier: { load: { flavors: true, flavor: true } } } }", /"supplier" has no relation "flavor"/],
  [
    "a misspelt relation, third level",
    "{ load: { supplier: { load: { flavors: { load: { lables: true } } } } } }",
    /'lables' does not exist in type 'LoadArg<typeof Flavor>'/,
  ],
  ["a misspelt relation in a helper", "{ load: { supplier: joinedload({ load: { flavor: true } }) } }", /"supplier" has no relation "flavor"/],
  ["a misspelt relation in a path", '{ load: ["labels", "supplier.flavor"] }', /"supplier" has no relation "flavor"/],
  ["a misspelt relation in a helper's path", '{ load: [selectinload("supplier.flavors.lable")] }', /"flavor" has no relation "lable"/],
  [
    "a misspelt relation to count",
    "{ counts: { labels: true, line: true } }",
    /"flavor" has no relation "line"|'line' does not exist in type 'CountsArg<typeof Flavor>'/,
  ],
  [
    "a misspelt option, second level",
    "{ load: { supplier: { load: { flavors: { limt: 1 } } } } }",
    /'limt' does not exist in type '[^']*NestedOptions<typeof Flavor>/,
  ],
  ["a misspelt option beside a right one", "{ load: { labels: { limit: 1, ofset: 1 } } }", /unknown option "ofset"/],
  [
    "a misspelt option of a helper",
    "{ load: { labels: selectinload({ limt: 1 }) } }",
    /'limt' does not exist in type 'RelationLoadOptions'. Did you mean to write 'limit'/,
  ],
  [
    "a misspelt column of a nested filter",
    "{ load: { labels: { where: { lable: 'x' } } } }",
    /"label" has no column or relation "lable"|'lable' does not exist in type '[^']*Where<typeof Label>/,
  ],
  ["a misspelt column of a helper's filter", "{ load: [selectinload('labels').filter({ lable: 'x' })] }", /"label" has no column or relation "lable"/],
  [
    "a misspelt column of a nested order",
    "{ load: { labels: { orderBy: ['-lable'] } } }",
    /'"-lable"' is not assignable to type 'Order \| OrderKey<typeof Label>'. Did you mean '"-label"'/,
  ],
  ["a misspelt column of a helper's order", "{ load: [selectinload('labels').sortedBy('lable')] }", /"label" has no column to order by "lable"/],
  [
    "a misspelt column of a nested select",
    "{ load: { labels: { select: ['id', 'lable'] } } }",
    /'"lable"' is not assignable to type 'Column<typeof Label>'. Did you mean '"label"'/,
  ],
  [
    "an undefined value in a nested filter",
    "{ load: { labels: { where: { label: undefined } } } }",
    /"label" is undefined: leave it out|'undefined' is not assignable/,
  ],
];

/** Calls of sessions, and what must be said of them. */
const inSessions: readonly (readonly [title: string, text: string, message: RegExp])[] = [
  ["a misspelt column of a new row", `session.add(Flavor, ${flavorAnd("ratin: 1")})`, /"flavor" has no column or relation "ratin"/],
  [
    "a missing column of a new row",
    "session.add(Flavor, { tags: [], doc: { a: 1 } })",
    /'name' is missing in type .* but required in type 'NewColumns<typeof Flavor>'/,
  ],
  ["a wrong value in a new row", "session.add(Label, { label: 1 })", /Type 'number' is not assignable to type 'string'/],
  ["a misspelt relation of a new row", `session.add(Flavor, ${flavorAnd("suplier: { id: 's', code: 'c' }")})`, /"flavor" has no column or relation "suplier"/],
  [
    "a misspelt column of a related new row",
    `session.add(Flavor, ${flavorAnd("supplier: { id: 's', code: 'c', cod: 'c' }")})`,
    /"supplier" has no column or relation "cod"/,
  ],
  [
    "a misspelt column of a new row in a collection",
    `session.add(Flavor, ${flavorAnd("labels: [{ label: 'x', lable: 'x' }]")})`,
    /"label" has no column or relation "lable"/,
  ],
  [
    "a missing column of a new row, two levels down",
    `session.add(Supplier, { id: 's', code: 'c', flavors: [${flavorAnd("labels: [{ id: 1 }]")}] })`,
    /'label' is missing in type '\{ id: number; \}' but required in type 'NewColumns<typeof Label>'/,
  ],
  [
    "a row of another model in a relation",
    `session.add(Flavor, ${flavorAnd("supplier: label")})`,
    /'code' is missing in type 'Label' but required in type 'NewColumns<typeof Supplier>'/,
  ],
  [
    "a key in the place of a related row",
    `session.add(Flavor, ${flavorAnd("supplier: 's'")})`,
    /Type 'string' is not assignable to type 'NewOrKnown<typeof Supplier>/,
  ],
  ["one row for a collection", `session.add(Flavor, ${flavorAnd("labels: { label: 'x' }")})`, /'label' does not exist in type 'NewOrKnown<typeof Label>\[\]'/],
  [
    "a list for add()",
    "session.add(Label, [{ label: 'x' }])",
    /'label' is missing in type '\{ label: string; \}\[\]' but required in type 'NewColumns<typeof Label>'/,
  ],
  ["a row for addAll()", "session.addAll(Label, { label: 'x' })", /'label' does not exist in type 'readonly \(NewColumns<typeof Label>/],
  ["a misspelt column in addAll()", "session.addAll(Label, [{ label: 'x', lable: 'x' }])", /"label" has no column or relation "lable"/],
  ["a schema in the place of a model", "session.get(Flavor.schema, 'k')", /missing the following properties from type 'AnyTable'/],
  ["a key of a wrong type", "session.get(Flavor, 5)", /'number' is not assignable to parameter of type 'string'/],
  ["an object for a simple key", "session.get(Flavor, { id: 'k' })", /'\{ id: string; \}' is not assignable to parameter of type 'string'/],
  ["no key", "session.getCached(Label, undefined)", /'undefined' is not assignable to parameter of type 'number'/],
  ["half of a composite key for a session", "session.get(Line, { orderId: 1 })", /'no' is missing/],
  ["a misspelt relation for get()", "session.get(Flavor, 'k', { load: { supplier: true, suplier: true } })", /"flavor" has no relation "suplier"/],
  [
    "a misspelt relation for a session's findOne()",
    "session.findOne(Flavor, 'k', { load: { supplier: { load: { flavor: true } } } })",
    /'flavor' does not exist in type 'LoadArg<typeof Supplier>'/,
  ],
  ["an option that get() does not have", "session.get(Flavor, 'k', { load: { supplier: true }, select: ['id'] })", /unknown option "select"/],
  ["a misspelt column in a session's filter", "session.findMany(Flavor, { name: 'x', ratin: 1 })", /"flavor" has no column or relation "ratin"/],
  ["a misspelt option of a session's read", "session.findMany(Flavor, {}, { limit: 1, ofset: 2 })", /unknown option "ofset"/],
  ["a filter in the place of a model", "session.findMany({ name: 'x' })", /'name' does not exist in type 'AnyTable'/],
  ["another transaction in a session", "session.findMany(Flavor, {}, { limit: 1, tx: session.transaction() })", /unknown option "tx"/],
  ["an offset of a session's stream", "session.stream(Flavor, {}, { batch: 5, offset: 2 })", /unknown option "offset"/],
  ["a misspelt lock", "session.findOne(Flavor, 'k', { lock: 'updat' })", /'"updat"' is not assignable to type/],
  ["a relation that a session has not loaded", "session.get(Flavor, 'k').then((row) => row?.supplier)", /Property 'supplier' does not exist on type 'Flavor'/],
  ["a key for delete()", "session.delete('k')", /'string' is not assignable to parameter of type 'object'/],
  ["a model for delete()", "session.delete(Flavor)", /this is a model: give a row of it/],
  ["a model and a key for delete()", "session.delete(Flavor, 'k')", /Expected 1 arguments, but got 2/],
  ["a list for delete()", "session.delete([flavor])", /these are several rows: give them one by one/],
  ["a result for delete()", "session.findMany(Flavor).then((all) => session.delete(all))", /these are several rows: give them one by one/],
  ["a row that was not awaited for delete()", "session.delete(session.get(Flavor, 'k'))", /this is the promise of a row: await it first/],
  [
    "a row that may not be there for delete()",
    "session.get(Flavor, 'k').then((row) => session.delete(row))",
    /'Flavor \| null' is not assignable to parameter of type 'object'/,
  ],
  ["a row that was not awaited for has()", "session.has(session.get(Flavor, 'k'))", /this is the promise of a row: await it first/],
  ["a list for expunge()", "session.expunge([label])", /these are several rows: give them one by one/],
  ["a model for expire()", "session.expire(Flavor)", /this is a model: give a row of it/],
  ["a model for refresh()", "session.refresh(Flavor)", /this is a model: give a row of it/],
  [
    "a misspelt option of refresh()",
    "session.refresh(flavor, { lod: { supplier: true } })",
    /'lod' does not exist in type 'RefreshOptions'. Did you mean to write 'load'/,
  ],
  ["a name for refresh()'s load", "session.refresh(flavor, { load: 'supplier' })", /'"?(string|supplier)"?' is not assignable to type/],
  ["a row without its model for merge()", "session.merge(flavor)", /Expected 2 arguments, but got 1/],
  ["a misspelt column for merge()", "session.merge(Flavor, { id: 'k', nam: 'b' })", /'nam' does not exist in type 'MergedRow<typeof Flavor>'/],
  [
    "a misspelt column of a related row for merge()",
    "session.merge(Flavor, { supplier: { id: 's', cod: 'c' } })",
    /'cod' does not exist in type 'MergedRow<typeof Supplier>'/,
  ],
  ["a row of another model for merge()", "session.merge(Flavor, label)", /'Label' is not assignable to parameter of type 'MergedRow<typeof Flavor>'/],
  ["options for flush()", "session.flush({ timeout: 5 })", /Expected 0 arguments, but got 1/],
  [
    "a savepoint's name before its function",
    "session.savepoint('name', async () => 5)",
    /'string' is not assignable to parameter of type '\(\) => Promise<unknown>'/,
  ],
  ["a savepoint's function that is not async", "session.savepoint(() => 5)", /'number' is not assignable to type 'Promise<unknown>'/],
];

/** Calls that make sessions, and what must be said of them. */
const ofSessions: readonly (readonly [title: string, text: string, message: RegExp])[] = [
  [
    "a misspelt option of a session",
    "db.session({ isolaton: 'serializable' })",
    /'isolaton' does not exist in type '.*OpenSessionOptions'. Did you mean to write 'isolation'/,
  ],
  ["a misspelt option of a session beside a right one", "db.session({ readOnly: true, timout: 5 })", /a session ended by hand has no option "timout"/],
  ["a misspelt isolation level", "db.session({ isolation: 'serialisable' })", /Did you mean '"serializable"'/],
  ["a session ended by hand that is to be run again", "db.session({ retry: 3, timeout: 5 })", /a session ended by hand has no option "retry"/],
  ["a session's function that is not async", "db.session((session) => { session.add(Label, { label: 'x' }); })", /the function of a session must be async/],
  ["a misspelt option beside a session's function", "db.session(async () => 5, { retri: 5 })", /'retri' does not exist in type/],
  [
    "a session's options before its function",
    "db.session({ retry: 3 }, async () => 5)",
    /'retry' does not exist in type '\(session: Session\) => Promise<unknown>'/,
  ],
  [
    "a misspelt column in a session's function",
    "db.session(async (s) => s.add(Label, { label: 'x', lable: 'x' }))",
    /"label" has no column or relation "lable"/,
  ],
];

/** The likeliest mistakes, each with what its message must say to be of help. */
export const mistakes: readonly { readonly title: string; readonly source: string; readonly message: RegExp }[] = [
  {
    title: "a misspelt column in a filter",
    source: call("db.table(Flavor).findMany({ name: 'x', ratin: 1 })"),
    message: /"flavor" has no column or relation "ratin"/,
  },
  { title: "a wrong operator", source: call("db.table(Flavor).findMany({ rating: { gte: 1, above: 3 } })"), message: /unknown operator "above"/ },
  {
    title: "undefined in a filter",
    source: call("db.table(Flavor).findMany({ name: undefined })"),
    message: /"name" is undefined: leave it out, or use null|property 'name' are incompatible[\s\S]*'undefined' is not/,
  },
  { title: "a missing column", source: call("db.table(Supplier).insert({ id: 'x' })"), message: /'code' is missing/ },
  { title: "a misspelt column in a row", source: call("db.table(Supplier).insert({ id: 'x', code: 'y', cod: 'z' })"), message: /'cod' does not exist/ },
  {
    title: "a misspelt column in changes",
    source: call("db.table(Flavor).update('k', { rating: 1, ratin: 2 })"),
    message: /"flavor" has no column( or relation)? "ratin"/,
  },
  {
    title: "undefined in changes",
    source: call("db.table(Flavor).update('k', { rating: undefined })"),
    message: /"rating" is undefined: leave it out to keep its value|property 'rating' are incompatible[\s\S]*'undefined' is not/,
  },
  { title: "a misspelt option", source: call("db.table(Flavor).findMany({}, { limit: 1, ofset: 2 })"), message: /unknown option "ofset"/ },
  { title: "a misspelt column to select", source: call("db.table(Flavor).findMany({}, { select: ['id', 'ratin'] })"), message: /ratin/ },
  { title: "half of a composite key", source: call("db.table(Line).delete({ orderId: 1 })"), message: /'no' is missing/ },
  {
    title: "foreign keys that do not hold the key",
    source: wrong(
      `flavor: r.belongsTo(Flavor, "id"), line: r.belongsTo(Line, "id"), all: r.hasMany(Supplier, "code"), code: r.belongsTo(Supplier, "id", { references: "code" })`,
    ),
    message: all(
      `"wrong.id" does not hold a key of "flavor": give it the type of "flavor.id", or name another unique key of "flavor" by references`,
      `"wrong.id" does not hold a key of "line": give it the type of "line.orderId, no"`,
      `"supplier.code" does not hold a key of "wrong": give it the type of "wrong.id"`,
      `"wrong.id" does not hold a key of "supplier": give it the type of "supplier.code"`,
    ),
  },
  {
    title: "foreign keys that are not there",
    source: wrong(
      `flavor: r.belongsTo(Flavor, "flavorId"), line: r.belongsTo(Line, ["id", "no"]), all: r.hasOne(Supplier, "wrongId"), two: r.manyToMany(Flavor, Line, "wrongId", "flavorId")`,
    ),
    message: all(
      `"wrong" has no column "flavorId" to hold a key of "flavor": add it, or name another column`,
      `"wrong" has no column "no" to hold a key of "line"`,
      `"supplier" has no column "wrongId" to hold a key of "wrong"`,
      `"line" has no column "wrongId" to hold a key of "wrong"`,
    ),
  },
  ...misspeltLoads.map(([title, load, message]) => ({ title, source: call(`db.table(Flavor).findMany({}, ${load})`), message })),
  {
    title: "a misspelt relation in a filter, three levels down",
    source: call("db.table(Flavor).count({ supplier: { is: { code: 'x', flavors: { some: { name: 'x', lable: 1 } } } } })"),
    message: /"flavor" has no column or relation "lable"/,
  },
  {
    title: "a word that a relation does not have",
    source: call("db.table(Flavor).count({ name: 'x', supplier: { is: {}, some: {} } })"),
    message: /unknown word "some"; there are|'some' does not exist in type 'ToOneFilter<typeof Supplier>'/,
  },
  {
    title: "a relation without a join table to link",
    source: call("db.table(Flavor).link({ id: 'k' }, 'lines', [])"),
    message: /'"lines"' is not assignable to parameter of type '"labels"'/,
  },
  {
    title: "a relation that was not loaded",
    source: call("db.table(Flavor).findOne('k').then((row) => row?.supplier)"),
    message: /Property 'supplier' does not exist on type 'Flavor'/,
  },
  {
    title: "a relation that was not loaded, two levels down",
    source: call("db.table(Flavor).findOne('k', { load: { supplier: true } }).then((row) => row?.supplier?.flavors)"),
    message: /Property 'flavors' does not exist on type 'Supplier'/,
  },
  {
    title: "a misspelt column of a query's source",
    source: `${head}import { from } from "ormdantic";\nexport const q = from(Flavor, "f").select(({ f }) => ({ n: f.nome }));\n${used}\n`,
    message: /Property 'nome' does not exist on type 'Handles</,
  },
  {
    title: "a source that a query does not have",
    source: `${head}import { from } from "ormdantic";\nexport const q = from(Flavor, "f").where(({ g }) => g.rating.eq(1));\n${used}\n`,
    message: /Property 'g' does not exist on type '[^']*f: /,
  },
  {
    title: "arithmetic with a date",
    source: `${head}export const q = Flavor.c.at.plus(1);\n${used}\n`,
    message: /The 'this' context of type 'Handle<Date, "at">' is not assignable to method's 'this' of type 'Expr<NumberLike \| null>'/,
  },
  {
    title: "a query inserted into columns that are not there",
    source: `${head}import { insertQuery, selectQuery } from "ormdantic";\nexport const q = insertQuery(Supplier, selectQuery(Flavor, { id: Flavor.c.id, cod: Flavor.c.name }));\n${used}\n`,
    message: /"supplier" has no column "cod"/,
  },
  {
    title: "a misspelt column of table.select's filter",
    source: call("db.table(Flavor).select({ n: Flavor.c.name }, { where: { name: 'x', raiting: 1 } })"),
    message: /"flavor" has no column or relation "raiting"|'raiting' does not exist in type/,
  },
  {
    title: "other tables to lock in a read",
    source: call("db.table(Flavor).findMany({}, { load: { supplier: true }, lock: { mode: 'update', of: ['supplier'] } })"),
    message: /name others in a query made by from\(\.\.\.\)\.lock\(\{ of \}\)|OwnRowsOnly/,
  },
  {
    title: "a misspelt key",
    source: `${head}export const W = table("w", z.object({ id: z.int() }), { pk: "idd" });\n${used}\n`,
    message: /"idd"/,
  },
  ...inSessions.map(([title, text, message]) => ({ title, source: inSession(text), message })),
  ...ofSessions.map(([title, text, message]) => ({ title, source: call(text), message })),
];
