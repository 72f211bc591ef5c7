import type { Expression, Kind, Node } from "../../sql/ast.ts";
import type { Writer } from "../../sql/writer.ts";

const conditions: ReadonlySet<Kind> = new Set<Kind>(["compare", "logical", "not", "isNull", "inList", "between", "like", "exists", "truth", "inRows"]);

/** Whether an expression is a condition, which some databases do not take for a value. */
export function isCondition(expression: Expression): boolean {
  return conditions.has(expression.kind) || (expression.kind === "constant" && typeof expression.value === "boolean");
}

/** An expression where a value must stand; conditions become 1, 0 or NULL. */
export function writeValue(expression: Expression, w: Writer): Writer {
  if (expression.kind === "constant" && typeof expression.value === "boolean") return w.write(expression.value ? "1" : "0");
  if (!isCondition(expression)) return w.write(expression);
  return w.write("case when ", expression, " then 1 when not (", expression, ") then 0 end");
}

/** IS TRUE where the database has no such test. */
export function writeTruth({ item, negated }: Node<"truth">, w: Writer): Writer {
  return w.write("case when ", item, ` then 1 else 0 end = ${negated ? 0 : 1}`);
}
