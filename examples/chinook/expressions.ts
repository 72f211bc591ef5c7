/** The same ten questions, each asked of the database as one typed query, and five more that only a database should answer. */
import { concat, count, extract, from, json, jsonAgg, literal, max, notExists, type Ormdantic, rank, recursive, rowNumber, selectQuery, sum } from "ormdantic";
import { Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, Playlist, PlaylistTrack, Track } from "./models.ts";

type Answer = readonly (readonly [name: string, value: number | string])[];
type Named = readonly { readonly name: string | null; readonly value: number | string | null }[];

const pairs = (rows: Named): Answer => rows.map(({ name, value }) => [name ?? "(none)", value ?? 0] as const);

async function bestCustomers(db: Ormdantic): Promise<Answer> {
  const query = from(Invoice, "i")
    .innerJoin(Customer, "c", ({ i, c }) => i.customerId.eq(c.customerId))
    .groupBy(({ c }) => [c.customerId, c.firstName, c.lastName])
    .orderBy(({ i, c }) => [sum(i.total).desc(), c.firstName.asc(), c.lastName.asc()])
    .limit(5)
    .select(({ i, c }) => ({ name: concat(c.firstName, " ", c.lastName), value: sum(i.total) }));
  return pairs(await db.query(query).all());
}

async function longestPlaylists(db: Ormdantic): Promise<Answer> {
  const query = from(PlaylistTrack, "pt")
    .innerJoin(Playlist, "p", ({ pt, p }) => pt.playlistId.eq(p.playlistId))
    .innerJoin(Track, "t", ({ pt, t }) => pt.trackId.eq(t.trackId))
    .groupBy(({ p }) => [p.playlistId, p.name])
    .orderBy(({ t, p }) => [sum(t.milliseconds).desc(), concat(p.name, " (", p.playlistId, ")").asc()])
    .limit(5)
    .select(({ p, t }) => ({ name: concat(p.name, " (", p.playlistId, ")"), value: sum(t.milliseconds) }));
  return pairs(await db.query(query).all());
}

async function neverSold(db: Ormdantic): Promise<Answer> {
  const unsold = from(Track, "t").where(({ t }) =>
    notExists(
      from(InvoiceLine, "l")
        .where(({ l }) => l.trackId.eq(t.trackId))
        .select(({ l }) => ({ id: l.invoiceLineId })),
    ),
  );
  const [total = 0] = await db.query(unsold.select(() => ({ n: count() }))).values();
  const longest = unsold
    .orderBy(({ t }) => [t.milliseconds.desc(), t.trackId.asc()])
    .limit(3)
    .select(({ t }) => ({ name: t.name, value: t.milliseconds }));
  return [["tracks never sold", total], ...pairs(await db.query(longest).all())];
}

async function revenueByCountry(db: Ormdantic): Promise<Answer> {
  const { billingCountry, total } = Invoice.c;
  const query = selectQuery(
    Invoice,
    { name: billingCountry, value: sum(total) },
    { groupBy: [billingCountry], orderBy: [sum(total).desc(), billingCountry.asc()], limit: 5 },
  );
  return pairs(await db.query(query).all());
}

async function bestEmployee(db: Ormdantic): Promise<Answer> {
  const query = from(Invoice, "i")
    .innerJoin(Customer, "c", ({ i, c }) => i.customerId.eq(c.customerId))
    .leftJoin(Employee, "e", ({ c, e }) => c.supportRepId.eq(e.employeeId))
    .groupBy(({ e }) => [e.employeeId, e.firstName, e.lastName])
    .orderBy(({ i, e }) => [sum(i.total).desc(), e.firstName.asc()])
    .limit(3)
    .select(({ i, e }) => ({ name: concat(e.firstName, " ", e.lastName), value: sum(i.total) }));
  return pairs(await db.query(query).all());
}

async function albumsWithMostTracks(db: Ormdantic): Promise<Answer> {
  const query = from(Track, "t")
    .innerJoin(Album, "a", ({ t, a }) => t.albumId.eq(a.albumId))
    .groupBy(({ a }) => [a.albumId, a.title])
    .orderBy(({ a }) => [count().desc(), a.title.asc()])
    .limit(5)
    .select(({ a }) => ({ name: a.title, value: count() }));
  return pairs(await db.query(query).all());
}

async function longestTracks(db: Ormdantic): Promise<Answer> {
  const { name, milliseconds, trackId } = Track.c;
  return pairs(
    await db
      .table(Track)
      .select({ name, value: milliseconds }, { orderBy: [milliseconds.desc(), trackId.asc()], limit: 5 })
      .all(),
  );
}

async function genresByRevenue(db: Ormdantic): Promise<Answer> {
  const query = from(InvoiceLine, "l")
    .innerJoin(Track, "t", ({ l, t }) => l.trackId.eq(t.trackId))
    .leftJoin(Genre, "g", ({ t, g }) => t.genreId.eq(g.genreId))
    .groupBy(({ g }) => [g.genreId, g.name])
    .orderBy(({ l, g }) => [sum(l.unitPrice.times(l.quantity)).desc(), g.name.asc()])
    .limit(5)
    .select(({ l, g }) => ({ name: g.name, value: sum(l.unitPrice.times(l.quantity)) }));
  return pairs(await db.query(query).all());
}

async function invoicesPerYear(db: Ormdantic): Promise<Answer> {
  const year = extract("year", Invoice.c.invoiceDate);
  const rows = await db.query(selectQuery(Invoice, { year, n: count() }, { groupBy: [year], orderBy: [year.asc()] })).all();
  return rows.map((row) => [String(row.year), row.n] as const);
}

async function artistsWithMostAlbums(db: Ormdantic): Promise<Answer> {
  const query = from(Album, "al")
    .innerJoin(Artist, "a", ({ al, a }) => al.artistId.eq(a.artistId))
    .groupBy(({ a }) => [a.artistId, a.name])
    .orderBy(({ a }) => [count().desc(), a.name.asc()])
    .limit(5)
    .select(({ a }) => ({ name: a.name, value: count() }));
  return pairs(await db.query(query).all());
}

/** Window ranks: customers of a country by what they paid, where several are. */
async function ranksInCountries(db: Ormdantic): Promise<Answer> {
  const paid = from(Invoice, "i")
    .groupBy(({ i }) => [i.customerId])
    .select(({ i }) => ({ customerId: i.customerId, total: sum(i.total) }));
  const ranked = from(paid, "p")
    .innerJoin(Customer, "c", ({ p, c }) => p.customerId.eq(c.customerId))
    .where(({ c }) => c.country.in(["Brazil", "France"]))
    .select(({ p, c }) => ({
      name: concat(c.country, ": ", c.firstName, " ", c.lastName),
      place: rank().over({ partitionBy: [c.country], orderBy: [p.total.desc()] }),
    }));
  const query = from(ranked, "r")
    .orderBy(({ r }) => [r.name.asc()])
    .select(({ r }) => ({ name: r.name, value: r.place }));
  return pairs(await db.query(query).all());
}

/** The tree of employees, from the one who reports to nobody down. */
async function employeeTree(db: Ormdantic): Promise<Answer> {
  const e = Employee.c;
  const root = selectQuery(Employee, { id: e.employeeId, level: literal(0), path: concat(e.lastName, "") }, { where: e.reportsTo.isNull() });
  const tree = recursive("tree", root, (self) =>
    from(Employee, "e")
      .innerJoin(self, "boss", (s) => s.e.reportsTo.eq(s.boss.id))
      .select((s) => ({ id: s.e.employeeId, level: s.boss.level.plus(1), path: concat(s.boss.path, " > ", s.e.lastName) })),
  );
  const query = from(tree, "t")
    .orderBy(({ t }) => [t.path.asc()])
    .select(({ t }) => ({ name: t.path, value: t.level }));
  return pairs(await db.query(query).all());
}

/** Set operations: cities with customers but no employees, and with both. */
async function cities(db: Ormdantic): Promise<Answer> {
  const customers = selectQuery(Customer, { city: Customer.c.city }, { where: Customer.c.country.eq("Canada") });
  const employees = selectQuery(Employee, { city: Employee.c.city });
  const names = async (query: typeof customers) => (await db.query(query.orderBy((r) => [r.city.asc()])).values()).join(", ");
  return [
    ["customers only", await names(customers.except(employees))],
    ["both", await names(customers.intersect(employees))],
    ["either", await names(customers.union(employees))],
  ];
}

/** An invoice with its lines as one row. */
async function invoiceAsJson(db: Ormdantic): Promise<Answer> {
  const query = from(Invoice, "i")
    .innerJoin(InvoiceLine, "l", ({ i, l }) => l.invoiceId.eq(i.invoiceId))
    .innerJoin(Track, "t", ({ l, t }) => l.trackId.eq(t.trackId))
    .where(({ i }) => i.invoiceId.eq(1))
    .groupBy(({ i }) => [i.invoiceId, i.invoiceDate, i.total])
    .select(({ i, l, t }) => ({
      date: i.invoiceDate,
      total: i.total,
      lines: jsonAgg(json.object({ track: t.name, price: l.unitPrice, quantity: l.quantity })).orderBy(l.invoiceLineId.asc()),
    }));
  const { date, total, lines } = await db.query(query).one();
  return [[`${date}, ${total}`, lines.length], ...lines.map(({ track, price, quantity }) => [`${quantity} x ${track}`, price] as const)];
}

/** The top two of each group: the longest tracks of the genres that have most. */
async function topOfGenres(db: Ormdantic): Promise<Answer> {
  const numbered = selectQuery(Track, {
    name: Track.c.name,
    genreId: Track.c.genreId,
    milliseconds: Track.c.milliseconds,
    place: rowNumber().over({ partitionBy: [Track.c.genreId], orderBy: [Track.c.milliseconds.desc(), Track.c.trackId.asc()] }),
  });
  const largest = from(Track, "t")
    .groupBy(({ t }) => [t.genreId])
    .orderBy(({ t }) => [count().desc(), max(t.genreId).asc()])
    .limit(3)
    .select(({ t }) => ({ genreId: t.genreId }));
  const query = from(numbered, "n")
    .innerJoin(Genre, "g", ({ n, g }) => n.genreId.eq(g.genreId))
    .where(({ n }) => n.place.lte(2).and(n.genreId.in(largest)))
    .orderBy(({ n, g }) => [g.name.asc(), n.place.asc()])
    .select(({ n, g }) => ({ name: concat(g.name, ": ", n.name), value: n.milliseconds }));
  return pairs(await db.query(query).all());
}

export const expressions: readonly { readonly question: string; readonly answer: (db: Ormdantic) => Promise<Answer> }[] = [
  { question: "Who are the best customers, by what they paid?", answer: bestCustomers },
  { question: "Which playlists are the longest, in milliseconds?", answer: longestPlaylists },
  { question: "How many tracks were never sold, and which are the longest of them?", answer: neverSold },
  { question: "Which countries bring the most revenue?", answer: revenueByCountry },
  { question: "Whose customers paid the most?", answer: bestEmployee },
  { question: "Which albums have the most tracks?", answer: albumsWithMostTracks },
  { question: "Which tracks are the longest, in milliseconds?", answer: longestTracks },
  { question: "Which genres bring the most revenue?", answer: genresByRevenue },
  { question: "How many invoices were written each year?", answer: invoicesPerYear },
  { question: "Which artists have the most albums?", answer: artistsWithMostAlbums },
  { question: "Which place do customers have in their country?", answer: ranksInCountries },
  { question: "Who reports to whom?", answer: employeeTree },
  { question: "Where are customers and employees?", answer: cities },
  { question: "What is on invoice 1?", answer: invoiceAsJson },
  { question: "Which are the longest tracks of the three largest genres?", answer: topOfGenres },
];
