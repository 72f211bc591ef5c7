import type { TableSnapshot } from "../../schema/snapshot.ts";
import { type NormalRules, normalizeWith, unusualSteps } from "../standard/normalize/snapshot.ts";
import { canonicalDefault, canonicalExpression } from "./expressions.ts";
import { canonicalPartition } from "./partition.ts";
import { canonicalType } from "./type-names.ts";

const largest: Readonly<Record<string, string>> = { smallint: "32767", integer: "2147483647", bigint: "9223372036854775807" };

const rules: NormalRules = {
  type: canonicalType,
  expression: canonicalExpression,
  defaultOf: (text, type, columns) => {
    const canonical = canonicalDefault(text, type, columns);
    return canonical === "null" ? undefined : canonical;
  },
  view: (definition) => definition.trim().replace(/;$/, ""),
  action: (action) => (action === "noAction" ? undefined : action),
  steps: (steps, type) => {
    const isDown = steps.increment?.startsWith("-") ?? false;
    const max = largest[type ?? "bigint"] ?? "9223372036854775807";
    const bounds = isDown ? { min: `-${BigInt(max) + 1n}`, max: "-1", start: steps.max ?? "-1" } : { min: "1", max, start: steps.min ?? "1" };
    return unusualSteps(steps, { ...bounds, increment: "1", cache: "1" });
  },
  table: (table) => (table.options?.["partitionOf"] === undefined ? table : partition(table)),
  sequenceType: (type) => (type === "bigint" ? undefined : type),
  option: (name, value) => {
    if (name === "partitionBy" || name === "partitionFor") return canonicalPartition(String(value));
    if (name === "with") return Object.fromEntries(Object.entries(value as object).map(([key, setting]) => [key, String(setting)]));
    // columns of a parent are declared again by the child's model
    return value === false || name === "inherited" ? undefined : value;
  },
};

/** Everything of a partition but its place is what its parent says. */
function partition({ columns: _, ...table }: TableSnapshot): TableSnapshot {
  return { ...table, columns: [], primaryKey: { columns: [] }, uniques: [], checks: [], foreignKeys: [], indexes: [] };
}

export const normalize = normalizeWith(rules);
