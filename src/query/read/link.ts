import type { Expression, Node } from "../../sql/ast.ts";
import type { BoundColumn, BoundRelation } from "../bound-table.ts";
import { type BuildScope, membership } from "../filter-members.ts";
import { allEqual } from "../filter-relation.ts";
import type { Link } from "./request.ts";

/** The columns that tell which parent a row belongs to: the row's own, the join table's, or the parent's. */
export function linkColumns(relation: BoundRelation, throughParents: boolean): readonly BoundColumn[] {
  if (throughParents) return relation.columns;
  return relation.through?.near ?? relation.targetColumns;
}

/** How the rows of a relation reach their parents in a query whose rows are at `t0`. */
export interface LinkParts {
  readonly joins: readonly Node<"join">[];
  /** Where the link columns are read; `t0` when they are the row's own. */
  readonly alias: string;
  readonly columns: readonly BoundColumn[];
}

/** The joins from a relation's target (at `target`) to the columns that tell its parents. */
export function linkJoins(relation: BoundRelation, throughParents: boolean, target: string, nextAlias: () => string): LinkParts {
  const { through, source } = relation;
  const joins: Node<"join">[] = [];
  let alias = target;
  let near = relation.targetColumns;
  if (through) {
    alias = nextAlias();
    near = through.near;
    const on = allEqual(relation.targetColumns.map((column, i) => [column.node(target), (through.far[i] as BoundColumn).node(alias)]));
    joins.push({ kind: "join", form: "inner", source: through.table.node(alias), on });
  }
  if (!throughParents) return { joins, alias, columns: near };
  const parent = nextAlias();
  const on = allEqual(relation.columns.map((column, i) => [column.node(parent), (near[i] as BoundColumn).node(alias)]));
  joins.push({ kind: "join", form: "inner", source: source.node(parent), on });
  return { joins, alias: parent, columns: relation.columns };
}

/** The link columns hold one of the keys. Numbers the arguments as `scanRequest` has pushed them. */
export function linkCondition({ keys }: Link, { alias, columns }: LinkParts, scope: BuildScope): Expression {
  const [first] = columns;
  if (first && columns.length === 1) return membership(first, first.node(alias), keys.length, false, false, scope);
  return {
    kind: "inRows",
    items: columns.map((column) => column.node(alias)),
    lists: columns.map((column) => ({ kind: "parameter", slot: scope.slots.next(column), type: column.def.type, list: true })),
  };
}
