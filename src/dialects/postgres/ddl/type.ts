import type { AlterColumnType } from "../../../schema/changes/column-type.ts";
import type { RenderedStatements, Risk } from "../../../schema/dialect.ts";
import { type Family, fateOf, readType, type TypeForm, type TypeNames } from "../../standard/ddl/conversion.ts";
import { refuse } from "../../standard/ddl/refuse.ts";
import { path } from "../../standard/ddl/table.ts";
import { words } from "./words.ts";

const names: TypeNames = {
  smallint: ["integer", 16],
  integer: ["integer", 32],
  int: ["integer", 32],
  bigint: ["integer", 64],
  numeric: ["decimal"],
  decimal: ["decimal"],
  real: ["float", 24],
  "double precision": ["float", 53],
  text: ["text"],
  varchar: ["text"],
  "character varying": ["text"],
  char: ["text"],
  character: ["text"],
  boolean: ["boolean"],
  timestamptz: ["instant"],
  "timestamp with time zone": ["instant"],
  timestamp: ["datetime"],
  "timestamp without time zone": ["datetime"],
  date: ["date"],
  time: ["time"],
  "time without time zone": ["time"],
  uuid: ["uuid"],
  bytea: ["bytes"],
  json: ["json"],
  jsonb: ["json"],
};

/** Enum types stand under names of their own, quoted where they need it. */
function formOf(type: string): TypeForm {
  const form = readType(type, names);
  return form.family === "other" && !type.endsWith("[]") ? { ...form, family: "enum", rest: type } : form;
}

export function alterColumnType({ table, from, to }: AlterColumnType): RenderedStatements {
  const [before, after] = [formOf(from.type), formOf(to.type)];
  const fate = fateOf(before, after);
  if (fate === "impossible") {
    const what = `turn ${table.name}.${to.name} from ${from.type} into ${to.type}`;
    refuse("PostgreSQL", what, "add a column of the new type, fill it in a data step and drop the old one");
  }
  const column = words.quote(to.name);
  const alter = `alter table ${path(words, table)} alter column ${column}`;
  const using = from.computed === undefined ? conversion(column, before, after, to.type) : undefined;
  const other = before.family !== after.family || from.default !== to.default;
  const statements = [
    ...(from.default !== undefined && other ? [`${alter} drop default`] : []),
    `${alter} type ${to.type}${using === undefined ? "" : ` using ${using}`}`,
    ...(to.default !== undefined && other ? [`${alter} set default ${to.default}`] : []),
  ];
  return { statements, ...riskOf(before, after, fate) };
}

function riskOf(before: TypeForm, after: TypeForm, fate: "fits" | "checked" | "loses"): { readonly risk: Risk; readonly warning?: string } {
  if (fate === "loses") return { risk: "losesData", warning: "values are rounded or cut; the table is locked while it is written anew" };
  const grows = fate === "fits" && before.family === after.family && before.rest === after.rest;
  if (grows && (after.family === "text" || (after.family === "decimal" && after.scale === before.scale))) return { risk: "none" };
  if (grows && after.family === "integer" && after.size === before.size) return { risk: "none" };
  const fails = fate === "checked" ? "; a value that is none of the new type makes it fail" : "";
  return { risk: "rewrites", warning: `the table can neither be read nor written while it is written anew with its indexes${fails}` };
}

/** Families an assignment turns into text by itself, and those that need to be told how. Times in UTC, whatever the session's zone. */
function conversion(column: string, before: TypeForm, after: TypeForm, type: string): string | undefined {
  if (before.family === after.family && before.family !== "enum") return undefined;
  const zoned: readonly Family[] = ["instant", "datetime"];
  if (zoned.includes(before.family) && zoned.includes(after.family)) return `${column} at time zone 'UTC'`;
  if (before.family === "instant") return `(${column} at time zone 'UTC')${after.family === "text" ? "::text" : `::${type}`}`;
  if (before.family === "date" && after.family === "instant") return `${column}::timestamp at time zone 'UTC'`;
  if (before.family === "text" && after.family === "decimal") return `${column}::numeric`;
  if (before.family === "integer" && after.family === "boolean") return `${column} <> 0`;
  if (before.family === "array") return `to_jsonb(${column})`;
  if (after.family === "text") return `${column}::text`;
  if (before.family === "enum" || after.family === "enum") return `${column}::text::${type}`;
  return before.family === "boolean" || before.family === "text" ? `${column}::${type}` : undefined;
}
