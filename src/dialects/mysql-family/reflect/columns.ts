import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { ColumnSnapshot } from "../../../schema/snapshot.ts";
import { bag, type CatalogRow, filled, given, maybe, perTable, text } from "../../standard/reflect/rows.ts";
import { quoteString } from "../types.ts";
import { type CatalogTraits, inScope, named, schemaColumns } from "./traits.ts";
import { unescaped } from "./unescaped.ts";

export function columns(traits: CatalogTraits): ReflectionFacet {
  return {
    name: "columns",
    query: (scope) =>
      `select ${schemaColumns("table_schema")}, table_name, column_name, column_type, collation_name, is_nullable, column_default, extra, generation_expression, ` +
      `column_comment from information_schema.columns where ${inScope("table_schema", scope)}${named("table_name", scope)} order by 1, 3, ordinal_position`,
    read: (rows) => ({ tables: perTable(rows, (own) => ({ columns: own.map((row) => column(row, traits)) })) }),
  };
}

function column([, , , name, type, collation, nullable, fill, extra, generated, comment]: CatalogRow, traits: CatalogTraits): ColumnSnapshot {
  const more = text(extra).toLowerCase();
  const expression = filled(generated);
  return {
    name: text(name),
    type: text(type) + (filled(collation) === undefined ? "" : ` collate ${text(collation)}`),
    nullable: text(nullable) === "YES",
    ...given({
      default: maybe(fill) === undefined || expression !== undefined ? undefined : defaultOf(text(fill), text(type), more, traits),
      computed: expression === undefined ? undefined : { expression: traits.escaped ? unescaped(expression) : expression, stored: !more.includes("virtual") },
      comment: filled(comment),
    }),
    ...(more.includes("auto_increment") ? { identity: { always: false } } : {}),
    ...bag({
      onUpdate: /on update (\w+(?:\(\d*\))?)/.exec(more)?.[1],
      invisible: more.includes("invisible") ? true : undefined,
    }),
  };
}

/** As SQL, whichever way the catalog has it. */
function defaultOf(fill: string, type: string, extra: string, { defaults, escaped }: CatalogTraits): string | undefined {
  if (defaults === "sql") return fill.toLowerCase() === "null" ? undefined : fill;
  if (extra.includes("default_generated")) return escaped ? unescaped(fill) : fill;
  const isBare = /^(tinyint|smallint|mediumint|int|bigint|decimal|float|double|bit|year)\b/i.test(type);
  return isBare ? fill : quoteString(fill);
}
