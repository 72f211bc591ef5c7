import type { Expression, Node } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { type Sides, writeValues } from "./sides.ts";

type Conditions = Pick<
  Renderers,
  "compare" | "rowCompare" | "logical" | "not" | "isNull" | "inList" | "inQuery" | "between" | "exists" | "truth" | "related" | "filter" | "match"
>;

/** Conditions as most databases write them; search in full text has no common form. */
export function conditionRenderers(sides: Sides): Omit<Conditions, "match"> {
  const { value, condition } = sides;
  return {
    compare: (n, w) => {
      value(n.left, w).write(` ${n.operator} `);
      value(n.right, w);
    },
    rowCompare: (n, w) => {
      writeValues(n.left, w.write("("), sides).write(`) ${n.operator} (`);
      writeValues(n.right, w, sides).write(")");
    },
    logical: (n, w) => {
      if (n.items.length === 0) return w.write(n.operator === "and" ? "1 = 1" : "1 = 0");
      w.write("(");
      for (const [i, item] of n.items.entries()) condition(item, i > 0 ? w.write(` ${n.operator} `) : w);
      return w.write(")");
    },
    not: (n, w) => condition(n.item, w.write("not (")).write(")"),
    isNull: (n, w) => value(n.item, w).write(n.negated ? " is not null" : " is null"),
    inList: (n, w) => {
      if (!isSingles(n.list)) throw new TypeError("this dialect has no form for a list in one parameter");
      if (n.list.length === 0) return w.write(n.negated ? "1 = 1" : "1 = 0");
      return value(n.item, w)
        .write(n.negated ? " not in (" : " in (")
        .list(", ", n.list)
        .write(")");
    },
    inQuery: (n, w) =>
      value(n.item, w)
        .write(n.negated ? " not in (" : " in (")
        .nested(n.query)
        .write(")"),
    between: (n, w) => {
      value(n.item, w).write(" between ");
      value(n.low, w).write(" and ");
      value(n.high, w);
    },
    exists: (n, w) =>
      w
        .write(n.negated ? "not exists (" : "exists (")
        .nested(n.query)
        .write(")"),
    truth: (n, w) => w.write("(", n.item, n.negated ? ") is not true" : ") is true"),
    related: (n) => {
      throw new TypeError(`planner fault: the relation ${n.table}.${n.relation} was not resolved before rendering`);
    },
    filter: (n) => {
      throw new TypeError(`planner fault: a filter of ${n.table} was not resolved before rendering`);
    },
  };
}

/** IS TRUE where the database has no such test. */
export function writeTruth({ item, negated }: Node<"truth">, w: Writer, { condition }: Sides): Writer {
  return condition(item, w.write("case when ")).write(` then 1 else 0 end = ${negated ? 0 : 1}`);
}

/** A comparison of rows written out column by column: `a < x or (a = x and b < y)`. */
export function spreadRows({ operator, left, right }: Node<"rowCompare">): Expression {
  const pair = (i: number, as: Node<"compare">["operator"]): Expression => ({
    kind: "compare",
    operator: as,
    left: left[i] as Expression,
    right: right[i] as Expression,
  });
  const all = (items: readonly Expression[]): Expression => ({ kind: "logical", operator: "and", items });
  if (operator === "=") return all(left.map((_, i) => pair(i, "=")));
  if (operator === "<>") return { kind: "logical", operator: "or", items: left.map((_, i) => pair(i, "<>")) };
  const strict = operator.startsWith("<") ? "<" : ">";
  const last = left.length - 1;
  const items = left.map((_, i) => all([...left.slice(0, i).map((__, j) => pair(j, "=")), pair(i, i === last ? operator : strict)]));
  return { kind: "logical", operator: "or", items };
}

export function isSingles(list: Node<"inList">["list"]): list is readonly Node<"parameter" | "value">[] {
  return Array.isArray(list);
}
