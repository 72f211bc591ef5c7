import type { BoundTable } from "../query/bound-table.ts";

/** Something made once for each table. Rows of one table come one after the other: the last answer is at hand. */
export function perTable<T>(make: (table: BoundTable) => T): (table: BoundTable) => T {
  const all = new WeakMap<BoundTable, { readonly made: T }>();
  let last: { readonly table: BoundTable; readonly made: T } | undefined;
  return (table) => {
    if (last?.table === table) return last.made;
    let one = all.get(table);
    if (one === undefined) {
      one = { made: make(table) };
      all.set(table, one);
    }
    last = { table, made: one.made };
    return one.made;
  };
}

/** Things by the table they belong to. */
export type ByTable<T> = ReadonlyMap<BoundTable, readonly T[]>;

export function byTable<T>(items: Iterable<T>, tableOf: (item: T) => BoundTable): Map<BoundTable, T[]> {
  const groups = new Map<BoundTable, T[]>();
  for (const item of items) addTo(groups, tableOf(item), item);
  return groups;
}

export function addTo<T>(groups: Map<BoundTable, T[]>, table: BoundTable, item: T): void {
  const group = groups.get(table);
  if (group) group.push(item);
  else groups.set(table, [item]);
}
