import type { BoundRelation, BoundTable } from "./bound-table.ts";
import { describeValue, isPlainObject } from "./filter-values.ts";
import { badOption } from "./find-options.ts";

/** One relation whose rows are counted. */
export interface WantedCount {
  readonly relation: BoundRelation;
  readonly where: unknown;
}

/** Reads `counts: { flavors: true, tags: { where } }`. */
export function readCounts(table: BoundTable, counts: unknown): readonly WantedCount[] {
  if (counts === undefined) return [];
  checkCounts(table, counts);
  return Object.entries(counts as Readonly<Record<string, true | { readonly where?: unknown }>>).map(([name, value]) => ({
    relation: table.relation(name) as BoundRelation,
    where: value === true ? {} : (value.where ?? {}),
  }));
}

export function checkCounts(table: BoundTable, counts: unknown): void {
  if (!isPlainObject(counts)) throw badOption(`counts takes an object such as { flavors: true }, not ${describeValue(counts)}`);
  for (const [name, value] of Object.entries(counts)) {
    if (!table.relation(name)) {
      const known = table.def.relations.map((one) => one.name).join(", ") || "none";
      throw badOption(`counts names "${name}", which is no relation of "${table.def.name}"; there are: ${known}`);
    }
    const isFilter = isPlainObject(value) && Object.keys(value).every((word) => word === "where");
    if (value !== true && !isFilter) throw badOption(`counts.${name} takes true or { where: filter }, not ${describeValue(value)}`);
  }
}
