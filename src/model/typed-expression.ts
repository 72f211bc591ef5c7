import { ConfigurationError } from "../kernel/errors.ts";
import type { Expression, Node } from "../sql/ast.ts";
import type { ColumnDef } from "./definition.ts";

/**
 * Looks up the columns of an expression that a model declares (check, index, default), and encodes the values compared with them, so that codecs
 * apply there too. Columns keep their properties as names. Throws ConfigurationError for unknown columns.
 */
export function typedExpression(expression: Expression, columns: ReadonlyMap<string, ColumnDef>, table: string): Expression {
  const find = (node: Expression): ColumnDef | undefined => {
    if (node.kind !== "column") return undefined;
    const column = columns.get(node.name);
    if (column && (node.table === undefined || node.table === table)) return column;
    throw new ConfigurationError(
      "MODEL.UNKNOWN_COLUMN",
      `an expression of table "${table}" names the column "${node.table ?? table}.${node.name}", which it does not have`,
    );
  };
  const value = (node: Node<"value">, column: ColumnDef): Node<"value"> => ({
    kind: "value",
    value: column.values.encodeFilter(node.value),
    type: column.type,
  });
  const visit = (node: Expression, beside?: ColumnDef): Expression => {
    switch (node.kind) {
      case "column": {
        const column = find(node);
        return { ...node, table: undefined, type: column?.type, nullable: column?.nullable ?? true };
      }
      case "value":
        return beside ? value(node, beside) : node;
      case "compare": {
        const column = find(node.left) ?? find(node.right);
        return { ...node, left: visit(node.left, column), right: visit(node.right, column) };
      }
      case "between": {
        const column = find(node.item);
        return { ...node, item: visit(node.item), low: visit(node.low, column), high: visit(node.high, column) };
      }
      case "inList": {
        const column = find(node.item);
        const list = "kind" in node.list ? node.list : node.list.map((item) => (column && item.kind === "value" ? value(item, column) : item));
        return { ...node, item: visit(node.item), list };
      }
      case "logical":
        return { ...node, items: node.items.map((item) => visit(item)) };
      case "not":
      case "isNull":
      case "like":
        return { ...node, item: visit(node.item) };
      case "call":
        return { ...node, args: node.args.map((item) => visit(item)) };
      case "fragment":
        return { ...node, parts: node.parts.map((item) => visit(item)) };
      default:
        return node;
    }
  };
  return visit(expression);
}
