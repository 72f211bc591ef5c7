import type { Parts } from "./parts.ts";

/** What is true, false or unknown. */
export interface ConditionNodes<P extends Parts> {
  compare: { readonly operator: CompareOperator; readonly left: P["expression"]; readonly right: P["expression"] };
  /** Rows compared column by column from the left; both sides have the same length. */
  rowCompare: { readonly operator: CompareOperator; readonly left: readonly P["expression"][]; readonly right: readonly P["expression"][] };
  /** Conjunction or disjunction; empty `and` is true, empty `or` is false. */
  logical: { readonly operator: "and" | "or"; readonly items: readonly P["expression"][] };
  not: { readonly item: P["expression"] };
  isNull: { readonly item: P["expression"]; readonly negated: boolean };
  /** Membership in a list that is one parameter (`parameter` with `list`), or in a few single ones. */
  inList: { readonly item: P["expression"]; readonly list: P["parameter"] | readonly (P["parameter"] | P["value"])[]; readonly negated: boolean };
  /** Membership of one value in the rows of a query of one column. */
  inQuery: { readonly item: P["expression"]; readonly query: P["query"]; readonly negated: boolean };
  /** Both bounds included. */
  between: { readonly item: P["expression"]; readonly low: P["expression"]; readonly high: P["expression"] };
  like: { readonly item: P["expression"]; readonly pattern: P["parameter"] | P["value"]; readonly form: LikeForm; readonly insensitive: boolean };
  exists: { readonly query: P["query"]; readonly negated: boolean };
  /** True when the condition is (not) true; unlike `not`, never unknown. */
  truth: { readonly item: P["expression"]; readonly negated: boolean };
  /** Membership of a tuple in rows that come as one list parameter per column, of equal length. */
  inRows: { readonly items: readonly P["expression"][]; readonly lists: readonly P["parameter"][] };
  /** What a row's relation leads to, as users say it: resolved by the query layer into `exists` or a counting subquery before rendering. */
  related: { readonly table: string; readonly relation: string; readonly form: RelatedForm; readonly where?: unknown };
  /** A filter dictionary on a source called `alias`, as users say it: resolved by the query layer before rendering. */
  filter: { readonly schema?: string | undefined; readonly table: string; readonly alias: string; readonly where: unknown };
  /** Rows that a full-text search in some columns finds. */
  match: { readonly items: readonly P["expression"][]; readonly query: P["parameter"] | P["value"] };
}

export type CompareOperator = "=" | "<>" | "<" | "<=" | ">" | ">=";
export type LikeForm = "like" | "contains" | "startsWith" | "endsWith";
export type RelatedForm = "some" | "none" | "every" | "count";
