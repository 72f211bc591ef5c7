import { type NormalRules, normalizeWith, unusualSteps } from "../standard/normalize/snapshot.ts";
import { canonicalExpression } from "./expressions.ts";

function type(text: string): string {
  const [, base = "", collation] = /^(.*?)(?:\s+collate\s+(\w+))?$/is.exec(text.trim()) ?? [];
  const plain = base
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/ ?\( ?/, "(")
    .replace(/ ?, ?/, ", ")
    .replace(/ ?\)/, ")");
  return plain.replace(/^number\((\d+), 0\)$/, "number($1)") + (collation === undefined ? "" : ` collate ${collation.toLowerCase()}`);
}

const most = "9".repeat(28);

const rules: NormalRules = {
  type,
  expression: canonicalExpression,
  defaultOf: (text) => (/^null$/i.test(text.trim()) ? undefined : canonicalExpression(text)),
  view: (definition) => definition.trim().replace(/;$/, ""),
  action: (action) => (action === "cascade" || action === "setNull" ? action : undefined),
  steps: (steps, _type, of) => {
    const isDown = steps.increment?.startsWith("-") ?? false;
    const usual = isDown ? { min: `-${"9".repeat(27)}`, max: "-1", start: steps.max ?? "-1" } : { min: "1", max: most, start: steps.min ?? "1" };
    const { start: _, ...rest } = unusualSteps(steps, { ...usual, increment: "1", cache: "20" });
    // the catalog of sequences does not tell where they began
    return of === "sequence" ? rest : unusualSteps(steps, { ...usual, increment: "1", cache: "20" });
  },
  table: (table) => ({
    ...table,
    // all are computed when read
    columns: table.columns.map((column) => (column.computed ? { ...column, computed: { ...column.computed, stored: false } } : column)),
  }),
  sequenceType: (type) => type,
  option: (_name, value) => value,
};

export const normalize = normalizeWith(rules);
