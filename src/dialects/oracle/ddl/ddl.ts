import type { Ddl } from "../../../schema/dialect.ts";
import type { ColumnSnapshot } from "../../../schema/snapshot.ts";
import { commentOn, nothing, standardDdl, statements } from "../../standard/ddl/ddl.ts";
import { indexKeys } from "../../standard/ddl/indexes.ts";
import { type DdlWords, path, standardIdentity, tableMembers, tableText } from "../../standard/ddl/table.ts";
import { quoteText } from "../../standard/render.ts";
import { oracle } from "../dialect.ts";

const words: DdlWords = {
  quote: oracle.quote,
  text: quoteText,
  references: ({ schema, table }) => path(words, { schema, name: table }),
  column,
  // what is not named is refused at the end of the statement, which is RESTRICT and NO ACTION in one
  actions: { cascade: "cascade", setNull: "set null" },
};

/** All computed columns are computed when read: rows cannot tell the difference. */
function column({ type, computed, identity, default: fill, nullable }: ColumnSnapshot): string {
  const parts = [type];
  if (computed) parts.push(`generated always as (${computed.expression}) virtual`);
  if (identity) parts.push(standardIdentity(identity));
  if (fill !== undefined) parts.push(`default ${fill}`);
  if (!nullable) parts.push("not null");
  return parts.join(" ");
}

/** Before version 23 there is no IF [NOT] EXISTS: who creates or drops asks the catalog first. A namespace is a user, made by an administrator. */
export const ddl: Ddl = {
  ...standardDdl(words),
  ...commentOn(words, "''"),
  createNamespace: nothing,
  dropNamespace: nothing,
  createTable: ({ table }) => statements(tableText(`create table ${path(words, table)}`, tableMembers(words, table))),
  dropTable: ({ table }) => statements(`drop table ${path(words, table)}`),
  createIndex: ({ table, index }) => {
    const kind = index.unique ? "unique " : index.method === undefined ? "" : `${index.method} `;
    const name = path(words, { schema: table.schema, name: index.name });
    return statements(`create ${kind}index ${name} on ${path(words, table)} (${indexKeys(words, index)})`);
  },
};
