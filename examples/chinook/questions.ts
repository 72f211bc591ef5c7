/** Ten questions about the store. Every answer has one order, whatever the database's text order is. */
import type { Ormdantic } from "ormdantic";
import { Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, Playlist, PlaylistTrack, Track } from "./models.ts";

export type Answer = readonly (readonly [name: string, value: number | string])[];

/** Sums kept by key. Money is counted in cents, so that no fraction is ever rounded. */
export class Tally<K> {
  readonly #sums = new Map<K, number>();

  add(key: K, amount = 1): void {
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + amount);
  }

  get(key: K): number {
    return this.#sums.get(key) ?? 0;
  }

  keys(): readonly K[] {
    return [...this.#sums.keys()];
  }

  /** The `count` largest with their names; equal sums in the order of their names. */
  top(count: number, name: (key: K) => string, show: (sum: number) => number | string = (sum) => sum): Answer {
    return [...this.#sums]
      .map(([key, sum]) => ({ name: name(key), sum }))
      .sort((a, b) => b.sum - a.sum || (a.name < b.name ? -1 : 1))
      .slice(0, count)
      .map(({ name: label, sum }) => [label, show(sum)] as const);
  }
}

export function cents(money: string): number {
  return Math.round(Number(money) * 100);
}

export function dollars(sum: number): string {
  return (sum / 100).toFixed(2);
}

function called<K>(names: ReadonlyMap<K, string>): (key: K) => string {
  return (key) => names.get(key) ?? "(none)";
}

async function bestCustomers(db: Ormdantic): Promise<Answer> {
  const spent = new Tally<number>();
  for await (const { customerId, total } of db.table(Invoice).stream()) spent.add(customerId, cents(total));
  const customers = await db.table(Customer).findMany({ customerId: { in: spent.keys() } });
  const names = new Map([...customers].map((row) => [row.customerId, `${row.firstName} ${row.lastName}`]));
  return spent.top(5, called(names), dollars);
}

async function longestPlaylists(db: Ormdantic): Promise<Answer> {
  const lengths = new Map([...(await db.table(Track).findMany())].map((row) => [row.trackId, row.milliseconds]));
  const total = new Tally<number>();
  for await (const { playlistId, trackId } of db.table(PlaylistTrack).stream()) total.add(playlistId, lengths.get(trackId) ?? 0);
  // Several playlists have one name, so the key is told too.
  const names = new Map([...(await db.table(Playlist).findMany())].map((row) => [row.playlistId, `${row.name} (${row.playlistId})`]));
  return total.top(5, called(names));
}

async function neverSold(db: Ormdantic): Promise<Answer> {
  const sold = new Set<number>();
  for await (const { trackId } of db.table(InvoiceLine).stream()) sold.add(trackId);
  const tracks = db.table(Track);
  const filter = { trackId: { notIn: [...sold] } };
  const longest = await tracks.findMany(filter, { orderBy: ["-milliseconds", "trackId"], limit: 3 });
  return [["tracks never sold", await tracks.count(filter)], ...[...longest].map((row) => [row.name, row.milliseconds] as const)];
}

async function revenueByCountry(db: Ormdantic): Promise<Answer> {
  const revenue = new Tally<string | null>();
  for await (const { billingCountry, total } of db.table(Invoice).stream()) revenue.add(billingCountry, cents(total));
  return revenue.top(5, (country) => country ?? "(none)", dollars);
}

async function bestEmployee(db: Ormdantic): Promise<Answer> {
  const seller = new Map([...(await db.table(Customer).findMany({ supportRepId: { ne: null } }))].map((row) => [row.customerId, row.supportRepId]));
  const revenue = new Tally<number | null>();
  for await (const { customerId, total } of db.table(Invoice).stream()) revenue.add(seller.get(customerId) ?? null, cents(total));
  const names = new Map<number | null, string>([...(await db.table(Employee).findMany())].map((row) => [row.employeeId, `${row.firstName} ${row.lastName}`]));
  return revenue.top(3, called(names), dollars);
}

async function albumsWithMostTracks(db: Ormdantic): Promise<Answer> {
  const tracks = new Tally<number | null>();
  for await (const { albumId } of db.table(Track).stream({ albumId: { isNull: false } })) tracks.add(albumId);
  const names = new Map<number | null, string>([...(await db.table(Album).findMany())].map((row) => [row.albumId, row.title]));
  return tracks.top(5, called(names));
}

async function longestTracks(db: Ormdantic): Promise<Answer> {
  const rows = await db.table(Track).findMany({}, { orderBy: ["-milliseconds", "trackId"], limit: 5 });
  return [...rows].map((row) => [row.name, row.milliseconds] as const);
}

async function genresByRevenue(db: Ormdantic): Promise<Answer> {
  const genreOf = new Map([...(await db.table(Track).findMany())].map((row) => [row.trackId, row.genreId]));
  const revenue = new Tally<number | null>();
  for await (const { trackId, unitPrice, quantity } of db.table(InvoiceLine).stream()) revenue.add(genreOf.get(trackId) ?? null, cents(unitPrice) * quantity);
  const names = new Map<number | null, string>([...(await db.table(Genre).findMany())].map((row) => [row.genreId, row.name]));
  return revenue.top(5, called(names), dollars);
}

async function invoicesPerYear(db: Ormdantic): Promise<Answer> {
  const invoices = db.table(Invoice);
  const [[first], [last]] = await Promise.all([
    invoices.findMany({}, { orderBy: ["invoiceDate", "invoiceId"], limit: 1 }),
    invoices.findMany({}, { orderBy: ["-invoiceDate", "invoiceId"], limit: 1 }),
  ]);
  if (first === undefined || last === undefined) return [];
  const answer: [string, number][] = [];
  for (let year = Number(first.invoiceDate.slice(0, 4)); year <= Number(last.invoiceDate.slice(0, 4)); year++) {
    const count = await invoices.count({ invoiceDate: { gte: `${year}-01-01T00:00:00`, lt: `${year + 1}-01-01T00:00:00` } });
    answer.push([String(year), count]);
  }
  return answer;
}

async function artistsWithMostAlbums(db: Ormdantic): Promise<Answer> {
  const albums = new Tally<number>();
  for await (const { artistId } of db.table(Album).stream()) albums.add(artistId);
  const names = new Map([...(await db.table(Artist).findMany({ artistId: { in: albums.keys() } }))].map((row) => [row.artistId, row.name]));
  return albums.top(5, called(names));
}

export interface Question {
  readonly question: string;
  readonly answer: (db: Ormdantic) => Promise<Answer>;
}

export const questions: readonly Question[] = [
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
];
