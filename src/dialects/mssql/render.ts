import type { Node } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { conditionRenderers, isSingles, spreadRows, writeTruth } from "../standard/conditions.ts";
import { callRenderers } from "../standard/functions.ts";
import { patternMaker, writePattern } from "../standard/like-pattern.ts";
import { computedRenderers, leafRenderers, writeRenderers } from "../standard/render.ts";
import { type SelectForm, selectRenderers, writeSelectBody, writeSelectHead } from "../standard/select.ts";
import { isCondition, testedSides, typeOf } from "../standard/sides.ts";
import { writeArithmetic, writeCast, writeMoment } from "./arithmetic.ts";
import { documents } from "./render-documents.ts";
import { functions } from "./render-functions.ts";
import { listElement } from "./types.ts";
import { writeDelete, writeInsert, writeUpdate } from "./write.ts";

const pattern = patternMaker("%_[");
const sides = testedSides;
const conditions = conditionRenderers(sides);
const form: SelectForm = {
  sides,
  database: "SQL Server",
  noSource: "",
  recursive: "",
  writesInWith: false,
  nestedWith: false,
  distinctOn: false,
  lateral: "apply",
  fullJoin: true,
  allForms: false,
  except: "except",
  as: " as ",
};
const reading = selectRenderers(form);

export const renderers: Renderers = {
  ...leafRenderers,
  ...conditions,
  ...computedRenderers(sides),
  ...callRenderers(functions, sides, { withoutGroups: "SQL Server" }),
  ...reading,
  ...writeRenderers(sides),
  ...documents,
  arithmetic: writeArithmetic,
  cast: writeCast,
  moment: writeMoment,
  concat: (n, w) => {
    w.write("(");
    for (const [i, item] of n.items.entries()) sides.value(item, i > 0 ? w.write(" + ") : w);
    w.write(")");
  },
  rowCompare: (n, w) => w.write(spreadRows(n)),
  inList: (n, w) => {
    if (isSingles(n.list)) return conditions.inList(n, w);
    const { type, expression } = listElement(n.list.type ?? typeOf(n.item), "[v]");
    return w.write(n.item, n.negated ? " not in (" : " in (", `select ${expression} from openjson(`, n.list, `) with ([v] ${type} '$') where [v] is not null)`);
  },
  inRows: (n, w) => {
    w.write("exists (select 1 from ");
    for (const [i, list] of n.lists.entries()) w.write(i > 0 ? " join openjson(" : "openjson(", list, `) as j${i}`, i > 0 ? ` on j${i}.[key] = j0.[key]` : "");
    w.write(" where ");
    for (const [i, item] of n.items.entries()) {
      const { type } = listElement(n.lists[i]?.type, "");
      const { expression } = listElement(n.lists[i]?.type, `cast(j${i}.[value] as ${type})`);
      w.write(i > 0 ? " and " : "", item, " = ", expression);
    }
    w.write(")");
  },
  truth: (n, w) => writeTruth(n, w, sides),
  like: writeLike,
  projection: (n, w) => {
    if (isCondition(n.expression)) sides.value(n.expression, w.write("cast(")).write(" as bit)");
    else w.read(n.expression, typeOf(n.expression));
    if (n.alias !== undefined) w.write(" as ").name(n.alias);
  },
  ordering: (n, w) => {
    // NULLs are the lowest values here: only the other order has to be asked for.
    if (n.nulls !== undefined && n.nulls !== (n.direction === "asc" ? "first" : "last")) {
      sides.value(n.expression, w.write("case when ")).write(` is null then ${n.nulls === "first" ? "0 else 1" : "1 else 0"} end, `);
    }
    sides.value(n.expression, w).write(` ${n.direction}`);
  },
  paging: (n, w) => {
    if (!n.ordered) w.write(" order by (select null)");
    w.write(" offset ", n.offset ?? "0", " rows");
    if (n.limit) w.write(" fetch next ", n.limit, " rows only");
  },
  // Locks are hints beside the tables.
  lock: () => undefined,
  select: (n, w) => {
    // TOP needs no order and takes 0; OFFSET .. FETCH does neither.
    const top = n.paging?.offset === undefined ? n.paging?.limit : undefined;
    writeSelectHead(n, w, form);
    if (top) w.write("top (", top, ") ");
    writeSelectBody(n.lock ? withHints(n, n.lock) : n, w, form);
    if (n.paging && !top) w.write(n.paging);
  },
  proposed: (n, w) => w.name("source", n.column),
  arrayRows: () => {
    throw new TypeError("this dialect writes rows as values, not as arrays");
  },
  insert: (n, w) => writeInsert(n, w, form),
  update: (n, w) => writeUpdate(n, w, sides.wholeCondition),
  delete: (n, w) => writeDelete(n, w, sides.wholeCondition),
};

function writeLike(n: Node<"like">, w: Writer): void {
  if (n.insensitive) w.write("lower(");
  if (typeOf(n.item)?.kind === "uuid") w.write("lower(convert(char(36), ", n.item, "))");
  else sides.value(n.item, w);
  w.write(n.insensitive ? ") like lower(" : " like ");
  writePattern(n, pattern, w);
  w.write(n.insensitive ? ")" : "", " escape '\\'");
}

/** The tables of a query with the hints that lock their rows. */
function withHints(n: Node<"select">, { mode, wait, of }: Node<"lock">): Node<"select"> {
  const words = [mode === "update" ? "updlock" : "repeatableread", "rowlock", ...(wait === undefined ? [] : [wait === "noWait" ? "nowait" : "readpast"])];
  const locked = of && of.length > 0 ? new Set(of.map((column) => column.table)) : undefined;
  const hinted = <S extends Node<"table" | "derived">>(source: S): S =>
    source.kind === "table" && (locked === undefined || locked.has(source.alias ?? source.name)) ? { ...source, hint: ` with (${words.join(", ")})` } : source;
  return { ...n, from: n.from && hinted(n.from), joins: n.joins?.map((join) => ({ ...join, source: hinted(join.source) })) };
}
