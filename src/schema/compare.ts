import { same } from "../kernel/same.ts";
import { tableKey } from "../model/definition.ts";
import type { Difference, ObjectName, TypeUser } from "./difference.ts";
import { type Renames, renamed } from "./rename.ts";
import type { EnumTypeSnapshot, PrimaryKeySnapshot, Snapshot, TableSnapshot } from "./snapshot.ts";

const noRenames: Renames = { tables: new Map(), columns: new Map() };

/**
 * What is not the same in two snapshots, both normalised before. Things are paired by name, tables and columns also by `renames`; constraints and
 * indexes that differ in nothing but their name are one thing renamed. `quote` is the dialect's, to find the columns of an enum type.
 */
export function compare(before: Snapshot, after: Snapshot, quote: (name: string) => string, renames: Renames = noRenames): Difference[] {
  const old = renamed(before, renames);
  const original = new Map(before.tables.map((table, i) => [old.tables[i], table]));
  return [
    ...different(old.namespaces ?? [], after.namespaces ?? []).map((pair) => ({ element: "namespace", ...pair }) as const),
    ...different(old.enumTypes ?? [], after.enumTypes ?? []).map(
      (pair) => ({ element: "enumType", users: usersOf(pair, old, after, quote), ...pair }) as const,
    ),
    ...different(old.sequences ?? [], after.sequences ?? []).map((pair) => ({ element: "sequence", ...pair }) as const),
    ...pairs(old.tables, after.tables).flatMap(([b, a]) => tableDifferences(b, a, b && original.get(b))),
    ...different(old.views ?? [], after.views ?? []).map((pair) => ({ element: "view", ...pair }) as const),
  ];
}

/** `original`: the table under the names it still has. */
function tableDifferences(before: TableSnapshot | undefined, after: TableSnapshot | undefined, original = before): Difference[] {
  if (!before || !after) return [{ element: "table", ...(original && { before: original }), ...(after && { after }) }];
  const table: ObjectName = after.schema === undefined ? { name: after.name } : { schema: after.schema, name: after.name };
  const own = (t: TableSnapshot | undefined): unknown => t && [t.schema, t.name, t.comment, t.options];
  const oldColumns = new Map(before.columns.map((column, i) => [column, original?.columns[i] ?? column]));
  const columns = pairs(before.columns, after.columns).flatMap(([b, a]): Difference[] => {
    const old = b && oldColumns.get(b);
    return same(old, a) ? [] : [{ element: "column", table, ...(old && { before: old }), ...(a && { after: a }) }];
  });
  return [
    ...(same(own(original), own(after)) ? [] : [{ element: "table", before: original as TableSnapshot, after } as const]),
    ...columns,
    ...keyDifference(before.primaryKey, after.primaryKey, table),
    ...parts(before.uniques, after.uniques).map((pair) => ({ element: "unique", table, ...pair }) as const),
    ...parts(before.checks, after.checks).map((pair) => ({ element: "check", table, ...pair }) as const),
    ...parts(before.indexes, after.indexes).map((pair) => ({ element: "index", table, ...pair }) as const),
    ...parts(before.exclusions ?? [], after.exclusions ?? []).map((pair) => ({ element: "exclusion", table, ...pair }) as const),
    ...parts(before.foreignKeys, after.foreignKeys).map((pair) => ({ element: "foreignKey", table, ...pair }) as const),
  ];
}

/** A table without a key has one without columns. */
function keyDifference(before: PrimaryKeySnapshot, after: PrimaryKeySnapshot, table: ObjectName): Difference[] {
  const [b, a] = [before, after].map((key) => (key.columns.length > 0 ? key : undefined));
  return same(b, a) ? [] : [{ element: "primaryKey", table, ...(b && { before: b }), ...(a && { after: a }) }];
}

interface Named {
  readonly schema?: string | undefined;
  readonly name: string;
}
interface Pair<T> {
  readonly before?: T;
  readonly after?: T;
}

/** What has a partner comes in the order of `after`, what has none keeps the order it had. */
function pairs<T extends Named>(before: readonly T[], after: readonly T[]): [T | undefined, T | undefined][] {
  const olds = new Map(before.map((one) => [tableKey(one.schema, one.name), one]));
  const found = after.map((one): [T | undefined, T | undefined] => {
    const key = tableKey(one.schema, one.name);
    const old = olds.get(key);
    olds.delete(key);
    return [old, one];
  });
  return [...[...olds.values()].map((old): [T, undefined] => [old, undefined]), ...found];
}

function different<T extends Named>(before: readonly T[], after: readonly T[]): Pair<T>[] {
  return pairs(before, after)
    .filter(([b, a]) => !same(b, a))
    .map(([b, a]) => ({ ...(b && { before: b }), ...(a && { after: a }) }));
}

/** As `different`, with those of one table that are equal but for the name put together again. */
function parts<T extends Named>(before: readonly T[], after: readonly T[]): Pair<T>[] {
  const all = different(before, after);
  const gone = all.filter((pair) => pair.after === undefined);
  const matched = new Set<Pair<T>>();
  const joined = all.map((pair) => {
    if (pair.before || !pair.after) return pair;
    const { after: fresh } = pair;
    const twin = gone.find((old) => !matched.has(old) && same({ ...old.before, name: "" }, { ...fresh, name: "" }));
    if (!twin?.before) return pair;
    matched.add(twin);
    return { before: twin.before, after: fresh };
  });
  return joined.filter((pair) => !matched.has(pair));
}

function usersOf({ before, after }: Pair<EnumTypeSnapshot>, old: Snapshot, fresh: Snapshot, quote: (name: string) => string): TypeUser[] {
  if (!before || !after) return [];
  const path = (name: (text: string) => string): string => tableKey(before.schema && name(before.schema), name(before.name));
  const types = new Set([path(quote), path((name) => name)].flatMap((type) => [type, `${type}[]`]));
  const kept = new Map(fresh.tables.map((table) => [tableKey(table.schema, table.name), table]));
  return old.tables.flatMap((table) =>
    table.columns
      .filter(
        ({ name, type }) => types.has(type) && kept.get(tableKey(table.schema, table.name))?.columns.some((one) => one.name === name && one.type === type),
      )
      .map((column) => ({ table: table.schema === undefined ? { name: table.name } : { schema: table.schema, name: table.name }, column })),
  );
}
