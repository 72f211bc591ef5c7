import type { Expression, Node } from "../../sql/ast.ts";
import { readsTable } from "../../sql/walk.ts";
import type { BoundTable } from "../bound-table.ts";
import { buildFilter } from "../filter-build.ts";
import { allEqual } from "../filter-relation.ts";
import { rootAlias } from "../read/request.ts";
import { Slots } from "../scan.ts";

/** The condition by which an UPDATE or DELETE of a table chooses its rows. */
export function chosenRows(table: BoundTable, where: unknown, slots: Slots): Expression | undefined {
  if (table.dialect.capabilities.writesReadingThemselves === "direct") return buildFilter(where, { table, alias: undefined, slots });
  const probe = buildFilter(where, { table, alias: undefined, slots: new Slots() });
  return probe && readsTable(probe, table.def) ? chosenFirst(table, where, slots) : buildFilter(where, { table, alias: undefined, slots });
}

/** The keys of the rows are found first, in a table of their own: DISTINCT keeps the server from merging it into the statement. */
function chosenFirst(table: BoundTable, where: unknown, slots: Slots): Expression {
  const { primaryKey } = table;
  const keys: Node<"select"> = {
    kind: "select",
    distinct: true,
    projections: primaryKey.map(({ def }) => ({ kind: "projection", expression: { kind: "column", table: rootAlias, name: def.name } })),
    from: table.node(rootAlias),
    where: buildFilter(where, { table, alias: rootAlias, slots }),
    orderBy: [],
  };
  const alias = slots.alias();
  const query: Node<"select"> = {
    kind: "select",
    projections: [{ kind: "projection", expression: { kind: "constant", value: 1 } }],
    from: { kind: "derived", query: keys, alias },
    where: allEqual(primaryKey.map((column) => [column.node(alias), column.node(table.def.name)])),
    orderBy: [],
  };
  return { kind: "exists", query, negated: false };
}
