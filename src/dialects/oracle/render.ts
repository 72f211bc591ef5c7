import { QueryError } from "../../kernel/errors.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { patternMaker, writePattern } from "../standard/like-pattern.ts";
import { isSingles, standard, typeOf } from "../standard/render.ts";
import { isCondition, writeTruth, writeValue } from "../standard/truth.ts";
import { isLarge, listElement } from "./types.ts";
import { writeDelete, writeInsert, writeUpdate } from "./write.ts";

const pattern = patternMaker("%_");

export const renderers: Renderers = {
  ...standard,
  compare: (n, w) => {
    if (isLarge(typeOf(n.left)) || isLarge(typeOf(n.right))) return writeLargeCompare(n.left, n.operator, n.right, w);
    writeValue(n.left, w).write(` ${n.operator} `);
    return writeValue(n.right, w);
  },
  logical: (n, w) => {
    if (n.items.length === 0) return w.write(n.operator === "and" ? "1 = 1" : "1 = 0");
    w.write("(");
    for (const [i, item] of n.items.entries()) writeCondition(item, i > 0 ? w.write(` ${n.operator} `) : w);
    return w.write(")");
  },
  not: (n, w) => writeCondition(n.item, w.write("not (")).write(")"),
  isNull: (n, w) => writeValue(n.item, w).write(n.negated ? " is not null" : " is null"),
  between: (n, w) => {
    if (!isLarge(typeOf(n.item))) return standard.between(n, w);
    writeLargeCompare(n.item, ">=", n.low, w.write("("));
    return writeLargeCompare(n.item, "<=", n.high, w.write(" and ")).write(")");
  },
  inList: writeList,
  inRows: writeInRows,
  truth: (n, w) => writeTruth(n, w),
  like: (n, w) => {
    w.write(...(n.insensitive ? ["lower(", n.item, ") like lower("] : [n.item, " like "]));
    writePattern(n, pattern, w);
    w.write(n.insensitive ? ")" : "", " escape '\\'");
  },
  call: writeCall,
  table: (n, w) => {
    w.name(...(n.schema === undefined ? [] : [n.schema]), n.name);
    if (n.alias !== undefined) w.write(" ").name(n.alias); // AS is refused here
  },
  derived: (n, w) => w.write("(", n.query, ") ").name(n.alias),
  projection: (n, w) => {
    if (isCondition(n.expression)) writeValue(n.expression, w);
    else w.read(n.expression, typeOf(n.expression));
    if (n.alias !== undefined) w.write(" as ").name(n.alias);
  },
  ordering: (n, w) => {
    if (isLarge(typeOf(n.expression))) {
      const what = n.expression.kind === "column" ? `"${n.expression.name}"` : "a large value";
      throw new QueryError(
        "QUERY.CANNOT_ORDER",
        `Oracle cannot order by ${what}, which it stores as a large object; bound its length (.max(1000)) or order by another column`,
      );
    }
    writeValue(n.expression, w).write(` ${n.direction}`);
    if (n.nulls !== undefined) w.write(` nulls ${n.nulls}`);
  },
  paging: (n, w) => {
    if (n.offset) w.write(" offset ", n.offset, " rows");
    if (n.limit) w.write(n.offset ? " fetch next " : " fetch first ", n.limit, " rows only");
  },
  select: (n, w) => {
    w.write("select ")
      .list(", ", n.projections)
      .write(" from ", n.from, ...(n.joins ?? []));
    if (n.where) writeCondition(n.where, w.write(" where "));
    if (n.orderBy.length > 0) w.write(" order by ").list(", ", n.orderBy);
    if (n.paging) w.write(n.paging);
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

/** Large objects have no operators: a function gives -1, 0 or 1, and NULL for NULL. */
function writeLargeCompare(left: Expression, operator: string, right: Expression, w: Writer): Writer {
  return w.write("dbms_lob.compare(", left, ", ", right, `) ${operator} 0`);
}

function writeList(n: Node<"inList">, w: Writer): void {
  const type = isSingles(n.list) ? typeOf(n.item) : (n.list.type ?? typeOf(n.item));
  if (isSingles(n.list)) {
    if (!isLarge(type) || n.list.length === 0) standard.inList(n, w);
    else {
      w.write(n.negated ? "not (" : "(");
      for (const [i, member] of n.list.entries()) writeLargeCompare(n.item, "=", member, i > 0 ? w.write(" or ") : w);
      w.write(")");
    }
    return;
  }
  const column = `"j"."v"`;
  const element = listElement(type, column);
  const source: readonly (string | Node)[] = [`json_table(`, n.list, `, '$[*]' columns ("v" ${element.type} path '$')) "j"`];
  if (!isLarge(type)) {
    w.write(n.item, n.negated ? " not in (" : " in (", `select ${element.expression} from `, ...source, ` where ${column} is not null)`);
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

function writeCall(n: Node<"call">, w: Writer): void {
  switch (n.name) {
    case "now":
      w.write(n.type?.kind === "instant" ? `cast(sys_extract_utc(systimestamp) as timestamp(${n.type.precision}))` : "sys_extract_utc(systimestamp)");
      break;
    case "uuid": // SYS_GUID alone counts upwards and is no valid uuid: hashed, with the version and variant of a random one
      w.write("lower(regexp_replace(rawtohex(standard_hash(sys_guid(), 'MD5')), '^(.{8})(.{4}).(.{3}).(.{3})(.{12})$', '\\1-\\2-4\\3-8\\4-\\5'))");
      break;
    case "count":
      if (n.args.length === 0) w.write("count(*)");
      else w.write("count(").list(", ", n.args).write(")");
      break;
    case "rowNumber":
      w.write("row_number()");
      break;
    case "lower":
    case "length":
      w.write(`${n.name}(`).list(", ", n.args).write(")");
  }
}
