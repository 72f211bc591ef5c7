import type { Expression } from "../../sql/ast.ts";
import { typeOf } from "../standard/sides.ts";
import { isLarge } from "./types.ts";

/** Whether an expression gives a CLOB or BLOB, which has no operators and no order. What functions make of short text is short text, whatever its type says. */
export function givesLarge(expression: Expression): boolean {
  switch (expression.kind) {
    case "column":
    case "subquery":
    case "jsonGet":
    case "jsonSet":
    case "jsonRemove":
    case "jsonObject":
    case "jsonArray":
      return isLarge(typeOf(expression));
    case "call":
      return expression.name === "jsonAgg" || (isLarge(expression.type) && expression.args.some(givesLarge));
    case "over":
      return givesLarge(expression.call);
    case "concat":
      return expression.items.some(givesLarge);
    case "case":
      return expression.results.some(givesLarge) || (expression.otherwise !== undefined && givesLarge(expression.otherwise));
    case "cast":
      return expression.type.kind === "json" || expression.type.kind === "array";
    default:
      return false;
  }
}
