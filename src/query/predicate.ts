import { QueryError } from "../kernel/errors.ts";
import type { Expression, Node } from "../sql/ast.ts";
import type { Expr } from "../sql/handle.ts";
import type { LogicalType } from "../sql/logical-type.ts";
import { type BoundColumn, type BoundRelation, type BoundTable, codecOf } from "./bound-table.ts";
import { type BuildScope, membership, scanMembers } from "./filter-members.ts";
import { type BuildWhere, relatedCondition, relatedCount, type ScanWhere } from "./filter-relation.ts";
import { badFilter } from "./filter-values.ts";
import type { Scan } from "./scan.ts";

/** What the two passes over a condition do at each value; everything else of the walk is the same, so they cannot disagree. */
interface Visitor {
  readonly table: BoundTable;
  readonly alias: string | undefined;
  mark(structure: string): void;
  value(value: unknown, column: BoundColumn | undefined): Expression;
  /** Text of a LIKE: bound as it is. */
  pattern(text: string, column: BoundColumn | undefined): Node<"parameter">;
  members(column: BoundColumn, item: Expression, values: readonly unknown[], negated: boolean): Expression;
  related(relation: BoundRelation, node: Node<"related">): Expression;
}

export function scanPredicate(table: BoundTable, expr: Expr, scan: Scan, scanWhere: ScanWhere): void {
  const place: Node<"parameter"> = { kind: "parameter", slot: 0 };
  walk(expr.node, {
    table,
    alias: undefined,
    mark: (structure) => {
      scan.key += structure;
    },
    value: (value, column) => {
      scan.args.push(column ? column.filterValue(required(table, value)) : untypedValue(table, value));
      scan.key += `?${column ? "" : typeof value}`;
      return place;
    },
    pattern: (text) => {
      scan.args.push(text);
      return place;
    },
    members: (column, item, values, negated) => {
      const logical = values.filter((value) => value !== null).map((value) => column.def.values.encodeFilter(required(table, value)));
      scan.key += negated ? "notin" : "in";
      scanMembers(column, logical, logical.length < values.length, table.dialect.capabilities.shortList, scan);
      return item;
    },
    related: (relation, { where }) => {
      scanWhere(relation.target, where ?? {}, scan);
      return place;
    },
  });
}

export function buildPredicate(expr: Expr, scope: BuildScope, buildWhere: BuildWhere): Expression {
  return walk(expr.node, {
    table: scope.table,
    alias: scope.alias,
    mark: () => undefined,
    value: (value, column) => ({ kind: "parameter", slot: scope.slots.next(column), type: column ? column.def.type : inferType(value) }),
    pattern: (_, column) => ({ kind: "parameter", slot: scope.slots.next(column), type: { kind: "text" } }),
    members: (column, item, values, negated) => {
      const count = values.filter((value) => value !== null).length;
      return membership(column, item, count, count < values.length, negated, scope);
    },
    related: (relation, { form, where }) =>
      form === "count" ? relatedCount(relation, where ?? {}, scope, buildWhere) : relatedCondition(relation, form, where ?? {}, scope, buildWhere),
  });
}

function walk(node: Expression, visitor: Visitor, context?: BoundColumn): Expression {
  const visit = (child: Expression, column = context) => walk(child, visitor, column);
  switch (node.kind) {
    case "column": {
      const column = columnOf(node, visitor.table);
      visitor.mark(`c${column.index}`);
      return column.node(visitor.alias);
    }
    case "value":
      return visitor.value(node.value, context);
    case "compare": {
      const column = columnIn(node.left, visitor.table) ?? columnIn(node.right, visitor.table);
      visitor.mark(`(${node.operator}`);
      return { ...node, left: visit(node.left, column), right: visit(node.right, column) };
    }
    case "logical":
      visitor.mark(`(${node.operator}${node.items.length}`);
      return { ...node, items: node.items.map((item) => visit(item)) };
    case "not":
      visitor.mark("!");
      return { ...node, item: visit(node.item) };
    case "isNull":
      visitor.mark(node.negated ? "nn" : "n");
      return { ...node, item: visit(node.item) };
    case "between": {
      const column = columnIn(node.item, visitor.table);
      visitor.mark("between");
      return { ...node, item: visit(node.item), low: visit(node.low, column), high: visit(node.high, column) };
    }
    case "like":
      return likeCondition(node, visitor);
    case "inList":
      return listCondition(node, visitor);
    case "call":
      visitor.mark(`${node.name}(${node.args.length}`);
      return { ...node, args: node.args.map((arg) => visit(arg, undefined)) };
    case "fragment":
      visitor.mark(`f${node.parts.length}`);
      return { ...node, parts: node.parts.map((part) => visit(part, undefined)) };
    case "related": {
      const relation = node.table === visitor.table.def.name ? visitor.table.relation(node.relation) : undefined;
      if (!relation)
        throw badFilter(
          visitor.table,
          `the relation "${node.table}.${node.relation}" does not belong to "${visitor.table.def.name}", which is what this call reads`,
        );
      visitor.mark(`@${node.relation.length}${node.relation}${node.form}`);
      return visitor.related(relation, node);
    }
    case "raw":
      visitor.mark(JSON.stringify(node.text));
      return node;
    case "identifier":
      visitor.mark(JSON.stringify(node.path));
      return node;
    case "constant":
      visitor.mark(String(node.value));
      return node;
    default:
      throw badFilter(visitor.table, `a condition on "${visitor.table.def.name}" cannot hold a ${node.kind} expression`);
  }
}

function likeCondition(node: Node<"like">, visitor: Visitor): Expression {
  const column = columnIn(node.item, visitor.table);
  const text = node.pattern.kind === "value" ? node.pattern.value : undefined;
  if (typeof text !== "string" || text.includes("\0") || !text.isWellFormed()) {
    throw badFilter(visitor.table, `a text comparison${column ? ` of "${column.label}"` : ""} takes a string without NUL and broken surrogates`);
  }
  if (column && !column.isText) throw badFilter(visitor.table, `text is compared with "${column.label}", which holds ${column.def.type.kind}`);
  visitor.mark(`${node.form}${node.insensitive ? "i" : ""}`);
  return { ...node, item: walk(node.item, visitor), pattern: visitor.pattern(text, column) };
}

function listCondition(node: Node<"inList">, visitor: Visitor): Expression {
  const column = columnIn(node.item, visitor.table);
  if (!column || !Array.isArray(node.list)) throw badFilter(visitor.table, "a list can be compared with a column only");
  const values = (node.list as readonly Node<"value">[]).map((member) => member.value);
  return visitor.members(column, walk(node.item, visitor), values, node.negated);
}

function columnIn(node: Expression, table: BoundTable): BoundColumn | undefined {
  return node.kind === "column" ? columnOf(node, table) : undefined;
}

function columnOf(node: Node<"column">, table: BoundTable): BoundColumn {
  if (node.table !== undefined && node.table !== table.def.name) {
    throw badFilter(table, `the column "${node.table}.${node.name}" does not belong to "${table.def.name}", which is what this call reads`);
  }
  return table.column(node.name);
}

function required(table: BoundTable, value: unknown): unknown {
  if (value === undefined || value === null) throw badFilter(table, `a condition on "${table.def.name}" compares with ${value}; use isNull()`);
  return value;
}

/** The logical type of a value that stands beside no column (inside a `sql` fragment, for example). */
export function inferType(value: unknown): LogicalType | undefined {
  switch (typeof value) {
    case "string":
      return { kind: "text" };
    case "boolean":
      return { kind: "boolean" };
    case "bigint":
      return { kind: "integer", bits: 64 };
    case "number":
      return Number.isSafeInteger(value) ? { kind: "integer", bits: 53 } : { kind: "float", bits: 64 };
    default:
      if (value instanceof Date) return { kind: "instant", form: "date", precision: 3, fixed: false };
      if (value instanceof Uint8Array) return { kind: "bytes" };
      return value === null ? undefined : { kind: "json" };
  }
}

function untypedValue(table: BoundTable, value: unknown): unknown {
  if (value === undefined || typeof value === "function" || typeof value === "symbol" || (typeof value === "number" && !Number.isFinite(value))) {
    throw new QueryError("QUERY.BAD_VALUE", `a ${typeof value} cannot be a value in SQL`, { context: { table: table.def.name } });
  }
  const type = inferType(value);
  const encode = type && codecOf(table.dialect, type).encode;
  return encode ? encode(value as never) : value;
}
