import type { TablePart } from "../../../schema/facet.ts";
import type { TableSnapshot } from "../../../schema/snapshot.ts";

/** One row of a catalog, as the driver gives it. */
export type CatalogRow = readonly unknown[];

const utf8 = new TextDecoder();

/** Text of a catalog; some servers give theirs as bytes. NULL is undefined. */
export function maybe(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return value instanceof Uint8Array ? utf8.decode(value) : String(value);
}

export function text(value: unknown): string {
  return maybe(value) ?? "";
}

/** Text that is not empty. */
export function filled(value: unknown): string | undefined {
  return maybe(value) || undefined;
}

export function flag(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  const word = text(value).toLowerCase();
  return word === "1" || word === "true" || word === "yes" || word === "y" || word === "t";
}

/** A value the query made as JSON text, since drivers differ in what they make of JSON and of arrays. */
export function json<T>(value: unknown): T | undefined {
  const source = maybe(value);
  return source === undefined ? undefined : (JSON.parse(source) as T);
}

/** The schema of an element: undefined for the one that unqualified names mean. `row` begins with its name and 1 for that one. */
export function schemaOf(row: CatalogRow): { readonly schema?: string } {
  return Number(row[1]) === 1 ? {} : { schema: text(row[0]) };
}

/** Rows that begin with schema, 1 for the current one, and table: what `read` makes of those of each table. */
export function perTable(rows: readonly CatalogRow[], read: (rows: readonly CatalogRow[]) => Partial<TableSnapshot>): TablePart[] {
  const tables = new Map<string, CatalogRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([text(row[0]), text(row[2])]);
    const known = tables.get(key);
    if (known) known.push(row);
    else tables.set(key, [row]);
  }
  return [...tables.values()].map((own) => {
    const [first] = own as [CatalogRow]; // every list was made with a row
    return { ...schemaOf(first), name: text(first[2]), ...read(own) };
  });
}

/** The object without members that are undefined. */
export function given<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}

/** The bag, or nothing when it is empty. */
export function bag(options: Readonly<Record<string, unknown>>): { readonly options?: Readonly<Record<string, unknown>> } {
  const members = given(options);
  return Object.keys(members).length > 0 ? { options: members } : {};
}

/** Rows that have the same text in one column, in the order they come; every list has a row. */
export function grouped(rows: readonly CatalogRow[], column: number): readonly (readonly [name: string, rows: readonly [CatalogRow, ...CatalogRow[]]])[] {
  const groups = new Map<string, [CatalogRow, ...CatalogRow[]]>();
  for (const row of rows) {
    const name = text(row[column]);
    const known = groups.get(name);
    if (known) known.push(row);
    else groups.set(name, [row]);
  }
  return [...groups];
}
