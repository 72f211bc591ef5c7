import type { Expression, Node } from "../../sql/ast.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";

/** `column = ?` for each column, and the version one up. */
export function assign(table: BoundTable, columns: readonly BoundColumn[], value: (column: BoundColumn) => Expression): Node<"assignment">[] {
  const assignments = columns.map((column): Node<"assignment"> => ({ kind: "assignment", column: column.def.name, value: value(column) }));
  const { version } = table;
  if (version) {
    const raised: Expression = { kind: "fragment", parts: [version.node(undefined), { kind: "raw", text: " + 1" }] };
    assignments.push({ kind: "assignment", column: version.def.name, value: raised });
  }
  return assignments;
}
