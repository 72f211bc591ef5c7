import type { Ddl, RenderedStatements } from "../../../schema/dialect.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import type { ColumnSnapshot } from "../../../schema/snapshot.ts";
import { fateOf, readType, type TypeNames } from "../../standard/ddl/conversion.ts";
import { lossOfColumn } from "../../standard/ddl/ddl.ts";
import { refuse } from "../../standard/ddl/refuse.ts";
import { risky, statements } from "../../standard/ddl/rendered.ts";
import { path } from "../../standard/ddl/table.ts";
import { defaultClause, words } from "./words.ts";

const unlimited = Number.POSITIVE_INFINITY;
const names: TypeNames = {
  tinyint: ["integer", 8],
  smallint: ["integer", 16],
  int: ["integer", 32],
  bigint: ["integer", 64],
  decimal: ["decimal"],
  numeric: ["decimal"],
  real: ["float", 24],
  float: ["float", 53],
  bit: ["boolean"],
  nvarchar: ["text"],
  varchar: ["text"],
  nchar: ["text"],
  char: ["text"],
  datetime2: ["datetime"],
  datetimeoffset: ["instant"],
  date: ["date"],
  time: ["time"],
  uniqueidentifier: ["uuid"],
  varbinary: ["bytes"],
  ntext: ["text", unlimited],
};

const alter = (table: ObjectName, action: string): string => `alter table ${path(words, table)} ${action}`;

/** A default is a constraint, whose name may not be ours. */
function dropDefault(table: ObjectName, column: string): string {
  const of = `parent_object_id = object_id(${words.text(path(words, table))}) and col_name(parent_object_id, parent_column_id) = ${words.text(column)}`;
  const drop = `N'alter table ${path(words, table).replaceAll("'", "''")} drop constraint ' + quotename(name)`;
  return `declare @sql nvarchar(max) = (select ${drop} from sys.default_constraints where ${of}); if @sql is not null exec (@sql)`;
}

const addDefault = (table: ObjectName, { name, default: fill }: ColumnSnapshot): string =>
  alter(table, `add ${defaultClause(table.name, name, fill ?? "null")} for ${words.quote(name)}`);

/** Type and nullability at once; a default in the way is taken off and put back. */
function retype(table: ObjectName, from: ColumnSnapshot, to: ColumnSnapshot): string[] {
  const change = alter(table, `alter column ${words.quote(to.name)} ${to.type} ${to.nullable ? "null" : "not null"}`);
  return [...(from.default === undefined ? [] : [dropDefault(table, to.name)]), change, ...(to.default === undefined ? [] : [addDefault(table, to)])];
}

function remake(table: ObjectName, to: ColumnSnapshot): string[] {
  return [alter(table, `drop column ${words.quote(to.name)}`), alter(table, `add ${words.quote(to.name)} ${words.column(to, table)}`)];
}

type Columns = Pick<
  Ddl,
  | "addColumn"
  | "dropColumn"
  | "renameColumn"
  | "alterColumnType"
  | "alterColumnNullability"
  | "alterColumnDefault"
  | "alterIdentity"
  | "alterComputed"
  | "alterColumnOptions"
>;

export const columnDdl: Columns = {
  addColumn: ({ table, column }) => {
    const sql = alter(table, `add ${words.quote(column.name)} ${words.column(column, table)}`);
    return column.computed?.stored || column.identity ? risky("rewrites", "the table is locked while every row gets its value", sql) : statements(sql);
  },
  dropColumn: ({ table, column }) => {
    const drop = alter(table, `drop column ${words.quote(column.name)}`);
    return risky("losesData", lossOfColumn, ...(column.default === undefined ? [] : [dropDefault(table, column.name)]), drop);
  },
  renameColumn: ({ table, column, from }) =>
    statements(`exec sp_rename ${words.text(`${path(words, table)}.${words.quote(from)}`)}, ${words.text(column.name)}, N'COLUMN'`),
  alterColumnType: ({ table, from, to }) => {
    const [before, after] = [readType(from.type, names), readType(to.type, names)];
    const fate = fateOf(before, after);
    if (fate === "impossible") {
      const what = `turn ${table.name}.${to.name} from ${from.type} into ${to.type}`;
      refuse("SQL Server", what, "add a column of the new type, fill it in a data step and drop the old one");
    }
    const all = retype(table, from, to);
    if (fate === "loses") return risky("losesData", "values are rounded or cut; the table is locked while it is written anew", ...all);
    const grows = fate === "fits" && before.family === after.family && after.family === "text" && before.rest === after.rest && Number.isFinite(after.size);
    return grows ? statements(...all) : risky("rewrites", "the table is locked while it is written anew", ...all);
  },
  alterColumnNullability: ({ table, from, to }): RenderedStatements => {
    if (to.nullable) return statements(...retype(table, from, to));
    const name = words.quote(to.name);
    const fill = to.default === undefined ? [] : [`update ${path(words, table)} set ${name} = ${to.default} where ${name} is null`];
    const rows = fill.length > 0 ? "rows without a value get the default" : "a row without a value makes it fail";
    return risky("locks", `the table is locked while every row is looked at; ${rows}`, ...fill, ...retype(table, from, to));
  },
  alterColumnDefault: ({ table, from, to }) =>
    statements(...(from.default === undefined ? [] : [dropDefault(table, to.name)]), ...(to.default === undefined ? [] : [addDefault(table, to)])),
  alterIdentity: ({ table, to }) =>
    refuse("SQL Server", `change the identity of ${table.name}.${to.name}`, "create a new table, copy the rows in a data step and drop the old one"),
  alterComputed: ({ table, from, to }) => {
    if (to.computed === undefined) {
      const kept = { ...to, nullable: true };
      const fill = `exec (${words.text(`update ${path(words, table)} set ${words.quote(to.name)} = ${from.computed?.expression}`)})`;
      return risky(
        "rewrites",
        "the table is locked while every row gets its value",
        ...remake(table, kept),
        fill,
        ...(to.nullable ? [] : retype(table, { ...kept, default: undefined }, { ...to, default: undefined })),
      );
    }
    return from.computed === undefined
      ? risky("losesData", lossOfColumn, ...(from.default === undefined ? [] : [dropDefault(table, to.name)]), ...remake(table, to))
      : risky("rewrites", "the table is locked while every row is computed", ...remake(table, to));
  },
  alterColumnOptions: () => statements(),
};
