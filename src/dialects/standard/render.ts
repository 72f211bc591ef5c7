import type { Node, Query } from "../../sql/ast.ts";
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
      const [first, ...rest] = n.from ?? [];
      if (first) {
        w.write(" from ", first.source, ...rest);
      }
      const where = allOf(first?.on, n.where);
      if (where) wholeCondition(where, w.write(" where "));
      writeReturning(n.returning, w);
    },
    delete: (n, w) => {
      w.write("delete from ", n.table);
      if (n.where) wholeCondition(n.where, w.write(" where "));
      writeReturning(n.returning, w);
    },
  };
}

/** Both conditions, or the one there is. */
export function allOf(first: Node<"update">["where"], second: Node<"update">["where"]): Node<"update">["where"] {
  return first && second ? { kind: "logical", operator: "and", items: [first, second] } : (first ?? second);
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
