import type { Deferrable, ReferentialAction } from "../../../model/definition.ts";
import type { ColumnSnapshot, ForeignKeySnapshot, TableSnapshot } from "../../../schema/snapshot.ts";

/** What the statements of a dialect are made with. */
export interface DdlWords {
  quote(name: string): string;
  /** A string literal. */
  text(text: string): string;
  /** The table as it is referred to by REFERENCES; some databases take no schema there. */
  references(name: { readonly schema?: string | undefined; readonly table: string }): string;
  /** What follows the name of a column: type, nullability, default and so on. */
  column(column: ColumnSnapshot, table: TableSnapshot): string;
  readonly actions: Readonly<Partial<Record<ReferentialAction, string>>>;
}

/** Schema and name, quoted. */
export function path(words: DdlWords, { schema, name }: { readonly schema?: string | undefined; readonly name: string }): string {
  return schema === undefined ? words.quote(name) : `${words.quote(schema)}.${words.quote(name)}`;
}

export function names(words: DdlWords, columns: readonly string[]): string {
  return columns.map((name) => words.quote(name)).join(", ");
}

/** The constraint of a column that most databases spell alike: type, computed or default, NOT NULL. */
export function standardColumn(column: ColumnSnapshot, identity: (identity: NonNullable<ColumnSnapshot["identity"]>) => string): string {
  const parts = [column.type];
  if (column.computed) parts.push(`generated always as (${column.computed.expression}) ${column.computed.stored ? "stored" : "virtual"}`);
  if (column.identity) parts.push(identity(column.identity));
  if (column.default !== undefined) parts.push(`default ${column.default}`);
  if (!column.nullable) parts.push("not null");
  return parts.join(" ");
}

/** The standard's identity column. */
export function standardIdentity({ always, start, increment }: NonNullable<ColumnSnapshot["identity"]>): string {
  const options = [...(start === undefined ? [] : [`start with ${start}`]), ...(increment === undefined ? [] : [`increment by ${increment}`])];
  return `generated ${always ? "always" : "by default"} as identity${options.length > 0 ? ` (${options.join(" ")})` : ""}`;
}

export function deferral(deferrable: Deferrable | undefined): string {
  if (deferrable === undefined) return "";
  return ` deferrable initially ${deferrable === "initiallyDeferred" ? "deferred" : "immediate"}`;
}

export function foreignKeyClause(words: DdlWords, foreignKey: ForeignKeySnapshot): string {
  const { name, columns, references, onDelete, onUpdate, deferrable } = foreignKey;
  let sql = `constraint ${words.quote(name)} foreign key (${names(words, columns)}) references ${words.references(references)} (${names(words, references.columns)})`;
  const [deleting, updating] = [onDelete && words.actions[onDelete], onUpdate && words.actions[onUpdate]];
  if (deleting !== undefined) sql += ` on delete ${deleting}`;
  if (updating !== undefined) sql += ` on update ${updating}`;
  return sql + deferral(deferrable);
}

/** What stands between the parentheses of CREATE TABLE, one member an entry. */
export function tableMembers(words: DdlWords, table: TableSnapshot, more: readonly string[] = []): string[] {
  const { primaryKey } = table;
  const named = primaryKey.name === undefined ? "" : `constraint ${words.quote(primaryKey.name)} `;
  return [
    ...table.columns.map((column) => `${words.quote(column.name)} ${words.column(column, table)}`),
    ...(primaryKey.columns.length > 0 ? [`${named}primary key (${names(words, primaryKey.columns)})`] : []),
    ...table.uniques.map(({ name, columns, deferrable }) => `constraint ${words.quote(name)} unique (${names(words, columns)})${deferral(deferrable)}`),
    ...table.checks.map(({ name, expression }) => `constraint ${words.quote(name)} check (${expression})`),
    ...table.foreignKeys.map((foreignKey) => foreignKeyClause(words, foreignKey)),
    ...more,
  ];
}

/** `head (members)`, a member a line. */
export function tableText(head: string, members: readonly string[], tail = ""): string {
  return `${head} (\n${members.map((member) => `  ${member}`).join(",\n")}\n)${tail}`;
}

/** The actions all databases but two know under these names. */
export const standardActions: DdlWords["actions"] = {
  cascade: "cascade",
  restrict: "restrict",
  setNull: "set null",
  setDefault: "set default",
  noAction: "no action",
};
