import type { Expression, Node, RelatedForm } from "../sql/ast.ts";
import type { BoundColumn, BoundRelation, BoundTable } from "./bound-table.ts";
import type { BuildScope } from "./filter-members.ts";
import { badFilter, describeValue, isPlainObject } from "./filter-values.ts";
import type { Scan } from "./scan.ts";
import { wholeNumber } from "./whole-number.ts";

/** The two passes over a filter; handed in, since filters hold relations and relations hold filters. */
export type ScanWhere = (table: BoundTable, where: unknown, scan: Scan) => void;
export type BuildWhere = (where: unknown, scope: BuildScope) => Expression | undefined;

const toMany: Readonly<Record<string, RelatedForm>> = { some: "some", none: "none", every: "every" };
const toOne: Readonly<Record<string, RelatedForm>> = { is: "some", isNot: "none" };
const opposite = { some: "none", none: "some" } as const;

/** One word of a relation's filter, settled: whether there is (no) such row, or every row is such. `is: null` is that there is none. */
interface RelatedCondition {
  readonly form: "some" | "none" | "every";
  readonly where: unknown;
}

/** First pass over `{ tags: { some: {...} } }` or `{ supplier: { is: {...} } }`. */
export function scanRelation(relation: BoundRelation, value: unknown, scan: Scan, scanWhere: ScanWhere): void {
  scan.key += `@${relation.name.length}${relation.name}[`;
  for (const { form, where } of conditions(relation, value)) {
    scan.key += `${form}:`;
    scanWhere(relation.target, where, scan);
  }
  scan.key += "]";
}

/** Second pass. */
export function buildRelation(relation: BoundRelation, value: unknown, scope: BuildScope, buildWhere: BuildWhere): Expression[] {
  return conditions(relation, value).map(({ form, where }) => relatedCondition(relation, form, where, scope, buildWhere));
}

function conditions(relation: BoundRelation, value: unknown): readonly RelatedCondition[] {
  const words = relation.isMany ? toMany : toOne;
  const table = relation.source;
  const form = Object.keys(words).join(", ");
  if (!isPlainObject(value)) throw badFilter(table, `the relation "${relation.label}" is filtered by an object with ${form}, not by ${describeValue(value)}`);
  return Object.entries(value).map(([word, where]) => {
    const form = Object.hasOwn(words, word) ? (words[word] as RelatedCondition["form"]) : undefined;
    if (form === undefined) {
      throw badFilter(table, `the relation "${relation.label}" has no "${word}"; there are ${Object.keys(words).join(", ")}`);
    }
    if (where === undefined) throw badFilter(table, `"${relation.label} ${word}" is undefined: leave it out, or write {} for any row`);
    if (where === null && !relation.isMany && form !== "every") return { form: opposite[form], where: {} };
    if (where === null) throw badFilter(table, `"${relation.label} ${word}" takes a filter, not null; {} means any row`);
    return { form, where };
  });
}

/** Some, none or every related row is such. A condition that is unknown for a row is not met by it. */
export function relatedCondition(
  relation: BoundRelation,
  form: "some" | "none" | "every",
  where: unknown,
  scope: BuildScope,
  buildWhere: BuildWhere,
): Expression {
  const { query, inner } = relatedRows(relation, scope);
  const filter = buildWhere(where, inner);
  const one: Node<"projection"> = { kind: "projection", expression: { kind: "constant", value: 1 } };
  if (form !== "every") return { kind: "exists", query: withCondition({ ...query, projections: [one] }, filter), negated: form === "none" };
  const unmet: Expression = filter ? { kind: "truth", item: filter, negated: true } : { kind: "constant", value: false };
  return { kind: "exists", query: withCondition({ ...query, projections: [one] }, unmet), negated: true };
}

/** The number of related rows that are such. */
export function relatedCount(relation: BoundRelation, where: unknown, scope: BuildScope, buildWhere: BuildWhere): Node<"subquery"> {
  const { query, inner } = relatedRows(relation, scope);
  const count: Node<"projection"> = { kind: "projection", expression: { kind: "call", name: "count", args: [] } };
  return { kind: "subquery", query: withCondition({ ...query, projections: [count] }, buildWhere(where, inner)), type: wholeNumber };
}

/** The rows a relation leads to from the row of the outer query. */
function relatedRows(relation: BoundRelation, scope: BuildScope): { readonly query: Omit<Node<"select">, "projections">; readonly inner: BuildScope } {
  const { target, through } = relation;
  const alias = innerAlias(scope);
  const outer = (column: BoundColumn): Expression => column.node(scope.alias ?? scope.table.def.name);
  const inner: BuildScope = { table: target, alias, slots: scope.slots };
  const base = { kind: "select", orderBy: [] } as const;
  if (!through) {
    const where = allEqual(relation.targetColumns.map((column, i) => [column.node(alias), outer(relation.columns[i] as BoundColumn)]));
    return { inner, query: { ...base, from: target.node(alias), where } };
  }
  const link = innerAlias(scope);
  const on = allEqual(relation.targetColumns.map((column, i) => [column.node(alias), (through.far[i] as BoundColumn).node(link)]));
  const where = allEqual(through.near.map((column, i) => [column.node(link), outer(relation.columns[i] as BoundColumn)]));
  return { inner, query: { ...base, from: through.table.node(link), joins: [{ kind: "join", form: "inner", source: target.node(alias), on }], where } };
}

/** An alias that does not hide the outer table, which may stand without one. */
function innerAlias({ slots, table, alias }: BuildScope): string {
  const name = slots.alias();
  return alias === undefined && name === table.def.name.toLowerCase() ? slots.alias() : name;
}

function withCondition(query: Node<"select">, condition: Expression | undefined): Node<"select"> {
  if (!condition) return query;
  return { ...query, where: query.where ? { kind: "logical", operator: "and", items: [query.where, condition] } : condition };
}

/** a = b and c = d ... */
export function allEqual(pairs: readonly (readonly [Expression, Expression])[]): Expression {
  const items = pairs.map(([left, right]): Expression => ({ kind: "compare", operator: "=", left, right }));
  return items.length === 1 ? (items[0] as Expression) : { kind: "logical", operator: "and", items };
}
