import type { LogicalType } from "../../sql/logical-type.ts";
import type { ColumnRule } from "../definition.ts";
import type { Classified } from "./classify.ts";
import { portablePattern } from "./portable-pattern.ts";
import type { Check } from "./schema.ts";

/** What of a schema's checks a database can keep as well, and the type with its length. Never refuses what Zod accepts. */
export function rulesOf(
  { type, values, decimal }: Classified,
  checks: readonly Check[],
): { readonly type: LogicalType; readonly rules: readonly ColumnRule[] } {
  const rules = lastingChecks(checks).flatMap((check) => ruleOf(check, type) ?? []);
  if (values && type.kind !== "enum" && type.kind !== "json") rules.push({ rule: "values", values });
  if (decimal?.min !== undefined) rules.push({ rule: "min", value: decimal.min, inclusive: true });
  if (decimal?.max !== undefined) rules.push({ rule: "max", value: decimal.max, inclusive: true });
  const max = Math.min(...rules.flatMap((rule) => (rule.rule === "maxLength" ? [rule.value] : [])));
  return { type: type.kind === "text" && max !== Number.POSITIVE_INFINITY ? { ...type, max } : type, rules };
}

/** `.trim()` and other overwrites change the value, so only what is checked after the last of them is true of the stored one. */
function lastingChecks(checks: readonly Check[]): readonly Check[] {
  return checks.slice(checks.findLastIndex((check) => check._zod.def.check === "overwrite") + 1);
}

function ruleOf(check: Check, type: LogicalType): readonly ColumnRule[] | undefined {
  const def = check._zod.def as unknown as Readonly<Record<string, unknown>>;
  const isText = type.kind === "text";
  switch (def["check"]) {
    case "min_length":
      return isText ? [{ rule: "minLength", value: def["minimum"] as number }] : undefined;
    case "max_length":
      return isText ? [{ rule: "maxLength", value: def["maximum"] as number }] : undefined;
    case "length_equals":
      return isText
        ? [
            { rule: "minLength", value: def["length"] as number },
            { rule: "maxLength", value: def["length"] as number },
          ]
        : undefined;
    case "string_format": {
      const source = isText && def["format"] === "regex" ? portablePattern(def["pattern"] as RegExp) : undefined;
      return source === undefined ? undefined : [{ rule: "pattern", source }];
    }
    case "greater_than":
      return bound("min", def["value"], def["inclusive"] === true, type);
    case "less_than":
      return bound("max", def["value"], def["inclusive"] === true, type);
    case "number_format":
      return def["format"] === "uint32"
        ? [
            { rule: "min", value: 0, inclusive: true },
            { rule: "max", value: 4294967295, inclusive: true },
          ]
        : undefined;
    case "multiple_of": {
      const value = def["value"];
      const whole = typeof value === "bigint" || Number.isSafeInteger(value);
      return type.kind === "integer" && whole && value !== 0 && value !== 0n ? [{ rule: "multipleOf", value: value as number | bigint }] : undefined;
    }
    default:
      return undefined;
  }
}

/** float32 columns hold rounded values: an exclusive bound may be met by rounding, an inexact one passed. */
function bound(rule: "min" | "max", value: unknown, inclusive: boolean, type: LogicalType): readonly ColumnRule[] | undefined {
  if (type.kind !== "integer" && type.kind !== "float") return undefined;
  if (typeof value === "bigint") return [{ rule, value, inclusive }];
  if (typeof value !== "number" || !Number.isFinite(value)) return undefined;
  if (type.kind === "float" && type.bits === 32) return Math.fround(value) === value ? [{ rule, value, inclusive: true }] : undefined;
  return [{ rule, value, inclusive }];
}
