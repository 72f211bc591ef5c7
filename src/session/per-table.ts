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
