import type { Ddl } from "../../../schema/dialect.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import { fateOf, readType, type TypeNames } from "../../standard/ddl/conversion.ts";
import { lossOfColumn } from "../../standard/ddl/ddl.ts";
import { refuse } from "../../standard/ddl/refuse.ts";
import { risky, statements } from "../../standard/ddl/rendered.ts";
import { path } from "../../standard/ddl/table.ts";
import { identityClause, words } from "./words.ts";

const names: TypeNames = {
  number: ["decimal"],
  integer: ["decimal", 38],
  binary_double: ["float", 53],
  binary_float: ["float", 24],
  varchar2: ["text"],
  nvarchar2: ["text"],
  char: ["text"],
  clob: ["text"],
  date: ["date"],
  timestamp: ["datetime"],
  "timestamp with time zone": ["instant"],
  raw: ["bytes"],
  blob: ["bytes"],
};

const modify = (table: ObjectName, column: string, what: string): string => `alter table ${path(words, table)} modify (${words.quote(column)} ${what})`;
/** What a column becomes here without its rows being moved by hand. */
const moved = "add a column of the new type, fill it in a data step and drop the old one";

type Columns = Pick<
  Ddl,
  "addColumn" | "alterColumnType" | "alterColumnNullability" | "alterColumnDefault" | "alterIdentity" | "alterComputed" | "alterColumnOptions"
>;

export const columnDdl: Columns = {
  addColumn: ({ table, column }) => {
    const sql = `alter table ${path(words, table)} add (${words.quote(column.name)} ${words.column(column, table)})`;
    return column.identity ? risky("rewrites", "the table is locked while every row gets its value", sql) : statements(sql);
  },
  // a column with rows turns into no other kind of type, and grows but does not shrink below its values
  alterColumnType: ({ table, from, to }) => {
    const [before, after] = [readType(from.type, names), readType(to.type, names)];
    const fate = before.family === after.family && /^\w+/.exec(from.type)?.[0] === /^\w+/.exec(to.type)?.[0] ? fateOf(before, after) : "impossible";
    if (fate === "impossible" || fate === "loses") refuse("Oracle", `turn ${table.name}.${to.name} from ${from.type} into ${to.type}`, moved);
    const all = [modify(table, to.name, to.type), ...(from.default === to.default ? [] : [modify(table, to.name, `default ${to.default ?? "null"}`)])];
    return fate === "fits"
      ? statements(...all)
      : risky("locks", "the table is locked while every row is looked at; a value that is too long makes it fail", ...all);
  },
  alterColumnNullability: ({ table, to }) => {
    if (to.nullable) return statements(modify(table, to.name, "null"));
    const name = words.quote(to.name);
    const fill = to.default === undefined ? [] : [`update ${path(words, table)} set ${name} = ${to.default} where ${name} is null`];
    const rows = fill.length > 0 ? "rows without a value get the default" : "a row without a value makes it fail";
    return risky("locks", `writes wait while every row is looked at; ${rows}`, ...fill, modify(table, to.name, "not null"));
  },
  alterColumnDefault: ({ table, to }) => statements(modify(table, to.name, `default ${to.default ?? "null"}`)),
  alterIdentity: ({ table, from, to }) => {
    if (to.identity === undefined) return statements(modify(table, to.name, "drop identity"));
    if (from.identity === undefined) {
      refuse("Oracle", `number the existing column ${table.name}.${to.name}`, "add a new identity column, or give it a sequence as its default");
    }
    return statements(modify(table, to.name, identityClause(to.identity, to.options)));
  },
  alterComputed: ({ table, from, to }) => {
    const name = words.quote(to.name);
    if (to.computed !== undefined && from.computed !== undefined) {
      return statements(modify(table, to.name, `generated always as (${to.computed.expression}) virtual`));
    }
    const remade = [
      `alter table ${path(words, table)} drop column ${name}`,
      `alter table ${path(words, table)} add (${name} ${words.column({ ...to, nullable: true }, table)})`,
    ];
    if (to.computed !== undefined) return risky("losesData", lossOfColumn, ...remade);
    const fill = `update ${path(words, table)} set ${name} = ${from.computed?.expression}`;
    return risky(
      "rewrites",
      "the table is locked while every row gets its value",
      ...remade,
      fill,
      ...(to.nullable ? [] : [modify(table, to.name, "not null")]),
    );
  },
  alterColumnOptions: ({ table, to }) =>
    to.identity === undefined ? statements() : statements(modify(table, to.name, identityClause(to.identity, to.options))),
};
