import type { ObjectName } from "../../../schema/difference.ts";
import type { ColumnSnapshot, IndexSnapshot, TableSnapshot } from "../../../schema/snapshot.ts";
import { indexKey, indexTail } from "../../standard/ddl/indexes.ts";
import { type ColumnPlace, type DdlWords, path, standardActions, tableMembers, tableText } from "../../standard/ddl/table.ts";
import { quoteDouble, quoteText } from "../../standard/render.ts";

export const words: DdlWords = {
  quote: quoteDouble,
  text: quoteText,
  // a foreign key stays within its database file
  references: ({ table }) => quoteDouble(table),
  column,
  actions: standardActions,
  tails: {
    primaryKey: ({ options }) => onConflict(options?.["onConflict"]),
    unique: ({ options }) => onConflict(options?.["onConflict"]),
  },
};

function onConflict(resolution: unknown): string {
  return typeof resolution === "string" ? ` on conflict ${resolution}` : "";
}

function column(definition: ColumnSnapshot, table: ColumnPlace): string {
  const parts = [definition.type];
  if (definition.identity) {
    const key = `constraint ${words.quote(table.primaryKey?.name ?? "pk")} primary key${onConflict(table.primaryKey?.options?.["onConflict"])}`;
    parts.push(`${key}${table.options?.["autoincrement"] === true ? " autoincrement" : ""}`);
  }
  if (definition.computed) parts.push(`generated always as (${definition.computed.expression}) ${definition.computed.stored ? "stored" : "virtual"}`);
  if (definition.default !== undefined) parts.push(`default (${definition.default})`);
  if (!definition.nullable) parts.push(`not null${onConflict(definition.options?.["onConflictNotNull"])}`);
  return parts.join(" ");
}

/** The table alone, under another name if one is given. */
export function createTable(table: TableSnapshot, unlessExists: boolean, name = table.name): string {
  // the key of an identity stands with its column: only there it can be the row id
  const hasIdentity = table.columns.some(({ identity }) => identity !== undefined);
  const members = tableMembers(words, hasIdentity ? { ...table, primaryKey: { name: table.primaryKey.name, columns: [] } } : table);
  const head = `create table ${unlessExists ? "if not exists " : ""}${path(words, { schema: table.schema, name })}`;
  const tail = [...(table.options?.["withoutRowid"] === true ? ["without rowid"] : []), ...(table.options?.["strict"] === true ? ["strict"] : [])];
  return tableText(head, members, tail.length > 0 ? ` ${tail.join(", ")}` : "");
}

export function createIndex(table: ObjectName, index: IndexSnapshot, unlessExists: boolean): string {
  const name = path(words, { schema: table.schema, name: index.name });
  const keys = index.keys.map((key) => {
    const collation = key.options?.["collation"];
    return indexKey(words, key, typeof collation === "string" ? ` collate ${words.quote(collation)}` : "");
  });
  const head = `create ${index.unique ? "unique " : ""}index ${unlessExists ? "if not exists " : ""}${name}`;
  return `${head} on ${words.quote(table.name)} (${keys.join(", ")})${indexTail(words, index)}`;
}
