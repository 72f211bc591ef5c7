/** An expression read from a catalog. Only what two spellings of one expression may differ in is told apart. */
export type SqlNode =
  | { readonly kind: "string"; readonly value: string; readonly prefix: string }
  | { readonly kind: "number"; readonly value: string }
  /** Keywords that stand for a value: null, true, current_timestamp. */
  | { readonly kind: "word"; readonly value: string }
  | { readonly kind: "name"; readonly path: readonly string[] }
  /** `words` stand before the arguments: `extract(year from x)` has the words "", "from". */
  | { readonly kind: "call"; readonly name: string; readonly words: readonly string[]; readonly args: readonly SqlNode[] }
  | { readonly kind: "cast"; readonly item: SqlNode; readonly type: string }
  | { readonly kind: "unary"; readonly operator: string; readonly item: SqlNode }
  | { readonly kind: "binary"; readonly operator: string; readonly left: SqlNode; readonly right: SqlNode }
  | { readonly kind: "logical"; readonly operator: "and" | "or"; readonly items: readonly SqlNode[] }
  | { readonly kind: "between"; readonly negated: boolean; readonly item: SqlNode; readonly low: SqlNode; readonly high: SqlNode }
  | { readonly kind: "in"; readonly negated: boolean; readonly item: SqlNode; readonly list: readonly SqlNode[] }
  | { readonly kind: "like"; readonly operator: string; readonly item: SqlNode; readonly pattern: SqlNode; readonly escape: SqlNode | undefined }
  /** `is null`, `is not true`. */
  | { readonly kind: "is"; readonly what: string; readonly item: SqlNode }
  | { readonly kind: "quantified"; readonly operator: string; readonly quantifier: string; readonly left: SqlNode; readonly item: SqlNode }
  | { readonly kind: "array"; readonly items: readonly SqlNode[] }
  | { readonly kind: "row"; readonly items: readonly SqlNode[] }
  | { readonly kind: "subscript"; readonly item: SqlNode; readonly index: SqlNode }
  | { readonly kind: "collate"; readonly item: SqlNode; readonly collation: readonly string[] }
  | { readonly kind: "case"; readonly parts: readonly (readonly [word: string, item: SqlNode])[] };

export type SqlNodeOf<K extends SqlNode["kind"]> = Extract<SqlNode, { readonly kind: K }>;

/** The node with its parts replaced, innermost first. */
export function rewriteNode(node: SqlNode, change: (node: SqlNode) => SqlNode): SqlNode {
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    return typeof part === "object" && part !== null && "kind" in part ? rewriteNode(part as SqlNode, change) : part;
  };
  return change(Object.fromEntries(Object.entries(node).map(([key, member]) => [key, visit(member)])) as unknown as SqlNode);
}
