import type * as z from "zod";
import { ConfigurationError } from "../kernel/errors.ts";
import { bagsOf, isBag } from "./bags.ts";
import { type ColumnType, columnType } from "./column-type.ts";
import { type AnyTableOptions, type IndexOptions, isList } from "./options.ts";
import { isReservedName } from "./reserved.ts";
import { refuseOneWay } from "./zod/one-way.ts";
import { isPlainObjectSchema, rootProblem } from "./zod/root.ts";
import { leaveLazy, type Open, type Schema } from "./zod/schema.ts";
import { Unstorable } from "./zod/unstorable.ts";

/** What `table()` can check without any other module: root, names, column types, options, key. Throws ConfigurationError. */
export function checkModel(name: unknown, schema: unknown, options: unknown): void {
  if (typeof name !== "string" || name === "" || name.includes("\0"))
    throw bad("MODEL.BAD_NAME", "table() takes the table's name as its first argument, a string that is not empty");
  const problem = rootProblem(schema);
  if (problem) throw bad("MODEL.BAD_ROOT", `the schema of table "${name}" ${problem}`);
  if (typeof options !== "object" || options === null) throw bad("MODEL.BAD_OPTIONS", `table "${name}" needs options with at least { pk: "..." }`);
  const shape = (schema as z.core.$ZodObject)._zod.def.shape;
  const types = new Map(Object.keys(shape).map((property) => [property, checkColumn(name, property, shape[property] as Schema)]));
  if (types.size === 0) throw bad("MODEL.NO_COLUMNS", `the schema of table "${name}" has no columns`);
  checkOptions(name, options as AnyTableOptions, [...types.keys()]);
  checkKey(name, options as AnyTableOptions, types, shape);
}

function checkColumn(table: string, property: string, schema: Schema): ColumnType | undefined {
  if (isReservedName(property)) {
    throw bad(
      "MODEL.RESERVED_NAME",
      `"${property}" cannot be a column of "${table}": it is a word of the filter grammar or a member of every object. Choose another property and write columns: { other: { name: "${property}" } }`,
    );
  }
  try {
    return resolveColumn(table, property, schema, leaveLazy);
  } catch (error) {
    if (error instanceof ReferenceError) return undefined; // a getter inside refers to a module that is still loading: describe() will look again
    throw error;
  }
}

/** The column's type, with every reason against it told as a ConfigurationError that names the column. */
export function resolveColumn(table: string, property: string, schema: Schema, open: Open): ColumnType {
  try {
    refuseOneWay(schema, property, open);
    return columnType(schema, open);
  } catch (error) {
    if (!(error instanceof Unstorable)) throw error;
    throw badColumn(table, property, error);
  }
}

function badColumn(table: string, property: string, cause: Unstorable): ConfigurationError {
  return new ConfigurationError("MODEL.BAD_COLUMN", `"${table}.${property}" ${cause.message}; ${cause.advice}`, {
    cause,
    context: { table, column: property },
  });
}

const optionNames = new Set([
  "pk",
  "generated",
  "indexed",
  "unique",
  "columns",
  "indexes",
  "uniqueConstraints",
  "checks",
  "foreignKeys",
  "exclusions",
  "primaryKey",
  "version",
  "comment",
  "renamedFrom",
  "schema",
  "naming",
]);
export const columnOptionNames = ["name", "comment", "renamedFrom", "serverDefault", "computed", "identity", "collation", "enumType", "sensitive"];

/** Bags of options for one dialect: every object beside the known options. */
export function dialectBags(options: object): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !optionNames.has(key)));
}

function checkOptions(table: string, options: AnyTableOptions, columns: readonly string[]): void {
  const known = new Set(columns);
  const check = (option: string, names: readonly unknown[]): void => {
    for (const name of names) {
      if (typeof name !== "string" || !known.has(name)) {
        throw bad(
          "MODEL.UNKNOWN_COLUMN",
          `the option ${option} of table "${table}" names the column ${JSON.stringify(name)}, which its schema does not have; there are ${columns.join(", ")}`,
        );
      }
    }
  };
  for (const [key, value] of Object.entries(dialectBags(options))) {
    if (!isBag(value)) {
      throw bad(
        "MODEL.UNKNOWN_OPTION",
        `table "${table}" has the unknown option "${key}"; there are ${[...optionNames].join(", ")}, and a bag { ... } for each dialect`,
      );
    }
  }
  check("pk", [options.pk].flat());
  check("generated", options.generated ?? []);
  check("indexed", options.indexed ?? []);
  check("unique", options.unique ?? []);
  check("columns", Object.keys(options.columns ?? {}));
  if (options.version !== undefined) check("version", [options.version]);
  for (const index of options.indexes ?? []) check("indexes", indexColumns(index));
  for (const unique of options.uniqueConstraints ?? []) check("uniqueConstraints", isList(unique) ? unique : unique.columns);
  for (const { columns: own } of options.foreignKeys ?? []) check("foreignKeys", own);
  for (const { elements } of options.exclusions ?? [])
    check(
      "exclusions",
      elements.map(([key]) => key).filter((key) => typeof key === "string"),
    );
  for (const [property, column] of Object.entries(options.columns ?? {})) bagsOf(column ?? {}, columnOptionNames, `columns.${property}`, { tableName: table });
}

function indexColumns(index: readonly string[] | IndexOptions<string>): readonly string[] {
  if (isList(index)) return index;
  const keys = (index.keys ?? []).flatMap((key) => (typeof key === "string" ? key.replace(/^-/, "") : []));
  return [...keys, ...(index.columns ?? []), ...(index.include ?? [])];
}

function checkKey(table: string, options: AnyTableOptions, types: ReadonlyMap<string, ColumnType | undefined>, shape: Readonly<Record<string, Schema>>): void {
  const key = [options.pk].flat();
  if (key.length === 0) throw bad("MODEL.NO_KEY", `table "${table}" needs a primary key: { pk: "..." } or { pk: ["...", "..."] }`);
  if (new Set(key).size < key.length) throw bad("MODEL.BAD_KEY", `the primary key of table "${table}" names a column twice`);
  for (const property of key) {
    const type = types.get(property);
    if (!type) continue;
    if (type.acceptsNull || type.acceptsUndefined) {
      throw bad(
        "MODEL.BAD_KEY",
        `"${table}.${property}" is in the primary key and may be null or undefined; take the wrapper off, and list it in generated if inserts may leave it out`,
      );
    }
    if (isPlainObjectSchema(shape[property] as Schema)) {
      throw bad(
        "MODEL.BAD_KEY",
        `the primary key "${table}.${property}" is a plain object in rows, which calls could not tell from a filter; use a scalar column`,
      );
    }
    if (type.type.kind === "json" || type.type.kind === "array")
      throw bad("MODEL.BAD_KEY", `the primary key "${table}.${property}" is stored as ${type.type.kind}; use a scalar column`);
  }
}

function bad(code: string, message: string): ConfigurationError {
  return new ConfigurationError(code, message);
}
