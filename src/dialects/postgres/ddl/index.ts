import type { Ddl } from "../../../schema/dialect.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import type { IndexSnapshot } from "../../../schema/snapshot.ts";
import { risky, statements } from "../../standard/ddl/rendered.ts";
import { deferral, names, path, uniqueClause } from "../../standard/ddl/table.ts";
import { element, storage, words } from "./words.ts";

type Indexes = Pick<Ddl, "createIndex" | "dropIndex" | "addUnique" | "addExclusion" | "dropExclusion">;

/** CREATE INDEX and what belongs to it. `how`: `concurrently`, `if not exists`. */
export function createIndex(table: ObjectName, index: IndexSnapshot, how = ""): string {
  const method = index.method === undefined ? "" : ` using ${words.quote(index.method)}`;
  const included = index.include.length > 0 ? ` include (${names(words, index.include)})` : "";
  const distinct = index.options?.["nullsNotDistinct"] === true ? " nulls not distinct" : "";
  const where = index.where === undefined ? "" : ` where ${index.where}`;
  const head = `create ${index.unique ? "unique " : ""}index ${how}${words.quote(index.name)} on ${path(words, table)}${method}`;
  return `${head} (${index.keys.map(element).join(", ")})${included}${distinct}${storage(index.options)}${where}`;
}

const nameOf = (table: ObjectName, name: string): string => path(words, { schema: table.schema, name });

export const indexDdl: Indexes = {
  createIndex: ({ table, index, unlessExists, online }) => {
    const comment = index.comment === undefined ? [] : [`comment on index ${nameOf(table, index.name)} is ${words.text(index.comment)}`];
    if (!online) {
      return risky("locks", "writes wait until the index is built", createIndex(table, index, unlessExists ? "if not exists " : ""), ...comment);
    }
    // a try that failed leaves an index that is of no use
    const again = [`drop index concurrently if exists ${nameOf(table, index.name)}`];
    return { statements: [createIndex(table, index, "concurrently "), ...comment], risk: "none", outside: true, again };
  },
  dropIndex: ({ table, index, online }) =>
    online
      ? { statements: [`drop index concurrently if exists ${nameOf(table, index.name)}`], risk: "none", outside: true }
      : risky("locks", "reads and writes wait for those that are running", `drop index ${nameOf(table, index.name)}`),
  addUnique: ({ table, constraint, byIndex }) => {
    const alter = `alter table ${path(words, table)} add`;
    if (byIndex) {
      const name = words.quote(constraint.name);
      return statements(`${alter} constraint ${name} unique using index ${name}${deferral(constraint.deferrable)}`);
    }
    return risky(
      "locks",
      "the table can neither be read nor written until its index is built; rows with equal values make it fail",
      `${alter} ${uniqueClause(words, constraint)}`,
    );
  },
  addExclusion: ({ table, constraint: { name, method, elements, where, deferrable } }) => {
    const list = elements.map((one) => `${element(one)} with ${one.operator}`).join(", ");
    const condition = where === undefined ? "" : ` where (${where})`;
    const sql = `alter table ${path(words, table)} add constraint ${words.quote(name)} exclude using ${words.quote(method)} (${list})${condition}${deferral(deferrable)}`;
    return risky("locks", "the table can neither be read nor written until its index is built; rows in conflict make it fail", sql);
  },
  dropExclusion: ({ table, constraint }) => statements(`alter table ${path(words, table)} drop constraint ${words.quote(constraint.name)}`),
};
