import type { ChangeUnit } from "./change.ts";
import { addCheck, dropCheck } from "./check.ts";
import { addColumn, dropColumn, renameColumn } from "./column.ts";
import { alterColumnDefault } from "./column-default.ts";
import { alterColumnNullability } from "./column-nullability.ts";
import { alterColumnType } from "./column-type.ts";
import { setColumnComment, setComment, setTableComment } from "./comment.ts";
import { addEnumValues, createEnumType, dropEnumType, replaceEnumType } from "./enum-type.ts";
import { addExclusion, dropExclusion } from "./exclusion.ts";
import { addForeignKey, dropForeignKey } from "./foreign-key.ts";
import { alterComputed } from "./generated.ts";
import { alterIdentity } from "./identity.ts";
import { createIndex, dropIndex } from "./indexes.ts";
import { createNamespace, dropNamespace } from "./namespace.ts";
import { alterColumnOptions, alterTableOptions } from "./options.ts";
import { alterPrimaryKey } from "./primary-key.ts";
import { renamePart } from "./rename-constraint.ts";
import { alterSequence, createSequence, dropSequence } from "./sequence.ts";
import { createTable, dropTable, renameTable } from "./table.ts";
import { addUnique, dropUnique } from "./unique.ts";
import { keepValidated, validateConstraint } from "./validate.ts";
import { createView, dropView } from "./view.ts";

/**
 * The list of all kinds of change. Everything else - the union, each dialect's duty - follows from it. Changes that need nothing of each other come in
 * this order: what stands in the way goes first, then names, then what is new and what is altered, then what binds it, at the end what is not wanted any more.
 */
export const units = {
  dropView,
  dropForeignKey,
  dropExclusion,
  dropCheck,
  dropIndex,
  dropUnique,
  createNamespace,
  createEnumType,
  addEnumValues,
  createSequence,
  alterSequence,
  renameTable,
  renameColumn,
  renamePart,
  createTable,
  addColumn,
  replaceEnumType,
  alterColumnType,
  alterComputed,
  alterColumnDefault,
  alterColumnNullability,
  alterPrimaryKey,
  alterIdentity,
  alterColumnOptions,
  alterTableOptions,
  dropColumn,
  addUnique,
  createIndex,
  addCheck,
  addExclusion,
  addForeignKey,
  validateConstraint,
  keepValidated,
  setTableComment,
  setColumnComment,
  setComment,
  createView,
  dropTable,
  dropSequence,
  dropEnumType,
  dropNamespace,
};

export type ChangeKind = keyof typeof units;
export type Change<K extends ChangeKind = ChangeKind> = { [P in K]: Parameters<(typeof units)[P]["describe"]>[0] }[K];

/** The unit of a change. TypeScript cannot follow the pairing of kind and unit, hence the cast. */
export function unitOf(change: Change): ChangeUnit<Change, Change> {
  return units[change.kind] as unknown as ChangeUnit<Change, Change>;
}
