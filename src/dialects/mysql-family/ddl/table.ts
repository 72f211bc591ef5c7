import type { AlterTableOptions } from "../../../schema/changes/options.ts";
import type { RenderedStatements } from "../../../schema/dialect.ts";
import type { Options, TableSnapshot } from "../../../schema/snapshot.ts";
import { risky, statements } from "../../standard/ddl/rendered.ts";
import { path } from "../../standard/ddl/table.ts";
import { quoteString } from "../types.ts";
import { words } from "./words.ts";

/** Options whose name is their word in lower camel case: `rowFormat` is ROW_FORMAT. Words and numbers stand as they are, text is quoted. */
const plainWords: ReadonlySet<string> = new Set(["engine", "rowFormat", "insertMethod"]);
/** Not options of the statement. */
const elsewhere: ReadonlySet<string> = new Set(["charset", "collate", "partitionBy"]);

function settings(options: Options): string[] {
  return Object.entries(options)
    .filter(([name, value]) => !elsewhere.has(name) && value !== undefined)
    .map(([name, value]) => {
      const word = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const text =
        typeof value === "boolean" ? String(Number(value)) : typeof value === "number" || plainWords.has(name) ? String(value) : quoteString(String(value));
      return `${word} = ${text}`;
    });
}

/** Binary collation for text that names none: 'a' is not 'A', and trailing spaces count. */
export function tableTail(table: TableSnapshot, collation: string): string {
  const {
    engine = "InnoDB",
    charset = "utf8mb4",
    collate,
    ...rest
  } = (table.options ?? {}) as Options & Readonly<Record<"engine" | "charset" | "collate", string | undefined>>;
  const collated = collate ?? (charset === "utf8mb4" ? collation : undefined);
  const start = table.columns.find(({ identity }) => identity?.start !== undefined)?.identity?.start;
  const options = [
    `engine = ${engine}`,
    `default charset = ${charset}`,
    ...(collated === undefined ? [] : [`collate = ${collated}`]),
    ...settings(rest),
    ...(start === undefined ? [] : [`auto_increment = ${start}`]),
    ...(table.comment === undefined ? [] : [`comment = ${quoteString(table.comment)}`]),
  ];
  const partitions = rest["partitionBy"];
  return ` ${options.join(" ")}${typeof partitions === "string" ? ` partition by ${partitions}` : ""}`;
}

export function alterTableOptions({ from, to }: AlterTableOptions, collation: string): RenderedStatements {
  const [before, after] = [from.options ?? {}, to.options ?? {}];
  const alter = (action: string): string => `alter table ${path(words, to)} ${action}`;
  const gone = Object.keys(before).filter((name) => !(name in after) && !elsewhere.has(name));
  const changed = Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value));
  const resets = gone.map((name) => (name === "engine" ? "engine = InnoDB" : `${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} = default`));
  const all = [...settings(changed), ...resets].map(alter);
  if (before["charset"] !== after["charset"] || before["collate"] !== after["collate"]) {
    const charset = (after["charset"] as string | undefined) ?? "utf8mb4";
    const collate = (after["collate"] as string | undefined) ?? (charset === "utf8mb4" ? collation : undefined);
    all.push(alter(`default charset = ${charset}${collate === undefined ? "" : ` collate = ${collate}`}`));
  }
  if (before["partitionBy"] !== after["partitionBy"]) {
    all.push(alter(after["partitionBy"] === undefined ? "remove partitioning" : `partition by ${after["partitionBy"]}`));
  }
  return all.length === 0 ? statements() : risky("rewrites", "writes may wait while the table is copied", ...all);
}
