import type { Ddl } from "../../../schema/dialect.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import type { TableSnapshot } from "../../../schema/snapshot.ts";
import { afterTable, alterSequence, commentOn, standardDdl } from "../../standard/ddl/ddl.ts";
import { risky, statements } from "../../standard/ddl/rendered.ts";
import { checkClause, foreignKeyClause, path, stepChanges, stepsOf } from "../../standard/ddl/table.ts";
import { columnDdl } from "./column.ts";
import { commented } from "./comment.ts";
import { enumTypeDdl } from "./enum-type.ts";
import { createIndex, indexDdl } from "./index.ts";
import { alterColumnOptions, alterTableOptions, createTable } from "./table.ts";
import { storage, words } from "./words.ts";

const standard = standardDdl(words);
const comments = commentOn(words, "null", commented);
const alter = (table: ObjectName, action: string): string => `alter table ${path(words, table)} ${action}`;
const comment = (what: string, text: string | undefined): string[] => (text === undefined ? [] : [`comment on ${what} is ${words.text(text)}`]);

/** Without the constraints that CREATE TABLE would take for valid at once, since there are no rows. */
function validated(table: TableSnapshot): TableSnapshot {
  const isValid = (constraint: { readonly validated?: false | undefined }): boolean => constraint.validated !== false;
  return { ...table, checks: table.checks.filter(isValid), foreignKeys: table.foreignKeys.filter(isValid) };
}

/** What has no place of its own in a CREATE TABLE of ours: exclusions, constraints that are not valid, the way values are stored. */
function besideTable(table: TableSnapshot): string[] {
  const late = [
    ...table.checks.filter((check) => check.validated === false).map((check) => checkClause(words, check)),
    ...table.foreignKeys.filter((key) => key.validated === false).map((key) => foreignKeyClause(words, key)),
  ].map((clause) => statements(alter(table, `add ${clause}`)));
  const exclusions = (table.exclusions ?? []).map((constraint) => indexDdl.addExclusion({ kind: "addExclusion", table, constraint }));
  const stored = table.columns.filter(({ options }) => options?.["storage"] !== undefined);
  const columns = stored.map((to) => alterColumnOptions({ kind: "alterColumnOptions", table, from: { ...to, options: {} }, to }));
  return [...late, ...exclusions, ...columns].flatMap((rendered) => ("statements" in rendered ? rendered.statements : []));
}

export const ddl: Ddl = {
  ...standard,
  ...comments,
  ...enumTypeDdl,
  ...columnDdl,
  ...indexDdl,
  alterTableOptions,
  alterColumnOptions,
  createNamespace: ({ namespace }) => statements(`create schema if not exists ${words.quote(namespace)}`),
  createTable: ({ table, unlessExists }) =>
    statements(createTable(validated(table), unlessExists), ...besideTable(table), ...afterTable({ ...indexDdl, ...comments }, table, unlessExists)),
  renameTable: ({ from, to }) => {
    const moved = from.schema === to.schema ? [] : [alter(from, `set schema ${to.schema === undefined ? "current_schema" : words.quote(to.schema)}`)];
    const renamed = from.name === to.name ? [] : [alter({ ...to, name: from.name }, `rename to ${words.quote(to.name)}`)];
    return statements(...moved, ...renamed);
  },
  renamePart: ({ table, of, part, from }) =>
    statements(
      of === "index"
        ? `alter index ${path(words, { schema: table.schema, name: from })} rename to ${words.quote(part.name)}`
        : alter(table, `rename constraint ${words.quote(from)} to ${words.quote(part.name)}`),
    ),
  addForeignKey: ({ table, constraint }) => {
    const sql = alter(table, `add ${foreignKeyClause(words, constraint)}`);
    return constraint.validated === false ? statements(sql) : risky("locks", "writes to both tables wait until every row was checked", sql);
  },
  addCheck: (change) =>
    change.constraint.validated === false ? { ...standard.addCheck(change), risk: "none", warning: undefined } : standard.addCheck(change),
  // rows are read while others go on writing
  validateConstraint: ({ table, constraint }) => statements(alter(table, `validate constraint ${words.quote(constraint.name)}`)),
  createSequence: ({ sequence }) => {
    const type = sequence.type === undefined ? [] : [`as ${sequence.type}`];
    const sql = ["create sequence", path(words, sequence), ...type, ...stepsOf(sequence)].join(" ");
    return statements(sql, ...comment(`sequence ${path(words, sequence)}`, sequence.comment));
  },
  alterSequence: ({ from, to }) => {
    const type = from.type === to.type ? [] : [`as ${to.type ?? "bigint"}`];
    // it has no word for the cache there is by itself
    return alterSequence(words, to, [...type, ...stepChanges(from, to).map((change) => (change === "no cache" ? "cache 1" : change))]);
  },
  // the one behind a serial column goes with its table
  dropSequence: ({ sequence }) => risky("losesData", "the number it has reached is gone", `drop sequence if exists ${path(words, sequence)}`),
  createView: ({ view }) => {
    const kind = view.materialized ? "materialized view" : "view";
    const options = view.materialized ? storage(view.options) : storage({ with: view.options?.["with"] });
    const sql = `create ${kind} ${path(words, view)}${options} as ${view.definition}`;
    const indexes = (view.indexes ?? []).map((index) => createIndex(view, index));
    return statements(sql, ...indexes, ...comment(`${kind} ${path(words, view)}`, view.comment));
  },
  dropView: ({ view }) => statements(`drop ${view.materialized ? "materialized view" : "view"} ${path(words, view)}`),
};
