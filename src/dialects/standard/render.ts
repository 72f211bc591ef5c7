import type { Expression, Node, PortableFunction } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";

/** What most databases agree on. A dialect borrows it by spreading and replaces what differs; there is no agreement on upsert and proposed values. */
export const standard: Omit<Renderers, "proposed" | "arrayRows" | "like" | "inRows"> = {
  column: (n, w) => (n.table === undefined ? w.name(n.name) : w.name(n.table, n.name)),
  parameter: (n, w) => w.parameter(n),
  value: (n, w) => w.value(n),
  constant: (n, w) => w.write(n.value === null ? "null" : typeof n.value === "number" ? String(n.value) : n.value ? "1 = 1" : "1 = 0"),
  raw: (n, w) => w.write(n.text),
  identifier: (n, w) => w.name(...n.path),
  fragment: (n, w) => w.write(...n.parts),
  compare: (n, w) => w.write(n.left, ` ${n.operator} `, n.right),
  logical: (n, w) => {
    if (n.items.length === 0) w.write(n.operator === "and" ? "1 = 1" : "1 = 0");
    else w.write("(").list(` ${n.operator} `, n.items).write(")");
  },
  not: (n, w) => w.write("not (", n.item, ")"),
  isNull: (n, w) => w.write(n.item, n.negated ? " is not null" : " is null"),
  inList: (n, w) => {
    if (!isSingles(n.list)) throw new TypeError("this dialect has no form for a list in one parameter");
    if (n.list.length === 0) w.write(n.negated ? "1 = 1" : "1 = 0");
    else
      w.write(n.item, n.negated ? " not in (" : " in (")
        .list(", ", n.list)
        .write(")");
  },
  between: (n, w) => w.write(n.item, " between ", n.low, " and ", n.high),
  call: (n, w) => {
    if (n.name === "count" && n.args.length === 0) w.write("count(*)");
    else
      w.write(`${functionNames[n.name] ?? n.name}(`)
        .list(", ", n.args)
        .write(")");
  },
  exists: (n, w) => w.write(n.negated ? "not exists (" : "exists (", n.query, ")"),
  truth: (n, w) => w.write("(", n.item, n.negated ? ") is not true" : ") is true"),
  subquery: (n, w) => w.write("(", n.query, ")"),
  over: (n, w) => {
    w.write(n.call, " over (");
    if (n.partitionBy.length > 0) w.write("partition by ").list(", ", n.partitionBy);
    if (n.orderBy.length > 0) w.write(n.partitionBy.length > 0 ? " order by " : "order by ").list(", ", n.orderBy);
    w.write(")");
  },
  related: (n) => {
    throw new TypeError(`planner fault: the relation ${n.table}.${n.relation} was not resolved before rendering`);
  },
  table: (n, w) => {
    w.name(...(n.schema === undefined ? [] : [n.schema]), n.name);
    if (n.alias !== undefined) w.write(" as ").name(n.alias);
  },
  derived: (n, w) => w.write("(", n.query, ") as ").name(n.alias),
  join: (n, w) => w.write(` ${n.form} join `, n.source, " on ", n.on),
  projection: (n, w) => {
    w.read(n.expression, typeOf(n.expression));
    if (n.alias !== undefined) w.write(" as ").name(n.alias);
  },
  ordering: (n, w) => {
    w.write(n.expression, ` ${n.direction}`);
    if (n.nulls !== undefined) w.write(` nulls ${n.nulls}`);
  },
  paging: (n, w) => {
    if (n.limit) w.write(" limit ", n.limit);
    if (n.offset) w.write(" offset ", n.offset);
  },
  select: (n, w) => {
    w.write("select ")
      .list(", ", n.projections)
      .write(" from ", n.from, ...(n.joins ?? []));
    if (n.where) w.write(" where ", n.where);
    if (n.orderBy.length > 0) w.write(" order by ").list(", ", n.orderBy);
    if (n.paging) w.write(n.paging);
    if (n.lock) w.write(` for ${n.lock}`);
  },
  assignment: (n, w) => w.name(n.column).write(" = ", n.value),
  valueRows: (n, w) => {
    w.write("values ");
    for (const [i, row] of n.rows.entries())
      w.write(i > 0 ? ", (" : "(")
        .list(", ", row)
        .write(")");
  },
  insert: (n, w) => {
    writeInsertHead(n, w);
    if (n.conflict) writeOnConflict(n.conflict, w);
    writeReturning(n.returning, w);
  },
  update: (n, w) => {
    w.write("update ", n.table, " set ").list(", ", n.assignments);
    if (n.where) w.write(" where ", n.where);
    writeReturning(n.returning, w);
  },
  delete: (n, w) => {
    w.write("delete from ", n.table);
    if (n.where) w.write(" where ", n.where);
    writeReturning(n.returning, w);
  },
};

/** Where the usual name is not the one in the tree. */
const functionNames: { readonly [F in PortableFunction]?: string } = { rowNumber: "row_number" };

/** `insert into t (a, b) values (...)`, or `default values` when no column is given. */
export function writeInsertHead(n: Node<"insert">, w: Writer): void {
  w.write("insert into ", n.table);
  if (n.columns.length === 0) w.write(" default values");
  else
    w.write(" (")
      .names(n.columns.map((c) => c.name))
      .write(") ", n.source);
}

export function writeOnConflict(conflict: NonNullable<Node<"insert">["conflict"]>, w: Writer): void {
  w.write(" on conflict (")
    .names(conflict.target.map((c) => c.name))
    .write(")");
  if (conflict.update.length === 0) w.write(" do nothing");
  else w.write(" do update set ").list(", ", conflict.update);
}

export function writeReturning(returning: readonly Node<"projection">[], w: Writer): void {
  if (returning.length > 0) w.write(" returning ").list(", ", returning);
}

export function isSingles(list: Node<"inList">["list"]): list is readonly Node<"parameter" | "value">[] {
  return Array.isArray(list);
}

/** The logical type of an expression, where it is known. */
export function typeOf(expression: Expression): Node<"column">["type"] {
  return "type" in expression ? expression.type : undefined;
}

/** Double quotes, doubled inside: the standard's identifier. */
export function quoteDouble(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
/** Single quotes, doubled inside: the standard's string literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
