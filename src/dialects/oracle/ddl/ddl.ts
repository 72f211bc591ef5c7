import type { Ddl } from "../../../schema/dialect.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import { afterTable, alterSequence, commentOn, lossOfTable, standardDdl } from "../../standard/ddl/ddl.ts";
import { indexKeys } from "../../standard/ddl/indexes.ts";
import { refuse } from "../../standard/ddl/refuse.ts";
import { nothing, risky, statements } from "../../standard/ddl/rendered.ts";
import { checkClause, foreignKeyClause, path, stepChanges, stepsOf, tableMembers, tableText } from "../../standard/ddl/table.ts";
import { columnDdl } from "./column.ts";
import { storage, words } from "./words.ts";

const standard = standardDdl(words);
const alter = (table: ObjectName, action: string): string => `alter table ${path(words, table)} ${action}`;

/** Constraints, indexes and sequences carry no comment here. */
const written = commentOn(
  words,
  "''",
  (target) => `${target.of === "materializedView" ? "materialized view" : "table"} ${"table" in target ? "" : path(words, target.name)}`,
);
const comments: typeof written = {
  ...written,
  setComment: (change) => (change.target.of === "view" || change.target.of === "materializedView" ? written.setComment(change) : nothing()),
};

const indexes: Pick<Ddl, "createIndex" | "dropIndex"> = {
  createIndex: ({ table, index, online }) => {
    const kind = index.unique ? "unique " : index.method === undefined ? "" : `${index.method} `;
    const name = path(words, { schema: table.schema, name: index.name });
    const sql = `create ${kind}index ${name} on ${path(words, table)} (${indexKeys(words, index)})${storage(index.options)}${online ? " online" : ""}`;
    return online ? statements(sql) : risky("locks", "writes wait until the index is built", sql);
  },
  dropIndex: ({ table, index, online }) => statements(`drop index ${path(words, { schema: table.schema, name: index.name })}${online ? " online" : ""}`),
};

/** Before version 23 there is no IF [NOT] EXISTS: who creates or drops asks the catalog first. A namespace is a user, made by an administrator. */
export const ddl: Ddl = {
  ...standard,
  ...comments,
  ...columnDdl,
  ...indexes,
  createNamespace: nothing,
  dropNamespace: nothing,
  createTable: ({ table, unlessExists }) =>
    statements(
      tableText(`create table ${path(words, table)}`, tableMembers(words, table), storage(table.options)),
      ...afterTable({ ...indexes, ...comments }, table, unlessExists),
    ),
  dropTable: ({ table }) => risky("losesData", lossOfTable, `drop table ${path(words, table)}`),
  renameTable: ({ from, to }) => {
    if (from.schema !== to.schema)
      refuse("Oracle", `move the table ${from.name} to another user`, "create it there, copy the rows in a data step and drop the old one");
    return statements(alter(from, `rename to ${words.quote(to.name)}`));
  },
  alterTableOptions: ({ to }) =>
    risky(
      "rewrites",
      "writes wait while the table is moved; its indexes must be rebuilt afterwards",
      alter(to, `move${storage(to.options) === "" ? " nocompress" : storage(to.options)}`),
    ),
  renamePart: ({ table, of, part, from }) =>
    statements(
      of === "index"
        ? `alter index ${path(words, { schema: table.schema, name: from })} rename to ${words.quote(part.name)}`
        : alter(table, `rename constraint ${words.quote(from)} to ${words.quote(part.name)}`),
    ),
  addCheck: ({ table, constraint }) => {
    const sql = alter(table, `add ${checkClause(words, constraint)}`);
    return constraint.validated === false ? statements(sql) : risky("locks", "writes wait until every row was checked", sql);
  },
  addForeignKey: ({ table, constraint }) => {
    const sql = alter(table, `add ${foreignKeyClause(words, constraint)}`);
    return constraint.validated === false ? statements(sql) : risky("locks", "writes to both tables wait until every row was checked", sql);
  },
  validateConstraint: ({ table, constraint }) => statements(alter(table, `modify constraint ${words.quote(constraint.name)} enable validate`)),
  alterSequence: ({ from, to }) => alterSequence(words, to, stepChanges({ ...from, start: to.start }, to, "no")),
  createSequence: ({ sequence }) => {
    const order = sequence.options?.["order"] === true ? ["order"] : [];
    return statements(["create sequence", path(words, sequence), ...stepsOf(sequence), ...order].join(" "));
  },
  createView: ({ view }) => {
    const kind = view.materialized ? "materialized view" : "view";
    const comment = view.comment === undefined ? [] : [`comment on ${view.materialized ? kind : "table"} ${path(words, view)} is ${words.text(view.comment)}`];
    const made = (view.indexes ?? []).map((index) => indexes.createIndex({ kind: "createIndex", table: view, index, unlessExists: false }));
    return statements(
      `create ${kind} ${path(words, view)} as ${view.definition}`,
      ...made.flatMap((one) => ("statements" in one ? one.statements : [])),
      ...comment,
    );
  },
  dropView: ({ view }) => statements(`drop ${view.materialized ? "materialized view" : "view"} ${path(words, view)}`),
};
