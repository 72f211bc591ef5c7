import { boundedName } from "../../../kernel/bounded-name.ts";
import type { Rebuilding } from "../../../schema/dialect.ts";
import type { ColumnSnapshot, TableSnapshot } from "../../../schema/snapshot.ts";
import { path } from "../../standard/ddl/table.ts";
import { createIndex, createTable, words } from "./words.ts";

/**
 * The way SQLite itself gives for what ALTER TABLE cannot do (https://www.sqlite.org/lang_altertable.html#otheralter): make the table anew under another
 * name, copy the rows, drop the old one, take over its name. The caller keeps foreign keys off meanwhile, or the drop would delete what refers to the
 * rows. Views and triggers elsewhere are left alone (`legacy_alter_table`), the triggers of the table are put back as they were written.
 */
export function rebuildTable(from: TableSnapshot, to: TableSnapshot): Rebuilding {
  const name = boundedName(`__ormdantic_${to.name}`);
  const [fresh, old] = [path(words, { schema: to.schema, name }), path(words, to)];
  const master = `${to.schema === undefined ? "" : `${words.quote(to.schema)}.`}sqlite_master`;
  const copied = to.columns.flatMap((column) => copyOf(column, from));
  const columns = copied.map(({ column }) => words.quote(column)).join(", ");
  return {
    statements: [
      "pragma legacy_alter_table = on",
      createTable(to, false, name),
      ...(copied.length === 0 ? [] : [`insert into ${fresh} (${columns}) select ${copied.map(({ value }) => value).join(", ")} from ${old}`]),
      ...keptCounter(from, to, name),
      `drop table ${old}`,
      `alter table ${fresh} rename to ${words.quote(to.name)}`,
      "pragma legacy_alter_table = off",
      ...to.indexes.map((index) => createIndex(to, index, false)),
    ],
    restore: `select sql from ${master} where type = 'trigger' and tbl_name = ${words.text(to.name)} collate nocase and sql is not null`,
  };
}

/** New columns are left to their default, computed ones to their expression. A column that refuses NULL from now on takes its default instead. */
function copyOf(column: ColumnSnapshot, from: TableSnapshot): { readonly column: string; readonly value: string }[] {
  const old = from.columns.find(({ name }) => name === column.name);
  if (column.computed !== undefined || old === undefined) return [];
  const name = words.quote(column.name);
  const filled = old.nullable && !column.nullable && column.default !== undefined;
  return [{ column: column.name, value: filled ? `coalesce(${name}, ${column.default})` : name }];
}

/** Keys of deleted rows are never given again, also not after the copy. */
function keptCounter(from: TableSnapshot, to: TableSnapshot, name: string): string[] {
  if (from.options?.["autoincrement"] !== true || to.options?.["autoincrement"] !== true) return [];
  const sequence = `${to.schema === undefined ? "" : `${words.quote(to.schema)}.`}sqlite_sequence`;
  return [
    `delete from ${sequence} where name = ${words.text(name)}`,
    `insert into ${sequence} (name, seq) select ${words.text(name)}, seq from ${sequence} where name = ${words.text(to.name)}`,
  ];
}
