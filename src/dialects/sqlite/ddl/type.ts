import type { AlterColumnType } from "../../../schema/changes/column-type.ts";
import type { Expectation, Rendered } from "../../../schema/dialect.ts";
import { type Family, fateOf, readType, type TypeNames } from "../../standard/ddl/conversion.ts";
import { refuse } from "../../standard/ddl/refuse.ts";
import { path } from "../../standard/ddl/table.ts";
import { words } from "./words.ts";

const names: TypeNames = {
  integer: ["integer", 64],
  int: ["integer", 64],
  bigint: ["integer", 64],
  real: ["float", 53],
  numeric: ["decimal"],
  decimal_text: ["decimal"],
  decimal: ["decimal"],
  text: ["text"],
  varchar: ["text"],
  uuid_text: ["uuid"],
  boolean: ["boolean"],
  timestamp_text: ["instant"],
  datetime_text: ["datetime"],
  date_text: ["date"],
  time_text: ["time"],
  blob: ["bytes"],
  json_text: ["json"],
};

const numeric: readonly Family[] = ["integer", "decimal", "float", "boolean"];
const digits = (name: string): string => `cast(${name} as numeric)`;

/** A column takes any value whatever its type says, so what does not fit is looked for before. Lengths are kept by checks. */
export function alterColumnType({ table, from, to }: AlterColumnType): Rendered {
  const [before, after] = [readType(from.type, names), readType(to.type, names)];
  const fate = fateOf(before, after);
  if (fate === "impossible" && after.family !== "other" && before.family !== "other") {
    const what = `turn ${table.name}.${to.name} from ${from.type} into ${to.type}`;
    refuse("SQLite", what, "add a column of the new type, fill it in a data step and drop the old one");
  }
  const name = words.quote(to.name);
  const bad =
    before.family === "text" && numeric.includes(after.family) ? `typeof(${digits(name)}) = 'text' or cast(${digits(name)} as text) <> ${name}` : undefined;
  const expects: Expectation[] =
    bad === undefined
      ? []
      : [
          {
            zero: `select count(*) from ${path(words, table)} where ${name} is not null and (${bad})`,
            otherwise: `${table.name}.${to.name} holds text that is no number; correct those rows in a data step first`,
          },
        ];
  const risk = fate === "loses" && after.family === "integer" && before.family !== "text" ? "losesData" : "rewrites";
  return { rebuild: true, risk, expects };
}
