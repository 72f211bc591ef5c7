import type { ColumnSnapshot, IndexSnapshot } from "../../../schema/snapshot.ts";
import { indexKey } from "../../standard/ddl/indexes.ts";
import { type DdlWords, path, standardActions } from "../../standard/ddl/table.ts";
import { quote } from "../render.ts";
import { quoteString } from "../types.ts";

export const words: DdlWords = {
  quote,
  text: quoteString,
  references: ({ schema, table }) => path(words, { schema, name: table }),
  column: columnDefinition,
  actions: standardActions,
  tails: { check: ({ validated }) => (validated === false ? " not enforced" : "") },
};

/** The whole definition: MODIFY COLUMN repeats it. */
export function columnDefinition({ type, computed, identity, default: fill, nullable, comment, options }: ColumnSnapshot): string {
  const parts = [type];
  if (computed) parts.push(`generated always as (${computed.expression}) ${computed.stored ? "stored" : "virtual"}`);
  // MariaDB takes no NOT NULL on computed columns
  if (!nullable && !computed) parts.push("not null");
  if (identity) parts.push("auto_increment");
  if (fill !== undefined) parts.push(`default (${fill})`);
  if (options?.["onUpdate"] !== undefined) parts.push(`on update ${options["onUpdate"]}`);
  if (options?.["invisible"] === true) parts.push("invisible");
  if (comment !== undefined) parts.push(`comment ${quoteString(comment)}`);
  return parts.join(" ");
}

const typesOfIndex = new Set(["fulltext", "spatial"]);

/** `unique key `name` (...) using btree`, without the word CREATE. */
export function indexParts(index: IndexSnapshot): { readonly type: string; readonly rest: string } {
  const special = index.method !== undefined && typesOfIndex.has(index.method) ? `${index.method} ` : "";
  const method = index.method === undefined || special !== "" ? "" : ` using ${index.method}`;
  const keys = index.keys.map((key) => indexKey(words, key, key.options?.["length"] === undefined ? "" : `(${key.options["length"]})`));
  const parser = typeof index.options?.["parser"] === "string" ? ` with parser ${index.options["parser"]}` : "";
  const hidden = index.options?.["visible"] === false ? " invisible" : index.options?.["ignored"] === true ? " ignored" : "";
  const comment = index.comment === undefined ? "" : ` comment ${quoteString(index.comment)}`;
  return { type: special || (index.unique ? "unique " : ""), rest: `(${keys.join(", ")})${method}${parser}${hidden}${comment}` };
}

export function inlineIndex(index: IndexSnapshot): string {
  const { type, rest } = indexParts(index);
  return `${type}index ${quote(index.name)} ${rest}`;
}
