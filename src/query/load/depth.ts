import type { BoundRelation, BoundTable } from "../bound-table.ts";
import { badLoad } from "./load-options.ts";
import type { WantedRelations } from "./paths.ts";

/** Relations that `depth` may load: each further level has several times as many as the one before. */
const mostByDepth = 500;

/** Everything within `depth` relations of a table. Throws QueryError for what is no depth, and for one that leads to too much. */
export function relationsToDepth(table: BoundTable, depth: unknown): WantedRelations {
  if (typeof depth !== "number" || !Number.isSafeInteger(depth) || depth < 0) throw badLoad("depth must be a whole number, 0 or more");
  let left = mostByDepth;
  /** All relations to a depth, never back through the one that led there. */
  const toDepth = (source: BoundTable, levels: number, from?: BoundRelation): WantedRelations => {
    if (levels === 0) return new Map();
    const relations = source.def.relations.map(({ name }) => source.relation(name) as BoundRelation);
    const onwards = relations.filter((relation) => from === undefined || !isInverse(from, relation));
    left -= onwards.length;
    if (left < 0) throw badLoad(`depth ${depth} of "${table.def.name}" leads to more than ${mostByDepth} relations; name those you need in load`);
    return new Map(onwards.map((relation) => [relation.name, { options: {}, children: toDepth(relation.target, levels - 1, relation) }]));
  };
  return toDepth(table, depth);
}

/** The same link seen from its other end. */
function isInverse(from: BoundRelation, back: BoundRelation): boolean {
  if (back.target !== from.source) return false;
  if (from.through && back.through) return from.through.table === back.through.table && from.through.near.every((column, i) => column === back.through?.far[i]);
  if (from.through || back.through || (from.def.kind === "belongsTo") === (back.def.kind === "belongsTo")) return false;
  return from.columns.every((column, i) => column === back.targetColumns[i]) && from.targetColumns.every((column, i) => column === back.columns[i]);
}
