import { codeGenerationAllowed, generateRowFunction, interpretRow } from "../../dialect/row-function.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { rowShape } from "../shape.ts";
import type { LogicalRow } from "./row-encoder.ts";

/** What the server filled in a row: the generated key where that is all, else logical values by property. */
export type Filled = unknown;

/** Makes finished rows from what was written and what the server filled: what reading them would give. */
export type ComposeRow = (row: LogicalRow, filled: Filled) => unknown;

/** `positions`: of the written columns in a row. `key`: the one column the server fills, if it is but one. */
export function rowComposer(table: BoundTable, positions: ReadonlyMap<BoundColumn, number>, key: BoundColumn | undefined): ComposeRow {
  const { columns } = table;
  const shape = rowShape(columns, "app", table.def.prototype);
  if (!codeGenerationAllowed()) return (row, filled) => interpretRow(shape, [], logicalValues(columns, positions, key, row, filled));
  const scope: Record<string, unknown> = {};
  const read = (i: number): string => {
    const column = columns[i] as BoundColumn;
    const position = positions.get(column);
    if (position !== undefined) return copySource(column.def.type, `r[${position}]`, `t${i}`, scope);
    return column === key ? "f" : `(f[${JSON.stringify(column.def.property)}]??null)`;
  };
  for (const i of columns.keys()) read(i);
  return generateRowFunction(shape, { args: ["r", "f"], prologue: "", read, scope }) as unknown as ComposeRow;
}

function logicalValues(
  columns: readonly BoundColumn[],
  positions: ReadonlyMap<BoundColumn, number>,
  key: BoundColumn | undefined,
  row: LogicalRow,
  filled: Filled,
): readonly unknown[] {
  return columns.map((column) => {
    const position = positions.get(column);
    if (position !== undefined) return copyLogical(column.def.type, row[position]);
    return column === key ? filled : ((filled as Readonly<Record<string, unknown>>)[column.def.property] ?? null);
  });
}

function copySource(type: LogicalType, v: string, name: string, scope: Record<string, unknown>): string {
  if (type.kind === "instant" && type.form === "date") return `(${v}===null?null:new Date(${v}.getTime()))`;
  if (type.kind !== "bytes" && type.kind !== "json" && type.kind !== "array") return v;
  scope[name] = (value: unknown) => copyLogical(type, value);
  return `${name}(${v})`;
}

/** Rows must not share mutable values with what the caller handed in. */
function copyLogical(type: LogicalType, value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return new Date(value);
  return type.kind === "bytes" ? Uint8Array.from(value as Uint8Array) : structuredClone(value);
}
