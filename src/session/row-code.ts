import { randomUUID } from "node:crypto";
import { codeGenerationAllowed, compileSource } from "../dialect/row-function.ts";
import type { BoundColumn, BoundTable } from "../query/bound-table.ts";
import { type Imprint, imprintOf, isSameObject, type Row } from "./imprint.ts";
import { perTable } from "./per-table.ts";

/** What a flush does to every row of a table. Generated: loops over columns take several times as long. */
export interface RowCode {
  /** The first property that is neither a column nor a relation. */
  unknownProperty(row: Row): string | undefined;
  /** False when no relation is on the row: most rows hold none. */
  mayHoldRelations(row: Row): boolean;
  /** The columns as they are stored, in the table's order. */
  imprints(row: Row): Imprint[];
  /** All columns of a new row: what nobody fills is NULL, and undefined is left to the server. With the defaults in place rows differ only in what that fills. */
  newValues(row: Row): Row;
  /**
   * Puts into a row what is stored, and into the journal the row, the property and the old value (undefined: it was not there) of every change.
   * Answers whether the two rows share an object now.
   */
  give(row: Row, stored: Row, journal: unknown[]): boolean;
}

export const rowCode = perTable((table): RowCode => (codeGenerationAllowed() ? generatedRowCode(table) : interpretedRowCode(table)));

/** What a new row holds in a column that it lacks; undefined when the server is to fill it. */
function absentValue({ def, isKey }: BoundColumn): (() => unknown) | undefined {
  if (def.values.hasDefault) return () => def.values.absent();
  if (isKey && def.fill?.by === "uuid") return randomUUID;
  return def.nullable && !def.fill ? () => null : undefined;
}

/**
 * One value of `give`. Dates, JSON and bytes that hold what is stored stay the objects they are, so that they can be changed in place again.
 */
export function giveValue(column: BoundColumn, row: Row, value: unknown, journal: unknown[]): boolean {
  const { property } = column.def;
  const old = row[property];
  const isObject = typeof value === "object" && value !== null;
  if (old === value || (isObject && typeof old === "object" && old !== null && isSameObject(column, old, value))) return false;
  journal.push(row, property, old);
  if (value === undefined) delete row[property];
  else row[property] = value instanceof Date ? new Date(value) : value;
  return isObject && !(value instanceof Date);
}

/** The same without generated code. */
export function interpretedRowCode(table: BoundTable): RowCode {
  const columns = table.columns.map((column) => ({ column, property: column.def.property, take: imprintOf(column), absent: absentValue(column) }));
  const relations = table.def.relations.map(({ name }) => name);
  return {
    unknownProperty: (row) => Object.keys(row).find((property) => !table.find(property) && !relations.includes(property)),
    mayHoldRelations: (row) => relations.some((name) => name in row),
    imprints: (row) => columns.map(({ property, take }) => (row[property] === null || row[property] === undefined ? null : take(row[property]))),
    newValues(row) {
      const values: Row = {};
      for (const { property, absent } of columns) values[property] = row[property] === undefined ? absent?.() : row[property];
      return values;
    },
    give(row, stored, journal) {
      let shares = false;
      for (const { column, property } of columns) if (giveValue(column, row, stored[property], journal)) shares = true;
      return shares;
    },
  };
}

export function generatedRowCode(table: BoundTable): RowCode {
  const scope: Record<string, unknown> = { giveValue, hasOwn: Object.hasOwn };
  const relations = table.def.relations.map(({ name }) => JSON.stringify(name));
  const known = [...table.columns.map(({ def }) => JSON.stringify(def.property)), ...relations].map((name) => `case ${name}:`).join("");
  const taken: string[] = [];
  const values: string[] = [];
  let give = "let s,shares=false;";
  table.columns.forEach((column, i) => {
    const name = JSON.stringify(column.def.property);
    scope[`k${i}`] = column;
    scope[`t${i}`] = imprintOf(column);
    scope[`d${i}`] = absentValue(column);
    taken.push(`(v=r[${name}])===null||v===undefined?null:t${i}(v)`);
    values.push(`${name}:${scope[`d${i}`] ? `(v=r[${name}])===undefined?d${i}():v` : `r[${name}]`}`);
    // The short way of a value that was not there.
    const put = `if(s===undefined||r[${name}]!==undefined||typeof s==="object"){if(giveValue(k${i},r,s,j))shares=true}else{j.push(r,${name},undefined);r[${name}]=s}`;
    give += `s=x[${name}];if(r[${name}]!==s){${put}}`;
  });
  return {
    unknownProperty: compileSource(scope, ["r"], `for(const k in r)switch(k){${known}break;default:if(hasOwn(r,k))return k}`),
    mayHoldRelations: compileSource(scope, ["r"], `return ${relations.map((name) => `${name} in r`).join("||") || "false"}`),
    imprints: compileSource(scope, ["r"], `let v;return [${taken.join(",")}]`),
    newValues: compileSource(scope, ["r"], `let v;return {${values.join(",")}}`),
    give: compileSource(scope, ["r", "x", "j"], `${give}return shares`),
  };
}
