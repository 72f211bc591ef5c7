import type { Deferrable, ReferentialAction } from "../../../model/definition.ts";
import { ConstraintNames } from "../../../model/naming.ts";
import type { ColumnSnapshot, ForeignKeySnapshot, PrimaryKeySnapshot, TableSnapshot, UniqueSnapshot } from "../../../schema/snapshot.ts";
import { bag, given } from "../../standard/reflect/rows.ts";
import { quoteDouble } from "../../standard/render.ts";
import { Statement } from "./statement.ts";

/** Constraints come without a name as often as with one. */
type Unnamed<T extends { readonly name?: string | undefined }> = Omit<T, "name"> & { readonly name: string | undefined };
interface Found {
  readonly columns: ColumnSnapshot[];
  primaryKey: PrimaryKeySnapshot;
  autoincrement: true | undefined;
  readonly uniques: Unnamed<UniqueSnapshot>[];
  readonly checks: Unnamed<TableSnapshot["checks"][number]>[];
  readonly foreignKeys: Unnamed<ForeignKeySnapshot>[];
}

/** What CREATE TABLE says: the only place where SQLite keeps checks, names of constraints, collations and computed columns. */
export function readTable(name: string, sql: string): Omit<TableSnapshot, "schema" | "indexes"> {
  const statement = new Statement(sql);
  statement.until((mark) => mark === "(");
  const found: Found = { columns: [], primaryKey: { columns: [] }, autoincrement: undefined, uniques: [], checks: [], foreignKeys: [] };
  for (const member of statement.members()) {
    const constraint = member.take("constraint") ? member.name() : undefined;
    if (!tableConstraint(member, constraint, found)) column(member, found);
  }
  const words = statement.rest().toLowerCase();
  const names = namer(name, found);
  return {
    name,
    columns: found.columns,
    primaryKey: found.primaryKey.columns.length > 0 ? { ...found.primaryKey, name: found.primaryKey.name ?? names.make("pk", []) } : found.primaryKey,
    uniques: found.uniques.map((unique) => ({ ...unique, name: unique.name ?? names.make("uq", unique.columns) })),
    checks: found.checks.map((check, i) => ({ ...check, name: check.name ?? names.make("ck", [String(i + 1)]) })),
    foreignKeys: found.foreignKeys.map((foreignKey) => ({ ...foreignKey, name: foreignKey.name ?? names.make("fk", foreignKey.columns) })),
    ...bag({
      autoincrement: found.autoincrement,
      withoutRowid: /\bwithout\s+rowid\b/.test(words) ? true : undefined,
      strict: /\bstrict\b/.test(words) ? true : undefined,
    }),
  };
}

/** What has no name gets the one the library would have given it. */
function namer(table: string, { primaryKey, uniques, checks, foreignKeys }: Found): ConstraintNames {
  const names = new ConstraintNames(table);
  for (const { name } of [primaryKey, ...uniques, ...checks, ...foreignKeys]) if (name !== undefined) names.take(name);
  return names;
}

function tableConstraint(member: Statement, name: string | undefined, found: Found): boolean {
  const named = name === undefined ? {} : { name };
  if (member.take("primary", "key")) {
    const columns = member.members();
    found.primaryKey = { ...named, columns: columns.map((one) => one.name()), ...bag({ onConflict: conflict(member) }) };
    if (columns.some((one) => one.rest().toLowerCase().includes("autoincrement"))) found.autoincrement = true;
  } else if (member.take("unique")) {
    const columns = member.members().map((one) => one.name());
    found.uniques.push({ name, columns, ...bag({ onConflict: conflict(member) }) });
  } else if (member.take("check")) found.checks.push({ name, expression: member.inBrackets() });
  else if (member.take("foreign", "key")) {
    const columns = member.names();
    member.take("references");
    found.foreignKeys.push(foreignKey(member, name, columns));
  } else return false;
  return true;
}

const beginsConstraint = new Set(["constraint", "primary", "not", "null", "unique", "check", "default", "collate", "references", "generated", "as"]);

interface Draft {
  nullable: boolean;
  default: string | undefined;
  computed: ColumnSnapshot["computed"];
  collation: string | undefined;
  onConflict: string | undefined;
}

function column(member: Statement, found: Found): void {
  const name = member.name();
  const type = member.until((mark) => mark !== undefined && beginsConstraint.has(mark)).replace(/\s+/g, " ");
  const draft: Draft = { nullable: true, default: undefined, computed: undefined, collation: undefined, onConflict: undefined };
  while (!member.isAtEnd) columnConstraint(member, name, member.take("constraint") ? member.name() : undefined, draft, found);
  found.columns.push({
    name,
    type: draft.collation === undefined ? type : `${type} COLLATE ${quoteDouble(draft.collation)}`.trim(),
    nullable: draft.nullable,
    ...given({ default: draft.default, computed: draft.computed }),
    ...bag({ onConflictNotNull: draft.onConflict }),
  });
}

function columnConstraint(member: Statement, column: string, name: string | undefined, draft: Draft, found: Found): void {
  if (member.take("primary", "key")) {
    if (!member.take("asc")) member.take("desc");
    found.primaryKey = { ...(name === undefined ? {} : { name }), columns: [column], ...bag({ onConflict: conflict(member) }) };
    if (member.take("autoincrement")) found.autoincrement = true;
  } else if (member.take("not", "null")) {
    draft.nullable = false;
    draft.onConflict = conflict(member);
  } else if (member.take("unique")) found.uniques.push({ name, columns: [column], ...bag({ onConflict: conflict(member) }) });
  else if (member.take("check")) found.checks.push({ name, expression: member.inBrackets() });
  else if (member.take("default")) draft.default = member.mark() === "(" ? member.inBrackets() : (member.take("-") ? "-" : "") + member.one();
  else if (member.take("collate")) draft.collation = member.name();
  else if (member.take("references")) found.foreignKeys.push(foreignKey(member, name, [column]));
  else if (member.take("generated", "always", "as") || member.take("as")) {
    const expression = member.inBrackets();
    const stored = member.take("stored");
    if (!stored) member.take("virtual");
    draft.computed = { expression, stored };
  } else member.skip();
}

function conflict(member: Statement): string | undefined {
  return member.take("on", "conflict") ? member.name().toLowerCase() : undefined;
}

const actions: readonly (readonly [readonly string[], ReferentialAction])[] = [
  [["cascade"], "cascade"],
  [["restrict"], "restrict"],
  [["set", "null"], "setNull"],
  [["set", "default"], "setDefault"],
  [["no", "action"], "noAction"],
];

/** After REFERENCES. */
function foreignKey(member: Statement, name: string | undefined, columns: readonly string[]): Unnamed<ForeignKeySnapshot> {
  const references = { table: member.name(), columns: member.names() };
  const found: { onDelete?: ReferentialAction; onUpdate?: ReferentialAction; deferrable?: Deferrable } = {};
  const action = () => actions.find(([words]) => member.take(...words))?.[1] ?? "noAction";
  for (;;) {
    if (member.take("on", "delete")) found.onDelete = action();
    else if (member.take("on", "update")) found.onUpdate = action();
    else if (member.take("match")) member.skip();
    else if (member.take("not", "deferrable")) deferred(member);
    else if (member.take("deferrable")) found.deferrable = deferred(member) ? "initiallyDeferred" : "initiallyImmediate";
    else return { name, columns, references, ...found };
  }
}

function deferred(member: Statement): boolean {
  const isDeferred = member.take("initially", "deferred");
  if (!isDeferred) member.take("initially", "immediate");
  return isDeferred;
}
