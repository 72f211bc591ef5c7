import type { Expression, Node, Query } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { type Sides, writeValues } from "./sides.ts";

type Leaves = Pick<Renderers, "column" | "parameter" | "value" | "constant" | "raw" | "identifier" | "fragment">;

/** What stands at the ends of a tree. */
export const leafRenderers: Leaves = {
  column: (n, w) => (n.table === undefined ? w.name(n.name) : w.name(n.table, n.name)),
  parameter: (n, w) => w.parameter(n),
  value: (n, w) => w.value(n),
  constant: (n, w) => w.write(n.value === null ? "null" : typeof n.value === "number" ? String(n.value) : n.value ? "1 = 1" : "1 = 0"),
  raw: (n, w) => w.write(n.text),
  identifier: (n, w) => w.name(...n.path),
  fragment: (n, w) => w.write(...n.parts),
};

/** What is computed in the same way nearly everywhere. */
export function computedRenderers(sides: Sides): Pick<Renderers, "case" | "concat" | "subquery"> {
  const { value, condition } = sides;
  return {
    case: (n, w) => {
      w.write("case");
      for (const [i, when] of n.conditions.entries()) {
        condition(when, w.write(" when ")).write(" then ");
        const result = n.results[i];
        if (result) value(result, w);
      }
      if (n.otherwise) value(n.otherwise, w.write(" else "));
      w.write(" end");
    },
    concat: (n, w) => {
      w.write("(");
      for (const [i, item] of n.items.entries()) value(item, i > 0 ? w.write(" || ") : w);
      w.write(")");
    },
    subquery: (n, w) => w.write("(").nested(n.query).write(")"),
  };
}

type Writes = Pick<Renderers, "assignment" | "valueRows" | "insert" | "update" | "delete">;

export function writeRenderers(sides: Sides): Writes {
  const { wholeValue, wholeCondition } = sides;
  return {
    assignment: (n, w) => wholeValue(n.value, w.name(n.column).write(" = ")),
    valueRows: (n, w) => {
      w.write("values ");
      for (const [i, row] of n.rows.entries()) writeValues(row, w.write(i > 0 ? ", (" : "("), sides).write(")");
    },
    insert: (n, w) => {
      writeInsertHead(n, w);
      if (n.conflict) writeOnConflict(n.conflict, w);
      writeReturning(n.returning, w);
    },
    update: (n, w) => {
      w.write("update ", n.table, " set ").list(", ", n.assignments);
      writeSources(" from ", n.from, w);
      const where = joinedCondition(n);
      if (where) wholeCondition(where, w.write(" where "));
      writeReturning(n.returning, w);
    },
    delete: (n, w) => {
      w.write("delete from ", n.table);
      writeSources(" using ", n.from, w);
      const where = joinedCondition(n);
      if (where) wholeCondition(where, w.write(" where "));
      writeReturning(n.returning, w);
    },
  };
}

/** Other sources, side by side: the condition that joins one may read the table that is written, which no ON between them may. */
function writeSources(word: string, from: Node<"update">["from"] = [], w: Writer): void {
  if (from.length > 0)
    w.write(word).list(
      ", ",
      from.map(({ source }) => source),
    );
}

/** The condition of a write, those of its joins included. */
export function joinedCondition({ from = [], where }: Node<"update" | "delete">): Expression | undefined {
  const items = [...from.map(({ on }) => on), where].filter((item) => item !== undefined);
  return items.length > 1 ? { kind: "logical", operator: "and", items } : items[0];
}

/** The same where DELETE knows no other sources: rows for which these have a row. */
export function deleteByExistence(n: Node<"delete">): Node<"delete"> {
  const [first, ...joins] = n.from ?? [];
  if (!first) return n;
  const one: Node<"projection"> = { kind: "projection", expression: { kind: "constant", value: 1 } };
  const where = joinedCondition({ ...n, from: [first] });
  const query: Node<"select"> = { kind: "select", projections: [one], from: first.source, joins, where, orderBy: [] };
  const returning = n.returning.map(({ expression, ...rest }) => ({
    ...rest,
    expression: expression.kind === "column" ? { ...expression, table: undefined } : expression,
  }));
  return { ...n, from: undefined, where: { kind: "exists", query, negated: false }, returning };
}

/** `insert into t (a, b) values (...)` or a query, or `default values` when no column is given. */
export function writeInsertHead(n: Node<"insert">, w: Writer): void {
  w.write("insert into ", n.table);
  if (n.columns.length === 0) w.write(" default values");
  else {
    w.write(" (")
      .names(n.columns.map((c) => c.name))
      .write(") ");
    writeRows(n.source, w);
  }
}

/** What an INSERT takes its rows from. */
export function writeRows(source: Node<"insert">["source"], w: Writer): Writer {
  return isQuery(source) ? w.nested(source) : w.write(source);
}

export function isQuery(source: Node<"insert">["source"]): source is Query {
  return source.kind === "select" || source.kind === "setOperation";
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

/** Double quotes, doubled inside: the standard's identifier. */
export function quoteDouble(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
/** Single quotes, doubled inside: the standard's string literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
