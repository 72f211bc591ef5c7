import type { ReflectionFacet } from "../../../schema/facet.ts";
import { bag, filled, given, schemaOf, text } from "../../standard/reflect/rows.ts";
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
          rowFormat: /\brow_format=(\w+)/i.exec(text(options))?.[1]?.toLowerCase(),
          keyBlockSize: numberOf(/\bkey_block_size=(\d+)/i.exec(text(options))?.[1]),
        }),
      };
    }),
  }),
};

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
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

function partitioning(rows: readonly (readonly unknown[])[]): Record<string, unknown> {
  const method = text(rows[0]?.[4]).toLowerCase();
  const expression = text(rows[0]?.[5]);
  const isCounted = method.includes("hash") || method.includes("key");
  const list = rows.map(([, , , name, , , description]) => ({
    name: text(name),
    values: method.startsWith("range") ? `less than ${text(description) === "MAXVALUE" ? "maxvalue" : `(${text(description)})`}` : `in (${text(description)})`,
  }));
  return { partitionBy: `${method} (${expression})`, partitions: isCounted ? rows.length : list };
}
