import type { Conflict, Expression, Node } from "../../sql/ast.ts";
import { mapChildren } from "../../sql/walk.ts";

/** `conflict.update` with every unqualified column inside values bound to `table`: next to the proposed row a bare name would be ambiguous. */
export function qualifyUpdate(conflict: Conflict, table: string): readonly Node<"assignment">[] {
  const qualify = (node: Node): Node => (node.kind === "column" ? { ...node, table: node.table ?? table } : mapChildren(node, qualify));
  return conflict.update.map((assignment) => ({ ...assignment, value: qualify(assignment.value) as Expression })); // a column stays a column
}
