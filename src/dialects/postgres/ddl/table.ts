import type { Ddl } from "../../../schema/dialect.ts";
import type { Options, TableSnapshot } from "../../../schema/snapshot.ts";
import { refuse } from "../../standard/ddl/refuse.ts";
import { risky, statements } from "../../standard/ddl/rendered.ts";
import { path, tableMembers, tableText } from "../../standard/ddl/table.ts";
import { setting, storage, words } from "./words.ts";

/** Parents and parts come as the model or the catalog writes them: names of tables, the text of a bound. */
export function createTable(table: TableSnapshot, unlessExists: boolean): string {
  const { options } = table;
  const head = `create ${options?.["unlogged"] === true ? "unlogged " : ""}table ${unlessExists ? "if not exists " : ""}${path(words, table)}`;
  const text = (name: string): string | undefined => options?.[name] as string | undefined;
  if (text("partitionOf") !== undefined) return `${head} partition of ${parent(text("partitionOf") as string)} ${text("partitionFor")}${storage(options)}`;
  const inherits = options?.["inherits"] as readonly string[] | undefined;
  const tail = [
    inherits && inherits.length > 0 ? ` inherits (${inherits.map(parent).join(", ")})` : "",
    text("partitionBy") === undefined ? "" : ` partition by ${text("partitionBy")}`,
    text("using") === undefined ? "" : ` using ${words.quote(text("using") as string)}`,
    storage(options),
  ];
  return tableText(head, tableMembers(words, table), tail.join(""));
}

function parent(key: string): string {
  return key.split(".").map(words.quote).join(".");
}

export const alterTableOptions: Ddl["alterTableOptions"] = ({ from, to }) => {
  const alter = (action: string): string => `alter table ${path(words, to)} ${action}`;
  const [before, after] = [from.options ?? {}, to.options ?? {}];
  const all: string[] = [];
  const changed = (name: string): boolean => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  const fixed = ["partitionBy", "partitionOf", "partitionFor"].find(changed);
  if (fixed !== undefined)
    refuse("PostgreSQL", `change ${fixed} of the table ${to.name}`, "create a new table, copy the rows in a data step and drop the old one");
  if (changed("unlogged")) all.push(alter(after["unlogged"] === true ? "set unlogged" : "set logged"));
  if (changed("using")) all.push(alter(`set access method ${words.quote((after["using"] as string | undefined) ?? "heap")}`));
  if (changed("tablespace")) all.push(alter(`set tablespace ${words.quote((after["tablespace"] as string | undefined) ?? "pg_default")}`));
  if (changed("with")) all.push(...settings(before["with"] as Options | undefined, after["with"] as Options | undefined).map(alter));
  const [old, fresh] = [before, after].map((options) => (options["inherits"] ?? []) as readonly string[]) as [readonly string[], readonly string[]];
  all.push(...old.filter((name) => !fresh.includes(name)).map((name) => alter(`no inherit ${parent(name)}`)));
  all.push(...fresh.filter((name) => !old.includes(name)).map((name) => alter(`inherit ${parent(name)}`)));
  const rewrites = ["unlogged", "using", "tablespace"].some(changed);
  return rewrites ? risky("rewrites", "the table can neither be read nor written while it is written anew", ...all) : statements(...all);
};

function settings(before: Options = {}, after: Options = {}): string[] {
  const gone = Object.keys(before).filter((name) => !(name in after));
  const set = Object.entries(after).filter(([name, value]) => before[name] !== value);
  return [
    ...(gone.length > 0 ? [`reset (${gone.map((name) => name.split(".").map(words.quote).join(".")).join(", ")})`] : []),
    ...(set.length > 0 ? [`set (${set.map(([name, value]) => setting(name, value)).join(", ")})`] : []),
  ];
}

export const alterColumnOptions: Ddl["alterColumnOptions"] = ({ table, to }) =>
  statements(
    `alter table ${path(words, table)} alter column ${words.quote(to.name)} set storage ${(to.options?.["storage"] as string | undefined) ?? "default"}`,
  );
