import type { ColumnDef, ColumnRule, ReferentialAction, TableDef } from "../model/definition.ts";
import type { LogicalType } from "../sql/logical-type.ts";
import type { SchemaDialect } from "./dialect.ts";

/** A condition over one column, and a word for its name. */
export interface ColumnCheck {
  readonly word: string;
  readonly expression: string;
}

/**
 * The conditions a database can keep of a column's schema. None refuses what Zod accepts: lengths in Zod are UTF-16 units and in SQL characters, of
 * which each is one or two units.
 */
export function columnChecks(column: ColumnDef, table: TableDef, schema: SchemaDialect): ColumnCheck[] {
  if (column.fill?.by === "identity" || (schema.rules.checksOnCascades === "refused" && isChangedByForeignKey(column, table))) return [];
  const name = schema.dialect.quote(column.name);
  const { type } = column;
  const checks: ColumnCheck[] = [];
  if (type.kind === "enum" && (type.native === undefined || schema.rules.enumTypes === "check")) {
    checks.push({ word: "values", expression: memberOf(name, type.values, type, schema) });
  }
  if (type.kind === "json" || (type.kind === "array" && schema.dialect.capabilities.arrays === "json")) {
    const expression = schema.checks.json(name);
    if (expression !== undefined) checks.push({ word: "json", expression });
  }
  for (const rule of column.rules) {
    const check = ruleCheck(rule, name, type, schema);
    if (check) checks.push(check);
  }
  return checks;
}

function ruleCheck(rule: ColumnRule, name: string, type: LogicalType, schema: SchemaDialect): ColumnCheck | undefined {
  const { checks, dialect } = schema;
  switch (rule.rule) {
    case "minLength":
      if (type.kind !== "text" || rule.value < 1) return undefined;
      return { word: "min_length", expression: `${checks.length(name)} >= ${Math.ceil(rule.value / 2)}` };
    case "maxLength":
      if (type.kind !== "text" || (type.max !== undefined && type.max <= rule.value && checks.boundsText(type))) return undefined;
      return { word: "max_length", expression: `${checks.length(name)} <= ${rule.value}` };
    case "min":
    case "max": {
      const bound = boundOf(rule, type);
      if (bound === undefined || !checks.comparable(type)) return undefined;
      return { word: rule.rule, expression: `${name} ${bound.operator} ${bound.text}` };
    }
    case "multipleOf": {
      const divisor = divisorOf(rule.value, type);
      const remainder = divisor !== undefined && checks.comparable(type) ? checks.remainder(name, divisor, type) : undefined;
      return remainder === undefined ? undefined : { word: "multiple_of", expression: `${remainder} = 0` };
    }
    case "pattern": {
      if (type.kind !== "text") return undefined;
      const expression = checks.matches(name, dialect.literal(rule.source, { kind: "text" }));
      return expression === undefined ? undefined : { word: "pattern", expression };
    }
    case "values":
      return type.kind === "enum" || !checks.comparable(type) ? undefined : { word: "values", expression: memberOf(name, rule.values, type, schema) };
  }
}

/** Undefined for what no CHECK can divide by, or need not. */
function divisorOf(value: number | bigint | string, type: LogicalType): string | undefined {
  const divisor = numberText(value);
  if (divisor === undefined || Number(divisor) === 0) return undefined;
  const isWhole = /^\d+$/.test(divisor) && divisor !== "1";
  return type.kind === "decimal" || (type.kind === "integer" && isWhole) ? divisor : undefined;
}

function memberOf(name: string, values: readonly unknown[], type: LogicalType, { dialect }: SchemaDialect): string {
  return `${name} in (${values.map((value) => dialect.literal(value, type)).join(", ")})`;
}

/** Undefined where there is nothing to check: not a number, a bound that the column's type has anyway, or a number some databases cannot write. */
function boundOf(rule: ColumnRule & { readonly rule: "min" | "max" }, type: LogicalType): { operator: string; text: string } | undefined {
  const isMin = rule.rule === "min";
  const operator = (isMin ? ">" : "<") + (rule.inclusive ? "=" : "");
  if (type.kind === "float" && type.bits === 32) {
    // the stored number is the nearest of 32 bits, which may be the bound itself
    const text = numberText(Math.fround(Number(rule.value)));
    return text === undefined ? undefined : { operator: isMin ? ">=" : "<=", text };
  }
  if (type.kind === "integer" && isLimitOfType(Number(rule.value), isMin, type.bits)) return undefined;
  if (type.kind !== "integer" && type.kind !== "float" && type.kind !== "decimal") return undefined;
  const text = numberText(rule.value);
  return text === undefined ? undefined : { operator, text };
}

function isLimitOfType(bound: number, isMin: boolean, bits: 32 | 53 | 64): boolean {
  const limit = bits === 32 ? 2 ** 31 : bits === 53 ? Number.MAX_SAFE_INTEGER : 2 ** 63;
  return isMin ? bound <= -limit : bound >= (bits === 32 ? limit - 1 : limit);
}

/** A number as every database writes it; undefined for what is none, and beyond what all of them can write (Oracle's numbers end at 1e126). */
function numberText(value: number | bigint | string): string | undefined {
  const text = typeof value === "string" ? value : String(value);
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) return undefined;
  return typeof value === "number" && (Math.abs(value) > 1e100 || (value !== 0 && Math.abs(value) < 1e-100)) ? undefined : text;
}

/** A foreign key may write the column by itself. */
function isChangedByForeignKey({ property }: ColumnDef, table: TableDef): boolean {
  const writes = (action: ReferentialAction | undefined): boolean => action === "setNull" || action === "setDefault";
  return table.foreignKeys.some(
    ({ columns, onDelete, onUpdate }) => columns.includes(property) && (writes(onDelete) || writes(onUpdate) || onUpdate === "cascade"),
  );
}
