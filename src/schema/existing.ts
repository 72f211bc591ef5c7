import { type ElementKind, elementName } from "./changes/change.ts";
import type { SchemaDialect } from "./dialect.ts";
import type { RunStatement } from "./run.ts";

export type { RunStatement } from "./run.ts";

/** A foreign key as the catalog has it. */
export interface ExistingForeignKey {
  readonly name: string;
  readonly schema: string;
  readonly table: string;
  readonly references: { readonly schema: string; readonly table: string };
}

/** What a database has already. */
export interface Existing {
  /** An undefined schema is the one unqualified names mean. */
  has(kind: ElementKind, schema: string | undefined, ...path: readonly string[]): boolean;
  /** True for the schema that unqualified names mean. */
  isCurrent(schema: string): boolean;
  readonly foreignKeys: readonly ExistingForeignKey[];
}

export const nothingExists: Existing = { has: () => false, isCurrent: () => false, foreignKeys: [] };

export async function readExisting({ catalogQuery, rules }: SchemaDialect, namespaces: readonly string[], run: RunStatement): Promise<Existing> {
  const rows = await run(catalogQuery(namespaces), []);
  const fold = (name: string): string => (rules.foldsNames ? name.toLowerCase() : name);
  const known = new Set<string>();
  const current = new Set<string>();
  const foreignKeys: ExistingForeignKey[] = [];
  for (const row of rows) {
    const kind = text(row[0]) as ElementKind;
    const [schema, table, name] = [text(row[1]), text(row[3]), text(row[4])];
    const path = kind === "index" || kind === "foreignKey" ? [table, name] : kind === "namespace" ? [] : [name];
    known.add(fold(elementName(kind, schema, ...path)));
    if (Number(row[2]) === 1) {
      current.add(schema);
      known.add(fold(elementName(kind, undefined, ...path)));
    }
    if (kind === "foreignKey") foreignKeys.push({ name, schema, table, references: { schema: text(row[5]), table: text(row[6]) } });
  }
  return {
    has: (kind, schema, ...path) => known.has(fold(elementName(kind, schema, ...path))),
    isCurrent: (schema) => current.has(schema),
    foreignKeys,
  };
}

function text(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}
