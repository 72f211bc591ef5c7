import { QueryError } from "../../kernel/errors.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { conditionRenderers, isSingles, spreadRows, writeTruth } from "../standard/conditions.ts";
import { callRenderers } from "../standard/functions.ts";
import { patternMaker, writePattern } from "../standard/like-pattern.ts";
import { computedRenderers, leafRenderers, writeRenderers } from "../standard/render.ts";
import { selectRenderers } from "../standard/select.ts";
import { isCondition, testedSides, typeOf } from "../standard/sides.ts";
import { unsupported } from "../standard/unsupported.ts";
import { writeArithmetic, writeCast, writeMoment } from "./arithmetic.ts";
import { givesLarge } from "./large.ts";
import { documents } from "./render-documents.ts";
import { functions } from "./render-functions.ts";
import { listElement } from "./types.ts";
import { writeDelete, writeInsert, writeUpdate } from "./write.ts";

const pattern = patternMaker("%_");
const sides = testedSides;
const conditions = conditionRenderers(sides);
const reading = selectRenderers({
  sides,
  database: "Oracle",
  noSource: " from dual",
  recursive: "",
  writesInWith: false,
  nestedWith: true,
  distinctOn: false,
  lateral: "lateral",
  fullJoin: true,
  allForms: false,
  except: "minus",
  as: " ", // AS is refused before the alias of a table
});

export const renderers: Renderers = {
  ...leafRenderers,
  ...conditions,
  ...computedRenderers(sides),
  ...callRenderers(functions, sides, { withoutGroups: "Oracle" }),
  ...reading,
  ...writeRenderers(sides),
  ...documents,
  arithmetic: writeArithmetic,
  cast: writeCast,
  moment: writeMoment,
  rowCompare: (n, w) => w.write(spreadRows(n)),
  compare: (n, w) => {
    if (givesLarge(n.left) || givesLarge(n.right)) return writeLargeCompare(n.left, n.operator, n.right, w);
    return conditions.compare(n, w);
  },
  between: (n, w) => {
    if (!givesLarge(n.item)) return conditions.between(n, w);
    writeLargeCompare(n.item, ">=", n.low, w.write("("));
    return writeLargeCompare(n.item, "<=", n.high, w.write(" and ")).write(")");
  },
  inList: writeList,
  inRows: writeInRows,
  truth: (n, w) => writeTruth(n, w, sides),
  like: (n, w) => {
    sides.value(n.item, n.insensitive ? w.write("lower(") : w).write(n.insensitive ? ") like lower(" : " like ");
    writePattern(n, pattern, w);
    w.write(n.insensitive ? ")" : "", " escape '\\'");
  },
  projection: (n, w) => {
    if (isCondition(n.expression)) sides.value(n.expression, w);
    else w.read(n.expression, typeOf(n.expression));
    if (n.alias !== undefined) w.write(" as ").name(n.alias);
  },
  ordering: (n, w) => {
    if (givesLarge(n.expression)) {
      const what = n.expression.kind === "column" ? `"${n.expression.name}"` : "a large value";
      throw new QueryError(
        "QUERY.CANNOT_ORDER",
        `Oracle cannot order by ${what}, which it stores as a large object; bound its length (.max(1000)) or order by another column`,
      );
    }
    sides.value(n.expression, w).write(` ${n.direction}`);
    if (n.nulls !== undefined) w.write(` nulls ${n.nulls}`);
  },
  paging: (n, w) => {
    if (n.offset) w.write(" offset ", n.offset, " rows");
    if (n.limit) w.write(n.offset ? " fetch next " : " fetch first ", n.limit, " rows only");
  },
  lock: (n, w) => {
    if (n.mode === "share")
      throw unsupported("Oracle", "shared locks of rows", 'lock for "update", or read in a transaction of isolation level "serializable"');
    w.write(" for update");
    if (n.of && n.of.length > 0) w.write(" of ").list(", ", n.of);
    if (n.wait) w.write(n.wait === "noWait" ? " nowait" : " skip locked");
  },
  select: (n, w) => {
    if (n.lock && n.paging) throw unsupported("Oracle", "row locks in a query with a limit", "lock the rows of the keys that a first query gave");
    reading.select(n, w);
  },
  proposed: (n, w) => w.name("source", n.column),
  arrayRows: () => {
    throw new TypeError("this dialect writes rows as values, not as arrays");
  },
  insert: writeInsert,
  update: (n, w) => writeUpdate(n, w, sides.wholeCondition),
  delete: (n, w) => writeDelete(n, w, sides.wholeCondition),
};

/** Large objects have no operators: a function gives -1, 0 or 1, and NULL for NULL. */
function writeLargeCompare(left: Expression, operator: string, right: Expression, w: Writer): Writer {
  return w.write("dbms_lob.compare(", left, ", ", right, `) ${operator} 0`);
}

function writeList(n: Node<"inList">, w: Writer): void {
  const type = isSingles(n.list) ? typeOf(n.item) : (n.list.type ?? typeOf(n.item));
  if (isSingles(n.list)) {
    if (!givesLarge(n.item) || n.list.length === 0) conditions.inList(n, w);
    else {
      w.write(n.negated ? "not (" : "(");
      for (const [i, member] of n.list.entries()) writeLargeCompare(n.item, "=", member, i > 0 ? w.write(" or ") : w);
      w.write(")");
    }
    return;
  }
  const column = `"j"."v"`;
  const large = givesLarge(n.item);
  const declared = listElement(type, column);
  const element = !large && declared.type === "clob" ? { type: "varchar2(4000)", expression: column } : declared;
  const source: readonly (string | Node)[] = [`json_table(`, n.list, `, '$[*]' columns ("v" ${element.type} path '$')) "j"`];
  if (!large) {
    sides.value(n.item, w).write(n.negated ? " not in (" : " in (", `select ${element.expression} from `, ...source, ` where ${column} is not null)`);
    return;
  }
  // NULL where the item is NULL, as IN is.
  w.write(
    "case when ",
    n.item,
    " is null then null when exists (select 1 from ",
    ...source,
    " where dbms_lob.compare(",
    n.item,
    `, ${element.expression}) = 0) then 1 else 0 end = ${n.negated ? 0 : 1}`,
  );
}

/** One JSON text per column, put side by side by the position of their elements. */
function writeInRows(n: Node<"inRows">, w: Writer): void {
  const elements = n.lists.map(({ type }, i) => listElement(type, `"j${i}"."v"`));
  w.write("(")
    .list(", ", n.items)
    .write(`) in (select ${elements.map(({ expression }) => expression).join(", ")} from `);
  for (const [i, list] of n.lists.entries()) {
    const columns = `"n" for ordinality, "v" ${elements[i]?.type} path '$'`;
    w.write(i > 0 ? " join json_table(" : "json_table(", list, `, '$[*]' columns (${columns})) "j${i}"`, i > 0 ? ` on "j${i}"."n" = "j0"."n"` : "");
  }
  w.write(")");
}
