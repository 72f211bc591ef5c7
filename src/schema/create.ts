import { ConfigurationError } from "../kernel/errors.ts";
import { type Catalog, tableKey } from "../model/definition.ts";
import { plainName } from "./changes/change.ts";
import { type Change, unitOf } from "./changes/units.ts";
import type { SchemaDialect } from "./dialect.ts";
import { type Existing, type RunStatement, readExisting } from "./existing.ts";
import { snapshotOf } from "./from-models.ts";
import { creation, removal } from "./plan.ts";
import { renderChange } from "./render-change.ts";
import type { Snapshot } from "./snapshot.ts";

/** One statement of DDL, and in words what it is part of. */
export interface SchemaStatement {
  readonly sql: string;
  readonly describe: string;
}

/**
 * All statements that make an empty database have what the snapshot says, in order. They can run twice where the dialect has `if not exists`; where it
 * has not, `createAll` asks the catalog first.
 */
export function createStatements(snapshot: Snapshot, schema: SchemaDialect): SchemaStatement[] {
  return render(creation(snapshot, schema.rules), schema);
}

/** The statements that take away the tables of the snapshot (with what belongs to them) and its enum types, in order. Namespaces stay. */
export function dropStatements(snapshot: Snapshot, schema: SchemaDialect): SchemaStatement[] {
  return render(removal(snapshot, schema.rules), schema);
}

/**
 * Creates the tables of the models that are missing, with their indexes, foreign keys and comments; of tables that exist, indexes and foreign keys of
 * cycles that are missing by name. Columns of existing tables are not touched: that is what migrations are for. Answers with what was run.
 * Where DDL is transactional, `run` must run everything in one transaction.
 */
export async function createAll(catalog: Catalog, schema: SchemaDialect, run: RunStatement): Promise<readonly SchemaStatement[]> {
  const snapshot = snapshotOf(catalog, schema);
  for (const sql of schema.before.create) await run(sql, []);
  const existing = await readExisting(schema, namespacesOf(snapshot), run);
  return perform(render(creation(snapshot, schema.rules, existing), schema), run);
}

/**
 * Drops the tables of the models, and nothing else: a table outside the models that refers to one of them is an error (ConfigurationError
 * SCHEMA.REFERENCED) before anything is dropped. Missing tables are no error. Answers with what was run.
 */
export async function dropAll(catalog: Catalog, schema: SchemaDialect, run: RunStatement): Promise<readonly SchemaStatement[]> {
  const snapshot = snapshotOf(catalog, schema);
  for (const sql of schema.before.drop) await run(sql, []);
  const existing = await readExisting(schema, namespacesOf(snapshot), run);
  refuseForeignReferences(snapshot, schema, existing);
  return perform(render(removal(snapshot, schema.rules, existing), schema), run);
}

async function perform(statements: readonly SchemaStatement[], run: RunStatement): Promise<readonly SchemaStatement[]> {
  for (const { sql } of statements) await run(sql, []);
  return statements;
}

function render(changes: readonly Change[], { ddl }: SchemaDialect): SchemaStatement[] {
  return changes.flatMap((change) => {
    const rendered = renderChange(change, ddl);
    const statements = "statements" in rendered ? rendered.statements : []; // what is new is never copied
    return statements.map((sql) => ({ sql, describe: unitOf(change).describe(change) }));
  });
}

/** The schemas that tables name, be they made by us or not. */
function namespacesOf(snapshot: Snapshot): string[] {
  return [...new Set(snapshot.tables.flatMap(({ schema }) => schema ?? []))];
}

function refuseForeignReferences(snapshot: Snapshot, { rules }: SchemaDialect, existing: Existing): void {
  const fold = (key: string): string => (rules.foldsNames ? key.toLowerCase() : key);
  const ours = new Set(snapshot.tables.map((table) => fold(tableKey(table.schema, table.name))));
  const isOurs = (schema: string, table: string): boolean => ours.has(fold(tableKey(schema, table))) || (existing.isCurrent(schema) && ours.has(fold(table)));
  for (const { name, schema, table, references } of existing.foreignKeys) {
    if (!isOurs(references.schema, references.table) || isOurs(schema, table)) continue;
    throw new ConfigurationError(
      "SCHEMA.REFERENCED",
      `the table ${plainName({ schema, name: table })} is not among the models, but refers to ${plainName({ schema: references.schema, name: references.table })}` +
        `${name === "" ? "" : ` by its foreign key ${name}`}; nothing was dropped: add its model, or drop that foreign key first`,
      { context: { table, constraint: name, references: references.table } },
    );
  }
}
