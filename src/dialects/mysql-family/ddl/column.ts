import type { AlterColumn } from "../../../schema/changes/column-aspect.ts";
import type { Ddl, RenderedStatements, Risk } from "../../../schema/dialect.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import type { ColumnSnapshot } from "../../../schema/snapshot.ts";
import { fateOf, readType, type TypeForm, type TypeNames } from "../../standard/ddl/conversion.ts";
import { lossOfColumn } from "../../standard/ddl/ddl.ts";
import { refuse } from "../../standard/ddl/refuse.ts";
import { risky, statements } from "../../standard/ddl/rendered.ts";
import { path } from "../../standard/ddl/table.ts";
import { columnDefinition, words } from "./words.ts";

const unlimited = Number.POSITIVE_INFINITY;
const names: TypeNames = {
  tinyint: ["integer", 8],
  smallint: ["integer", 16],
  mediumint: ["integer", 24],
  int: ["integer", 32],
  bigint: ["integer", 64],
  decimal: ["decimal"],
  float: ["float", 24],
  double: ["float", 53],
  varchar: ["text"],
  char: ["text"],
  tinytext: ["text", 63],
  text: ["text", 16_383],
  mediumtext: ["text", 4_194_303],
  longtext: ["text", unlimited],
  datetime: ["datetime"],
  timestamp: ["datetime"],
  date: ["date"],
  time: ["time"],
  varbinary: ["bytes"],
  binary: ["bytes"],
  blob: ["bytes", 65_535],
  mediumblob: ["bytes", 16_777_215],
  longblob: ["bytes", unlimited],
  json: ["json"],
  enum: ["enum"],
};

/** JSON of MariaDB is long text, times without a zone are what both have. */
function formOf(type: string): TypeForm {
  const form = readType(type, names);
  return form.family === "datetime" ? { ...form, scale: /\(\d\)/.test(type) ? form.scale : 0 } : form;
}

const modify = (table: ObjectName, column: ColumnSnapshot): string =>
  `alter table ${path(words, table)} modify column ${words.quote(column.name)} ${columnDefinition(column)}`;

function alterColumnType({ table, from, to }: AlterColumn<"alterColumnType">): RenderedStatements {
  const [before, after] = [formOf(from.type), formOf(to.type)];
  const fate = fateOf(before, after);
  if (fate === "impossible") {
    const what = `turn ${table.name}.${to.name} from ${from.type} into ${to.type}`;
    refuse("this server", what, "add a column of the new type, fill it in a data step and drop the old one");
  }
  return { statements: [modify(table, to)], ...riskOf(before, after, fate) };
}

function riskOf(before: TypeForm, after: TypeForm, fate: "fits" | "checked" | "loses"): { readonly risk: Risk; readonly warning?: string } {
  if (fate === "loses") return { risk: "losesData", warning: "values are rounded or cut; writes wait while the table is copied" };
  // lengths up to 255 bytes are written with one byte, longer ones with two
  const short = (form: TypeForm): boolean => form.size * 4 <= 255;
  const grows = fate === "fits" && before.family === after.family;
  if (grows && after.family === "text" && before.rest === after.rest && Number.isFinite(after.size) && short(before) === short(after)) return { risk: "none" };
  if (grows && after.family === "enum") return { risk: "none" };
  const fails = fate === "checked" ? "; a value that is none of the new type makes it fail" : "";
  return { risk: "rewrites", warning: `writes wait while the table is copied${fails}` };
}

/** Values of a computed column that is none any more: the server keeps those it stored. */
function uncompute({ table, from, to }: AlterColumn<"alterComputed">): RenderedStatements {
  const warning = "writes wait while the table is copied";
  if (from.computed?.stored) return risky("rewrites", warning, modify(table, to));
  const [owner, name] = [path(words, table), words.quote(to.name)];
  const plain = { ...to, nullable: true };
  return risky(
    "rewrites",
    warning,
    `alter table ${owner} drop column ${name}`,
    `alter table ${owner} add column ${name} ${columnDefinition(plain)}`,
    `update ${owner} set ${name} = ${from.computed?.expression}`,
    ...(to.nullable ? [] : [modify(table, to)]),
  );
}

type Columns = Pick<
  Ddl,
  | "addColumn"
  | "alterColumnType"
  | "alterColumnNullability"
  | "alterColumnDefault"
  | "alterIdentity"
  | "alterComputed"
  | "alterColumnOptions"
  | "setColumnComment"
>;

export const columnDdl: Columns = {
  addColumn: ({ table, column }) => {
    const sql = `alter table ${path(words, table)} add column ${words.quote(column.name)} ${columnDefinition(column)}`;
    const isRequired = !column.nullable && column.default === undefined && column.identity === undefined && column.computed === undefined;
    const zero = `select count(*) from (select 1 from ${path(words, table)} limit 1) some`;
    const otherwise = `the rows of ${table.name} would get a value of the server's choice in ${column.name}: give it a default, or add it nullable and fill it in a data step`;
    const made =
      column.computed?.stored === true || column.identity !== undefined ? risky("rewrites", "writes wait while the table is copied", sql) : statements(sql);
    return isRequired ? { ...made, expects: [{ zero, otherwise }] } : made;
  },
  alterColumnType,
  alterColumnNullability: ({ table, to }) => {
    if (to.nullable) return risky("rewrites", "the table is written anew; reads and writes go on", modify(table, to));
    const name = words.quote(to.name);
    const fill = to.default === undefined ? [] : [`update ${path(words, table)} set ${name} = ${to.default} where ${name} is null`];
    const warning = `the table is written anew; ${fill.length > 0 ? "rows without a value get the default" : "a row without a value makes it fail"}`;
    return risky("rewrites", warning, ...fill, modify(table, to));
  },
  alterColumnDefault: ({ table, to }) => statements(modify(table, to)),
  alterIdentity: ({ table, to }) => risky("rewrites", "writes wait while the table is copied", modify(table, to)),
  alterComputed: (change) => {
    const { table, from, to } = change;
    if (to.computed === undefined) return uncompute(change);
    const name = words.quote(to.name);
    const remade = [`alter table ${path(words, table)} drop column ${name}`, `alter table ${path(words, table)} add column ${name} ${columnDefinition(to)}`];
    return from.computed === undefined ? risky("losesData", lossOfColumn, ...remade) : risky("rewrites", "writes wait while the table is copied", ...remade);
  },
  alterColumnOptions: ({ table, to }) => statements(modify(table, to)),
  setColumnComment: ({ table, to }) => statements(modify(table, to)),
};
