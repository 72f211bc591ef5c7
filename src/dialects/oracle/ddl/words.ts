import type { ColumnSnapshot, Options } from "../../../schema/snapshot.ts";
import { type DdlWords, path, standardIdentity } from "../../standard/ddl/table.ts";
import { quoteText } from "../../standard/render.ts";
import { oracle } from "../dialect.ts";

export const words: DdlWords = {
  quote: oracle.quote,
  text: quoteText,
  references: ({ schema, table }) => path(words, { schema, name: table }),
  column,
  // what is not named is refused at the end of the statement, which is RESTRICT and NO ACTION in one
  actions: { cascade: "cascade", setNull: "set null" },
  tails: {
    check: ({ validated }) => (validated === false ? " enable novalidate" : ""),
    foreignKey: ({ validated }) => (validated === false ? " enable novalidate" : ""),
    unique: ({ options }) => (options === undefined ? "" : ` using index${storage(options)}`),
    primaryKey: ({ options }) => (options === undefined ? "" : ` using index${storage(options)}`),
  },
};

/** ` tablespace "FAST" compress 2`, in this order. */
export function storage(options: Options | undefined): string {
  const { compress, tablespace } = (options ?? {}) as { readonly compress?: boolean | number; readonly tablespace?: string };
  const compressed = compress === undefined || compress === false ? "" : ` compress${typeof compress === "number" ? ` ${compress}` : ""}`;
  return (tablespace === undefined ? "" : ` tablespace ${words.quote(tablespace)}`) + compressed;
}

export function identityClause(identity: NonNullable<ColumnSnapshot["identity"]>, options: Options | undefined): string {
  const kind = options?.["onNull"] === true ? "by default on null" : undefined;
  return standardIdentity(identity, kind, options?.["order"] === true ? ["order"] : []);
}

/** All computed columns are computed when read: rows cannot tell the difference. */
function column({ type, computed, identity, default: fill, nullable, options }: ColumnSnapshot): string {
  const parts = [type];
  if (computed) parts.push(`generated always as (${computed.expression}) virtual`);
  if (identity) parts.push(identityClause(identity, options));
  if (fill !== undefined) parts.push(`default ${fill}`);
  if (!nullable) parts.push("not null");
  return parts.join(" ");
}
