import type { Node, Query } from "../../sql/ast.ts";
import { mapChildren } from "../../sql/walk.ts";

/**
 * The condition of an outer join, with a hint in every subquery that MySQL would turn into a semi-join: it loses conditions of the subquery on the way
 * (seen on 9.7.4). `a left join b on a.x = b.x and exists (select 1 from c where c.x = b.x and c.x < 1)` joins rows for which no c.x is below 1.
 */
export function keepSubqueries<N extends Node>(condition: N): N {
  if (condition.kind === "exists" || condition.kind === "inQuery") return { ...condition, query: hinted(condition.query) };
  return mapChildren(condition, keepSubqueries);
}

/** Only a plain query becomes a semi-join. What it reads twice does not matter to EXISTS and IN, and DISTINCT would stand before the hint. */
function hinted(query: Query): Query {
  const [first, ...others] = query.kind === "select" ? query.projections : [];
  if (query.kind !== "select" || first === undefined || query.paging || query.having || (query.groupBy && query.groupBy.length > 0)) return query;
  const parts = [{ kind: "raw", text: "/*+ no_semijoin() */ " } as const, first.expression];
  return { ...query, distinct: false, projections: [{ ...first, expression: { kind: "fragment", parts } }, ...others] };
}
