import type { Ddl, RenderedStatements } from "../../../schema/dialect.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import type { ForeignKeySnapshot } from "../../../schema/snapshot.ts";
import { alterSequence, standardDdl } from "../../standard/ddl/ddl.ts";
import { nothing, risky, statements } from "../../standard/ddl/rendered.ts";
import { checkClause, foreignKeyClause, path, stepChanges, stepsOf, tableMembers, tableText } from "../../standard/ddl/table.ts";
import { quote } from "../render.ts";
import { quoteString } from "../types.ts";
import { columnDdl } from "./column.ts";
import { alterTableOptions, tableTail } from "./table.ts";
import { indexParts, inlineIndex, words } from "./words.ts";

const alter = (table: ObjectName, action: string): string => `alter table ${path(words, table)} ${action}`;

/** IF EXISTS is not known everywhere: who wants a thing gone if it is there has to look first. */
function dropIf(table: ObjectName, catalog: "statistics" | "table_constraints", name: string): string[] {
  const schema = table.schema === undefined ? "database()" : quoteString(table.schema);
  const [column, action] = catalog === "statistics" ? ["index_name", "drop index"] : ["constraint_name", "drop foreign key"];
  const found = `exists (select 1 from information_schema.${catalog} where table_schema = ${schema} and table_name = ${quoteString(table.name)} and ${column} = ${quoteString(name)})`;
  return [
    `set @ormdantic_drop = if(${found}, ${quoteString(alter(table, `${action} ${quote(name)}`))}, 'do 0')`,
    "prepare ormdantic_drop from @ormdantic_drop",
    "execute ormdantic_drop",
    "deallocate prepare ormdantic_drop",
  ];
}

/** The index a foreign key brought along stays behind. */
const dropForeignKey = (table: ObjectName, name: string): string[] => [alter(table, `drop foreign key ${quote(name)}`), ...dropIf(table, "statistics", name)];

/** That a foreign key is there already has no error code of its own. */
function addForeignKey(table: ObjectName, constraint: ForeignKeySnapshot): RenderedStatements {
  const sql = alter(table, `add ${foreignKeyClause(words, constraint)}`);
  const again = dropIf(table, "table_constraints", constraint.name);
  return { ...risky("rewrites", "writes wait while the table is copied and every row is checked", sql), again };
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
    addForeignKey: ({ table, constraint }) => addForeignKey(table, constraint),
    dropForeignKey: ({ table, constraint }) => statements(...dropForeignKey(table, constraint.name)),
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
        case "foreignKey": {
          const { statements: added, ...rest } = addForeignKey(table, part);
          return { ...rest, statements: [...dropForeignKey(table, from), ...added] };
        }
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
    alterSequence: ({ from, to }) => alterSequence(words, to, stepChanges(from, to, "no")),
    createSequence: ({ sequence }) => statements(["create sequence", path(words, sequence), ...stepsOf(sequence)].join(" ")),
    createView: ({ view }) => statements(`create view ${path(words, view)} as ${view.definition}`),
    setTableComment: ({ table, to }) => statements(alter(table, `comment = ${quoteString(to ?? "")}`)),
    setComment: ({ target }) =>
      target.of === "index" ? statements(alter(target.table, `drop index ${quote(target.name)}, add ${inlineIndex(target.index)}`)) : nothing(),
  };
}
