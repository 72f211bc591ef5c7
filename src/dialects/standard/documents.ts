import type { Expression } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { type CallWriter, withFilterInside } from "./functions.ts";

type WriteExpression = (expression: Expression, w: Writer) => Writer;

/** Functions that make JSON: `object(key, value, ...)` and `array(value, ...)`. `member` writes a value so that it stands in JSON without loss. */
export function jsonMakers(
  object: string,
  array: string,
  member: WriteExpression,
  writeKey: (key: string, w: Writer) => Writer,
): Pick<Renderers, "jsonObject" | "jsonArray"> {
  return {
    jsonObject: (n, w) => {
      w.write(`${object}(`);
      for (const [i, value] of n.values.entries()) {
        writeKey(n.keys[i] ?? "", i > 0 ? w.write(", ") : w).write(", ");
        member(value, w);
      }
      w.write(")");
    },
    jsonArray: (n, w) => {
      w.write(`${array}(`);
      for (const [i, item] of n.items.entries()) member(item, i > 0 ? w.write(", ") : w);
      w.write(")");
    },
  };
}

/** An aggregate that makes a JSON array: `name(member order by ...)`. */
export function jsonAggregate(name: string, member: WriteExpression, form: "clause" | "case"): CallWriter {
  return (n, w, window) => {
    const { args, orderBy = [], filter } = form === "case" ? withFilterInside(n) : n;
    w.write(`${name}(`, n.distinct ? "distinct " : "");
    for (const arg of args) member(arg, w);
    if (orderBy.length > 0) w.write(" order by ").list(", ", orderBy);
    w.write(")");
    if (filter) w.write(" filter (where ", filter, ")");
    window(w);
  };
}

/** A key or path as a parameter of its own: it never stands in the text. */
export function boundText(text: string, w: Writer): Writer {
  return w.value({ kind: "value", value: text, type: { kind: "text" } });
}
