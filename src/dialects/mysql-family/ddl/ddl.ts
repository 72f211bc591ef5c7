import type { Ddl } from "../../../schema/dialect.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import { standardDdl } from "../../standard/ddl/ddl.ts";
import { nothing, risky, statements } from "../../standard/ddl/rendered.ts";
import { checkClause, foreignKeyClause, path, stepsOf, tableMembers, tableText } from "../../standard/ddl/table.ts";
import { quote } from "../render.ts";
import { quoteString } from "../types.ts";
import { columnDdl } from "./column.ts";
import { alterTableOptions, tableTail } from "./table.ts";
import { indexParts, inlineIndex, words } from "./words.ts";

const alter = (table: ObjectName, action: string): string => `alter table ${path(words, table)} ${action}`;

/** The index a foreign key brought along stays behind; who wants it gone has to look first, since IF EXISTS is not known everywhere. */
function dropIndexIfExists(table: ObjectName, index: string): string[] {
  const schema = table.schema === undefined ? "database()" : quoteString(table.schema);
  const found = `exists (select 1 from information_schema.statistics where table_schema = ${schema} and table_name = ${quoteString(table.name)} and index_name = ${quoteString(index)})`;
  return [
    `set @ormdantic_drop = if(${found}, ${quoteString(alter(table, `drop index ${quote(index)}`))}, 'do 0')`,
    "prepare ormdantic_drop from @ormdantic_drop",
    "execute ormdantic_drop",
    "deallocate prepare ormdantic_drop",
  ];
}

export function familyDdl(collation: string): Ddl {
  return {
    ...standardDdl(words),
    ...columnDdl,
    createNamespace: ({ namespace }) => statements(`create database if not exists ${quote(namespace)} default character set utf8mb4 collate ${collation}`),
    dropNamespace: ({ namespace }) => risky("losesData", "the database goes with all that is in it", `drop database ${quote(namespace)}`),
    createTable: ({ table, unlessExists }) => {
      const head = `create table ${unlessExists ? "if not exists " : ""}${path(words, table)}`;
      return statements(tableText(head, tableMembers(words, table, table.indexes.map(inlineIndex)), tableTail(table, collation)));
    },
    renameTable: ({ from, to }) => statements(`rename table ${path(words, from)} to ${path(words, to)}`),
    alterTableOptions: (change) => alterTableOptions(change, collation),
    alterPrimaryKey: ({ table, from, to }) => {
      const parts = [
        ...(from === undefined ? [] : ["drop primary key"]),
        ...(to === undefined ? [] : [`add primary key (${to.columns.map(quote).join(", ")})`]),
      ];
      return risky("rewrites", "the rows are sorted into a new table", alter(table, parts.join(", ")));
    },
    dropUnique: ({ table, constraint }) => statements(alter(table, `drop index ${quote(constraint.name)}`)),
    dropForeignKey: ({ table, constraint }) =>
      statements(alter(table, `drop foreign key ${quote(constraint.name)}`), ...dropIndexIfExists(table, constraint.name)),
    validateConstraint: ({ table, of, constraint }) =>
      of === "foreignKey"
        ? nothing()
        : risky("locks", "writes wait until every row was checked", alter(table, `alter check ${quote(constraint.name)} enforced`)),
    renamePart: ({ table, of, part, from }) => {
      switch (of) {
        case "index":
        case "unique":
          return statements(alter(table, `rename index ${quote(from)} to ${quote(part.name)}`));
        case "check":
          return statements(alter(table, `drop constraint ${quote(from)}`), alter(table, `add ${checkClause(words, part)}`));
        case "foreignKey":
          return statements(
            alter(table, `drop foreign key ${quote(from)}`),
            ...dropIndexIfExists(table, from),
            alter(table, `add ${foreignKeyClause(words, part)}`),
          );
        default:
          return nothing();
      }
    },
    createIndex: ({ table, index, online }) => {
      const { type, rest } = indexParts(index);
      const sql = `create ${type}index ${quote(index.name)} on ${path(words, table)} ${rest}`;
      if (online) return statements(`${sql} algorithm = inplace lock = none`);
      return risky(index.method === "fulltext" || index.method === "spatial" ? "locks" : "none", "writes may wait until the index is built", sql);
    },
    dropIndex: ({ table, index }) => statements(`drop index ${quote(index.name)} on ${path(words, table)}`),
    createSequence: ({ sequence }) => statements(["create sequence", path(words, sequence), ...stepsOf(sequence)].join(" ")),
    createView: ({ view }) => statements(`create view ${path(words, view)} as ${view.definition}`),
    setTableComment: ({ table, to }) => statements(alter(table, `comment = ${quoteString(to ?? "")}`)),
    setComment: ({ target }) =>
      target.of === "index" ? statements(alter(target.table, `drop index ${quote(target.name)}, add ${inlineIndex(target.index)}`)) : nothing(),
  };
}
