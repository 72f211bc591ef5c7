import { QueryError } from "../../kernel/errors.ts";
import type { Conflict, Expression, Node, Query } from "../../sql/ast.ts";
import type { Writer } from "../../sql/writer.ts";
import { qualifyUpdate } from "../standard/qualify.ts";
import { isQuery, writeInsertHead, writeRows } from "../standard/render.ts";
import { type SelectForm, writeWith } from "../standard/select.ts";
import { testedSides } from "../standard/sides.ts";
import { nativeType, read } from "./types.ts";

type WriteCondition = (expression: Expression, w: Writer) => Writer;
type Returning = readonly Node<"projection">[];

export function writeInsert(n: Node<"insert">, w: Writer, form: SelectForm): void {
  const many = n.source.kind === "valueRows" && n.source.rows.length > 1;
  const into = n.returning.length > 0 && (n.table.triggers || many) ? new RowVariable(n.returning, many) : undefined;
  const merge = n.conflict !== undefined || (into?.ordered ?? false);
  const identity = n.columns.some((column) => column.identity);
  if (identity) w.write("set identity_insert ", n.table, " on; ");
  if (into) w.write(into.declaration);
  const statement = withFirst(n, w, form);
  if (merge) writeMerge(statement, into, w);
  else writePlainInsert(statement, into, w);
  if (identity) w.write("; set identity_insert ", n.table, " off");
  if (into) w.write("; ", into.selection);
  else if (merge) w.write(";"); // MERGE has to end so
}

/** The names a query brings along stand before the INSERT. */
function withFirst(n: Node<"insert">, w: Writer, form: SelectForm): Node<"insert"> {
  const { source } = n;
  if (source.kind !== "select" || !source.with || source.with.length === 0) return n;
  writeWith(source.with, w, form);
  return { ...n, source: { ...source, with: undefined } };
}

function writePlainInsert(n: Node<"insert">, into: RowVariable | undefined, w: Writer): void {
  if (n.returning.length === 0) {
    writeInsertHead(n, w);
    return;
  }
  w.write("insert into ", n.table);
  if (n.columns.length > 0)
    w.write(" (")
      .names(n.columns.map((column) => column.name))
      .write(")");
  writeOutput(n.returning, "inserted", into, w);
  if (n.columns.length === 0) w.write(" default values");
  else writeRows(n.source, w.write(" "));
}

/**
 * MERGE is the only statement that can give back the input's ordinal beside the generated values: many rows are inserted by one whose condition
 * is never true, and read from the variable in the order of the input.
 */
function writeMerge(n: Node<"insert">, into: RowVariable | undefined, w: Writer): void {
  const names = n.columns.map((column) => column.name);
  const ordinal = into?.ordered ? freeName("n", names) : undefined;
  w.write("merge into ", n.table, n.conflict ? " with (holdlock) as " : " as ")
    .name("target")
    .write(" using (");
  if (isQuery(n.source)) w.nested(withoutIdleOrder(n.source));
  else writeMergedValues(n, ordinal !== undefined, w);
  w.write(") as ")
    .name("source")
    .write(" (")
    .names(ordinal === undefined ? names : [ordinal, ...names])
    .write(") on ");
  if (n.conflict) writeMatch(n.conflict, w);
  else w.write("1 = 0");
  w.write(" when not matched then insert (").names(names).write(") values (");
  for (const [i, name] of names.entries()) w.write(i > 0 ? ", " : "").name("source", name);
  w.write(")");
  if (n.returning.length > 0) {
    if (ordinal === undefined) writeOutput(n.returning, "inserted", into, w);
    else writeOutput(n.returning, "inserted", into, w, (output) => output.name("source", ordinal).write(", "));
  }
}

/** In a derived table an order may only stand beside the limit that it serves. */
function withoutIdleOrder(query: Query): Query {
  return query.kind === "select" && !query.paging ? { ...query, orderBy: [] } : query;
}

/** The rows, with their positions where those are wanted. */
function writeMergedValues({ source, columns }: Node<"insert">, numbered: boolean, w: Writer): void {
  if (source.kind !== "valueRows" || columns.length === 0) throw new TypeError("this dialect merges rows of values and of queries only");
  w.write("values ");
  for (const [i, row] of source.rows.entries()) {
    w.write(i > 0 ? ", (" : "(", numbered ? `${i}, ` : "");
    for (const [j, value] of row.entries()) testedSides.value(value, j > 0 ? w.write(", ") : w);
    w.write(")");
  }
}

function writeMatch(conflict: Conflict, w: Writer): void {
  for (const [i, { name }] of conflict.target.entries())
    w.write(i > 0 ? " and " : "")
      .name("target", name)
      .write(" = ")
      .name("source", name);
  if (conflict.update.length > 0) w.write(" when matched then update set ").list(", ", qualifyUpdate(conflict, "target"));
}

export function writeUpdate(n: Node<"update">, w: Writer, writeCondition: WriteCondition): void {
  const into = n.table.triggers && n.returning.length > 0 ? new RowVariable(n.returning, false) : undefined;
  if (into) w.write(into.declaration);
  if (n.table.alias === undefined) w.write("update ", n.table);
  else w.write("update ").name(n.table.alias);
  w.write(" set ").list(", ", n.assignments);
  writeOutput(n.returning, "inserted", into, w);
  if (n.table.alias !== undefined || n.from) w.write(" from ", n.table, ...(n.from ?? []));
  if (n.where) writeCondition(n.where, w.write(" where "));
  if (into) w.write("; ", into.selection);
}

export function writeDelete(n: Node<"delete">, w: Writer, writeCondition: WriteCondition): void {
  const into = n.table.triggers && n.returning.length > 0 ? new RowVariable(n.returning, false) : undefined;
  if (into) w.write(into.declaration);
  if (n.table.alias === undefined) w.write("delete from ", n.table);
  else w.write("delete from ").name(n.table.alias);
  writeOutput(n.returning, "deleted", into, w);
  if (n.table.alias !== undefined || n.from) w.write(" from ", n.table, ...(n.from ?? []));
  if (n.where) writeCondition(n.where, w.write(" where "));
  if (into) w.write("; ", into.selection);
}

/** A table variable that takes the output of a statement: the only way on tables with triggers (error 334), and the way to sort it. */
class RowVariable {
  readonly ordered: boolean;
  readonly declaration: string;
  readonly selection: string;

  constructor(returning: Returning, ordered: boolean) {
    this.ordered = ordered;
    const types = returning.map((projection) => column(projection).type);
    const columns = types.map((type, i) => `[c${i}] ${type ? nativeType(type) : "sql_variant"}`);
    const values = types.map((type, i) => (type ? read(`[c${i}]`, type) : `[c${i}]`));
    this.declaration = `declare @rows table (${(ordered ? ["[n] int", ...columns] : columns).join(", ")}); `;
    this.selection = `select ${values.join(", ")} from @rows${ordered ? " order by [n]" : ""}`;
  }
}

function writeOutput(returning: Returning, rows: "inserted" | "deleted", into: RowVariable | undefined, w: Writer, before?: (w: Writer) => void): void {
  if (returning.length === 0) return;
  w.write(" output ");
  before?.(w);
  for (const [i, projection] of returning.entries()) {
    if (i > 0) w.write(", ");
    const { name, type } = column(projection);
    const source: Expression = {
      kind: "fragment",
      parts: [
        { kind: "raw", text: `${rows}.` },
        { kind: "identifier", path: [name] },
      ],
    };
    if (into) w.write(source);
    else w.read(source, type);
    if (!into && projection.alias !== undefined) w.write(" as ").name(projection.alias);
  }
  if (into) w.write(" into @rows");
}

/** OUTPUT knows the row before and after only; anything but its columns would mean something else. */
function column({ expression }: Node<"projection">): Node<"column"> {
  if (expression.kind === "column") return expression;
  throw new QueryError("QUERY.BAD_RETURNING", "SQL Server gives back columns of written rows, not expressions; read the row again to compute from it");
}

/** Names of columns may differ in nothing but case without being different. */
function freeName(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  let name = wanted;
  while (used.has(name)) name += "_";
  return name;
}
