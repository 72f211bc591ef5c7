import type { ReflectionFacet } from "../../../schema/facet.ts";
import { bag, filled, given, schemaOf, text } from "../../standard/reflect/rows.ts";
import { quote } from "../render.ts";
import { inScope, named, schemaColumns } from "./traits.ts";

export const tables: ReflectionFacet = {
  name: "tables",
  query: (scope) =>
    `select ${schemaColumns("table_schema")}, table_name, table_comment, engine, table_collation, create_options from information_schema.tables ` +
    `where table_type in ('BASE TABLE', 'SYSTEM VERSIONED') and ${inScope("table_schema", scope)}${named("table_name", scope)} order by 1, 3`,
  read: (rows) => ({
    tables: rows.map((row) => {
      const [, , name, comment, engine, collation, options] = row;
      return {
        ...schemaOf(row),
        name: text(name),
        ...given({ comment: filled(comment) }),
        ...bag({
          engine: filled(engine),
          collate: filled(collation),
          charset: filled(collation)?.split("_")[0],
          ...settings(text(options)),
        }),
      };
    }),
  }),
};

const counts = new Set(["keyBlockSize", "statsSamplePages", "avgRowLength", "maxRows", "minRows"]);
const switches = new Set(["packKeys", "checksum", "delayKeyWrite", "statsPersistent", "statsAutoRecalc"]);

/** `row_format=COMPRESSED KEY_BLOCK_SIZE=8 stats_persistent=1 partitioned` */
function settings(options: string): Record<string, unknown> {
  const pairs = [...options.matchAll(/(\w+)=(\w+)/g)].map(([, word = "", value = ""]) => {
    const name = word.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    if (counts.has(name)) return [name, Number(value)];
    return switches.has(name) ? [name, value === "1"] : [name, name === "rowFormat" ? value.toLowerCase() : undefined];
  });
  return Object.fromEntries(pairs);
}

/** How tables are split: a row a partition, in order. */
export const partitions: ReflectionFacet = {
  name: "partitions",
  query: (scope) =>
    `select ${schemaColumns("table_schema")}, table_name, partition_name, partition_method, partition_expression, partition_description ` +
    `from information_schema.partitions where partition_name is not null and subpartition_ordinal_position is null and ${inScope("table_schema", scope)}` +
    `${named("table_name", scope)} order by 1, 3, partition_ordinal_position`,
  read: (rows) => {
    const tables = new Map<string, { readonly part: { schema?: string; name: string }; readonly rows: (readonly unknown[])[] }>();
    for (const row of rows) {
      const key = JSON.stringify([text(row[0]), text(row[2])]);
      const known = tables.get(key) ?? { part: { ...schemaOf(row), name: text(row[2]) }, rows: [] };
      known.rows.push(row);
      tables.set(key, known);
    }
    return { tables: [...tables.values()].map(({ part, rows: own }) => ({ ...part, options: partitioning(own) })) };
  },
};

/** As it stands after PARTITION BY. */
function partitioning(rows: readonly (readonly unknown[])[]): Record<string, unknown> {
  const method = text(rows[0]?.[4]).toLowerCase();
  const head = `${method} (${text(rows[0]?.[5])})`;
  if (method.includes("hash") || method.includes("key")) return { partitionBy: `${head} partitions ${rows.length}` };
  const parts = rows.map(([, , , name, , , description]) => {
    const values = text(description);
    return `partition ${quote(text(name))} values ${method.startsWith("range") ? `less than ${values === "MAXVALUE" ? "maxvalue" : `(${values})`}` : `in (${values})`}`;
  });
  return { partitionBy: `${head} (${parts.join(", ")})` };
}
