import type { ChangeUnit } from "./change.ts";
import { setColumnComment, setTableComment } from "./comment.ts";
import { createEnumType, dropEnumType } from "./enum-type.ts";
import { addForeignKey, dropForeignKey } from "./foreign-key.ts";
import { createIndex, dropIndex } from "./indexes.ts";
import { createNamespace, dropNamespace } from "./namespace.ts";
import { createTable, dropTable } from "./table.ts";

/** The list of all kinds of change. Everything else - the union, the order, each dialect's duty - follows from it. */
export const units = {
  createNamespace,
  dropNamespace,
  createEnumType,
  dropEnumType,
  createTable,
  dropTable,
  addForeignKey,
  dropForeignKey,
  createIndex,
  dropIndex,
  setTableComment,
  setColumnComment,
};

export type ChangeKind = keyof typeof units;
export type Change<K extends ChangeKind = ChangeKind> = { [P in K]: Parameters<(typeof units)[P]["describe"]>[0] }[K];

/** The unit of a change. TypeScript cannot follow the pairing of kind and unit, hence the cast. */
export function unitOf(change: Change): ChangeUnit<Change, Change> {
  return units[change.kind] as unknown as ChangeUnit<Change, Change>;
}
