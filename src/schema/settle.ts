import type { SchemaDialect } from "./dialect.ts";
import type { RunStatement } from "./run.ts";
import type { Snapshot, TableSnapshot, ViewSnapshot } from "./snapshot.ts";

/**
 * What is wanted, normalised, with expressions and views as this server itself would write them wherever their text is not what is live already: servers
 * rewrite what they are told, and only they know how. Asks nothing when the texts agree. Where DDL is transactional, `run` must run everything in one
 * transaction; nothing of what is tried there stays.
 */
export async function settled(wanted: Snapshot, live: Snapshot, schema: SchemaDialect, run: RunStatement): Promise<Snapshot> {
  const [after, before] = [schema.normalize(wanted), schema.normalize(live)];
  if (schema.rewriting === "none") return after;
  const tables = differing(after.tables, before.tables, textsOfTable);
  const views = differing(after.views ?? [], before.views ?? [], textsOfView);
  if (tables.length + views.length === 0) return after;
  const rewritten = schema.normalize(await schema.rewriting.ask({ tables, views }, run));
  const own = new Map(rewritten.tables.map((table) => [keyOf(table), table]));
  const ownViews = new Map(rewritten.views?.map((view) => [keyOf(view), view]));
  return {
    ...after,
    tables: after.tables.map((table) => withTexts(table, own.get(keyOf(table)))),
    ...(after.views && { views: after.views.map((view) => ({ ...view, definition: ownViews.get(keyOf(view))?.definition ?? view.definition })) }),
  };
}

interface Named {
  readonly schema?: string | undefined;
  readonly name: string;
}
const keyOf = ({ schema, name }: Named): string => JSON.stringify([schema ?? null, name]);

/** Those that are on both sides, with other texts. */
function differing<T extends Named>(wanted: readonly T[], live: readonly T[], textsOf: (one: T) => ReadonlyMap<string, string>): T[] {
  const known = new Map(live.map((one) => [keyOf(one), textsOf(one)]));
  return wanted.filter((one) => {
    const texts = known.get(keyOf(one));
    return texts !== undefined && [...textsOf(one)].some(([place, text]) => texts.has(place) && texts.get(place) !== text);
  });
}

function textsOfView({ definition }: ViewSnapshot): ReadonlyMap<string, string> {
  return new Map([["definition", definition]]);
}

/** Every expression of a table by the place it stands in. */
function textsOfTable(table: TableSnapshot): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  withEach(table, (place, text) => {
    texts.set(place, text);
    return text;
  });
  return texts;
}

function withTexts(table: TableSnapshot, rewritten: TableSnapshot | undefined): TableSnapshot {
  if (!rewritten) return table;
  const texts = textsOfTable(rewritten);
  return withEach(table, (place, text) => texts.get(place) ?? text);
}

/** The table with every expression replaced. */
function withEach(table: TableSnapshot, change: (place: string, text: string) => string): TableSnapshot {
  const keysOf = <K extends { readonly expression?: string | undefined }>(owner: string, keys: readonly K[]): readonly K[] =>
    keys.map((key, i) => (key.expression === undefined ? key : { ...key, expression: change(`${owner}.${i}`, key.expression) }));
  const where = <T extends { readonly name: string; readonly where?: string | undefined }>(of: T): T =>
    of.where === undefined ? of : { ...of, where: change(`where ${of.name}`, of.where) };
  return {
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      ...(column.default === undefined ? {} : { default: change(`default ${column.name}`, column.default) }),
      ...(column.computed && { computed: { ...column.computed, expression: change(`computed ${column.name}`, column.computed.expression) } }),
    })),
    checks: table.checks.map((check) => ({ ...check, expression: change(`check ${check.name}`, check.expression) })),
    indexes: table.indexes.map((index) => where({ ...index, keys: keysOf(`index ${index.name}`, index.keys) })),
    ...(table.exclusions && { exclusions: table.exclusions.map((one) => where({ ...one, elements: keysOf(`exclusion ${one.name}`, one.elements) })) }),
  };
}
