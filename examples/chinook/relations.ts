/** The same data seen as a graph: three levels of collections, a tree in both directions, and thousands of links, each compared with a join made by hand. */
import type { Ormdantic } from "ormdantic";
import { Album, Artist, Employee, Playlist, Track } from "./models.ts";
import { type Answer, cents, dollars, type Question, Tally } from "./questions.ts";
import type { Row } from "./source.ts";

type Source = ReadonlyMap<string, readonly Row[]>;

/** Rows of the file by the value of a column, in the order of their own key. */
function grouped(source: Source, name: string, column: string, key: string): (value: unknown) => readonly Row[] {
  const groups = new Map<unknown, Row[]>();
  for (const row of [...(source.get(name) ?? [])].sort((a, b) => Number(a[key]) - Number(b[key]))) {
    const group = groups.get(row[column]);
    if (group) group.push(row);
    else groups.set(row[column], [row]);
  }
  return (value) => groups.get(value) ?? [];
}

function ids(rows: readonly object[], key: string): unknown[] {
  return rows.map((row) => (row as Row)[key]);
}

/** Members that are not the same text on both sides. */
function differing(found: readonly unknown[], expected: readonly unknown[]): number {
  const wrong = expected.filter((one, i) => JSON.stringify(one) !== JSON.stringify(found[i])).length;
  return wrong + Math.abs(found.length - expected.length);
}

const catalog = {
  albums: { orderBy: ["albumId"], load: { tracks: { orderBy: ["trackId"], load: { genre: true, lines: { orderBy: ["invoiceLineId"] } } } } },
} as const;

async function catalogDiffers(db: Ormdantic, source: Source): Promise<number> {
  const artists = await db.table(Artist).findMany({}, { orderBy: ["artistId"], load: catalog });
  const albums = grouped(source, "Album", "artistId", "albumId");
  const tracks = grouped(source, "Track", "albumId", "trackId");
  const genres = grouped(source, "Genre", "genreId", "genreId");
  const lines = grouped(source, "InvoiceLine", "trackId", "invoiceLineId");
  const expected = grouped(
    source,
    "Artist",
    "",
    "artistId",
  )(undefined).map((artist) => ({
    ...artist,
    albums: albums(artist["artistId"]).map((album) => ({
      ...album,
      tracks: tracks(album["albumId"]).map((track) => ({ ...track, genre: genres(track["genreId"])[0] ?? null, lines: lines(track["trackId"]) })),
    })),
  }));
  return differing(artists.data, expected);
}

async function treeDiffers(db: Ormdantic, source: Source): Promise<number> {
  const reports = { orderBy: ["employeeId"], load: { reports: { orderBy: ["employeeId"] } } } as const;
  const employees = await db.table(Employee).findMany({}, { orderBy: ["employeeId"], load: { boss: { load: { boss: true } }, reports } });
  const below = grouped(source, "Employee", "reportsTo", "employeeId");
  const byId = grouped(source, "Employee", "employeeId", "employeeId");
  const found = employees.data.map(({ boss, reports: team }) => [
    boss?.employeeId,
    boss?.boss?.employeeId,
    team.map((one) => [one.employeeId, ids(one.reports, "employeeId")]),
  ]);
  const expected = grouped(
    source,
    "Employee",
    "",
    "employeeId",
  )(undefined).map(({ employeeId, reportsTo }) => [
    byId(reportsTo)[0]?.["employeeId"],
    byId(byId(reportsTo)[0]?.["reportsTo"])[0]?.["employeeId"],
    below(employeeId).map((one) => [one["employeeId"], ids(below(one["employeeId"]), "employeeId")]),
  ]);
  return differing(found, expected);
}

/** All links from both ends, and again with a limit for each playlist. */
async function linksDiffer(db: Ormdantic, source: Source): Promise<number> {
  const tracksOf = grouped(source, "PlaylistTrack", "playlistId", "trackId");
  const playlistsOf = grouped(source, "PlaylistTrack", "trackId", "playlistId");
  const playlists = grouped(source, "Playlist", "", "playlistId")(undefined);
  let wrong = 0;
  for (const window of [{}, { limit: 5 }, { limit: 5, offset: 10 }] as const) {
    const { offset = 0, limit = Number.POSITIVE_INFINITY } = window as { readonly offset?: number; readonly limit?: number };
    const found = await db
      .table(Playlist)
      .findMany({}, { orderBy: ["playlistId"], load: { tracks: { orderBy: ["trackId"], select: ["trackId"], ...window } } });
    const expected = playlists.map(({ playlistId }) => ids(tracksOf(playlistId), "trackId").slice(offset, offset + limit));
    wrong += differing(
      found.data.map(({ tracks }) => ids(tracks, "trackId")),
      expected,
    );
  }
  const tracks = await db.table(Track).findMany({}, { orderBy: ["trackId"], select: ["trackId"], load: { playlists: { orderBy: ["playlistId"] } } });
  const expected = grouped(source, "Track", "", "trackId")(undefined).map(({ trackId }) => ids(playlistsOf(trackId), "playlistId"));
  return (
    wrong +
    differing(
      tracks.data.map(({ playlists: found }) => ids(found, "playlistId")),
      expected,
    )
  );
}

/** Each counts what the database and a join of the file's own rows disagree about. */
export const comparisons: readonly { readonly relations: string; readonly differences: (db: Ormdantic, source: Source) => Promise<number> }[] = [
  { relations: "artists, albums, tracks, genres, invoice lines", differences: catalogDiffers },
  { relations: "employees, up and down", differences: treeDiffers },
  { relations: "playlists and tracks, 8715 links", differences: linksDiffer },
];

async function bestArtists(db: Ormdantic): Promise<Answer> {
  const earned = new Tally<string>();
  for await (const { name, albums } of db.table(Artist).stream({}, { load: catalog })) {
    for (const { lines } of albums.flatMap((album) => album.tracks)) for (const line of lines) earned.add(name, cents(line.unitPrice) * line.quantity);
  }
  return earned.top(5, (name) => name, dollars);
}

async function organisation(db: Ormdantic): Promise<Answer> {
  const team = { orderBy: ["employeeId"] } as const;
  const [top] = await db
    .table(Employee)
    .findMany({ boss: { is: null } }, { load: { reports: { ...team, load: { reports: { ...team, counts: { customers: true } } } } } });
  const lines: [string, number][] = [];
  for (const manager of top?.reports ?? []) {
    lines.push([`${manager.firstName} ${manager.lastName}`, manager.reports.length]);
    for (const one of manager.reports) lines.push([`  ${one.firstName} ${one.lastName}, customers`, one.counts.customers]);
  }
  return lines;
}

async function beginnings(db: Ormdantic): Promise<Answer> {
  const playlists = await db.table(Playlist).findMany(db.relation(Playlist, "tracks").count().gte(20), {
    orderBy: ["playlistId"],
    limit: 6,
    counts: { tracks: true },
    load: { tracks: { orderBy: ["-milliseconds", "trackId"], limit: 2 } },
  });
  return playlists.data.map(({ name, playlistId, tracks, counts }) => [
    `${name} (${playlistId}): ${tracks.map((track) => track.name).join(" / ")}`,
    counts.tracks,
  ]);
}

async function soldOut(db: Ormdantic): Promise<Answer> {
  const tracks = { every: { lines: { some: {} } }, some: {} } as const;
  const albums = await db
    .table(Album)
    .findMany({ tracks }, { orderBy: [db.relation(Album, "tracks").count().desc(), "albumId"], limit: 3, load: { artist: true }, counts: { tracks: true } });
  return [
    ["albums of which every track was sold", await db.table(Album).count({ tracks })],
    ...albums.data.map(({ title, artist, counts }) => [`${title} by ${artist.name}`, counts.tracks] as const),
  ];
}

export const relationQuestions: readonly Question[] = [
  { question: "Which artists earned the most?", answer: bestArtists },
  { question: "Who leads whom, and cares for how many customers?", answer: organisation },
  { question: "What are the longest tracks of each of the first six playlists with 20 or more?", answer: beginnings },
  { question: "Of which albums was every track sold?", answer: soldOut },
];
