import type { Ddl } from "../../../schema/dialect.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import type { IndexSnapshot } from "../../../schema/snapshot.ts";
import { afterTable, standardDdl } from "../../standard/ddl/ddl.ts";
import { indexKeys, indexTail } from "../../standard/ddl/indexes.ts";
import { refuse } from "../../standard/ddl/refuse.ts";
import { nothing, risky, statements } from "../../standard/ddl/rendered.ts";
import { checkClause, foreignKeyClause, path, primaryKeyClause, tableMembers, tableText, uniqueClause } from "../../standard/ddl/table.ts";
import { columnDdl } from "./column.ts";
import { setColumnComment, setTableComment, setTargetComment } from "./comment.ts";
import { storage, words } from "./words.ts";

const standard = standardDdl(words);
const alter = (table: ObjectName, action: string): string => `alter table ${path(words, table)} ${action}`;
const rename = (what: string, to: string, kind: string): string => `exec sp_rename ${words.text(what)}, ${words.text(to)}, N'${kind}'`;

/** Text of CREATE VIEW and the like must be alone in its batch. */
const alone = (sql: string): string => `exec (${words.text(sql)})`;

function createIndex(table: ObjectName, index: IndexSnapshot, online: boolean): string {
  const method = index.method === undefined ? (index.options?.["clustered"] === true ? "clustered " : "") : `${index.method} `;
  const head = `create ${index.unique ? "unique " : ""}${method}index ${words.quote(index.name)} on ${path(words, table)}`;
  return `${head} (${indexKeys(words, index)})${indexTail(words, index)}${online ? " with (online = on)" : ""}${storage(index.options)}`;
}

const clustering = (clause: string, options: Readonly<Record<string, unknown>> | undefined, word: string): string =>
  typeof options?.["clustered"] === "boolean" ? clause.replace(`${word} (`, `${word} ${options["clustered"] ? "clustered" : "nonclustered"} (`) : clause;

/** Rows that are there are looked at unless it is said not to. */
const unlooked = (validated: false | undefined): string => (validated === false ? "with nocheck " : "");

const comments: Pick<Ddl, "setTableComment" | "setColumnComment" | "setComment"> = {
  setTableComment: ({ table, from, to }) => statements(setTableComment(table, { from, to })),
  setColumnComment: ({ table, from, to }) => statements(setColumnComment(table, to.name, { from: from.comment, to: to.comment })),
  setComment: ({ target, from, to }) => statements(setTargetComment(target, { from, to })),
};

const indexes: Pick<Ddl, "createIndex" | "dropIndex"> = {
  createIndex: ({ table, index, online }) => {
    const comment =
      index.comment === undefined ? [] : [setTargetComment({ of: "index", table, name: index.name, index }, { from: undefined, to: index.comment })];
    const all = [createIndex(table, index, online === true), ...comment];
    return online ? statements(...all) : risky("locks", "writes wait until the index is built", ...all);
  },
  dropIndex: ({ table, index }) => statements(`drop index ${words.quote(index.name)} on ${path(words, table)}`),
};

export const ddl: Ddl = {
  ...standard,
  ...columnDdl,
  ...comments,
  ...indexes,
  createNamespace: ({ namespace }) =>
    statements(`if schema_id(${words.text(namespace)}) is null exec (${words.text(`create schema ${words.quote(namespace)}`)})`),
  createTable: ({ table, unlessExists }) => {
    const guard = unlessExists ? `if object_id(${words.text(path(words, table))}, N'U') is null\n` : "";
    const plain = { ...table, primaryKey: { columns: [] }, uniques: [] };
    const keys = [
      ...(table.primaryKey.columns.length > 0 ? [clustering(primaryKeyClause(words, table.primaryKey), table.primaryKey.options, "primary key")] : []),
      ...table.uniques.map((unique) => clustering(uniqueClause(words, unique), unique.options, "unique")),
    ];
    const members = tableMembers(words, plain);
    const text = tableText(
      `${guard}create table ${path(words, table)}`,
      [...members.slice(0, table.columns.length), ...keys, ...members.slice(table.columns.length)],
      storage(table.options),
    );
    return statements(text, ...afterTable({ ...indexes, ...comments }, table, unlessExists));
  },
  renameTable: ({ from, to }) => {
    const moved = from.schema === to.schema ? [] : [`alter schema ${words.quote(to.schema ?? "dbo")} transfer ${path(words, from)}`];
    const renamed = from.name === to.name ? [] : [rename(path(words, { ...to, name: from.name }), to.name, "OBJECT")];
    return statements(...moved, ...renamed);
  },
  alterTableOptions: ({ to }) =>
    refuse("SQL Server", `move the table ${to.name} to another filegroup`, "create a new table there, copy the rows in a data step and drop the old one"),
  addUnique: ({ table, constraint }) =>
    risky(
      "locks",
      "writes wait until its index is built; rows with equal values make it fail",
      alter(table, `add ${clustering(uniqueClause(words, constraint), constraint.options, "unique")}`),
    ),
  addCheck: ({ table, constraint }) => {
    const sql = alter(table, `${unlooked(constraint.validated)}add ${checkClause(words, constraint)}`);
    return constraint.validated === false ? statements(sql) : risky("locks", "writes wait until every row was checked", sql);
  },
  addForeignKey: ({ table, constraint }) => {
    const sql = alter(table, `${unlooked(constraint.validated)}add ${foreignKeyClause(words, constraint)}`);
    return constraint.validated === false ? statements(sql) : risky("locks", "writes to both tables wait until every row was checked", sql);
  },
  validateConstraint: ({ table, constraint }) =>
    risky("locks", "writes wait until every row was checked", alter(table, `with check check constraint ${words.quote(constraint.name)}`)),
  renamePart: ({ table, of, part, from }) => {
    if (of === "index") return statements(rename(`${path(words, table)}.${words.quote(from)}`, part.name, "INDEX"));
    return statements(rename(path(words, { schema: table.schema, name: from }), part.name, "OBJECT"));
  },
  createView: ({ view }) =>
    statements(
      alone(`create view ${path(words, view)} as ${view.definition}`),
      ...(view.comment === undefined ? [] : [setTargetComment({ of: "view", name: view }, { from: undefined, to: view.comment })]),
    ),
  createSequence: (change) => {
    const rendered = standard.createSequence(change);
    const { comment } = change.sequence;
    const said = comment === undefined ? [] : [setTargetComment({ of: "sequence", name: change.sequence }, { from: undefined, to: comment })];
    return "statements" in rendered ? { ...rendered, statements: [...rendered.statements, ...said] } : rendered;
  },
  addExclusion: nothing,
};
