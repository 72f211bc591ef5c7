import type { Conflict, Expression, LikeForm, Node, Query } from "../../sql/ast.ts";
import { mapChildren } from "../../sql/walk.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { conditionRenderers, isSingles } from "../standard/conditions.ts";
import { callRenderers } from "../standard/functions.ts";
import { qualifyUpdate } from "../standard/qualify.ts";
import { computedRenderers, deleteByExistence, isQuery, leafRenderers, writeRenderers, writeReturning, writeRows } from "../standard/render.ts";
import { selectRenderers } from "../standard/select.ts";
import { plainSides, typeOf, writeValues } from "../standard/sides.ts";
import { unsupported } from "../standard/unsupported.ts";
import { writeArithmetic, writeCast, writeMoment } from "./arithmetic.ts";
import { keepSubqueries } from "./outer-conditions.ts";
import { withoutOwnReads } from "./own-reads.ts";
import { documents } from "./render-documents.ts";
import { functions } from "./render-functions.ts";
import type { FamilyTraits } from "./traits.ts";
import { listColumnType } from "./types.ts";

const sides = plainSides;
const conditions = conditionRenderers(sides);

/** Backticks, doubled inside. */
export function quote(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

/** Name of the proposed row where the server wants one. */
const proposedRow = quote("_new");

export function familyRenderers(traits: FamilyTraits): Renderers {
  return {
    ...leafRenderers,
    ...conditions,
    ...computedRenderers(sides),
    ...callRenderers(functions(traits), sides, { withoutGroups: traits.label, everything: traits.everything }),
    ...reading(traits),
    ...writeRenderers(sides),
    ...documents(traits),
    arithmetic: writeArithmetic,
    cast: (n, w) => writeCast(n, w, traits),
    moment: writeMoment,
    concat: (n, w) => writeValues(n.items, w.write("concat("), sides).write(")"),
    compare: (n, w) => writeCompare(n, w, traits),
    inQuery: (n, w) => {
      // A limit inside IN is refused; one query further in it is taken.
      const limited = n.query.kind === "select" && n.query.paging !== undefined;
      sides.value(n.item, w).write(n.negated ? " not in (" : " in (", limited ? "select * from (" : "");
      w.nested(n.query).write(limited ? ") as limited)" : ")");
    },
    inList: (n, w) => writeInList(n, w, traits),
    inRows: (n, w) => writeInRows(n, w, traits),
    like: (n, w) => writeLike(n, w, traits),
    ordering: (n, w) => {
      if (n.nulls === "last" && n.direction === "asc") sides.value(n.expression, w).write(" is null, ");
      if (n.nulls === "first" && n.direction === "desc") sides.value(n.expression, w).write(" is null desc, ");
      sides.value(n.expression, w).write(` ${n.direction}`);
    },
    paging: (n, w) => {
      if (n.limit) w.write(" limit ", n.limit);
      else if (n.offset) w.write(" limit 18446744073709551615");
      if (n.offset) w.write(" offset ", n.offset);
    },
    arrayRows: () => {
      throw new TypeError("rows cannot be inserted from arrays here; use rows of parameters");
    },
    proposed: (n, w) => {
      if (traits.proposed === "row-alias") w.write(`${proposedRow}.`).name(n.column);
      else w.write("values(").name(n.column).write(")");
    },
    insert: (n, w) => writeInsert(n, w, traits),
    update: (n, w) => writeUpdate(traits.noOwnReads === "writes" ? withoutOwnReads(n) : n, w),
    delete: (n, w) => writeDelete(n, w, traits),
  };
}

function reading(traits: FamilyTraits): ReturnType<typeof selectRenderers> {
  const renderers = selectRenderers({
    sides,
    database: traits.label,
    noSource: " from dual",
    recursive: "recursive ",
    writesInWith: false,
    nestedWith: true,
    distinctOn: false,
    lateral: traits.lateral,
    fullJoin: false,
    allForms: true,
    except: "except",
    as: " as ",
  });
  return {
    ...renderers,
    join: (n, w) => {
      const outer = n.form === "left" || n.form === "right";
      renderers.join(outer && traits.outerSemijoins === "unsound" && n.on ? { ...n, on: keepSubqueries(n.on) } : n, w);
    },
    lock: (n, w) => {
      w.write(n.mode === "update" ? " for update" : ` ${traits.shareLock}`);
      if (n.of && n.of.length > 0 && (traits.lockOf || !n.orAll)) {
        if (!traits.lockOf)
          throw unsupported(traits.label, "locks that name their tables", "lock all rows of the query, or read the others in a query of their own");
        w.write(" of ").names([...new Set(n.of.map((column) => column.table ?? column.name))]);
      }
      if (n.wait) w.write(n.wait === "noWait" ? " nowait" : " skip locked");
    },
  };
}

/** Both treat JSON as a value (order of keys and spaces do not count), each in its own way. */
function writeCompare(n: Node<"compare">, w: Writer, traits: FamilyTraits): void {
  const byFunction = traits.jsonEquality === "function" && (n.operator === "=" || n.operator === "<>") && (isJson(n.left) || isJson(n.right));
  if (!byFunction) {
    conditions.compare(n, w);
    return;
  }
  // Inside NOT and OR, `json_equals` counts as false for NULL (MariaDB 10.11), where a comparison must not answer at all.
  const unknown = [n.left, n.right].filter((side) => side.kind !== "parameter" && side.kind !== "value");
  for (const side of unknown) w.write("if(", side, " is null, null, ");
  w.write(n.operator === "=" ? "json_equals(" : "not json_equals(", n.left, ", ", n.right, ")", ")".repeat(unknown.length));
}

function isJson(expression: Expression): boolean {
  const kind = typeOf(expression)?.kind;
  return kind === "json" || kind === "array";
}

function writeInList(n: Node<"inList">, w: Writer, traits: FamilyTraits): void {
  if (!isSingles(n.list)) writeListParameter(n, n.list, w, traits);
  else if (!isJson(n.item)) conditions.inList(n, w);
  else {
    // IN does not know JSON.
    const any: Node<"logical"> = { kind: "logical", operator: "or", items: n.list.map((right) => ({ kind: "compare", operator: "=", left: n.item, right })) };
    w.write(n.negated ? { kind: "not", item: any } : any);
  }
}

/** One JSON text per column, put side by side by the position of their elements. */
function writeInRows(n: Node<"inRows">, w: Writer, traits: FamilyTraits): void {
  const elements = n.lists.map(({ type }, i) => (type?.kind === "bytes" ? `unhex(j${i}.v)` : `j${i}.v`));
  w.write("(")
    .list(", ", n.items)
    .write(`) in (select ${elements.join(", ")} from `);
  for (const [i, list] of n.lists.entries()) {
    const columns = `n for ordinality, v ${listColumnType(traits, list.type)} path '$'`;
    w.write(i > 0 ? " join json_table(" : "json_table(", list, `, '$[*]' columns (${columns})) as j${i}`, i > 0 ? ` on j${i}.n = j0.n` : "");
  }
  w.write(")");
}

/** The whole list is one JSON text. */
function writeListParameter(n: Node<"inList">, list: Node<"parameter">, w: Writer, traits: FamilyTraits): void {
  const type = list.type ?? typeOf(n.item);
  const rows = (): Writer => w.write("json_table(", list, `, '$[*]' columns (v ${listColumnType(traits, type)} path '$')) as j`);
  if (type?.kind === "json" || type?.kind === "array") {
    w.write("if(", n.item, " is null, null, ", n.negated ? "not exists (select 1 from " : "exists (select 1 from ");
    rows();
    if (traits.jsonEquality === "function") w.write(" where json_equals(j.v, ", n.item, ")))");
    else w.write(" where j.v = ", n.item, "))");
    return;
  }
  w.write(n.item, n.negated ? " not in (select " : " in (select ", type?.kind === "bytes" ? "unhex(j.v)" : "j.v", " from ");
  rows().write(")");
}

const escapePattern = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
const patterns: Readonly<Record<LikeForm, ((text: string) => string) | undefined>> = {
  like: undefined,
  contains: (text) => `%${escapePattern(text)}%`,
  startsWith: (text) => `${escapePattern(text)}%`,
  endsWith: (text) => `%${escapePattern(text)}`,
};

/** The pattern brings the exact collation, so that case counts whatever the column's own collation is. */
function writeLike(n: Node<"like">, w: Writer, traits: FamilyTraits): void {
  if (n.insensitive) w.write("lower(", n.item, ") like lower(");
  else w.write(n.item, " like ");
  const via = patterns[n.form];
  if (n.pattern.kind === "parameter") w.parameter({ ...n.pattern, via: after(n.pattern.via, via) });
  else w.value(n.pattern, via);
  w.write(n.insensitive ? ")" : "", ` collate ${traits.collation} escape '\\\\'`);
}

function after(first: ((value: never) => unknown) | undefined, second: ((text: string) => string) | undefined): ((value: never) => unknown) | undefined {
  if (!first || !second) return first ?? second;
  return (value) => second(first(value) as string);
}

function writeInsert(n: Node<"insert">, w: Writer, traits: FamilyTraits): void {
  const names = n.columns.map((column) => column.name);
  w.write("insert into ", n.table);
  if (names.length === 0) w.write(" () values ()");
  else w.write(" (").names(names).write(") ");
  const conflict = n.conflict && { ...n.conflict, update: qualifyUpdate(n.conflict, n.table.alias ?? n.table.name) };
  if (conflict && isQuery(n.source)) {
    if (conflict.update.length === 0 && n.returning.length > 0)
      throw unsupported(traits.label, "rows given back of an INSERT that leaves some as they are", "read them again in the same transaction");
    writeSourceRows(n.source, names, w, traits);
  } else if (names.length > 0) writeRows(n.source, w);
  if (conflict) writeOnDuplicate(conflict, n, w, traits);
  writeReturning(n.returning, w);
}

/** A table of their own, so that the sources of the query cannot be taken for the table that is written. */
function writeSourceRows(query: Query, names: readonly string[], w: Writer, traits: FamilyTraits): void {
  w.write("select * from (").nested(query).write(`) as ${proposedRow}`);
  if (traits.proposed === "row-alias") w.write(" (").names(names).write(")");
}

/** Any unique key of the table fires; planners ask for this only where the table has no other than the one meant. */
function writeOnDuplicate(conflict: Conflict, { table, source }: Node<"insert">, w: Writer, traits: FamilyTraits): void {
  if (traits.proposed === "row-alias" && conflict.update.length > 0 && !isQuery(source)) w.write(` as ${proposedRow}`);
  w.write(" on duplicate key update ");
  if (conflict.update.length > 0) {
    w.list(", ", conflict.update);
    return;
  }
  const [first] = conflict.target;
  if (first === undefined) throw new TypeError("an upsert needs at least one column of the key");
  const path = isQuery(source) ? [table.alias ?? table.name, first.name] : [first.name];
  w.name(...path)
    .write(" = ")
    .name(...path);
}

/** Other sources are joined to the table that changes; columns on the left side then need its name. */
function writeUpdate(n: Node<"update">, w: Writer): void {
  const from = n.from ?? [];
  w.write("update ", n.table, ...from, " set ");
  for (const [i, { column, value }] of n.assignments.entries()) {
    if (i > 0) w.write(", ");
    if (from.length > 0) w.name(n.table.alias ?? n.table.name, column);
    else w.name(column);
    sides.wholeValue(value, w.write(" = "));
  }
  if (n.where) sides.wholeCondition(n.where, w.write(" where "));
  writeReturning(n.returning, w);
}

function writeDelete(given: Node<"delete">, w: Writer, traits: FamilyTraits): void {
  // The form with several tables gives nothing back.
  const told = given.returning.length > 0 ? unaliased(deleteByExistence(given), traits) : given;
  const { schema, name, alias } = told.table;
  // Not every version takes an alias after DELETE FROM; the form with several tables does.
  const joined = alias !== undefined || told.from !== undefined;
  const n = joined || traits.noOwnReads === "writes" ? withoutOwnReads(told) : told;
  if (!joined) w.write("delete from ", n.table);
  else {
    const path = alias === undefined && schema !== undefined ? [schema, name] : [alias ?? name];
    w.write("delete ")
      .name(...path)
      .write(" from ", n.table, ...(n.from ?? []));
  }
  if (n.where) sides.wholeCondition(n.where, w.write(" where "));
  writeReturning(n.returning, w);
}

/** The same DELETE with the table under its own name. */
function unaliased(n: Node<"delete">, traits: FamilyTraits): Node<"delete"> {
  const { alias, name } = n.table;
  if (alias === undefined) return n;
  const renamed = <N extends Node>(node: N): N => {
    if (node.kind === "column") return node.table === alias ? { ...node, table: name } : node;
    if ((node.kind === "table" && (node.alias ?? node.name) === name) || (node.kind === "derived" && node.alias === name))
      throw unsupported(traits.label, "DELETE of a table under an alias that gives rows back", `call no other source "${name}", or read the rows before`);
    return mapChildren(node, renamed);
  };
  return { ...n, table: { ...n.table, alias: undefined }, where: n.where && renamed(n.where), returning: n.returning.map(renamed) };
}
