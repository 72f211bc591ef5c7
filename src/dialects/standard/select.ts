import type { Expression, Node, Query } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { type Sides, typeOf, writeValues } from "./sides.ts";
import { unsupported } from "./unsupported.ts";

/** Where the databases' SELECT differs besides what their other renderers say. */
export interface SelectForm {
  readonly sides: Sides;
  /** For messages. */
  readonly database: string;
  /** What stands for no source: "" or " from dual". */
  readonly noSource: string;
  /** The word for a query that reads itself: "recursive ", or "" where it needs none. */
  readonly recursive: "recursive " | "";
  /** WITH may name writes that give back rows. */
  readonly writesInWith: boolean;
  /** WITH may stand in queries inside others. */
  readonly nestedWith: boolean;
  readonly distinctOn: boolean;
  readonly lateral: "lateral" | "apply" | "none";
  readonly fullJoin: boolean;
  readonly allForms: boolean;
  /** The word for EXCEPT. */
  readonly except: "except" | "minus";
  /** Alias of derived tables: with or without AS. */
  readonly as: " as " | " ";
}

type Reading = Pick<Renderers, "table" | "derived" | "join" | "projection" | "ordering" | "paging" | "lock" | "cte" | "select" | "setOperation">;

export function selectRenderers(form: SelectForm): Reading {
  const { sides } = form;
  return {
    table: (n, w) => {
      w.name(...(n.schema === undefined ? [] : [n.schema]), n.name);
      if (n.alias !== undefined) w.write(form.as).name(n.alias);
      if (n.hint !== undefined) w.write(n.hint);
    },
    derived: (n, w) => {
      if (n.lateral && form.lateral === "none") throw noLateral(form.database);
      w.write(n.lateral && form.lateral === "lateral" ? "lateral (" : "(")
        .nested(n.query)
        .write(`)${form.as}`)
        .name(n.alias);
    },
    join: (n, w) => writeJoin(n, w, form),
    projection: (n, w) => {
      w.read(n.expression, typeOf(n.expression));
      if (n.alias !== undefined) w.write(" as ").name(n.alias);
    },
    ordering: (n, w) => {
      sides.value(n.expression, w).write(` ${n.direction}`);
      if (n.nulls !== undefined) w.write(` nulls ${n.nulls}`);
    },
    paging: (n, w) => {
      if (n.limit) w.write(" limit ", n.limit);
      if (n.offset) w.write(" offset ", n.offset);
    },
    lock: (n, w) => {
      w.write(` for ${n.mode}`);
      if (n.of && n.of.length > 0) w.write(" of ").names([...new Set(n.of.map((column) => column.table ?? column.name))]);
      if (n.wait) w.write(n.wait === "noWait" ? " nowait" : " skip locked");
    },
    cte: (n, w) => {
      const writes = n.query.kind !== "select" && n.query.kind !== "setOperation";
      if (writes && !form.writesInWith) throw unsupported(form.database, "writes among named queries", "run the write first, in the same transaction");
      w.name(n.name).write(" (").names(n.columns).write(") as (").nested(n.query).write(")");
    },
    select: (n, w) => {
      writeSelectHead(n, w, form);
      writeSelectBody(n, w, form);
      if (n.paging) w.write(n.paging);
      if (n.lock) w.write(n.lock);
    },
    setOperation: (n, w) => {
      if (n.all && n.operator !== "union" && !form.allForms)
        throw unsupported(form.database, `${n.operator.toUpperCase()} ALL`, "leave ALL out, or number the rows and compare the numbers too");
      writeMember(n.left, w, form, n);
      w.write(` ${n.operator === "except" ? form.except : n.operator}${n.all ? " all" : ""} `);
      writeMember(n.right, w, form, undefined);
    },
  };
}

/** WITH, SELECT and DISTINCT. */
export function writeSelectHead(n: Node<"select">, w: Writer, form: SelectForm): void {
  if (n.with && n.with.length > 0) {
    if (w.isNested && !form.nestedWith) throw unsupported(form.database, "WITH inside another query", "give the names to the outermost query");
    writeWith(n.with, w, form);
  }
  w.write("select ");
  if (n.distinctOn && n.distinctOn.length > 0) {
    if (!form.distinctOn)
      throw unsupported(form.database, "DISTINCT ON", "number the rows by rowNumber().over({ partitionBy, orderBy }) in an inner query and keep the first");
    writeValues(n.distinctOn, w.write("distinct on ("), form.sides).write(") ");
  } else if (n.distinct) w.write("distinct ");
}

export function writeWith(ctes: readonly Node<"cte">[], w: Writer, form: SelectForm): void {
  w.write("with ", ctes.some((cte) => cte.recursive) ? form.recursive : "")
    .list(", ", ctes)
    .write(" ");
}

/** From the projections to the order. */
export function writeSelectBody(n: Node<"select">, w: Writer, form: SelectForm): void {
  const { wholeCondition } = form.sides;
  w.list(", ", n.projections);
  if (n.from) w.write(" from ", n.from, ...(n.joins ?? []));
  else w.write(form.noSource);
  if (n.where) wholeCondition(n.where, w.write(" where "));
  if (n.groupBy && n.groupBy.length > 0) writeValues(n.groupBy, w.write(" group by "), form.sides);
  if (n.having) wholeCondition(n.having, w.write(" having "));
  if (n.orderBy.length > 0) w.write(" order by ").list(", ", n.orderBy);
}

function writeJoin(n: Node<"join">, w: Writer, form: SelectForm): void {
  if (n.form === "full" && !form.fullJoin)
    throw unsupported(form.database, "FULL JOIN", "use a LEFT JOIN and unionAll() the rows of the other side that match nothing");
  const lateral = n.source.kind === "derived" && n.source.lateral === true;
  if (lateral && form.lateral === "none") throw noLateral(form.database);
  if (lateral && form.lateral === "apply") {
    if (n.on && !isTrue(n.on)) throw unsupported(form.database, "ON beside LATERAL (it is APPLY there)", "put the condition into the inner query");
    w.write(n.form === "left" ? " outer apply " : " cross apply ", n.source);
    return;
  }
  w.write(` ${n.form} join `, n.source);
  if (n.on) form.sides.condition(n.on, w.write(" on "));
}

function isTrue(expression: Expression): boolean {
  return expression.kind === "constant" && expression.value === true;
}

function noLateral(database: string): Error {
  return unsupported(database, "LATERAL", "number the rows by rowNumber().over({ partitionBy }) in a joined query and keep the first ones, or use subquery()");
}

/**
 * A member of a set operation. Databases disagree on what binds tighter and on parentheses, so whatever is no plain SELECT is read as a derived table;
 * only a chain of one operator goes on as it is.
 */
function writeMember(query: Query, w: Writer, form: SelectForm, parent: Node<"setOperation"> | undefined): void {
  const chains = query.kind === "setOperation" && query.operator === parent?.operator && query.all === parent.all;
  const plain = query.kind === "select" && query.orderBy.length === 0 && !query.paging && !query.with && !query.lock;
  if (chains || plain) w.nested(query);
  else w.write("select * from (").nested(query).write(`)${form.as}`).name("members");
}
