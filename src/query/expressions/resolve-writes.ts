import { QueryError } from "../../kernel/errors.ts";
import type { Conflict, Expression, InsertColumn, Node } from "../../sql/ast.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { conflictClause, conflictKey, isUpdated, namesConflict } from "../write/conflict-key.ts";
import { columnDomain, type Domain } from "./domain.ts";
import type { Resolver } from "./resolver.ts";
import { Scope, type SourceColumn } from "./scope.ts";
import { checkSameFamily, isCustom } from "./types.ts";

type Writing = Node<"insert" | "update" | "delete">;

export interface ResolvedWriting {
  readonly node: Writing;
  readonly columns: ReadonlyMap<string, SourceColumn>;
}

export function resolveWriting(node: Writing, outer: Scope, r: Resolver): ResolvedWriting {
  const table = r.table(node.table);
  const name = node.table.alias ?? node.table.name;
  const alias = name === table.def.name || node.kind === "insert" ? undefined : name;
  const scope = new Scope(outer);
  scope.add({ alias: name, table, columns: undefined, outer: false });
  const [returning, columns] = resolveReturning(node, table, scope, r); // of the table itself: no other source is known yet
  switch (node.kind) {
    case "insert":
      return { node: resolveInsert(node, table, returning, outer, r), columns };
    case "update": {
      const from = node.from?.map((join) => otherSource(join, scope, r));
      const assignments = node.assignments.map(({ column, value }) => assignment(table.column(column), value, scope, r));
      return { node: { kind: "update", table: table.node(alias), assignments, from, where: node.where && r.condition(node.where, scope), returning }, columns };
    }
    case "delete": {
      const from = node.from?.map((join) => otherSource(join, scope, r));
      return { node: { kind: "delete", table: table.node(alias), from, where: node.where && r.condition(node.where, scope), returning }, columns };
    }
  }
}

function otherSource(join: Node<"join">, scope: Scope, r: Resolver): Node<"join"> {
  const { source } = join;
  if (source.kind === "derived") {
    const query = r.query(source.query, scope);
    scope.add({ alias: source.alias, table: undefined, columns: query.columns, outer: false });
    return { ...join, source: { ...source, query: query.node }, on: join.on && r.condition(join.on, scope) };
  }
  const table = r.table(source);
  scope.add({ alias: source.alias ?? source.name, table, columns: undefined, outer: false });
  return { ...join, source: table.node(source.alias === table.def.name ? undefined : source.alias), on: join.on && r.condition(join.on, scope) };
}

/** Values pass the column's whole schema, as in every write; expressions are checked by the database. */
function assignment(column: BoundColumn, value: Expression, scope: Scope, r: Resolver): Node<"assignment"> {
  checkWritable(column);
  const target = columnDomain(column);
  if (value.kind === "parameter") {
    const domain: Domain = { ...target, encode: (given) => validated(column, given) };
    return { kind: "assignment", column: column.def.name, value: r.parameter(value, domain, false) };
  }
  const resolved = r.expression(value, scope, target);
  checkAssignable(column, target, resolved.domain);
  if (resolved.node.kind === "constant" && resolved.node.value === null) column.def.values.encode(null);
  return { kind: "assignment", column: column.def.name, value: resolved.node };
}

function validated(column: BoundColumn, value: unknown): unknown {
  const logical = column.def.values.encode(value);
  if (!(logical instanceof Promise)) return logical;
  throw new QueryError(
    "QUERY.ASYNC_SCHEMA",
    `${column.label} has asynchronous refinements, which an expression cannot wait for; use update() or updateWhere()`,
  );
}

function checkWritable({ def, label }: BoundColumn): void {
  if (def.fill?.by === "computed" || (def.fill?.by === "identity" && def.fill.always))
    throw new QueryError("QUERY.COLUMN_NOT_WRITABLE", `${label} is filled by the database and cannot be written`);
}

function checkAssignable(column: BoundColumn, target: Domain, value: Domain): void {
  checkSameFamily(target, value, `writing ${column.label}`);
  if (value.type && isCustom(target) !== isCustom(value) && value.column !== column)
    throw new QueryError("QUERY.TYPES_DIFFER", `${column.label} and ${value.label} do not have the same custom type`);
}

function resolveInsert(node: Node<"insert">, table: BoundTable, returning: readonly Node<"projection">[], outer: Scope, r: Resolver): Node<"insert"> {
  const targets = node.columns.map(({ name }) => table.column(name));
  if (node.source.kind !== "select" && node.source.kind !== "setOperation")
    throw new TypeError("planner fault: rows of values are written by the table handle");
  const query = r.query(node.source, outer, targets.map(columnDomain));
  const given = [...query.columns.values()];
  const columns = targets.map((column, i): InsertColumn => {
    checkWritable(column);
    checkAssignable(column, columnDomain(column), (given[i] as SourceColumn).domain);
    return { name: column.def.name, type: column.def.type, identity: column.def.fill?.by === "identity" };
  });
  const conflict = node.conflict && resolveConflict(node.conflict, table, targets);
  return { kind: "insert", table: table.node(undefined), columns, source: query.node, conflict, returning };
}

function resolveConflict({ target, update }: Conflict, table: BoundTable, given: readonly BoundColumn[]): Conflict {
  const key = conflictKey(
    table,
    target.map(({ name }) => name),
  );
  const missing = key.find((column) => !given.includes(column));
  if (missing) {
    throw new QueryError(
      "QUERY.MISSING_CONFLICT_KEY",
      `an upsert into "${table.def.name}" needs a value for "${missing.def.property}", which tells whether the row is there; let the query give it`,
      { context: { column: missing.label } },
    );
  }
  if (!namesConflict(table, key)) {
    throw new QueryError(
      "QUERY.UNSUPPORTED",
      `this database cannot tell which unique key of "${table.def.name}" a row is in conflict with; read the rows of the query and give them to upsertMany()`,
      { context: { table: table.def.name, feature: "conflict" } },
    );
  }
  const updated = update.map(({ column }) => table.column(column));
  const stray = updated.find((column) => !given.includes(column));
  if (stray) throw new QueryError("QUERY.BAD_OPTION", `update names "${stray.def.property}", which the query does not give; it sets columns of the query only`);
  return conflictClause(
    table,
    key,
    updated.filter((column) => isUpdated(table, key, column)),
  );
}

/** What the statement gives back. Where there is one table only, its columns stand there by their names alone. */
function resolveReturning(node: Writing, table: BoundTable, scope: Scope, r: Resolver): [readonly Node<"projection">[], ReadonlyMap<string, SourceColumn>] {
  const columns = new Map<string, SourceColumn>();
  if (node.returning.length === 0) return [[], columns];
  const way = r.dialect.capabilities.returning[node.kind === "insert" && node.conflict ? "upsert" : node.kind];
  if (way === "none") {
    throw new QueryError(
      "QUERY.UNSUPPORTED",
      `this database gives back no rows of ${node.kind === "insert" ? "an INSERT" : node.kind === "update" ? "an UPDATE" : "a DELETE"}; read them in the same transaction, before or after`,
      { context: { table: table.def.name, feature: "returning" } },
    );
  }
  const made = node.returning.map(({ expression, alias = "" }): Node<"projection"> => {
    const { node: found, domain } = r.expression(expression, scope);
    columns.set(alias, { name: alias, domain, nullable: found.kind !== "column" || found.nullable !== false });
    const bare = (node.kind === "insert" || !node.from?.length) && found.kind === "column" ? { ...found, table: undefined } : found;
    return { kind: "projection", expression: bare, alias };
  });
  return [made, columns];
}
