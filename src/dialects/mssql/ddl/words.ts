import { boundedName } from "../../../kernel/bounded-name.ts";
import type { ColumnSnapshot } from "../../../schema/snapshot.ts";
import { type ColumnPlace, type DdlWords, path, standardActions } from "../../standard/ddl/table.ts";
import { mssql } from "../dialect.ts";

export const words: DdlWords = {
  quote: mssql.quote,
  text: mssql.literal,
  references: ({ schema, table }) => path(words, { schema, name: table }),
  column,
  // RESTRICT is its NO ACTION: both are checked at once
  actions: { ...standardActions, restrict: "no action" },
  tails: {
    primaryKey: ({ options }) => storage(options),
    unique: ({ options }) => storage(options),
  },
};

/** Where an index or a key lies. */
export function storage(options: Readonly<Record<string, unknown>> | undefined): string {
  return typeof options?.["filegroup"] === "string" ? ` on ${words.quote(options["filegroup"])}` : "";
}

function column({ name, type, computed, identity, default: fill, nullable }: ColumnSnapshot, table: ColumnPlace): string {
  if (computed) return `as (${computed.expression})${computed.stored ? ` persisted${nullable ? "" : " not null"}` : ""}`;
  const parts = [type];
  if (identity) parts.push(`identity(${identity.start ?? 1}, ${identity.increment ?? 1})`);
  if (fill !== undefined) parts.push(defaultClause(table.name, name, fill));
  parts.push(nullable ? "null" : "not null");
  return parts.join(" ");
}

/** Without a name of ours nobody could tell whose default it is. */
export function defaultClause(table: string, column: string, fill: string): string {
  return `constraint ${words.quote(boundedName(`df_${table}_${column}`))} default (${fill})`;
}
