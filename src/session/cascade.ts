import type { Cascade } from "../model/definition.ts";
import type { BoundRelation, BoundTable } from "../query/bound-table.ts";
import { isLoaded } from "../query/load/guard-row.ts";
import { misuse } from "./errors.ts";
import type { IdentityMap } from "./identity-map.ts";
import type { Row } from "./imprint.ts";
import { perTable } from "./per-table.ts";
import { rowCode } from "./row-code.ts";
import { keyIdOf, noRelations, type Tracked } from "./tracked.ts";

/** The relations of a table that cascade so. */
export function cascading(table: BoundTable, cascade: Cascade): readonly BoundRelation[] {
  return relationsOf(table).filter(({ def }) => def.cascade.includes(cascade));
}

export const relationsOf = perTable((table): readonly BoundRelation[] => table.def.relations.map(({ name }) => table.relation(name) as BoundRelation));

/** The rows that a relation holds on a row now. Throws QueryError for what cannot be in a relation. */
export function relatedRows({ name, isMany, label, source }: BoundRelation, row: Row): readonly Row[] {
  if (!isLoaded(row, name)) return [];
  const value = row[name];
  if (value === null || value === undefined) {
    if (isMany) throw misuse("SESSION.BAD_RELATION", source, `"${label}" is a collection and must be a list; an empty one is []`);
    return [];
  }
  if (Array.isArray(value) !== isMany) throw misuse("SESSION.BAD_RELATION", source, `"${label}" takes ${isMany ? "a list of rows" : "a row or null"}`);
  const rows = isMany ? (value as readonly unknown[]) : [value];
  for (const one of rows)
    if (typeof one !== "object" || one === null) throw misuse("SESSION.BAD_RELATION", source, `"${label}" holds something that is no row`);
  return rows as readonly Row[];
}

/** Tracks a new row. Throws QueryError when another object is this row already. */
export function stageNew(map: IdentityMap, table: BoundTable, row: Row): Tracked {
  const property = rowCode(table).unknownProperty(row);
  if (property !== undefined) {
    const known = [...table.columns.map(({ def }) => def.property), ...table.def.relations.map(({ name }) => name)].join(", ");
    throw misuse("SESSION.UNKNOWN_PROPERTY", table, `a row of "${table.def.name}" has no "${property}"; it has ${known}`);
  }
  const key = keyIdOf(table, row);
  const known = map.byKey(table, key);
  if (known) {
    const what =
      known.state === "deleted" ? "is being deleted; flush() first, or add() that one again" : "is in the session already; change that one, or use merge()";
    throw misuse("SESSION.ALREADY_PRESENT", table, `a row of "${table.def.name}" with this key ${what}`);
  }
  const { prototype } = table.def;
  if (prototype && Object.getPrototypeOf(row) === Object.prototype) Object.setPrototypeOf(row, prototype);
  const tracked: Tracked = {
    table,
    row,
    state: "new",
    key: undefined,
    imprints: undefined,
    baseline: undefined,
    relations: noRelations,
    isExpired: false,
    draft: undefined,
  };
  map.setNew(tracked);
  return tracked;
}
