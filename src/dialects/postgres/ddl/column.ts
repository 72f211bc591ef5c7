import type { Ddl } from "../../../schema/dialect.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import { lossOfColumn } from "../../standard/ddl/ddl.ts";
import { risky, statements } from "../../standard/ddl/rendered.ts";
import { path, standardColumn, standardIdentity, stepsOf } from "../../standard/ddl/table.ts";
import { alterColumnType } from "./type.ts";
import { words } from "./words.ts";

type Columns = Pick<Ddl, "addColumn" | "alterColumnType" | "alterColumnNullability" | "alterColumnDefault" | "alterIdentity" | "alterComputed">;

const alter = (table: ObjectName, column: string): string => `alter table ${path(words, table)} alter column ${words.quote(column)}`;

/** Literals and casts of them: rows that are there need not be written, the catalog remembers the value. */
const constant = /^\(*(?:null|true|false|[+-]?\d+(?:\.\d+)?|'(?:[^']|'')*')\)*(?:::[\w" .()[\]]+)?\)*$/i;

export const columnDdl: Columns = {
  addColumn: ({ table, column }) => {
    const sql = `alter table ${path(words, table)} add column ${words.quote(column.name)} ${words.column(column, table)}`;
    const isWritten = column.computed?.stored === true || column.identity !== undefined || (column.default !== undefined && !constant.test(column.default));
    return isWritten ? risky("rewrites", "the table can neither be read nor written while every row gets its value", sql) : statements(sql);
  },
  alterColumnType,
  alterColumnNullability: ({ table, to }) => {
    if (to.nullable) return statements(`${alter(table, to.name)} drop not null`);
    const name = words.quote(to.name);
    const fill = to.default === undefined ? [] : [`update ${path(words, table)} set ${name} = ${to.default} where ${name} is null`];
    const warning = `the table can neither be read nor written while every row is looked at; ${fill.length > 0 ? "rows without a value get the default" : "a row without a value makes it fail"}`;
    return risky("locks", warning, ...fill, `${alter(table, to.name)} set not null`);
  },
  alterColumnDefault: ({ table, to }) => statements(`${alter(table, to.name)} ${to.default === undefined ? "drop default" : `set default ${to.default}`}`),
  alterIdentity: ({ table, from, to }) => {
    if (to.identity === undefined) return statements(`${alter(table, to.name)} drop identity`);
    if (from.identity !== undefined) {
      const { always, start: _start, ...steps } = to.identity;
      const settings = [`generated ${always ? "always" : "by default"}`, ...stepsOf(steps)];
      return statements(`${alter(table, to.name)} ${settings.map((setting) => `set ${setting}`).join(" ")}`);
    }
    const sequence = `pg_get_serial_sequence(${words.text(path(words, table))}, ${words.text(to.name)})`;
    const next = `select setval(${sequence}, coalesce(max(${words.quote(to.name)}), 0) + 1, false) from ${path(words, table)}`;
    return risky("locks", "the greatest number is looked up while nobody can write", `${alter(table, to.name)} add ${standardIdentity(to.identity)}`, next);
  },
  alterComputed: ({ table, from, to }) => {
    if (to.computed === undefined) return statements(`${alter(table, to.name)} drop expression`);
    const column = words.quote(to.name);
    const remade = [
      `alter table ${path(words, table)} drop column ${column}`,
      `alter table ${path(words, table)} add column ${column} ${standardColumn(to, standardIdentity)}`,
    ];
    const warning = "the table can neither be read nor written while every row is computed";
    return from.computed === undefined ? risky("losesData", `${lossOfColumn}; ${warning}`, ...remade) : risky("rewrites", warning, ...remade);
  },
};
