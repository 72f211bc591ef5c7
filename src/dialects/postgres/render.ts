import type { Node } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { patternMaker, writePattern } from "../standard/like-pattern.ts";
import { qualifyUpdate } from "../standard/qualify.ts";
import { isSingles, quoteDouble, standard, typeOf, writeOnConflict, writeReturning } from "../standard/render.ts";
import { castType } from "./types.ts";

const functions = { now: "now", uuid: "gen_random_uuid", lower: "lower", length: "char_length", count: "count", rowNumber: "row_number" } as const;

const pattern = patternMaker("%_");

export const renderers: Renderers = {
  ...standard,
  inList: (n, w) => {
    if (isSingles(n.list)) standard.inList(n, w);
    else w.write(n.item, n.negated ? " <> all(" : " = any(", n.list, ")");
  },
  inRows: (n, w) => {
    w.write("(").list(", ", n.items).write(") in (select * from unnest(").list(", ", n.lists).write("))");
  },
  like: (n, w) => {
    const type = typeOf(n.item);
    if (type?.kind === "uuid" || (type?.kind === "enum" && type.native !== undefined)) w.write("(", n.item, ")::text");
    else w.write(n.item);
    w.write(n.insensitive ? " ilike " : " like ");
    writePattern(n, pattern, w);
    w.write(" escape '\\'");
  },
  call: (n, w) => {
    if (n.name === "count" && n.args.length === 0) w.write("count(*)");
    else w.write(`${functions[n.name]}(`).list(", ", n.args).write(")");
  },
  proposed: (n, w) => w.write("excluded.").name(n.column),
  arrayRows: writeArrayRows,
  insert: (n, w) => {
    w.write("insert into ", n.table);
    if (n.columns.length === 0) w.write(" default values");
    else {
      w.write(" (")
        .names(n.columns.map((column) => column.name))
        .write(") ");
      if (n.columns.some((column) => column.identity)) w.write("overriding system value ");
      w.write(n.source);
    }
    if (n.conflict) writeOnConflict({ ...n.conflict, update: qualifyUpdate(n.conflict, n.table.alias ?? n.table.name) }, w);
    writeReturning(n.returning, w);
  },
};

/** One array per column; the ordinality keeps the rows, and the keys they are given, in the order of the input. */
function writeArrayRows(n: Node<"arrayRows">, w: Writer): void {
  const names = n.arrays.map((_, i) => quoteDouble(`c${i}`));
  const values = n.arrays.map(({ type }, i) => (type?.kind === "array" ? `u.${names[i]}::${castType(type)}` : `u.${names[i]}`));
  w.write(`select ${values.join(", ")} from unnest(`).list(", ", n.arrays);
  if (n.ordered) w.write(`) with ordinality as u (${names.join(", ")}, "n") order by u."n"`);
  else w.write(`) as u (${names.join(", ")})`);
}
