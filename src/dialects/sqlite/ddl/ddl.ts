import type { Ddl } from "../../../schema/dialect.ts";
import type { ColumnSnapshot } from "../../../schema/snapshot.ts";
import { lossOfColumn, lossOfTable, standardDdl } from "../../standard/ddl/ddl.ts";
import { refuse } from "../../standard/ddl/refuse.ts";
import { nothing, rebuild, risky, statements } from "../../standard/ddl/rendered.ts";
import { path } from "../../standard/ddl/table.ts";
import { alterColumnType } from "./type.ts";
import { createIndex, createTable, words } from "./words.ts";

/** ALTER TABLE takes defaults it need not compute for rows that are there. */
const constant = /^(?:null|[+-]?\d+(?:\.\d+)?|'(?:[^']|'')*')$/i;

function isAddable({ nullable, default: fill, identity, computed, options }: ColumnSnapshot): boolean {
  if (identity !== undefined || computed?.stored === true || options !== undefined) return false;
  return (nullable || fill !== undefined) && (fill === undefined || constant.test(fill));
}

const anew = (): ReturnType<typeof rebuild> => rebuild();

export const ddl: Ddl = {
  ...standardDdl(words),
  createNamespace: nothing,
  dropNamespace: nothing,
  createTable: ({ table, unlessExists }) =>
    statements(createTable(table, unlessExists), ...table.indexes.map((index) => createIndex(table, index, unlessExists))),
  // with foreign keys on, rows that refer to it would be deleted or refused one by one
  dropTable: ({ table, ifExists }) => ({
    ...risky("losesData", lossOfTable, `drop table ${ifExists ? "if exists " : ""}${path(words, table)}`),
    unchecked: true,
  }),
  renameTable: ({ from, to }) => {
    if (from.schema !== to.schema)
      refuse("SQLite", `move the table ${from.name} to another file`, "create it there, copy the rows in a data step and drop the old one");
    return statements(`alter table ${path(words, from)} rename to ${words.quote(to.name)}`);
  },
  addColumn: ({ table, column }) =>
    isAddable(column) ? statements(`alter table ${path(words, table)} add column ${words.quote(column.name)} ${words.column(column, table)}`) : rebuild(),
  dropColumn: () => rebuild("losesData", lossOfColumn),
  alterColumnType,
  alterColumnNullability: anew,
  alterColumnDefault: anew,
  alterIdentity: anew,
  alterComputed: ({ from, to }) => (from.computed === undefined && to.computed !== undefined ? rebuild("losesData", lossOfColumn) : rebuild()),
  alterColumnOptions: anew,
  alterTableOptions: anew,
  alterPrimaryKey: anew,
  addUnique: anew,
  dropUnique: anew,
  addCheck: anew,
  dropCheck: anew,
  addForeignKey: anew,
  dropForeignKey: anew,
  validateConstraint: nothing,
  renamePart: ({ table, of, part, from }) => {
    if (of !== "index") return rebuild();
    return statements(`drop index ${path(words, { schema: table.schema, name: from })}`, createIndex(table, part, false));
  },
  createIndex: ({ table, index, unlessExists }) => risky("locks", "writes wait until the index is built", createIndex(table, index, unlessExists)),
  createSequence: nothing,
  alterSequence: nothing,
  dropSequence: nothing,
  setTableComment: nothing,
  setColumnComment: nothing,
  setComment: nothing,
};
