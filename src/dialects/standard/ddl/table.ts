import type { Deferrable, ReferentialAction } from "../../../model/definition.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import type { ColumnSnapshot, ForeignKeySnapshot, IdentitySnapshot, SequenceSteps, TableSnapshot, UniqueSnapshot } from "../../../schema/snapshot.ts";

/** A table as far as the definition of one of its columns hangs on it. */
export type ColumnPlace = ObjectName & Partial<Pick<TableSnapshot, "primaryKey" | "options">>;

/** What the statements of a dialect are made with. */
export interface DdlWords {
  quote(name: string): string;
  /** A string literal. */
  text(text: string): string;
  /** The table as it is referred to by REFERENCES; some databases take no schema there. */
  references(name: { readonly schema?: string | undefined; readonly table: string }): string;
  /** What follows the name of a column: type, nullability, default and so on. */
  column(column: ColumnSnapshot, table: ColumnPlace): string;
  readonly actions: Readonly<Partial<Record<ReferentialAction, string>>>;
  /** The word of a unique constraint, if it is more than UNIQUE. */
  readonly unique?: (unique: UniqueSnapshot) => string;
  /** What follows a unique constraint, a CHECK or a foreign key, beside what all databases know. */
  readonly tails?: {
    readonly primaryKey?: (key: TableSnapshot["primaryKey"]) => string;
    readonly unique?: (unique: UniqueSnapshot) => string;
    readonly check?: (check: TableSnapshot["checks"][number]) => string;
    readonly foreignKey?: (foreignKey: ForeignKeySnapshot) => string;
  };
}

/** Schema and name, quoted. */
export function path(words: Pick<DdlWords, "quote">, { schema, name }: ObjectName): string {
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

/** How numbers are drawn, in the standard's words. */
export function stepsOf({ start, increment, min, max, cache, cycle }: SequenceSteps): string[] {
  return [
    ...(start === undefined ? [] : [`start with ${start}`]),
    ...(increment === undefined ? [] : [`increment by ${increment}`]),
    ...(min === undefined ? [] : [`minvalue ${min}`]),
    ...(max === undefined ? [] : [`maxvalue ${max}`]),
    ...(cycle === undefined ? [] : ["cycle"]),
    ...(cache === undefined ? [] : [`cache ${cache}`]),
  ];
}

/** What turns the one way of drawing numbers into the other. `no` is how the database begins to say that there is none: `no maxvalue`, `nomaxvalue`. */
export function stepChanges(from: SequenceSteps, to: SequenceSteps, no = "no "): string[] {
  // where it would start again is no reason to start again
  const changed = stepsOf({ ...to, start: from.start === to.start ? undefined : (to.start ?? "1") });
  return [
    ...changed,
    ...(from.increment !== undefined && to.increment === undefined ? ["increment by 1"] : []),
    ...(from.min !== undefined && to.min === undefined ? [`${no}minvalue`] : []),
    ...(from.max !== undefined && to.max === undefined ? [`${no}maxvalue`] : []),
    ...(from.cache !== undefined && to.cache === undefined ? [`${no}cache`] : []),
    ...(from.cycle && !to.cycle ? [`${no}cycle`] : []),
  ];
}

/** The standard's identity column. */
export function standardIdentity(identity: IdentitySnapshot, kind = identity.always ? "always" : "by default", more: readonly string[] = []): string {
  const options = [...stepsOf(identity), ...more];
  return `generated ${kind} as identity${options.length > 0 ? ` (${options.join(" ")})` : ""}`;
}

export function deferral(deferrable: Deferrable | undefined): string {
  if (deferrable === undefined) return "";
  return ` deferrable initially ${deferrable === "initiallyDeferred" ? "deferred" : "immediate"}`;
}

export function foreignKeyClause(words: DdlWords, foreignKey: ForeignKeySnapshot): string {
  const { name, columns, references, match, onDelete, onUpdate, deferrable } = foreignKey;
  let sql = `constraint ${words.quote(name)} foreign key (${names(words, columns)}) references ${words.references(references)} (${names(words, references.columns)})`;
  const [deleting, updating] = [onDelete && words.actions[onDelete], onUpdate && words.actions[onUpdate]];
  if (match !== undefined) sql += " match full";
  if (deleting !== undefined) sql += ` on delete ${deleting}`;
  if (updating !== undefined) sql += ` on update ${updating}`;
  return sql + deferral(deferrable) + (words.tails?.foreignKey?.(foreignKey) ?? "");
}

export function primaryKeyClause(words: DdlWords, primaryKey: TableSnapshot["primaryKey"]): string {
  const named = primaryKey.name === undefined ? "" : `constraint ${words.quote(primaryKey.name)} `;
  return `${named}primary key (${names(words, primaryKey.columns)})${words.tails?.primaryKey?.(primaryKey) ?? ""}`;
}

export function uniqueClause(words: DdlWords, unique: UniqueSnapshot): string {
  const { name, columns, deferrable } = unique;
  return `constraint ${words.quote(name)} ${words.unique?.(unique) ?? "unique"} (${names(words, columns)})${words.tails?.unique?.(unique) ?? ""}${deferral(deferrable)}`;
}

export function checkClause(words: DdlWords, check: TableSnapshot["checks"][number]): string {
  return `constraint ${words.quote(check.name)} check (${check.expression})${words.tails?.check?.(check) ?? ""}`;
}

/** What stands between the parentheses of CREATE TABLE, one member an entry. */
export function tableMembers(words: DdlWords, table: TableSnapshot, more: readonly string[] = []): string[] {
  return [
    ...table.columns.map((column) => `${words.quote(column.name)} ${words.column(column, table)}`),
    ...(table.primaryKey.columns.length > 0 ? [primaryKeyClause(words, table.primaryKey)] : []),
    ...table.uniques.map((unique) => uniqueClause(words, unique)),
    ...table.checks.map((check) => checkClause(words, check)),
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
