import { same } from "../../kernel/same.ts";
import type { Difference, ObjectName } from "../difference.ts";
import type { IndexSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, plainName, tableElement } from "./change.ts";

interface IndexOf {
  readonly table: ObjectName;
  readonly index: IndexSnapshot;
  /** Without holding up writes, where the database can: it takes longer, and may have to run outside a transaction. */
  readonly online?: true | undefined;
}
export interface CreateIndex extends IndexOf {
  readonly kind: "createIndex";
  /** Do nothing when there is an index of this name, where the database can be told so. */
  readonly unlessExists: boolean;
}
export interface DropIndex extends IndexOf {
  readonly kind: "dropIndex";
}

export const createIndex: ChangeUnit<CreateIndex, DropIndex> = {
  kind: "createIndex",
  detect: (d) => (d.element === "index" && d.after && !stays(d) ? { kind: "createIndex", table: d.table, index: d.after, unlessExists: false } : undefined),
  reverse: ({ table, index, online }) => ({ kind: "dropIndex", table, index, ...(online && { online }) }),
  describe: ({ table, index }) => `create index ${index.name} on ${plainName(table)}`,
  needs: ({ table }) => [tableElement(table)],
  makes: ({ table, index }) => [elementName("index", table.schema, table.name, index.name)],
};

export const dropIndex: ChangeUnit<DropIndex, CreateIndex> = {
  kind: "dropIndex",
  detect: (d) => (d.element === "index" && d.before && !stays(d) ? { kind: "dropIndex", table: d.table, index: d.before } : undefined),
  reverse: ({ table, index, online }) => ({ kind: "createIndex", table, index, unlessExists: false, ...(online && { online }) }),
  describe: ({ table, index }) => `drop index ${index.name} of ${plainName(table)}`,
  needs: ({ table }) => [tableElement(table)],
};

/** What differs is its name or its comment. */
function stays({ before, after }: Extract<Difference, { readonly element: "index" }>): boolean {
  return before !== undefined && after !== undefined && same({ ...before, name: "", comment: "" }, { ...after, name: "", comment: "" });
}
