/** The tables of the Chinook sample database (Luis Rocha, MIT licence), as its own scripts make them: nothing here is in the library's style. */
type Style = Readonly<Record<"int" | "text" | "money" | "moment", (size?: string) => string>> & { quote(name: string): string; readonly tail: string };

const styles: Readonly<Record<string, Style>> = {
  sqlite: {
    int: () => "INTEGER",
    text: (size) => `NVARCHAR(${size})`,
    money: () => "NUMERIC(10,2)",
    moment: () => "DATETIME",
    quote: (name) => `[${name}]`,
    tail: "",
  },
  postgres: {
    int: () => "INT",
    text: (size) => `VARCHAR(${size})`,
    money: () => "NUMERIC(10,2)",
    moment: () => "TIMESTAMP",
    quote: (name) => `"${name}"`,
    tail: "",
  },
  mariadb: {
    int: () => "INT",
    text: (size) => `NVARCHAR(${size})`,
    money: () => "NUMERIC(10,2)",
    moment: () => "DATETIME",
    quote: (name) => `\`${name}\``,
    tail: "",
  },
};

/** `Name type[!]`, where `!` is NOT NULL; the key in brackets; `-> Table` on columns that refer. */
const tables = `
Artist (ArtistId): ArtistId int!, Name text120
Album (AlbumId): AlbumId int!, Title text160!, ArtistId int! -> Artist
Employee (EmployeeId): EmployeeId int!, LastName text20!, FirstName text20!, Title text30, ReportsTo int -> Employee, BirthDate moment, HireDate moment, Email text60
Customer (CustomerId): CustomerId int!, FirstName text40!, LastName text20!, Company text80, Email text60!, SupportRepId int -> Employee
Genre (GenreId): GenreId int!, Name text120
Invoice (InvoiceId): InvoiceId int!, CustomerId int! -> Customer, InvoiceDate moment!, BillingCity text40, Total money!
MediaType (MediaTypeId): MediaTypeId int!, Name text120
Track (TrackId): TrackId int!, Name text200!, AlbumId int -> Album, MediaTypeId int! -> MediaType, GenreId int -> Genre, Composer text220, Milliseconds int!, Bytes int, UnitPrice money!
InvoiceLine (InvoiceLineId): InvoiceLineId int!, InvoiceId int! -> Invoice, TrackId int! -> Track, UnitPrice money!, Quantity int!
Playlist (PlaylistId): PlaylistId int!, Name text120
PlaylistTrack (PlaylistId TrackId): PlaylistId int! -> Playlist, TrackId int! -> Track
`;

/** CREATE TABLE and CREATE INDEX, in an order that works. */
export function chinookDdl(dialect: string): readonly string[] {
  const style = styles[dialect] ?? styles["mariadb"];
  if (!style) throw new Error(`no style for ${dialect}`);
  return tables
    .trim()
    .split("\n")
    .flatMap((line) => tableDdl(line, style));
}

function tableDdl(line: string, style: Style): string[] {
  const [, name = "", key = "", list = ""] = /^(\w+) \(([\w ]+)\): (.*)$/.exec(line) ?? [];
  const q = style.quote;
  const columns = list.split(", ").map((text) => {
    const [, column = "", kind = "", size, required, target] = /^(\w+) ([a-z]+)(\d+)?(!)?(?: -> (\w+))?$/.exec(text) ?? [];
    const type = style[kind as "int" | "text" | "money" | "moment"](size);
    return { column, target, sql: `${q(column)} ${type}${required ? " NOT NULL" : ""}` };
  });
  const foreign = columns.flatMap(({ column, target }) => (target === undefined ? [] : [{ column, target, name: `FK_${name}${column}` }]));
  const members = [
    ...columns.map(({ sql }) => sql),
    `CONSTRAINT ${q(`PK_${name}`)} PRIMARY KEY (${key.split(" ").map(q).join(", ")})`,
    ...foreign.map(
      (one) =>
        `CONSTRAINT ${q(one.name)} FOREIGN KEY (${q(one.column)}) REFERENCES ${q(one.target)} (${q(`${one.target}Id`)}) ON DELETE NO ACTION ON UPDATE NO ACTION`,
    ),
  ];
  return [
    `CREATE TABLE ${q(name)}\n(\n    ${members.join(",\n    ")}\n)${style.tail}`,
    ...foreign.map((one) => `CREATE INDEX ${q(`IFK_${name}${one.column}`)} ON ${q(name)} (${q(one.column)})`),
  ];
}
