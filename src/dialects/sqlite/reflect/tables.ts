import type { ReflectionFacet } from "../../../schema/facet.ts";
import { schemaOf, text } from "../../standard/reflect/rows.ts";
import { masterQuery } from "./master.ts";
import { readTable } from "./table-text.ts";

export const tables: ReflectionFacet = {
  name: "tables",
  query: (scope) => masterQuery(["table"], scope),
  read: (rows) => {
    const found = rows
      .filter(([, , , , sql]) => /^\s*create\s+table\b/i.test(text(sql)))
      .map((row) => ({ ...schemaOf(row), ...readTable(text(row[3]), text(row[4])) }));
    const keyOf = (schema: string | undefined, name: string): string => JSON.stringify([schema, name.toLowerCase()]);
    const keys = new Map(found.map((table) => [keyOf((table as { schema?: string }).schema, table.name), table.primaryKey.columns]));
    return {
      tables: found.map((table) => ({
        ...table,
        // a reference that names no columns means the key of the other table; it stays within its file
        foreignKeys: table.foreignKeys.map((foreignKey) => {
          const { schema } = table as { schema?: string };
          const { table: target, columns } = foreignKey.references;
          const named = columns.length > 0 ? columns : (keys.get(keyOf(schema, target)) ?? []);
          return { ...foreignKey, references: { ...(schema === undefined ? {} : { schema }), table: target, columns: named } };
        }),
      })),
    };
  },
};
