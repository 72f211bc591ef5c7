import type { Catalog, ColumnDef, DialectBags, ExclusionDef, ForeignKeyDef, IndexDef, IndexKeyDef, TableDef, UniqueDef } from "../model/definition.ts";
import { ConstraintNames } from "../model/naming.ts";
import { columnSnapshot } from "./column.ts";
import { columnChecks } from "./column-checks.ts";
import { columnNamed, targetColumns } from "./column-named.ts";
import type { Commentable, OptionSchemas, SchemaDialect } from "./dialect.ts";
import { badOption, optionsOf } from "./options.ts";
import { renderExpression } from "./resolve-expression.ts";
import type {
  CheckSnapshot,
  ExclusionSnapshot,
  ForeignKeySnapshot,
  IndexKeySnapshot,
  IndexSnapshot,
  Options,
  TableSnapshot,
  UniqueSnapshot,
} from "./snapshot.ts";
import { refuseUnsupported } from "./support.ts";

/** What a table is made into a snapshot with. */
export interface TablePlace {
  readonly catalog: Catalog;
  /** Columns that are part of any key or index. */
  readonly keyed: ReadonlySet<ColumnDef>;
  readonly schema: SchemaDialect;
}

/** The object without members that are undefined. */
function given<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}

export function tableSnapshot(table: TableDef, { catalog, keyed, schema }: TablePlace): TableSnapshot {
  refuseUnsupported(table, schema);
  const names = new ConstraintNames(table.name);
  for (const { name } of [...table.indexes, ...table.uniques, ...table.checks, ...table.foreignKeys, ...table.exclusions]) names.take(name);
  const keys = table.primaryKey.map((property) => columnNamed(table, property));
  const checks = table.columns.flatMap((column) =>
    columnChecks(column, table, schema).map(({ word, expression }) => ({ name: names.make("ck", [column.name, word]), expression })),
  );
  const { uniques, indexes } = uniquesOf(table, schema);
  const { name: keyName, dialectOptions } = table.primaryKeyOptions;
  return {
    ...given({ schema: table.schema }),
    name: table.name,
    columns: table.columns.map((column) => columnSnapshot(column, { table, isKey: keyed.has(column), isPrimary: keys.includes(column) }, schema)),
    primaryKey: {
      name: keyName ?? names.make("pk", []),
      columns: keys.map(({ name }) => name),
      ...bag("primaryKey", dialectOptions, "the primary key", table, schema),
    },
    uniques,
    checks: [...checks, ...checksOf(table, schema)],
    foreignKeys: table.foreignKeys.map((foreignKey) => foreignKeySnapshot(foreignKey, table, catalog, schema)),
    indexes: [...indexes, ...table.indexes.map((index) => indexSnapshot(index, table, schema))],
    ...(table.exclusions.length > 0 ? { exclusions: table.exclusions.map((exclusion) => exclusionSnapshot(exclusion, table, schema)) } : {}),
    ...given({ comment: schema.rules.comments === "none" ? undefined : table.comment }),
    ...bag("table", table.dialectOptions, undefined, table, schema),
  };
}

/** The comment of something, where such things have comments. */
export function commentOf(of: Commentable, comment: string | undefined, { rules }: SchemaDialect): { readonly comment?: string } {
  return comment === undefined || !rules.commented.includes(of) ? {} : { comment };
}

/** The dialect's own options; those that name columns by property name them as the database does. */
function bag(kind: keyof OptionSchemas, bags: DialectBags, what: string | undefined, table: TableDef, schema: SchemaDialect): { readonly options?: Options } {
  const options = optionsOf(kind, bags, `${what === undefined ? "" : `of ${what} `}of table "${table.name}"`, schema);
  if (options === undefined) return {};
  const { include } = options;
  if (!Array.isArray(include)) return { options };
  return { options: { ...options, include: include.map((property: string) => columnNamed(table, property).name) } };
}

/** Uniques, and indexes for those that would take two NULLs for equal. */
function uniquesOf(table: TableDef, schema: SchemaDialect): Pick<TableSnapshot, "uniques" | "indexes"> {
  const uniques: UniqueSnapshot[] = [];
  const indexes: IndexSnapshot[] = [];
  for (const unique of table.uniques) {
    const columns = unique.columns.map((property) => columnNamed(table, property));
    const nullable = columns.filter((column) => column.nullable);
    if (nullable.length === 0 || schema.rules.nullableUniques === "constraint") uniques.push(uniqueSnapshot(unique, columns, table, schema));
    else {
      const where = nullable.map((column) => `${schema.dialect.quote(column.name)} is not null`).join(" and ");
      indexes.push({ name: unique.name, keys: columns.map(({ name }) => ({ column: name })), unique: true, where, include: [] });
    }
  }
  return { uniques, indexes };
}

function uniqueSnapshot(
  { name, deferrable, comment, dialectOptions }: UniqueDef,
  columns: readonly ColumnDef[],
  table: TableDef,
  schema: SchemaDialect,
): UniqueSnapshot {
  return {
    name,
    columns: columns.map((column) => column.name),
    ...given({ deferrable }),
    ...commentOf("unique", comment, schema),
    ...bag("unique", dialectOptions, `the unique constraint "${name}"`, table, schema),
  };
}

function checksOf(table: TableDef, schema: SchemaDialect): CheckSnapshot[] {
  return table.checks.map(({ name, expression, validated, comment, dialectOptions }) => ({
    name,
    expression: renderExpression(expression, { table, what: `check "${name}"` }, schema),
    ...given({ validated: validated ? undefined : (false as const) }),
    ...commentOf("check", comment, schema),
    ...bag("check", dialectOptions, `the check "${name}"`, table, schema),
  }));
}

function indexSnapshot(index: IndexDef, table: TableDef, schema: SchemaDialect): IndexSnapshot {
  const what = `the index "${index.name}"`;
  const { where, method, comment } = index;
  // options of single keys come with those of the index
  const { keys: keyOptions = {}, ...own } = (index.dialectOptions[schema.bag] ?? {}) as Options & { readonly keys?: Options };
  const used = new Set<string>();
  const keys = index.keys.map((key, i) => {
    const named = key.column ?? String(i);
    const options = keyOptions[named];
    used.add(named);
    return keySnapshot(key, options === undefined ? {} : { [schema.bag]: options as Options }, what, table, schema);
  });
  const unknown = Object.keys(keyOptions).find((name) => !used.has(name));
  if (unknown !== undefined) throw badOption(`${schema.bag}.keys.${unknown}`, `of ${what} of table "${table.name}"`, "it is no key of the index", schema);
  return {
    name: index.name,
    keys,
    unique: index.unique,
    ...given({ where: where && renderExpression(where, { table, what: `index "${index.name}"` }, schema) }),
    include: index.include.map((property) => columnNamed(table, property).name),
    ...given({ method }),
    ...commentOf("index", comment, schema),
    ...bag("index", { [schema.bag]: own }, what, table, schema),
  };
}

function keySnapshot(
  { column, expression, descending }: IndexKeyDef,
  bags: DialectBags,
  what: string,
  table: TableDef,
  schema: SchemaDialect,
): IndexKeySnapshot {
  const named =
    column === undefined
      ? { expression: renderExpression(expression, { table, what: what.replace("the ", "") }, schema) }
      : { column: columnNamed(table, column).name };
  return { ...named, ...(descending ? { descending: true } : {}), ...bag("indexKey", bags, what, table, schema) };
}

function exclusionSnapshot(exclusion: ExclusionDef, table: TableDef, schema: SchemaDialect): ExclusionSnapshot {
  const { name, elements, method, where, deferrable, comment } = exclusion;
  const what = `the exclusion constraint "${name}"`;
  return {
    name,
    elements: elements.map((element) => ({ ...keySnapshot(element, {}, what, table, schema), operator: element.operator })),
    method,
    ...given({ where: where && renderExpression(where, { table, what: what.replace("the ", "") }, schema), deferrable }),
    ...commentOf("exclusion", comment, schema),
  };
}

function foreignKeySnapshot(foreignKey: ForeignKeyDef, table: TableDef, catalog: Catalog, dialect: SchemaDialect): ForeignKeySnapshot {
  const { schema, table: target, columns } = foreignKey.references;
  const { name, onDelete, onUpdate, deferrable, match, validated, comment } = foreignKey;
  return {
    name,
    columns: foreignKey.columns.map((property) => columnNamed(table, property).name),
    references: { ...given({ schema }), table: target, columns: targetColumns(foreignKey, catalog)?.map((column) => column.name) ?? columns },
    ...given({ onDelete, onUpdate, deferrable, match, validated: validated ? undefined : (false as const) }),
    ...commentOf("foreignKey", comment, dialect),
  };
}
