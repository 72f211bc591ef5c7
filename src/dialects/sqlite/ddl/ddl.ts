import type { Ddl } from "../../../schema/dialect.ts";
import type { ColumnSnapshot, TableSnapshot } from "../../../schema/snapshot.ts";
import { nothing, standardDdl, statements } from "../../standard/ddl/ddl.ts";
import { indexKeys, indexTail } from "../../standard/ddl/indexes.ts";
import { type DdlWords, path, standardActions, tableMembers, tableText } from "../../standard/ddl/table.ts";
import { quoteDouble, quoteText } from "../../standard/render.ts";
import type { SqliteTableOptions } from "../table-options.ts";
import { rebuildOnly } from "./rebuild-only.ts";

const words: DdlWords = {
  quote: quoteDouble,
  text: quoteText,
  // a foreign key stays within its database file
  references: ({ table }) => quoteDouble(table),
  column,
  actions: standardActions,
};

function column(definition: ColumnSnapshot, table: TableSnapshot): string {
  const parts = [definition.type];
  if (definition.identity)
    parts.push(`constraint ${words.quote(table.primaryKey.name ?? "pk")} primary key${optionsOf(table)?.autoincrement ? " autoincrement" : ""}`);
  if (definition.computed) parts.push(`generated always as (${definition.computed.expression}) ${definition.computed.stored ? "stored" : "virtual"}`);
  if (definition.default !== undefined) parts.push(`default (${definition.default})`);
  if (!definition.nullable) parts.push("not null");
  return parts.join(" ");
}

function optionsOf(table: TableSnapshot): SqliteTableOptions | undefined {
  return table.options as SqliteTableOptions | undefined;
}

export const ddl: Ddl = {
  ...standardDdl(words),
  createNamespace: nothing,
  dropNamespace: nothing,
  createTable: ({ table, unlessExists }) => {
    // the key of an identity stands with its column: only there it can be the row id
    const hasIdentity = table.columns.some(({ identity }) => identity !== undefined);
    const members = tableMembers(words, hasIdentity ? { ...table, primaryKey: { name: table.primaryKey.name, columns: [] } } : table);
    const head = `create table ${unlessExists ? "if not exists " : ""}${path(words, table)}`;
    return statements(tableText(head, members, optionsOf(table)?.withoutRowid ? " without rowid" : ""));
  },
  addForeignKey: ({ table, foreignKey }) => rebuildOnly(`add the foreign key ${foreignKey.name} to ${table.name}`),
  dropForeignKey: ({ table, foreignKey }) => rebuildOnly(`drop the foreign key ${foreignKey.name} of ${table.name}`),
  createIndex: ({ table, index, unlessExists }) => {
    const head = `create ${index.unique ? "unique " : ""}index ${unlessExists ? "if not exists " : ""}${path(words, { schema: table.schema, name: index.name })}`;
    return statements(`${head} on ${words.quote(table.name)} (${indexKeys(words, index)})${indexTail(words, index)}`);
  },
  setTableComment: nothing,
  setColumnComment: nothing,
};
