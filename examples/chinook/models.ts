/** The Chinook sample database, a digital media store: eleven tables with a composite key, a self reference, decimals and local date-times. */
import { decimal, type Relate, table } from "ormdantic";
import * as z from "zod";

const money = decimal({ precision: 10, scale: 2 });
const moment = z.iso.datetime({ local: true });

export class Genre extends table("genre", z.object({ genreId: z.int32(), name: z.string().max(120) }), { pk: "genreId" }) {
  static relations = (r: Relate<typeof Genre>) => ({ tracks: r.hasMany(Track, "genreId") });
}

export class MediaType extends table("media_type", z.object({ mediaTypeId: z.int32(), name: z.string().max(120) }), { pk: "mediaTypeId" }) {}

export class Artist extends table("artist", z.object({ artistId: z.int32(), name: z.string().max(120) }), { pk: "artistId" }) {
  static relations = (r: Relate<typeof Artist>) => ({ albums: r.hasMany(Album, "artistId") });
}

export class Album extends table("album", z.object({ albumId: z.int32(), title: z.string().max(160), artistId: z.int32() }), {
  pk: "albumId",
  indexed: ["artistId"],
}) {
  static relations = (r: Relate<typeof Album>) => ({ artist: r.belongsTo(Artist, "artistId"), tracks: r.hasMany(Track, "albumId") });
}

export class Track extends table(
  "track",
  z.object({
    trackId: z.int32(),
    name: z.string().max(200),
    albumId: z.int32().nullable(),
    mediaTypeId: z.int32(),
    genreId: z.int32().nullable(),
    composer: z.string().max(220).nullable(),
    milliseconds: z.int32(),
    bytes: z.int().nullable(),
    unitPrice: money,
  }),
  { pk: "trackId", indexed: ["albumId", "genreId", "mediaTypeId"] },
) {
  static relations = (r: Relate<typeof Track>) => ({
    album: r.belongsTo(Album, "albumId"),
    genre: r.belongsTo(Genre, "genreId"),
    mediaType: r.belongsTo(MediaType, "mediaTypeId"),
    lines: r.hasMany(InvoiceLine, "trackId"),
    playlists: r.manyToMany(Playlist, PlaylistTrack, "trackId", "playlistId"),
  });
}

export class Employee extends table(
  "employee",
  z.object({
    employeeId: z.int32(),
    lastName: z.string().max(20),
    firstName: z.string().max(20),
    title: z.string().max(30).nullable(),
    reportsTo: z.int32().nullable(),
    birthDate: moment.nullable(),
    hireDate: moment.nullable(),
    address: z.string().max(70).nullable(),
    city: z.string().max(40).nullable(),
    state: z.string().max(40).nullable(),
    country: z.string().max(40).nullable(),
    postalCode: z.string().max(10).nullable(),
    phone: z.string().max(24).nullable(),
    fax: z.string().max(24).nullable(),
    email: z.string().max(60).nullable(),
  }),
  { pk: "employeeId", indexed: ["reportsTo"] },
) {
  static relations = (r: Relate<typeof Employee>) => ({
    boss: r.belongsTo(Employee, "reportsTo"),
    reports: r.hasMany(Employee, "reportsTo"),
    customers: r.hasMany(Customer, "supportRepId"),
  });
}

export class Customer extends table(
  "customer",
  z.object({
    customerId: z.int32(),
    firstName: z.string().max(40),
    lastName: z.string().max(20),
    company: z.string().max(80).nullable(),
    address: z.string().max(70).nullable(),
    city: z.string().max(40).nullable(),
    state: z.string().max(40).nullable(),
    country: z.string().max(40).nullable(),
    postalCode: z.string().max(10).nullable(),
    phone: z.string().max(24).nullable(),
    fax: z.string().max(24).nullable(),
    email: z.string().max(60),
    supportRepId: z.int32().nullable(),
  }),
  { pk: "customerId", indexed: ["supportRepId"] },
) {
  static relations = (r: Relate<typeof Customer>) => ({ supportRep: r.belongsTo(Employee, "supportRepId"), invoices: r.hasMany(Invoice, "customerId") });
}

export class Invoice extends table(
  "invoice",
  z.object({
    invoiceId: z.int32(),
    customerId: z.int32(),
    invoiceDate: moment,
    billingAddress: z.string().max(70).nullable(),
    billingCity: z.string().max(40).nullable(),
    billingState: z.string().max(40).nullable(),
    billingCountry: z.string().max(40).nullable(),
    billingPostalCode: z.string().max(10).nullable(),
    total: money,
  }),
  { pk: "invoiceId", indexed: ["customerId"] },
) {
  static relations = (r: Relate<typeof Invoice>) => ({ customer: r.belongsTo(Customer, "customerId"), lines: r.hasMany(InvoiceLine, "invoiceId") });
}

export class InvoiceLine extends table(
  "invoice_line",
  z.object({ invoiceLineId: z.int32(), invoiceId: z.int32(), trackId: z.int32(), unitPrice: money, quantity: z.int32().positive() }),
  { pk: "invoiceLineId", indexed: ["invoiceId", "trackId"] },
) {
  static relations = (r: Relate<typeof InvoiceLine>) => ({ invoice: r.belongsTo(Invoice, "invoiceId"), track: r.belongsTo(Track, "trackId") });
}

export class Playlist extends table("playlist", z.object({ playlistId: z.int32(), name: z.string().max(120) }), { pk: "playlistId" }) {
  static relations = (r: Relate<typeof Playlist>) => ({ tracks: r.manyToMany(Track, PlaylistTrack, "playlistId", "trackId") });
}

export class PlaylistTrack extends table("playlist_track", z.object({ playlistId: z.int32(), trackId: z.int32() }), {
  pk: ["playlistId", "trackId"],
  indexed: ["trackId"],
}) {
  static relations = (r: Relate<typeof PlaylistTrack>) => ({ playlist: r.belongsTo(Playlist, "playlistId"), track: r.belongsTo(Track, "trackId") });
}
