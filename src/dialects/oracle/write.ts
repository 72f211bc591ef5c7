import { QueryError } from "../../kernel/errors.ts";
import type { Conflict, Expression, Node, Query } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import type { Writer } from "../../sql/writer.ts";
import { qualifyUpdate } from "../standard/qualify.ts";
import { deleteByExistence, isQuery, joinedCondition, writeRows } from "../standard/render.ts";
import { testedSides, typeOf } from "../standard/sides.ts";
import { unsupported } from "../standard/unsupported.ts";
import { nativeType } from "./types.ts";

type WriteCondition = (expression: Expression, w: Writer) => Writer;
type Returning = readonly Node<"projection">[];

export function writeInsert(n: Node<"insert">, w: Writer): void {
  if (isQuery(n.source) && n.returning.length > 0)
    throw unsupported("Oracle", "rows given back by an INSERT from a query", "read them again in the same transaction");
  if (n.conflict) writeMerge(n, n.conflict, w);
  else if (n.columns.length === 0) writeDefaults(n, w);
  else if (n.source.kind === "valueRows" && n.source.rows.length > 1) writeManyRows(n, w);
  else {
    w.write("insert into ", n.table, " (")
      .names(n.columns.map((column) => column.name))
      .write(") ");
    writeRows(n.source, w);
    writeReturning(n.returning, w);
  }
}

/** There is no DEFAULT VALUES: one column has to be named. */
function writeDefaults(n: Node<"insert">, w: Writer): void {
  const named = n.returning.map(({ expression }) => expression).find((expression) => expression.kind === "column");
  if (!named) throw new QueryError("QUERY.NO_COLUMNS", `Oracle cannot insert a row without naming a column of "${n.table.name}"; give a value to one`);
  w.write("insert into ", n.table, " (").names([named.name]).write(") values (default)");
  writeReturning(n.returning, w);
}

/** Several rows are a query. It cannot give rows back: where they are wanted, the driver runs the statement of one row with an array of binds. */
function writeManyRows(n: Node<"insert">, w: Writer): void {
  if (n.returning.length > 0) throw new TypeError("this dialect gives back rows of an INSERT one at a time");
  w.write("insert into ", n.table, " (")
    .names(n.columns.map((column) => column.name))
    .write(") ");
  writeSource(n, false, w);
}

function writeMerge(n: Node<"insert">, conflict: Conflict, w: Writer): void {
  if (n.returning.length > 0) throw new TypeError("this dialect gives back no rows of a MERGE");
  const names = n.columns.map((column) => column.name);
  w.write("merge into ", { ...n.table, alias: "target" }, " using (");
  if (isQuery(n.source)) w.nested(underNames(n.source, names));
  else writeSource(n, true, w);
  w.write(") ").name("source").write(" on (");
  for (const [i, { name }] of conflict.target.entries())
    w.write(i > 0 ? " and " : "")
      .name("target", name)
      .write(" = ")
      .name("source", name);
  w.write(")");
  if (conflict.update.length > 0) w.write(" when matched then update set ").list(", ", qualifyUpdate(conflict, "target"));
  w.write(" when not matched then insert (").names(names).write(") values (");
  for (const [i, name] of names.entries()) w.write(i > 0 ? ", " : "").name("source", name);
  w.write(")");
}

/** The same rows with other names of their columns. */
function underNames(query: Query, names: readonly string[]): Node<"select"> {
  let first = query;
  while (first.kind === "setOperation") first = first.left;
  const projections = first.projections.map(({ alias = "" }, i): Node<"projection"> => {
    return { kind: "projection", expression: { kind: "column", table: "rows", name: alias }, alias: names[i] };
  });
  return { kind: "select", projections, from: { kind: "derived", query, alias: "rows" }, orderBy: [] };
}

/** Rows as a union of one-row queries. Every parameter gets its column's type: a NULL would be text and not fit the other rows. */
function writeSource(n: Node<"insert">, named: boolean, w: Writer): void {
  if (n.source.kind !== "valueRows" || n.columns.length === 0) throw new TypeError("this dialect merges rows of values only");
  for (const [i, row] of n.source.rows.entries()) {
    w.write(i > 0 ? " union all select " : "select ");
    for (const [j, value] of row.entries()) {
      const column = n.columns[j];
      writeTyped(value, column?.type ?? typeOf(value), j > 0 ? w.write(", ") : w);
      if (named && i === 0 && column) w.write(" as ").name(column.name);
    }
    w.write(" from dual");
  }
}

function writeTyped(value: Expression, type: LogicalType | undefined, w: Writer): void {
  if (type === undefined) testedSides.value(value, w);
  else if (type.kind === "bytes") testedSides.value(value, w.write("to_blob(")).write(")");
  else testedSides.value(value, w.write("cast(")).write(` as ${nativeType(type)})`);
}

export function writeUpdate(n: Node<"update">, w: Writer, writeCondition: WriteCondition): void {
  if (n.from && n.from.length > 0) {
    writeUpdateFrom(n, n.from, w, writeCondition);
    return;
  }
  w.write("update ", n.table, " set ").list(", ", n.assignments);
  if (n.where) writeCondition(n.where, w.write(" where "));
  writeReturning(n.returning, w);
}

/** There is no UPDATE with other sources; MERGE does the same. */
function writeUpdateFrom(n: Node<"update">, [first, ...rest]: readonly Node<"join">[], w: Writer, writeCondition: WriteCondition): void {
  if (!first || rest.length > 0) throw unsupported("Oracle", "UPDATE from several sources", "join them in one query and update from that");
  if (n.returning.length > 0) throw unsupported("Oracle", "rows given back by an UPDATE from other sources", "read them again in the same transaction");
  w.write("merge into ", n.table, " using ", first.source, " on (");
  writeCondition(joinedCondition(n) ?? { kind: "constant", value: true }, w).write(") when matched then update set ");
  for (const [i, { column, value }] of n.assignments.entries())
    testedSides.value(value, (i > 0 ? w.write(", ") : w).name(n.table.alias ?? n.table.name, column).write(" = "));
}

export function writeDelete(given: Node<"delete">, w: Writer, writeCondition: WriteCondition): void {
  const n = deleteByExistence(given);
  w.write("delete from ", n.table);
  if (n.where) writeCondition(n.where, w.write(" where "));
  writeReturning(n.returning, w);
}

/** `returning "a", "b" into :r1, :r2`: the driver binds one output per column of the result after the parameters, and gets an array for each. */
function writeReturning(returning: Returning, w: Writer): void {
  if (returning.length === 0) return;
  w.write(" returning ");
  for (const [i, { expression }] of returning.entries()) (i > 0 ? w.write(", ") : w).read(expression, typeOf(expression));
  w.write(` into ${returning.map((_, i) => `:r${i + 1}`).join(", ")}`);
}
