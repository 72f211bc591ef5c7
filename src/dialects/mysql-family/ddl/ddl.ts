import type { Ddl } from "../../../schema/dialect.ts";
import type { ColumnSnapshot, IndexSnapshot, TableSnapshot } from "../../../schema/snapshot.ts";
import { standardDdl, statements } from "../../standard/ddl/ddl.ts";
import { indexKeys } from "../../standard/ddl/indexes.ts";
import { type DdlWords, path, standardActions, tableMembers, tableText } from "../../standard/ddl/table.ts";
import { quote } from "../render.ts";
import type { FamilyTableOptions } from "../table-options.ts";
import { quoteString } from "../types.ts";

const words: DdlWords = {
  quote,
  text: quoteString,
  references: ({ schema, table }) => path(words, { schema, name: table }),
  column,
  actions: standardActions,
};

function column({ type, computed, identity, default: fill, nullable, comment }: ColumnSnapshot): string {
  const parts = [type];
  if (computed) parts.push(`generated always as (${computed.expression}) ${computed.stored ? "stored" : "virtual"}`);
  // MariaDB takes no NOT NULL on computed columns
  if (!nullable && !computed) parts.push("not null");
  if (identity) parts.push("auto_increment");
  if (fill !== undefined) parts.push(`default (${fill})`);
  if (comment !== undefined) parts.push(`comment ${quoteString(comment)}`);
  return parts.join(" ");
}

const typesOfIndex = new Set(["fulltext", "spatial"]);

/** `unique key `name` (...) using btree`, without the word CREATE. */
function indexParts(index: IndexSnapshot): { readonly type: string; readonly rest: string } {
  const special = index.method !== undefined && typesOfIndex.has(index.method) ? `${index.method} ` : "";
  const method = index.method === undefined || special !== "" ? "" : ` using ${index.method}`;
  return { type: special || (index.unique ? "unique " : ""), rest: `(${indexKeys(words, index)})${method}` };
}

function inlineIndex(index: IndexSnapshot): string {
  const { type, rest } = indexParts(index);
  return `${type}index ${quote(index.name)} ${rest}`;
}

/** Binary collation for text that names none: 'a' is not 'A', and trailing spaces count. */
function tableTail(table: TableSnapshot, collation: string): string {
  const { engine = "InnoDB", charset = "utf8mb4", collate, rowFormat } = (table.options ?? {}) as FamilyTableOptions;
  const collated = collate ?? (charset === "utf8mb4" ? collation : undefined);
  const start = table.columns.find(({ identity }) => identity?.start !== undefined)?.identity?.start;
  const options = [
    `engine = ${engine}`,
    `default charset = ${charset}`,
    ...(collated === undefined ? [] : [`collate = ${collated}`]),
    ...(rowFormat === undefined ? [] : [`row_format = ${rowFormat}`]),
    ...(start === undefined ? [] : [`auto_increment = ${start}`]),
    ...(table.comment === undefined ? [] : [`comment = ${quoteString(table.comment)}`]),
  ];
  return ` ${options.join(" ")}`;
}

export function familyDdl(collation: string): Ddl {
  return {
    ...standardDdl(words),
    createNamespace: ({ namespace }) => statements(`create database if not exists ${quote(namespace)} default character set utf8mb4 collate ${collation}`),
    dropNamespace: ({ namespace }) => statements(`drop database ${quote(namespace)}`),
    createTable: ({ table, unlessExists }) => {
      const head = `create table ${unlessExists ? "if not exists " : ""}${path(words, table)}`;
      return statements(tableText(head, tableMembers(words, table, table.indexes.map(inlineIndex)), tableTail(table, collation)));
    },
    dropForeignKey: ({ table, foreignKey }) => statements(`alter table ${path(words, table)} drop foreign key ${quote(foreignKey.name)}`),
    createIndex: ({ table, index }) => {
      const { type, rest } = indexParts(index);
      return statements(`create ${type}index ${quote(index.name)} on ${path(words, table)} ${rest}`);
    },
    dropIndex: ({ table, index }) => statements(`drop index ${quote(index.name)} on ${path(words, table)}`),
    setTableComment: ({ table, to }) => statements(`alter table ${path(words, table)} comment = ${quoteString(to ?? "")}`),
    setColumnComment: ({ table, column: definition }) =>
      statements(`alter table ${path(words, table)} modify column ${quote(definition.name)} ${column(definition)}`),
  };
}
