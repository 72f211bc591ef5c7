import type { CompareOperator, LikeForm } from "../sql/ast.ts";

/** How each word of the filter grammar compares. */
export type Operator =
  | { readonly form: "compare"; readonly operator: CompareOperator }
  | { readonly form: "in"; readonly negated: boolean }
  | { readonly form: "like"; readonly like: LikeForm; readonly insensitive: boolean }
  | { readonly form: "between" }
  | { readonly form: "isNull" };

const compare = (operator: CompareOperator): Operator => ({ form: "compare", operator });
const like = (form: LikeForm, insensitive = false): Operator => ({ form: "like", like: form, insensitive });

const operators: ReadonlyMap<string, Operator> = new Map([
  ["eq", compare("=")],
  ["ne", compare("<>")],
  ["lt", compare("<")],
  ["le", compare("<=")],
  ["lte", compare("<=")],
  ["gt", compare(">")],
  ["ge", compare(">=")],
  ["gte", compare(">=")],
  ["in", { form: "in", negated: false }],
  ["notIn", { form: "in", negated: true }],
  ["like", like("like")],
  ["ilike", like("like", true)],
  ["contains", like("contains")],
  ["icontains", like("contains", true)],
  ["startsWith", like("startsWith")],
  ["istartsWith", like("startsWith", true)],
  ["endsWith", like("endsWith")],
  ["iendsWith", like("endsWith", true)],
  ["between", { form: "between" }],
  ["isNull", { form: "isNull" }],
]);

export function findOperator(word: string): Operator | undefined {
  return operators.get(word);
}
export const operatorWords: readonly string[] = [...operators.keys()];
