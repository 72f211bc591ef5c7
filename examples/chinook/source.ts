/** The data file: one key per table of the original names, each a list of rows. */
import { readFile } from "node:fs/promises";
import type { AnyTable } from "ormdantic";
import { Album, Artist, Customer, Employee, Genre, Invoice, InvoiceLine, MediaType, Playlist, PlaylistTrack, Track } from "./models.ts";

export type Row = Readonly<Record<string, unknown>>;

/** Every model with its name in the file, parents before children. */
export const tables: readonly { readonly name: string; readonly model: AnyTable }[] = [
  { name: "Genre", model: Genre },
  { name: "MediaType", model: MediaType },
  { name: "Artist", model: Artist },
  { name: "Album", model: Album },
  { name: "Track", model: Track },
  { name: "Employee", model: Employee },
  { name: "Customer", model: Customer },
  { name: "Invoice", model: Invoice },
  { name: "InvoiceLine", model: InvoiceLine },
  { name: "Playlist", model: Playlist },
  { name: "PlaylistTrack", model: PlaylistTrack },
];

const money = new Set(["unitPrice", "total"]);

/** The rows of the file as the models have them: keys in camelCase, what is left out as null, money as text with two decimals. */
export async function readSource(path: string): Promise<ReadonlyMap<string, readonly Row[]>> {
  const file = JSON.parse(await readFile(path, "utf8")) as Record<string, readonly Row[]>;
  return new Map(tables.map(({ name, model }) => [name, (file[name] ?? []).map((row) => convert(row, Object.keys(model.schema.shape)))]));
}

function convert(row: Row, properties: readonly string[]): Row {
  return Object.fromEntries(
    properties.map((property) => {
      const value = row[`${property.charAt(0).toUpperCase()}${property.slice(1)}`] ?? null;
      return [property, money.has(property) && value !== null ? Number(value).toFixed(2) : value];
    }),
  );
}
