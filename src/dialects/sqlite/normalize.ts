import type { TableSnapshot } from "../../schema/snapshot.ts";
import { type NormalRules, normalizeWith } from "../standard/normalize/snapshot.ts";
import { quoteDouble } from "../standard/render.ts";

/** The text of an expression is kept as it was written; brackets around the whole are no part of it. */
function expression(text: string): string {
  const plain = text.trim();
  return isBracketed(plain) ? expression(plain.slice(1, -1)) : plain;
}

/** The first bracket closes at the very end. */
function isBracketed(text: string): boolean {
  if (!text.startsWith("(") || !text.endsWith(")")) return false;
  let depth = 0;
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === "'" || character === '"' || character === "`") quote = character;
    else if (character === "(") depth += 1;
    else if (character === ")") {
      depth -= 1;
      if (depth === 0 && i < text.length - 1) return false;
    }
  }
  return depth === 0;
}

/** Lengths mean nothing to SQLite and are kept; case and blanks are not. */
function type(text: string): string {
  const [, base = "", collation] = /^(.*?)(?:\s+collate\s+(.*))?$/is.exec(text.trim()) ?? [];
  const plain = base
    .toUpperCase()
    .replace(/\s+/g, " ")
    .replace(/\s*\(\s*/g, "(")
    .replace(/\s*,\s*/g, ", ")
    .replace(/\s*\)/g, ")");
  if (collation === undefined || collation.replaceAll('"', "").toUpperCase() === "BINARY") return plain;
  return `${plain} COLLATE ${collation.startsWith('"') ? collation : quoteDouble(collation)}`.trim();
}

/**
 * A key of one INTEGER column is the row id, whoever wrote it how: SQLite fills it. All columns of a key are treated as not null, as everywhere else
 * (SQLite lets a key be NULL if nothing forbids it).
 */
function table(found: TableSnapshot): TableSnapshot {
  const { columns: keys } = found.primaryKey;
  const isRowId = (name: string, native: string): boolean =>
    keys.length === 1 && keys[0] === name && native === "INTEGER" && found.options?.["withoutRowid"] !== true;
  return {
    ...found,
    columns: found.columns.map((column) => ({
      ...column,
      nullable: column.nullable && !keys.includes(column.name),
      ...(isRowId(column.name, column.type) ? { identity: { always: false } } : {}),
    })),
  };
}

const rules: NormalRules = {
  type,
  expression,
  defaultOf: (text) => (/^null$/i.test(expression(text)) ? undefined : expression(text)),
  view: (definition) => definition.trim().replace(/;$/, ""),
  action: (action) => (action === "noAction" ? undefined : action),
  steps: () => ({}),
  table,
  sequenceType: (type) => type,
  option: (_name, value) => (value === false ? undefined : value),
};

export const normalize = normalizeWith(rules);
