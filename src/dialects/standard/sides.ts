import type { Expression, Kind } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import type { Writer } from "../../sql/writer.ts";

/** How an expression is written where a value must stand, and where a condition. Both put in parentheses what would fall apart beside an operator. */
export interface Sides {
  readonly value: (expression: Expression, w: Writer) => Writer;
  readonly condition: (expression: Expression, w: Writer) => Writer;
  /** The same where nothing stands beside it. */
  readonly wholeValue: (expression: Expression, w: Writer) => Writer;
  readonly wholeCondition: (expression: Expression, w: Writer) => Writer;
}

const conditions: ReadonlySet<Kind> = new Set<Kind>([
  "compare",
  "rowCompare",
  "logical",
  "not",
  "isNull",
  "inList",
  "inQuery",
  "between",
  "like",
  "exists",
  "truth",
  "inRows",
  "match",
  "jsonContains",
  "jsonHas",
  "arrayTest",
]);

/** Whether an expression is a condition, which some databases do not take for a value. */
export function isCondition(expression: Expression): boolean {
  return conditions.has(expression.kind) || (expression.kind === "constant" && typeof expression.value === "boolean");
}

/** Its own text may hold operators at the outside. */
function isOpen(expression: Expression): boolean {
  if (expression.kind === "fragment") return expression.parts.length > 1;
  return isCondition(expression) && expression.kind !== "exists" && !(expression.kind === "logical" && expression.items.length > 0);
}

const asIs = (expression: Expression, w: Writer): Writer => w.write(expression);

/** For databases where a condition is a value like any other. */
export const plainSides: Sides = {
  value: (expression, w) => (isOpen(expression) ? w.write("(", expression, ")") : w.write(expression)),
  condition: (expression, w) => (expression.kind === "fragment" && expression.parts.length > 1 ? w.write("(", expression, ")") : w.write(expression)),
  wholeValue: asIs,
  wholeCondition: asIs,
};

/** For databases without boolean values: a condition becomes 1, 0 or NULL where a value must stand, and a value is tested where a condition must. */
export const testedSides: Sides = {
  value: valueOr(plainSides.value),
  condition: conditionOr(plainSides.condition),
  wholeValue: valueOr(asIs),
  wholeCondition: conditionOr(asIs),
};

function valueOr(usual: Sides["value"]): Sides["value"] {
  return (expression, w) => {
    if (expression.kind === "constant" && typeof expression.value === "boolean") return w.write(expression.value ? "1" : "0");
    if (isCondition(expression)) return w.write("case when ", expression, " then 1 when not (", expression, ") then 0 end");
    return usual(expression, w);
  };
}

function conditionOr(usual: Sides["condition"]): Sides["condition"] {
  return (expression, w) => {
    const isFlag = !isCondition(expression) && typeOf(expression)?.kind === "boolean";
    return isFlag ? w.write(expression, " = 1") : usual(expression, w);
  };
}

/** Values with commas between them. */
export function writeValues(items: readonly Expression[], w: Writer, sides: Sides): Writer {
  for (const [i, item] of items.entries()) sides.value(item, i > 0 ? w.write(", ") : w);
  return w;
}

/** The logical type of an expression, where it is known. */
export function typeOf(expression: Expression): LogicalType | undefined {
  return "type" in expression ? expression.type : undefined;
}
