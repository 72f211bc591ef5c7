import { tableKey } from "../../model/definition.ts";
import { plainName } from "../../schema/changes/change.ts";
import type { Change } from "../../schema/changes/units.ts";
import type { ForeignKeySnapshot, IndexSnapshot, TableSnapshot } from "../../schema/snapshot.ts";
import type { Rule } from "./rule.ts";

/** Rules about keys, constraints and indexes. */
export const constraintRules: readonly Rule[] = [
  {
    id: "index-blocks-writes",
    severity: "warning",
    change: ({ change, rewrite }) =>
      change.kind === "createIndex" && rewrite !== undefined
        ? {
            message: `writes to ${plainName(change.table)} wait until ${change.index.name} is built`,
            advice: "build it beside running writes (--safe)",
            rewrite,
          }
        : undefined,
  },
  {
    id: "drop-index-blocks",
    severity: "info",
    change: ({ change, rewrite }) =>
      change.kind === "dropIndex" && rewrite !== undefined
        ? { message: `reads and writes of ${plainName(change.table)} wait for those that are running`, advice: "drop it beside them (--safe)", rewrite }
        : undefined,
  },
  {
    id: "unique-on-existing-table",
    severity: "warning",
    change: ({ change, rewrite }) => {
      if (change.kind !== "addUnique" && change.kind !== "createIndex") return undefined;
      if (change.kind === "addUnique" ? change.byIndex : !change.index.unique) return undefined;
      const columns =
        change.kind === "addUnique" ? change.constraint.columns.join(", ") : change.index.keys.map(({ column }) => column ?? "an expression").join(", ");
      return {
        message: `two rows of ${plainName(change.table)} with equal ${columns} make it fail, after others have waited for it`,
        advice: `look for such rows first: group by ${columns} having count(*) > 1`,
        rewrite,
      };
    },
  },
  {
    id: "foreign-key-validated",
    severity: "warning",
    change: ({ change, rewrite }) =>
      change.kind === "addForeignKey" && rewrite !== undefined
        ? {
            message: `writes to ${plainName(change.table)} and ${change.constraint.references.table} wait until every row was checked`,
            advice: "add it for new rows, check old ones afterwards (--safe)",
            rewrite,
          }
        : undefined,
  },
  {
    id: "foreign-key-without-index",
    severity: "warning",
    change: ({ change, artifact, schema }) => {
      if (schema.migrations.foreignKeyIndexes === "made") return undefined;
      const added: readonly ForeignKeySnapshot[] =
        change.kind === "addForeignKey" ? [change.constraint] : change.kind === "createTable" ? change.table.foreignKeys : [];
      const table =
        "table" in change ? artifact.to.tables.find((one) => tableKey(one.schema, one.name) === tableKey(change.table.schema, change.table.name)) : undefined;
      const bare = added.find(({ columns }) => table && !leadsOf(table).some((lead) => columns.every((column, i) => lead[i] === column)));
      return bare && table
        ? {
            message: `deleting a row of ${bare.references.table} reads all of ${plainName(table)}: no index begins with ${bare.columns.join(", ")}`,
            advice: `add an index on ${bare.columns.join(", ")}`,
          }
        : undefined;
    },
  },
  {
    id: "check-validated",
    severity: "warning",
    change: ({ change, rewrite }) => {
      if (change.kind === "addExclusion")
        return { message: `${plainName(change.table)} is locked until the index of ${change.constraint.name} is built`, advice: "add it while nobody writes" };
      return change.kind === "addCheck" && rewrite !== undefined
        ? {
            message: `writes to ${plainName(change.table)} wait until every row was checked`,
            advice: "add it for new rows, check old ones afterwards (--safe)",
            rewrite,
          }
        : undefined;
    },
  },
  {
    id: "primary-key-change",
    severity: "warning",
    change: ({ change, schema }) => {
      if (change.kind === "alterPrimaryKey")
        return {
          message: `${plainName(change.table)} is locked until the index of its key is built, and what refers to the key with it`,
          advice: "run it while nobody writes",
        };
      if (change.kind !== "createTable") return undefined;
      const small = change.table.columns.find(
        ({ name, identity, type }) => identity !== undefined && change.table.primaryKey.columns.includes(name) && schema.migrations.smallKeys.includes(type),
      );
      return (
        small && {
          severity: "info",
          message: `${plainName(change.table)}.${small.name} ends at 2,147,483,647 or before`,
          advice: "let the key be z.int() or z.bigint(), which take 64 bits",
        }
      );
    },
  },
  {
    id: "enum-values",
    severity: "warning",
    change: ({ change }) => {
      if (change.kind !== "replaceEnumType") return undefined;
      const gone = change.from.values.filter((value) => !change.to.values.includes(value));
      return {
        severity: gone.length > 0 ? "error" : "warning",
        message: `${plainName(change.to)} is made again and its tables are written anew${gone.length > 0 ? `; rows with ${gone.join(", ")} make it fail` : ""}`,
        advice:
          gone.length > 0
            ? "turn those rows to other values in a data step first"
            : "new values can be added anywhere without that; keep the order of the old ones",
      };
    },
  },
  {
    id: "index-shape",
    severity: "info",
    change: ({ change, artifact }) => {
      if (change.kind !== "createIndex") return undefined;
      const { index, table } = change;
      if (!index.unique && index.keys.length > 3)
        return {
          message: `${index.name} has ${index.keys.length} columns`,
          advice: "few queries use more than the first three; a smaller index is faster to write",
        };
      const there = artifact.to.tables.find((one) => tableKey(one.schema, one.name) === tableKey(table.schema, table.name));
      const twin = there && coveredBy(index, there);
      return twin === undefined ? undefined : { message: `${index.name} finds nothing that ${twin} does not find`, advice: "leave it out" };
    },
  },
];

/** Columns each index and key begins with. */
function leadsOf(table: TableSnapshot): (readonly string[])[] {
  const plain = table.indexes.filter(({ where }) => where === undefined).map(({ keys }) => keys.map(({ column }) => column ?? ""));
  return [table.primaryKey.columns, ...table.uniques.map(({ columns }) => columns), ...plain];
}

/** The name of another index or key that begins with the same columns. */
function coveredBy(index: IndexSnapshot, table: TableSnapshot): string | undefined {
  const columns = index.keys.map(({ column }) => column);
  if (index.unique || index.where !== undefined || index.method !== undefined || columns.includes(undefined)) return undefined;
  const begins = (lead: readonly (string | undefined)[]): boolean => columns.every((column, i) => lead[i] === column);
  const others = table.indexes.filter(
    (one) => one.name !== index.name && one.where === undefined && one.method === undefined && begins(one.keys.map(({ column }) => column)),
  );
  return others[0]?.name ?? table.uniques.find((one) => begins(one.columns))?.name ?? (begins(table.primaryKey.columns) ? "the primary key" : undefined);
}

/** Names that a change gives. */
export function namesOf(change: Change): readonly string[] {
  switch (change.kind) {
    case "createTable": {
      const { name, columns, primaryKey, uniques, checks, foreignKeys, indexes } = change.table;
      return [
        name,
        ...(primaryKey.name === undefined ? [] : [primaryKey.name]),
        ...[columns, uniques, checks, foreignKeys, indexes].flat().map((part) => part.name),
      ];
    }
    case "renameTable":
      return [change.to.name];
    case "addColumn":
    case "renameColumn":
      return [change.column.name];
    case "createIndex":
      return [change.index.name];
    case "renamePart":
      return [change.part.name];
    case "addUnique":
    case "addCheck":
    case "addExclusion":
    case "addForeignKey":
      return [change.constraint.name];
    default:
      return [];
  }
}
