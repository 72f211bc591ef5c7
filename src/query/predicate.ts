import { QueryError } from "../kernel/errors.ts";
import { tableKey } from "../model/definition.ts";
import type { Expression, Node } from "../sql/ast.ts";
import { type Expr, isPredicate } from "../sql/expr.ts";
import type { BoundRelation, BoundTable } from "./bound-table.ts";
import { Numbering, type Slot } from "./expressions/numbering.ts";
import { Resolving } from "./expressions/resolve.ts";
import { Scope } from "./expressions/scope.ts";
import { Structure } from "./expressions/structure.ts";
import type { BuildScope } from "./filter-members.ts";
import { type BuildWhere, relatedCondition, relatedCount, type ScanWhere } from "./filter-relation.ts";
import { badFilter } from "./filter-values.ts";
import { Scan } from "./scan.ts";

/** First pass over an expression about one table, a condition or part of an order. */
export function scanPredicate(table: BoundTable, expr: Expr, scan: Scan, scanWhere: ScanWhere): void {
  const { key, values } = structureOf(table, expr, scanWhere);
  scan.key += key;
  scan.args.push(...values);
}

function structureOf(table: BoundTable, expr: Expr, scanWhere: ScanWhere): Structure {
  const structure = new Structure({
    shortList: table.dialect.capabilities.shortList,
    filter: (node) => {
      const inner = new Scan("");
      if (node.kind === "filter") scanWhere(tableOf(table, node), node.where, inner);
      else scanWhere(relationOf(table, node).target, node.where ?? {}, inner);
      return inner;
    },
  });
  structure.add(expr.node);
  return structure;
}

/** Second pass, made once per structure: names of the database, types, and each value's way to the driver. */
export function buildPredicate(expr: Expr, scope: BuildScope, scanWhere: ScanWhere, buildWhere: BuildWhere): Expression {
  const { table, alias, slots } = scope;
  const { dialect } = table;
  const root = { table, alias: alias ?? table.def.name };
  const related = (node: Node<"related">, source: BoundTable, name: string | undefined): Expression => {
    const relation = relationOf(source, node);
    const inner = { table: source, alias: name, slots };
    const where = node.where ?? {};
    return node.form === "count" ? relatedCount(relation, where, inner, buildWhere) : relatedCondition(relation, node.form, where, inner, buildWhere);
  };
  const numbering = new Numbering(
    slots,
    structureOf(table, expr, scanWhere),
    dialect.capabilities.shortList,
    {
      table: ({ schema, name }) => table.findTable(tableKey(schema, name)),
      related: (node, source, name) => related(node, source, source === table && name === root.alias ? alias : name),
      filter: (node) => buildWhere(node.where, { table: tableOf(table, node), alias: node.alias, slots }) ?? { kind: "constant", value: true },
    },
    { root },
  );
  const numbered = numbering.apply(expr.node);
  checkGiven(numbering.slots.values());
  const resolver = new Resolving({
    dialect,
    slots: numbering.slots,
    finished: numbering.finished,
    table: ({ schema, name }) => table.findTable(tableKey(schema, name)),
    found: (slot, domain, encode) => slots.found(slot, domain, encode),
  });
  const names = new Scope(undefined);
  names.add({ alias: root.alias, table, columns: undefined, outer: false, bare: alias === undefined });
  return isPredicate(expr) ? resolver.condition(numbered, names) : resolver.expression(numbered, names).node;
}

function checkGiven(slots: Iterable<Slot>): void {
  for (const { name } of slots)
    if (name !== undefined)
      throw new QueryError(
        "QUERY.BAD_PLACEHOLDER",
        `this call takes its values at once, so it cannot have a placeholder "${name}"; make a query by from() or select() and prepare() it`,
      );
}

function relationOf(table: BoundTable, node: Node<"related">): BoundRelation {
  const source = node.table === table.def.name ? table : table.findTable(node.table);
  const relation = source.relation(node.relation);
  if (relation) return relation;
  throw badFilter(table, `the relation "${node.table}.${node.relation}" does not belong to "${table.def.name}", which is what this call reads`);
}

function tableOf(table: BoundTable, { schema, table: name }: Node<"filter">): BoundTable {
  return table.findTable(tableKey(schema, name));
}
