/** The Chinook sample database (Luis Rocha, MIT licence) as its own scripts make it: tables of somebody else, in nobody's style but theirs. */
import { readFile } from "node:fs/promises";
import type { NativeEngine } from "ormdantic/engine";

/** Columns as `Name type`, `!` for NOT NULL; references as `Column Table`. */
interface Table {
  readonly name: string;
  readonly columns: string;
  readonly key?: string;
  readonly refers?: readonly string[];
}

const tables: readonly Table[] = [
  { name: "Genre", columns: "GenreId int!, Name text(120)" },
  { name: "MediaType", columns: "MediaTypeId int!, Name text(120)" },
  { name: "Artist", columns: "ArtistId int!, Name text(120)" },
  { name: "Album", columns: "AlbumId int!, Title text(160)!, ArtistId int!", refers: ["ArtistId Artist"] },
  {
    name: "Track",
    columns: "TrackId int!, Name text(200)!, AlbumId int, MediaTypeId int!, GenreId int, Composer text(220), Milliseconds int!, Bytes int, UnitPrice money!",
    refers: ["AlbumId Album", "MediaTypeId MediaType", "GenreId Genre"],
  },
  {
    name: "Employee",
    columns: "EmployeeId int!, LastName text(20)!, FirstName text(20)!, Title text(30), ReportsTo int, City text(40), Country text(40), Email text(60)",
    refers: ["ReportsTo Employee"],
  },
  {
    name: "Customer",
    columns:
      "CustomerId int!, FirstName text(40)!, LastName text(20)!, Company text(80), Address text(70), City text(40), State text(40), Country text(40), PostalCode text(10), Phone text(24), Email text(60)!, SupportRepId int",
    refers: ["SupportRepId Employee"],
  },
  { name: "Invoice", columns: "InvoiceId int!, CustomerId int!, BillingCity text(40), BillingCountry text(40), Total money!", refers: ["CustomerId Customer"] },
  {
    name: "InvoiceLine",
    columns: "InvoiceLineId int!, InvoiceId int!, TrackId int!, UnitPrice money!, Quantity int!",
    refers: ["InvoiceId Invoice", "TrackId Track"],
  },
  { name: "Playlist", columns: "PlaylistId int!, Name text(120)" },
  { name: "PlaylistTrack", columns: "PlaylistId int!, TrackId int!", key: "PlaylistId TrackId", refers: ["PlaylistId Playlist", "TrackId Track"] },
];

export const tableNames: readonly string[] = tables.map(({ name }) => name);
/** The place of the country among the columns of a customer. */
export const countryOfCustomer = 7;
export const quoted = (name: string): string => `"${name}"`;

const columnsOf = ({ columns }: Table): string[] => columns.split(", ").map((column) => column.split(" ")[0] as string);
const keyOf = (table: Table): string[] => table.key?.split(" ") ?? [columnsOf(table)[0] as string];

/** Makes the tables and fills them: with the rows of a file (one key a table, each a list of rows), or with a few of our own. */
export async function makeChinook(db: NativeEngine, file: string | undefined): Promise<void> {
  const source = file === undefined ? sample : (JSON.parse(await readFile(file, "utf8")) as typeof sample);
  for (const table of tables) {
    const members = table.columns.split(", ").map((column) => {
      const [name = "", type = ""] = column.split(" ");
      const native = type.replace("!", "").replace("int", "INTEGER").replace("text", "VARCHAR").replace("money", "NUMERIC(10,2)");
      return `${quoted(name)} ${native}${type.endsWith("!") ? " NOT NULL" : ""}`;
    });
    const refers = (table.refers ?? []).map((reference) => {
      const [column = "", target = ""] = reference.split(" ");
      return `CONSTRAINT ${quoted(`FK_${table.name}${column}`)} FOREIGN KEY (${quoted(column)}) REFERENCES ${quoted(target)} (${quoted(`${target}Id`)})`;
    });
    const key = `CONSTRAINT ${quoted(`PK_${table.name}`)} PRIMARY KEY (${keyOf(table).map(quoted).join(", ")})`;
    await db.execute(`CREATE TABLE ${quoted(table.name)} (${[...members, key, ...refers].join(", ")})`);
    await fill(db, table, source[table.name] ?? []);
  }
}

async function fill(db: NativeEngine, table: Table, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const columns = columnsOf(table);
  const literal = (value: unknown): string =>
    value === null || value === undefined ? "NULL" : typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
  for (let start = 0; start < rows.length; start += 200) {
    const values = rows.slice(start, start + 200).map((row) => `(${columns.map((column) => literal(row[column])).join(", ")})`);
    await db.execute(`INSERT INTO ${quoted(table.name)} (${columns.map(quoted).join(", ")}) VALUES ${values.join(", ")}`);
  }
}

/** Every row of every table as text, to be compared. */
export async function readAll(db: NativeEngine): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const table of tables) {
    const { rows } = await db.execute(
      `SELECT ${columnsOf(table).map(quoted).join(", ")} FROM ${quoted(table.name)} ORDER BY ${keyOf(table).map(quoted).join(", ")}`,
    );
    found[table.name] = JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value));
  }
  return found;
}

const sample: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  Genre: [{ GenreId: 1, Name: "Rock" }],
  MediaType: [{ MediaTypeId: 1, Name: "MPEG audio file" }],
  Artist: [{ ArtistId: 1, Name: "AC/DC" }],
  Album: [{ AlbumId: 1, Title: "For Those About To Rock", ArtistId: 1 }],
  Track: [{ TrackId: 1, Name: "Put The Finger On You", AlbumId: 1, MediaTypeId: 1, GenreId: 1, Milliseconds: 205662, Bytes: 6713451, UnitPrice: "0.99" }],
  Employee: [{ EmployeeId: 1, LastName: "Adams", FirstName: "Andrew", City: "Edmonton", Country: "Canada" }],
  Customer: [
    {
      CustomerId: 1,
      FirstName: "Luís",
      LastName: "Gonçalves",
      Company: "Embraer",
      Address: "Av. Faria Lima",
      City: "São José",
      State: "SP",
      Country: "Brazil",
      Email: "luisg@embraer.com.br",
      SupportRepId: 1,
    },
    { CustomerId: 2, FirstName: "Leonie", LastName: "Köhler", City: "Stuttgart", Email: "leonekohler@surfeu.de", SupportRepId: 1 },
  ],
  Invoice: [{ InvoiceId: 1, CustomerId: 2, BillingCity: "Stuttgart", BillingCountry: "Germany", Total: "1.98" }],
  InvoiceLine: [{ InvoiceLineId: 1, InvoiceId: 1, TrackId: 1, UnitPrice: "0.99", Quantity: 2 }],
  Playlist: [{ PlaylistId: 1, Name: "Music" }],
  PlaylistTrack: [{ PlaylistId: 1, TrackId: 1 }],
};
