import type { Node } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { conditionRenderers, isSingles } from "../standard/conditions.ts";
import { callRenderers } from "../standard/functions.ts";
import { patternMaker, writePattern } from "../standard/like-pattern.ts";
import { qualifyUpdate } from "../standard/qualify.ts";
import { computedRenderers, leafRenderers, quoteDouble, writeOnConflict, writeRenderers, writeReturning, writeRows } from "../standard/render.ts";
import { selectRenderers } from "../standard/select.ts";
import { plainSides, typeOf } from "../standard/sides.ts";
import { writeArithmetic, writeCast, writeMoment } from "./arithmetic.ts";
import { documents } from "./render-documents.ts";
import { functions } from "./render-functions.ts";
import { castType } from "./types.ts";

const pattern = patternMaker("%_");
const sides = plainSides;
const conditions = conditionRenderers(sides);

export const renderers: Renderers = {
  ...leafRenderers,
  ...conditions,
  ...computedRenderers(sides),
  ...callRenderers(functions, sides),
  ...selectRenderers({
    sides,
    database: "PostgreSQL",
    noSource: "",
    recursive: "recursive ",
    writesInWith: true,
    nestedWith: true,
    distinctOn: true,
    lateral: "lateral",
    fullJoin: true,
    allForms: true,
    except: "except",
    as: " as ",
  }),
  ...writeRenderers(sides),
  ...documents,
  arithmetic: writeArithmetic,
  cast: writeCast,
  moment: writeMoment,
  inList: (n, w) => {
    if (isSingles(n.list)) conditions.inList(n, w);
    else sides.value(n.item, w).write(n.negated ? " <> all(" : " = any(", n.list, ")");
  },
  inRows: (n, w) => {
    w.write("(").list(", ", n.items).write(") in (select * from unnest(").list(", ", n.lists).write("))");
  },
  like: (n, w) => {
    const type = typeOf(n.item);
    if (type?.kind === "uuid" || (type?.kind === "enum" && type.native !== undefined)) w.write("(", n.item, ")::text");
    else sides.value(n.item, w);
    w.write(n.insensitive ? " ilike " : " like ");
    writePattern(n, pattern, w);
    w.write(" escape '\\'");
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
      writeRows(n.source, w);
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
