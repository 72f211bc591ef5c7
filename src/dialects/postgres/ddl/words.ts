import type { IndexKeySnapshot, Options } from "../../../schema/snapshot.ts";
import { indexKey } from "../../standard/ddl/indexes.ts";
import { type DdlWords, names, path, standardActions, standardColumn, standardIdentity } from "../../standard/ddl/table.ts";
import { quoteDouble, quoteText } from "../../standard/render.ts";

export const words: DdlWords = {
  quote: quoteDouble,
  text: quoteText,
  references: ({ schema, table }) => path(words, { schema, name: table }),
  column: (column) => standardColumn(column, standardIdentity),
  actions: standardActions,
  unique: ({ options }) => (options?.["nullsNotDistinct"] === true ? "unique nulls not distinct" : "unique"),
  tails: {
    primaryKey: ({ options }) => keyTail(options),
    unique: ({ options }) => keyTail(options),
    check: ({ options, validated }) => `${options?.["noInherit"] === true ? " no inherit" : ""}${validated === false ? " not valid" : ""}`,
    foreignKey: ({ validated }) => (validated === false ? " not valid" : ""),
  },
};

/** `with (fillfactor = '70') tablespace "fast"`; names and values as they came in. */
export function storage(options: Options | undefined): string {
  const settings = Object.entries((options?.["with"] ?? {}) as Readonly<Record<string, unknown>>).map(([name, value]) => setting(name, value));
  return (settings.length > 0 ? ` with (${settings.join(", ")})` : "") + tablespace(options);
}

/** A storage parameter. Its name may have a part before a point: toast.autovacuum_enabled. */
export function setting(name: string, value: unknown): string {
  return `${name.split(".").map(words.quote).join(".")} = ${typeof value === "string" ? words.text(value) : value}`;
}

function tablespace(options: Options | undefined): string {
  const name = options?.["tablespace"];
  return typeof name === "string" ? ` tablespace ${words.quote(name)}` : "";
}

/** What follows the columns of a key. */
function keyTail(options: Options | undefined): string {
  const include = options?.["include"] as readonly string[] | undefined;
  const settings = Object.entries((options?.["with"] ?? {}) as Readonly<Record<string, unknown>>).map(([name, value]) => setting(name, value));
  const parts = [
    include && include.length > 0 ? ` include (${names(words, include)})` : "",
    settings.length > 0 ? ` with (${settings.join(", ")})` : "",
    typeof options?.["tablespace"] === "string" ? ` using index${tablespace(options)}` : "",
  ];
  return parts.join("");
}

/** An element of an index or exclusion constraint. */
export function element(key: IndexKeySnapshot): string {
  const { collation, operatorClass, nulls } = (key.options ?? {}) as Readonly<Record<string, string | undefined>>;
  const more = `${collation === undefined ? "" : ` collate ${words.quote(collation)}`}${operatorClass === undefined ? "" : ` ${operatorClass.split(".").map(words.quote).join(".")}`}`;
  return `${indexKey(words, key, more)}${nulls === undefined ? "" : ` nulls ${nulls}`}`;
}
