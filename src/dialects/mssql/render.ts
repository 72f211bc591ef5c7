import type { Expression, Node } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { patternMaker, writePattern } from "../standard/like-pattern.ts";
import { isSingles, standard, typeOf } from "../standard/render.ts";
import { isCondition, writeTruth, writeValue } from "../standard/truth.ts";
import { listElement } from "./types.ts";
import { writeDelete, writeInsert, writeUpdate } from "./write.ts";

const pattern = patternMaker("%_[");

export const renderers: Renderers = {
  ...standard,
  compare: (n, w) => {
    writeValue(n.left, w).write(` ${n.operator} `);
    writeValue(n.right, w);
  },
  logical: (n, w) => {
    if (n.items.length === 0) return w.write(n.operator === "and" ? "1 = 1" : "1 = 0");
    w.write("(");
    for (const [i, item] of n.items.entries()) writeCondition(item, i > 0 ? w.write(` ${n.operator} `) : w);
    return w.write(")");
  },
  not: (n, w) => writeCondition(n.item, w.write("not (")).write(")"),
  isNull: (n, w) => writeValue(n.item, w).write(n.negated ? " is not null" : " is null"),
  inList: (n, w) => {
    if (isSingles(n.list)) return standard.inList(n, w);
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
  truth: (n, w) => writeTruth(n, w),
  like: writeLike,
  call: writeCall,
  projection: (n, w) => {
    if (isCondition(n.expression)) writeValue(n.expression, w.write("cast(")).write(" as bit)");
    else w.read(n.expression, typeOf(n.expression));
    if (n.alias !== undefined) w.write(" as ").name(n.alias);
  },
  ordering: (n, w) => {
    // NULLs are the lowest values here: only the other order has to be asked for.
    if (n.nulls !== undefined && n.nulls !== (n.direction === "asc" ? "first" : "last")) {
      writeValue(n.expression, w.write("case when ")).write(` is null then ${n.nulls === "first" ? "0 else 1" : "1 else 0"} end, `);
    }
    writeValue(n.expression, w).write(` ${n.direction}`);
  },
  paging: (n, w) => {
    if (!n.ordered) w.write(" order by (select null)");
    w.write(" offset ", n.offset ?? "0", " rows");
    if (n.limit) w.write(" fetch next ", n.limit, " rows only");
  },
  select: (n, w) => {
    // TOP needs no order and takes 0; OFFSET .. FETCH does neither.
    const top = n.paging?.offset === undefined ? n.paging?.limit : undefined;
    w.write("select ", ...(top ? ["top (", top, ") "] : []))
      .list(", ", n.projections)
      .write(" from ", n.from, ...(n.joins ?? []));
    if (n.where) writeCondition(n.where, w.write(" where "));
    if (n.orderBy.length > 0) w.write(" order by ").list(", ", n.orderBy);
    if (n.paging && !top) w.write(n.paging);
  },
  assignment: (n, w) => writeValue(n.value, w.name(n.column).write(" = ")),
  proposed: (n, w) => w.name("source", n.column),
  arrayRows: () => {
    throw new TypeError("this dialect writes rows as values, not as arrays");
  },
  insert: writeInsert,
  update: (n, w) => writeUpdate(n, w, writeCondition),
  delete: (n, w) => writeDelete(n, w, writeCondition),
};

/** A condition; a boolean column alone is none here. */
function writeCondition(expression: Expression, w: Writer): Writer {
  const isFlag = expression.kind === "column" && expression.type?.kind === "boolean";
  return w.write(expression, ...(isFlag ? [" = 1"] : []));
}

function writeLike(n: Node<"like">, w: Writer): void {
  if (n.insensitive) w.write("lower(");
  if (typeOf(n.item)?.kind === "uuid") w.write("lower(convert(char(36), ", n.item, "))");
  else w.write(n.item);
  w.write(n.insensitive ? ") like lower(" : " like ");
  writePattern(n, pattern, w);
  w.write(n.insensitive ? ")" : "", " escape '\\'");
}

function writeCall(n: Node<"call">, w: Writer): void {
  switch (n.name) {
    case "now":
      w.write(n.type?.kind === "instant" ? `cast(sysutcdatetime() as datetime2(${n.type.precision}))` : "sysutcdatetime()");
      break;
    case "uuid":
      w.write("newid()");
      break;
    case "lower":
      w.write("lower(").list(", ", n.args).write(")");
      break;
    case "length": // LEN does not count spaces at the end
      w.write("(len(cast(").list(", ", n.args).write(" as nvarchar(max)) + N'.') - 1)");
      break;
    case "rowNumber":
      w.write("row_number()");
      break;
    case "count":
      if (n.args.length === 0) w.write("count_big(*)");
      else w.write("count_big(").list(", ", n.args).write(")");
  }
}
