import type { JsonPath } from "../../sql/ast.ts";

/** `$."a b"[0]`: the path of SQL/JSON. Keys are quoted as JSON texts, so that they can hold anything. */
export function jsonPathText(path: JsonPath): string {
  return path.reduce<string>((text, step) => text + (typeof step === "number" ? `[${step}]` : `.${JSON.stringify(step)}`), "$");
}
