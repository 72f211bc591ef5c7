import type { Conflict, Expression, Node } from "../../sql/ast.ts";

/** `conflict.update` with every unqualified column inside values bound to `table`: next to the proposed row a bare name would be ambiguous. */
export function qualifyUpdate(conflict: Conflict, table: string): readonly Node<"assignment">[] {
  return conflict.update.map((assignment) => ({ ...assignment, value: qualify(assignment.value, table) }));
}

function qualify(node: Expression, table: string): Expression {
  const inner = (child: Expression): Expression => qualify(child, table);
  switch (node.kind) {
    case "column":
      return { ...node, table: node.table ?? table };
    case "fragment":
      return { ...node, parts: node.parts.map(inner) };
    case "compare":
      return { ...node, left: inner(node.left), right: inner(node.right) };
    case "logical":
      return { ...node, items: node.items.map(inner) };
    case "not":
    case "isNull":
    case "inList":
    case "like":
      return { ...node, item: inner(node.item) };
    case "between":
      return { ...node, item: inner(node.item), low: inner(node.low), high: inner(node.high) };
    case "call":
      return { ...node, args: node.args.map(inner) };
    default:
      return node;
  }
}
