import { sortTopologically } from "../kernel/graph.ts";
import { type TableKey, tableKey } from "../model/definition.ts";
import type { BoundTable } from "../query/bound-table.ts";
import { relationsOf } from "./cascade.ts";

/** Tables in an order in which each comes after those its foreign keys lead to, as far as there is one. */
export function parentsFirst(tables: Iterable<BoundTable>): readonly BoundTable[] {
  const byKey = new Map([...tables].map((table) => [table.def.key, table]));
  const { order } = sortTopologically([...byKey.keys()], (key) => parentsOf(byKey.get(key) as BoundTable));
  return order.map((key) => byKey.get(key) as BoundTable);
}

/** The tables whose keys a table holds. */
function parentsOf(table: BoundTable): readonly TableKey[] {
  const declared = relationsOf(table).flatMap(({ def }) => (def.kind === "belongsTo" ? [def.target] : []));
  return [...declared, ...table.def.foreignKeys.map(({ references }) => tableKey(references.schema, references.table))];
}
