import type { ColumnSnapshot } from "../../schema/snapshot.ts";
import { type NormalRules, normalizeWith, unusualSteps } from "../standard/normalize/snapshot.ts";
import { canonicalExpression } from "./expressions.ts";

const bounds: Readonly<Record<string, readonly [min: string, max: string]>> = {
  tinyint: ["0", "255"],
  smallint: ["-32768", "32767"],
  int: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
};

function type(text: string): string {
  const [, base = "", collation] = /^(.*?)(?:\s+collate\s+(\w+))?$/is.exec(text.trim()) ?? [];
  const plain = base
    .toLowerCase()
    .replace(/\s*\(\s*/, "(")
    .replace(/\s*,\s*/, ", ");
  return plain.replace(/^numeric\b/, "decimal") + (collation === undefined ? "" : ` collate ${collation}`);
}

/**
 * An identity takes no values whichever way it was asked for. The type of a computed column is the database's own finding, and so is whether it may be
 * NULL unless it is stored.
 */
function column({ identity, computed, ...rest }: ColumnSnapshot): ColumnSnapshot {
  return {
    ...rest,
    ...(identity && { identity: { ...identity, always: false } }),
    ...(computed && { computed, type: "computed", nullable: rest.nullable || !computed.stored }),
  };
}

const rules: NormalRules = {
  type,
  expression: canonicalExpression,
  defaultOf: (text) => {
    const canonical = canonicalExpression(text);
    return canonical.toLowerCase() === "null" ? undefined : canonical;
  },
  view: (definition) => definition.trim().replace(/;$/, ""),
  action: (action) => (action === "noAction" || action === "restrict" ? undefined : action),
  steps: (steps, native, of) => {
    const [min, max] = bounds[native ?? "bigint"] ?? ["", ""];
    const isDown = steps.increment?.startsWith("-") ?? false;
    const start = isDown ? (steps.max ?? max) : (steps.min ?? min);
    return unusualSteps(steps, { min, max, increment: "1", start: of === "identity" ? "1" : start });
  },
  table: (table) => ({ ...table, columns: table.columns.map(column) }),
  sequenceType: (type) => (type === "bigint" ? undefined : type),
  option: (_name, value) => value,
};

export const normalize = normalizeWith(rules);
