import { boundedName } from "../../../kernel/bounded-name.ts";
import type { Ddl } from "../../../schema/dialect.ts";
import type { ColumnSnapshot, TableSnapshot } from "../../../schema/snapshot.ts";
import { standardDdl, statements } from "../../standard/ddl/ddl.ts";
import { indexKeys, indexTail } from "../../standard/ddl/indexes.ts";
import { type DdlWords, path, standardActions, tableMembers, tableText } from "../../standard/ddl/table.ts";
import { mssql } from "../dialect.ts";
import { setComment } from "./comment.ts";

const words: DdlWords = {
  quote: mssql.quote,
  text: mssql.literal,
  references: ({ schema, table }) => path(words, { schema, name: table }),
  column,
  // RESTRICT is its NO ACTION: both are checked at once
  actions: { ...standardActions, restrict: "no action" },
};

function column({ name, type, computed, identity, default: fill, nullable }: ColumnSnapshot, table: TableSnapshot): string {
  if (computed) return `as (${computed.expression})${computed.stored ? ` persisted${nullable ? "" : " not null"}` : ""}`;
  const parts = [type];
  if (identity) parts.push(`identity(${identity.start ?? 1}, ${identity.increment ?? 1})`);
  // without a name of ours the default could not be changed later
  if (fill !== undefined) parts.push(`constraint ${words.quote(boundedName(`df_${table.name}_${name}`))} default (${fill})`);
  parts.push(nullable ? "null" : "not null");
  return parts.join(" ");
}

export const ddl: Ddl = {
  ...standardDdl(words),
  // CREATE SCHEMA must be alone in its batch
  createNamespace: ({ namespace }) =>
    statements(`if schema_id(${words.text(namespace)}) is null exec (${words.text(`create schema ${words.quote(namespace)}`)})`),
  createTable: ({ table, unlessExists }) => {
    const guard = unlessExists ? `if object_id(${words.text(path(words, table))}, N'U') is null\n` : "";
    return statements(tableText(`${guard}create table ${path(words, table)}`, tableMembers(words, table)));
  },
  createIndex: ({ table, index }) => {
    const method = index.method === undefined ? "" : `${index.method} `;
    const head = `create ${index.unique ? "unique " : ""}${method}index ${words.quote(index.name)} on ${path(words, table)}`;
    return statements(`${head} (${indexKeys(words, index)})${indexTail(words, index)}`);
  },
  dropIndex: ({ table, index }) => statements(`drop index ${words.quote(index.name)} on ${path(words, table)}`),
  setTableComment: ({ table, from, to }) => statements(setComment(words, table, undefined, { from, to })),
  setColumnComment: ({ table, column: { name }, from, to }) => statements(setComment(words, table, name, { from, to })),
};
