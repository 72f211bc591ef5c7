import type { Ddl } from "../../../schema/dialect.ts";
import { commentOn, standardDdl, statements } from "../../standard/ddl/ddl.ts";
import { indexKeys, indexTail } from "../../standard/ddl/indexes.ts";
import { path, tableMembers, tableText } from "../../standard/ddl/table.ts";
import type { PostgresTableOptions } from "../table-options.ts";
import { words } from "./words.ts";

export const ddl: Ddl = {
  ...standardDdl(words),
  ...commentOn(words, "null"),
  createNamespace: ({ namespace }) => statements(`create schema if not exists ${words.quote(namespace)}`),
  createEnumType: ({ enumType }) => statements(`create type ${path(words, enumType)} as enum (${enumType.values.map(words.text).join(", ")})`),
  // a type that a column of another table uses stays
  dropEnumType: ({ enumType }) =>
    statements(`do ${words.text(`begin drop type if exists ${path(words, enumType)}; exception when dependent_objects_still_exist then null; end`)}`),
  createTable: ({ table, unlessExists }) => {
    const options = table.options as PostgresTableOptions | undefined;
    const head = `create ${options?.unlogged ? "unlogged " : ""}table ${unlessExists ? "if not exists " : ""}${path(words, table)}`;
    return statements(tableText(head, tableMembers(words, table), tail(options)));
  },
  createIndex: ({ table, index, unlessExists }) => {
    const method = index.method === undefined ? "" : ` using ${words.quote(index.method)}`;
    const head = `create ${index.unique ? "unique " : ""}index ${unlessExists ? "if not exists " : ""}${words.quote(index.name)}`;
    return statements(`${head} on ${path(words, table)}${method} (${indexKeys(words, index)})${indexTail(words, index)}`);
  },
};

function tail(options: PostgresTableOptions | undefined): string {
  const settings = Object.entries(options?.with ?? {}).map(
    ([name, value]) => `${words.quote(name)} = ${typeof value === "string" ? words.text(value) : value}`,
  );
  const storage = settings.length > 0 ? ` with (${settings.join(", ")})` : "";
  return storage + (options?.tablespace === undefined ? "" : ` tablespace ${words.quote(options.tablespace)}`);
}
