import type { IndexSnapshot, Options, Snapshot, TableSnapshot } from "../../schema/snapshot.ts";
import { type NormalRules, normalizeWith, unusualSteps } from "../standard/normalize/snapshot.ts";
import { canonicalExpression } from "./expressions.ts";
import { canonicalPartition } from "./partition.ts";
import { quote } from "./render.ts";
import { canonicalType } from "./type-names.ts";

/** Collations that a character set stands for when none is named. */
const usualCollations: Readonly<Record<string, string>> = {
  latin1: "latin1_swedish_ci",
  latin2: "latin2_general_ci",
  ascii: "ascii_general_ci",
  binary: "binary",
};

/** `collation`: what the library gives tables that name none. */
export function familyNormalize(collation: string): (snapshot: Snapshot) => Snapshot {
  const rules: NormalRules = {
    type: canonicalType,
    expression: canonicalExpression,
    defaultOf: (text) => {
      const canonical = canonicalExpression(text);
      return canonical.toLowerCase() === "null" ? undefined : canonical;
    },
    view: (definition) => definition.trim().replace(/;$/, ""),
    // both refuse at once
    action: (action) => (action === "noAction" || action === "restrict" ? undefined : action),
    steps: (steps) => unusualSteps(steps, { start: steps.min ?? "1", increment: "1", min: "1", max: "9223372036854775806", cache: "1000" }),
    sequenceType: (type) => type,
    table: (table) => normalTable(table, collation),
    option,
  };
  return normalizeWith(rules);
}

function option(name: string, value: unknown): unknown {
  if (name === "partitionBy") return canonicalPartition(String(value));
  if (name === "onUpdate") return canonicalExpression(String(value));
  // an index that is used, and what is on by itself
  if ((name === "visible" && value === true) || (name === "ignored" && value === false)) return undefined;
  return value;
}

function normalTable(found: TableSnapshot, collation: string): TableSnapshot {
  const options = tableOptions(found.options, collation);
  const isMemory = /^memory$/i.test(String(options?.["engine"]));
  const implicit = new Set(found.foreignKeys.map(({ name, columns }) => `${name}\0${columns.join("\0")}`));
  const indexes = found.indexes
    .filter((index) => index.unique || !implicit.has([index.name, ...index.keys.map(({ column }) => column)].join("\0")))
    .map(({ method, ...index }) => (method === undefined || method === "btree" || (method === "hash" && !isMemory) ? index : { ...index, method }));
  const json = new Set(found.columns.filter((column) => found.checks.some((check) => isJsonCheck(check, column))).map(({ name }) => name));
  return {
    ...found,
    // the key has no name of its own
    primaryKey: { columns: found.primaryKey.columns },
    columns: found.columns.map((column) => ({
      ...column,
      ...(json.has(column.name) ? { type: "json" } : {}),
      nullable: column.nullable || column.computed !== undefined,
      // the next number is the table's, and moves on with every row
      ...(column.identity ? { identity: { always: false } } : {}),
    })),
    checks: found.checks.filter((check) => !json.has(check.name) || !found.columns.some((column) => isJsonCheck(check, column))),
    uniques: [...found.uniques, ...indexes.filter(isPlainUnique).map(({ name, keys }) => ({ name, columns: keys.map(({ column }) => column ?? "") }))].toSorted(
      (a, b) => (a.name < b.name ? -1 : 1),
    ),
    indexes: indexes.filter((index) => !isPlainUnique(index)),
    options,
  };
}

/** MariaDB's JSON is a text with this check of its own. */
function isJsonCheck(check: TableSnapshot["checks"][number], column: TableSnapshot["columns"][number]): boolean {
  return check.name === column.name && column.type.startsWith("longtext") && check.expression === `json_valid(${quote(column.name)})`;
}

/** A unique is an index, and a plain unique index a unique. */
function isPlainUnique({ unique, keys, method, options, comment }: IndexSnapshot): boolean {
  const isPlain = keys.every(({ column, descending, options: own }) => column !== undefined && !descending && own === undefined);
  return unique && isPlain && method === undefined && options === undefined && comment === undefined;
}

function tableOptions(given: Options | undefined, usualCollation: string): Options | undefined {
  const { engine, charset, collate, rowFormat, ...rest } = (given ?? {}) as { engine?: string; charset?: string; collate?: string; rowFormat?: string };
  const collation = collate ?? (charset === undefined || charset === "utf8mb4" ? undefined : (usualCollations[charset] ?? charset));
  const options = {
    ...rest,
    ...(engine === undefined || /^innodb$/i.test(engine) ? {} : { engine }),
    ...(collation === undefined || collation === usualCollation ? {} : { collate: collation }),
    // what InnoDB takes by itself
    ...(rowFormat === undefined || rowFormat === "default" || rowFormat === "dynamic" ? {} : { rowFormat }),
  };
  return Object.keys(options).length > 0 ? options : undefined;
}
