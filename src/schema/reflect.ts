import type { SchemaDialect } from "./dialect.ts";
import type { ReflectionScope, SnapshotPart, TablePart } from "./facet.ts";
import type { RunStatement } from "./run.ts";
import type { Snapshot, TableSnapshot, ViewSnapshot } from "./snapshot.ts";

export interface ReflectOptions {
  /** Schemas to read; the one that unqualified names mean if not given. */
  readonly schemas?: readonly string[] | undefined;
  /** With `schemas`: read the one that unqualified names mean as well. */
  readonly current?: boolean | undefined;
  /** Only tables and views of these names. */
  readonly include?: readonly string[] | undefined;
  /** No tables and views of these names. */
  readonly exclude?: readonly string[] | undefined;
  /** Only tables and views whose name fits one of these, with `*` for any text and `?` for one character. */
  readonly patterns?: readonly string[] | undefined;
}

/** Tables the library keeps for itself. */
const own = /^ormdantic_migrations(_\w+)?$/i;
/** Longer lists of names make a query slower than reading everything. */
const longestList = 200;

/**
 * Reads the shape of a live database: a few queries in all, however many tables there are. All runs of `run` should see one state of the catalog. The
 * answer is as the catalog spells it; `normalize` makes it comparable.
 */
export async function reflect({ facets }: SchemaDialect, run: RunStatement, options: ReflectOptions = {}): Promise<Snapshot> {
  const wanted = nameFilter(options);
  const scope: ReflectionScope = {
    namespaces: options.schemas ?? [],
    current: options.current ?? options.schemas === undefined,
    names: options.include && options.include.length <= longestList ? options.include : undefined,
  };
  const tables = new Map<string, TableSnapshot>();
  const rest: Rest = {};
  for (const facet of facets) {
    const sql = facet.query(scope, rest);
    if (sql === undefined) continue;
    const part = facet.read(await run(sql, []));
    if (facet.name === "tables") {
      for (const table of part.tables ?? []) if (wanted(table.name)) tables.set(keyOf(table), { ...emptyTable, ...table });
    } else for (const table of part.tables ?? []) merge(tables, table);
    mergeRest(rest, part, wanted);
  }
  const { views, ...others } = rest;
  const whole = views?.filter((view): view is ViewSnapshot => view.definition !== undefined) ?? [];
  return { ...others, ...(whole.length > 0 ? { views: whole } : {}), tables: [...tables.values()] };
}

type Rest = { -readonly [K in keyof Omit<SnapshotPart, "tables">]: SnapshotPart[K] };

const emptyTable = { columns: [], primaryKey: { columns: [] }, uniques: [], checks: [], foreignKeys: [], indexes: [] };

const keyOf = ({ schema, name }: TablePart): string => JSON.stringify([schema ?? null, name]);

/** Tables that the first facet did not list are somebody else's. */
function merge(tables: Map<string, TableSnapshot>, part: TablePart): void {
  const key = keyOf(part);
  const known = tables.get(key);
  if (!known) return;
  const merged: Record<string, unknown> = { ...known };
  for (const [member, value] of Object.entries(part)) {
    const before = merged[member];
    if (value === undefined) continue;
    if (Array.isArray(before) && Array.isArray(value)) merged[member] = [...before, ...value];
    else if (member === "options") merged[member] = { ...(before as object | undefined), ...(value as object) };
    else merged[member] = value;
  }
  tables.set(key, merged as unknown as TableSnapshot);
}

function mergeRest(rest: Rest, part: SnapshotPart, wanted: (name: string) => boolean): void {
  const views = part.views?.filter(({ name }) => wanted(name));
  if (part.namespaces?.length) rest.namespaces = [...(rest.namespaces ?? []), ...part.namespaces];
  if (part.enumTypes?.length) rest.enumTypes = [...(rest.enumTypes ?? []), ...part.enumTypes];
  if (part.sequences?.length) rest.sequences = joined(rest.sequences, part.sequences);
  if (views?.length) rest.views = joined(rest.views, views);
}

/** What is known by name already gets the members that come later. */
function joined<T extends Pick<TablePart, "schema" | "name">>(known: readonly T[] = [], found: readonly T[]): readonly T[] {
  const byKey = new Map(known.map((one) => [keyOf(one), one]));
  for (const one of found) byKey.set(keyOf(one), { ...byKey.get(keyOf(one)), ...one });
  return [...byKey.values()];
}

/** True for the names of tables and views that are asked for. */
export function nameFilter({ include, exclude, patterns }: ReflectOptions): (name: string) => boolean {
  const only = include && new Set(include);
  const without = new Set(exclude);
  const fits = patterns?.map(patternOf);
  return (name) => !own.test(name) && (only?.has(name) ?? true) && !without.has(name) && (fits?.some((pattern) => pattern.test(name)) ?? true);
}

function patternOf(glob: string): RegExp {
  const source = glob.replace(/[.*+?^${}()|[\]\\]/g, (character) => (character === "*" ? ".*" : character === "?" ? "." : `\\${character}`));
  return new RegExp(`^${source}$`, "su");
}
