import type { Ddl, Rendered } from "../../../schema/dialect.ts";
import { indexKeys, indexTail } from "./indexes.ts";
import { type DdlWords, foreignKeyClause, path, tableMembers, tableText } from "./table.ts";

/** The database has nothing to do for such a change. */
export const nothing = (): Rendered => ({ statements: [] });

export const statements = (...all: readonly string[]): Rendered => ({ statements: all });

/** What most databases agree on; there is no agreement on comments. A dialect borrows it by spreading and replaces what differs. */
export function standardDdl(words: DdlWords): Omit<Ddl, "setTableComment" | "setColumnComment"> {
  return {
    createNamespace: ({ namespace }) => statements(`create schema ${words.quote(namespace)}`),
    dropNamespace: ({ namespace }) => statements(`drop schema ${words.quote(namespace)}`),
    createEnumType: nothing,
    dropEnumType: nothing,
    createTable: ({ table, unlessExists }) =>
      statements(tableText(`create table ${unlessExists ? "if not exists " : ""}${path(words, table)}`, tableMembers(words, table))),
    dropTable: ({ table, ifExists }) => statements(`drop table ${ifExists ? "if exists " : ""}${path(words, table)}`),
    addForeignKey: ({ table, foreignKey }) => statements(`alter table ${path(words, table)} add ${foreignKeyClause(words, foreignKey)}`),
    dropForeignKey: ({ table, foreignKey }) => statements(`alter table ${path(words, table)} drop constraint ${words.quote(foreignKey.name)}`),
    createIndex: ({ table, index }) =>
      statements(
        `create ${index.unique ? "unique " : ""}index ${words.quote(index.name)} on ${path(words, table)} (${indexKeys(words, index)})${indexTail(words, index)}`,
      ),
    dropIndex: ({ table, index }) => statements(`drop index ${path(words, { schema: table.schema, name: index.name })}`),
  };
}

/** COMMENT ON, as the standard's followers have it. `none` is what removes one. */
export function commentOn(words: DdlWords, none: string): Pick<Ddl, "setTableComment" | "setColumnComment"> {
  const text = (comment: string | undefined): string => (comment === undefined ? none : words.text(comment));
  return {
    setTableComment: ({ table, to }) => statements(`comment on table ${path(words, table)} is ${text(to)}`),
    setColumnComment: ({ table, column, to }) => statements(`comment on column ${path(words, table)}.${words.quote(column.name)} is ${text(to)}`),
  };
}
