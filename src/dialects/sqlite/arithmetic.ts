import type { Expression, Node } from "../../sql/ast.ts";
import type { LogicalTypeOf } from "../../sql/logical-type.ts";
import type { Writer } from "../../sql/writer.ts";
import { plainSides, typeOf } from "../standard/sides.ts";
import { functionNames } from "./functions.ts";

const { value } = plainSides;

/** Numbers are added up by SQLite itself, decimals by functions of ours: SQLite would make doubles of them. */
export function writeArithmetic(n: Node<"arithmetic">, w: Writer): void {
  if (n.type?.kind === "decimal") {
    writeDecimal(n, n.type, w);
    return;
  }
  if (n.operator === "/") value(n.left, w.write("(cast(")).write(" as real) / ");
  else value(n.left, w.write("(")).write(` ${n.operator === "div" ? "/" : n.operator} `);
  value(n.right, w).write(")");
}

function writeDecimal(n: Node<"arithmetic">, type: LogicalTypeOf<"decimal">, w: Writer): void {
  value(n.left, w.write(`${functionNames.calculate}('${n.operator}', `)).write(", ");
  value(n.right, w).write(`, ${type.scale})`);
}

/** A decimal at the scale of its type. */
export function writeRounded(item: Expression, mode: "round" | "floor" | "ceil" | "abs", scale: number, w: Writer): void {
  value(item, w.write(`${functionNames.calculate}('${mode}', `)).write(`, 0, ${scale})`);
}

export function writeCast(n: Node<"cast">, w: Writer): void {
  const from = typeOf(n.item);
  switch (n.type.kind) {
    case "integer":
      value(n.item, w.write("cast(")).write(" as integer)");
      return;
    case "float":
      value(n.item, w.write("cast(")).write(" as real)");
      return;
    case "decimal":
      writeRounded(n.item, "round", n.type.scale, w);
      return;
    case "date":
      value(n.item, w.write("strftime('%Y-%m-%d', ")).write(")");
      return;
    case "instant":
    case "datetime":
      value(n.item, w.write("substr(strftime('%Y-%m-%d %H:%M:%f', ")).write(`) || '000', 1, ${n.type.precision === 0 ? 19 : 20 + n.type.precision})`);
      return;
    case "time":
      value(n.item, w.write("substr(strftime('%H:%M:%f', ")).write(`) || '000', 1, ${n.type.precision === 0 ? 8 : 9 + n.type.precision})`);
      return;
    case "json":
      value(n.item, w.write("json(")).write(")");
      return;
    case "bytes":
      value(n.item, w.write("cast(")).write(" as blob)");
      return;
    default:
      if (from?.kind === "text" || from?.kind === "uuid") value(n.item, w);
      else value(n.item, w.write("cast(")).write(" as text)");
  }
}
