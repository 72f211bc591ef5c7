import { ConfigurationError } from "../kernel/errors.ts";
import type { ColumnDef, DatabaseObjects, ForeignKeyDef, IndexDef, TableDef } from "../model/definition.ts";
import type { SchemaDialect, SchemaFeature } from "./dialect.ts";
import { propertiesOf } from "./resolve-expression.ts";

/** Refuses what the model asks for and this database does not have, naming the option and the way out. Throws ConfigurationError SCHEMA.UNSUPPORTED. */
export function refuseUnsupported(table: TableDef, schema: SchemaDialect): void {
  const need = (feature: SchemaFeature, option: string): void => demand(feature, option, `table "${table.name}"`, schema);
  for (const column of table.columns) checkFill(column, table, schema);
  for (const index of table.indexes) checkIndex(index, table, schema);
  for (const foreignKey of table.foreignKeys) checkForeignKey(foreignKey, table, schema);
  for (const { name } of table.exclusions) need("exclusion", `exclusions, with "${name}",`);
  for (const { name, validated } of table.checks) if (!validated) need("unvalidatedCheck", `validated: false of the check "${name}"`);
  for (const { name, deferrable } of table.uniques) {
    if (deferrable !== undefined) need("deferrableUnique", `deferrable of the unique constraint "${name}"`);
  }
}

/** The same for what is no table. */
export function refuseUnsupportedObjects({ sequences, views }: DatabaseObjects, schema: SchemaDialect): void {
  for (const { name, type } of sequences) {
    demand("sequence", "sequence()", `sequence "${name}"`, schema);
    if (type !== undefined) demand("sequenceType", "type", `sequence "${name}"`, schema);
  }
  for (const { name, materialized } of views) if (materialized) demand("materializedView", "materialized", `view "${name}"`, schema);
}

function checkFill({ property, fill }: ColumnDef, table: TableDef, schema: SchemaDialect): void {
  if (fill?.by === "computed") {
    if (!fill.stored) need("virtualComputed", `computed.stored: false of "${property}"`, table, schema);
    const read = propertiesOf(fill.expression);
    const identity = table.columns.find((column) => column.fill?.by === "identity" && read.has(column.property));
    if (identity) need("computedFromIdentity", `computed of "${property}", which reads the identity "${identity.property}",`, table, schema);
  }
  if (fill?.by !== "identity") return;
  const leads = [table.primaryKey, ...table.uniques.map(({ columns }) => columns), ...table.indexes.map(({ columns }) => columns)];
  if (!leads.some(([first]) => first === property)) need("identityBesideKey", `identity of "${property}", which no key or index begins with,`, table, schema);
  if (table.primaryKey.length !== 1 || table.primaryKey[0] !== property) {
    need("identityOfComposite", `identity of "${property}", which is not the whole primary key,`, table, schema);
  }
  const limits = (["min", "max", "cache", "cycle"] as const).find((name) => fill[name] !== undefined);
  if (limits !== undefined) need("identityLimits", `identity.${limits} of "${property}"`, table, schema);
  if (fill.start !== undefined) need("identityStart", `identity.start of "${property}"`, table, schema);
  if (fill.increment !== undefined) need("identityIncrement", `identity.increment of "${property}"`, table, schema);
}

function checkIndex(index: IndexDef, table: TableDef, schema: SchemaDialect): void {
  const of = `of the index "${index.name}"`;
  if (index.where) need("partialIndex", `where ${of}`, table, schema);
  if (index.expressions.length > 0) need("expressionIndex", `expressions ${of}`, table, schema);
  if (index.include.length > 0) need("includeColumns", `include ${of}`, table, schema);
  const { indexMethods } = schema.rules;
  if (index.method === undefined || indexMethods === "any" || indexMethods.includes(index.method)) return;
  const wayOut = indexMethods.length > 0 ? `it has ${indexMethods.join(", ")}` : "leave it out";
  unsupported(`method "${index.method}" ${of}`, wayOut, table, schema);
}

function checkForeignKey({ name, onDelete, onUpdate, deferrable, match, validated }: ForeignKeyDef, table: TableDef, schema: SchemaDialect): void {
  const of = `of the foreign key "${name}"`;
  if (deferrable !== undefined) need("deferrableForeignKey", `deferrable ${of}`, table, schema);
  if (match !== undefined) need("matchFull", `match: "${match}" ${of}`, table, schema);
  if (!validated) need("unvalidatedForeignKey", `validated: false ${of}`, table, schema);
  if (onDelete !== undefined && !schema.rules.onDelete.includes(onDelete)) {
    unsupported(`onDelete: "${onDelete}" ${of}`, `it has ${schema.rules.onDelete.join(", ")}`, table, schema);
  }
  if (onUpdate !== undefined && !schema.rules.onUpdate.includes(onUpdate)) {
    unsupported(`onUpdate: "${onUpdate}" ${of}`, `it has ${schema.rules.onUpdate.join(", ")}`, table, schema);
  }
}

function need(feature: SchemaFeature, option: string, table: TableDef, schema: SchemaDialect): void {
  demand(feature, option, `table "${table.name}"`, schema);
}

function demand(feature: SchemaFeature, option: string, of: string, schema: SchemaDialect): void {
  const answer = schema.rules.features[feature];
  if (answer !== true) throw unsupportedError(option, answer, of, schema);
}

function unsupported(option: string, wayOut: string, table: TableDef, schema: SchemaDialect): never {
  throw unsupportedError(option, wayOut, `table "${table.name}"`, schema);
}

function unsupportedError(option: string, wayOut: string, of: string, { dialect }: SchemaDialect): ConfigurationError {
  return new ConfigurationError("SCHEMA.UNSUPPORTED", `the option ${option} of ${of} is not available on ${dialect.name}: ${wayOut}`, {
    context: { of, dialect: dialect.name },
  });
}
