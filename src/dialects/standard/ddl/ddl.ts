import type { CommentTarget } from "../../../schema/changes/comment.ts";
import type { Ddl, RenderedStatements } from "../../../schema/dialect.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import type { IndexSnapshot, TableSnapshot } from "../../../schema/snapshot.ts";
import { indexKeys, indexTail } from "./indexes.ts";
import { nothing, risky, statements } from "./rendered.ts";
import { checkClause, type DdlWords, foreignKeyClause, path, primaryKeyClause, stepChanges, stepsOf, tableMembers, tableText, uniqueClause } from "./table.ts";

export const lossOfTable = "all rows of the table are gone for good";
export const lossOfColumn = "the values of the column are gone for good";

type Standard = Pick<
  Ddl,
  | "createNamespace"
  | "dropNamespace"
  | "createEnumType"
  | "dropEnumType"
  | "addEnumValues"
  | "replaceEnumType"
  | "createTable"
  | "dropTable"
  | "renameTable"
  | "addColumn"
  | "dropColumn"
  | "renameColumn"
  | "alterPrimaryKey"
  | "addUnique"
  | "dropUnique"
  | "addCheck"
  | "dropCheck"
  | "addExclusion"
  | "dropExclusion"
  | "addForeignKey"
  | "dropForeignKey"
  | "keepValidated"
  | "createIndex"
  | "dropIndex"
  | "createSequence"
  | "alterSequence"
  | "dropSequence"
  | "createView"
  | "dropView"
>;

/** What most databases agree on; there is no agreement on comments and on altering columns. A dialect borrows it by spreading and replaces what differs. */
export function standardDdl(words: DdlWords): Standard {
  const alter = (table: ObjectName, action: string): string => `alter table ${path(words, table)} ${action}`;
  const dropConstraint = (table: ObjectName, name: string): string => alter(table, `drop constraint ${words.quote(name)}`);
  return {
    createNamespace: ({ namespace }) => statements(`create schema ${words.quote(namespace)}`),
    dropNamespace: ({ namespace }) => statements(`drop schema ${words.quote(namespace)}`),
    createEnumType: nothing,
    dropEnumType: nothing,
    addEnumValues: nothing,
    replaceEnumType: nothing,
    createTable: ({ table, unlessExists }) =>
      statements(tableText(`create table ${unlessExists ? "if not exists " : ""}${path(words, table)}`, tableMembers(words, table))),
    dropTable: ({ table, ifExists }) => risky("losesData", lossOfTable, `drop table ${ifExists ? "if exists " : ""}${path(words, table)}`),
    renameTable: ({ from, to }) => statements(alter(from, `rename to ${words.quote(to.name)}`)),
    addColumn: ({ table, column }) => statements(alter(table, `add column ${words.quote(column.name)} ${words.column(column, table)}`)),
    dropColumn: ({ table, column }) => risky("losesData", lossOfColumn, alter(table, `drop column ${words.quote(column.name)}`)),
    renameColumn: ({ table, column, from }) => statements(alter(table, `rename column ${words.quote(from)} to ${words.quote(column.name)}`)),
    alterPrimaryKey: ({ table, from, to }) =>
      risky(
        "locks",
        "the table can neither be read nor written until the index of the key is built",
        ...(from?.name === undefined ? [] : [dropConstraint(table, from.name)]),
        ...(to === undefined ? [] : [alter(table, `add ${primaryKeyClause(words, to)}`)]),
      ),
    addUnique: ({ table, constraint }) =>
      risky("locks", "writes wait until its index is built; rows with equal values make it fail", alter(table, `add ${uniqueClause(words, constraint)}`)),
    dropUnique: ({ table, constraint }) => statements(dropConstraint(table, constraint.name)),
    addCheck: ({ table, constraint }) => risky("locks", "writes wait until every row was checked", alter(table, `add ${checkClause(words, constraint)}`)),
    dropCheck: ({ table, constraint }) => statements(dropConstraint(table, constraint.name)),
    addExclusion: nothing,
    dropExclusion: nothing,
    addForeignKey: ({ table, constraint }) =>
      risky("locks", "writes to both tables wait until every row was checked", alter(table, `add ${foreignKeyClause(words, constraint)}`)),
    dropForeignKey: ({ table, constraint }) => statements(dropConstraint(table, constraint.name)),
    keepValidated: nothing,
    createIndex: ({ table, index }) =>
      risky(
        "locks",
        "writes wait until the index is built",
        `create ${index.unique ? "unique " : ""}index ${words.quote(index.name)} on ${path(words, table)} (${indexKeys(words, index)})${indexTail(words, index)}`,
      ),
    dropIndex: ({ table, index }) => statements(`drop index ${path(words, { schema: table.schema, name: index.name })}`),
    createSequence: ({ sequence }) => {
      const type = sequence.type === undefined ? [] : [`as ${sequence.type}`];
      return statements(["create sequence", path(words, sequence), ...type, ...stepsOf(sequence)].join(" "));
    },
    alterSequence: ({ from, to }) => alterSequence(words, to, stepChanges(from, to)),
    dropSequence: ({ sequence }) => risky("losesData", "the number it has reached is gone", `drop sequence ${path(words, sequence)}`),
    createView: ({ view }) => statements(`create view ${path(words, view)} as ${view.definition}`),
    dropView: ({ view }) => statements(`drop view ${path(words, view)}`),
  };
}

/** One statement for all that changes, none for nothing. */
export function alterSequence(words: DdlWords, sequence: ObjectName, changes: readonly string[]): RenderedStatements {
  return changes.length === 0 ? nothing() : statements(["alter sequence", path(words, sequence), ...changes].join(" "));
}

/** COMMENT ON, as the standard's followers have it. `none` is what removes one. `nameOf` says how a thing is named there. */
export function commentOn(
  words: DdlWords,
  none: string,
  nameOf: (target: CommentTarget) => string,
): Pick<Ddl, "setTableComment" | "setColumnComment" | "setComment"> {
  const text = (comment: string | undefined): string => (comment === undefined ? none : words.text(comment));
  return {
    setTableComment: ({ table, to }) => statements(`comment on table ${path(words, table)} is ${text(to)}`),
    setColumnComment: ({ table, to }) => statements(`comment on column ${path(words, table)}.${words.quote(to.name)} is ${text(to.comment)}`),
    setComment: ({ target, to }) => statements(`comment on ${nameOf(target)} is ${text(to)}`),
  };
}

/** What follows CREATE TABLE where indexes and comments are statements of their own. */
export function afterTable(
  ddl: Pick<Ddl, "createIndex" | "setTableComment" | "setColumnComment" | "setComment">,
  table: TableSnapshot,
  unlessExists: boolean,
): string[] {
  const { schema, name, comment } = table;
  const owner: ObjectName = schema === undefined ? { name } : { schema, name };
  const part = (of: "unique" | "check" | "exclusion" | "foreignKey", parts: readonly { readonly name: string; readonly comment?: string | undefined }[]) =>
    parts.flatMap((one) =>
      one.comment === undefined ? [] : [ddl.setComment({ kind: "setComment", target: { of, table: owner, name: one.name }, from: undefined, to: one.comment })],
    );
  const rendered = [
    ...table.indexes.map((index: IndexSnapshot) => ddl.createIndex({ kind: "createIndex", table: owner, index, unlessExists })),
    ...(comment === undefined ? [] : [ddl.setTableComment({ kind: "setTableComment", table: owner, from: undefined, to: comment })]),
    ...table.columns
      .filter((column) => column.comment !== undefined)
      .map((to) => ddl.setColumnComment({ kind: "setColumnComment", table: owner, from: { ...to, comment: undefined }, to })),
    ...part("unique", table.uniques),
    ...part("check", table.checks),
    ...part("foreignKey", table.foreignKeys),
    ...part("exclusion", table.exclusions ?? []),
  ];
  return rendered.flatMap((one) => ("statements" in one ? one.statements : []));
}
