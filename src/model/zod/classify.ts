import type * as z from "zod";
import type { LogicalType, ScalarType } from "../../sql/logical-type.ts";
import { bytesFacts, type DecimalFacts, decimalFacts } from "../types.ts";
import { type Peeled, peel } from "./peel.ts";
import { type Check, checksOf, defOf, formatsOf, type Open, type Schema } from "./schema.ts";
import { Unstorable } from "./unstorable.ts";

type Literal = string | number | bigint | boolean;

/** How a column is stored, as its schema says it. */
export interface Classified {
  readonly type: LogicalType;
  /** Values of a literal or enum schema. */
  readonly values?: readonly Literal[];
  readonly decimal?: DecimalFacts;
  /** `precision: -1`: rows hold hours and minutes without seconds. */
  readonly toTheMinute?: boolean;
}

/** The logical type of a peeled schema. Throws Unstorable. */
export function classify(peeled: Peeled): Classified {
  const { core, checks, open } = peeled;
  if (!core) return { type: { kind: "json" } };
  const def = defOf(core);
  switch (def.type) {
    case "string":
      return text(checks);
    case "template_literal":
      return { type: { kind: "text" } };
    case "number":
      return { type: number(checks) };
    case "bigint":
      if (formatsOf(checks).includes("uint64"))
        throw new Unstorable("holds unsigned 64-bit integers, which databases do not", "use z.int64(), or decimal({ precision: 20 })");
      return { type: { kind: "integer", bits: 64 } };
    case "boolean":
      return { type: { kind: "boolean" } };
    case "date":
      return { type: { kind: "instant", form: "date", precision: 3, fixed: true } };
    case "enum":
    case "literal":
      return literals([...((core as z.core.$ZodEnum)._zod.values ?? [])]);
    case "array":
      return { type: arrayType(def.element, open) };
    case "custom":
      return custom(core, checks);
    case "union":
      return union(def.options, open);
    default:
      if (jsonTypes.has(def.type)) return { type: { kind: "json" } };
      throw refusal(def.type);
  }
}

const jsonTypes = new Set(["object", "record", "tuple", "map", "set", "any", "unknown", "intersection", "lazy"]);

function refusal(type: string): Unstorable {
  if (type === "nan") return new Unstorable("is z.nan(), and databases hold no NaN", "use z.number().nullable()");
  if (type === "null" || type === "undefined" || type === "void")
    return new Unstorable(`is z.${type}(), which holds nothing`, "leave the column out, or give it a type and .nullable()");
  return new Unstorable(`is z.${type}(), which no database stores`, "write a z.codec() from a stored type to it");
}

function text(checks: readonly Check[]): Classified {
  for (const check of checks) {
    const facts = "fn" in check._zod.def ? decimalFacts(check._zod.def.fn) : undefined;
    if (facts) return { type: { kind: "decimal", precision: facts.precision, scale: facts.scale }, decimal: facts };
  }
  for (const check of checks) {
    const def = check._zod.def as z.core.$ZodISODateTimeDef | { readonly format?: string };
    if (def.format === "uuid" || def.format === "guid") return { type: { kind: "uuid" } };
    if (def.format === "date") return { type: { kind: "date" } };
    if (def.format === "time") return { type: { kind: "time", ...fraction(def) }, ...minutes(def) };
    if (def.format === "datetime") return { ...dateTime(def as z.core.$ZodISODateTimeDef), ...minutes(def) };
  }
  return { type: { kind: "text" } };
}

function dateTime(def: z.core.$ZodISODateTimeDef): Classified {
  return { type: def.local ? { kind: "datetime", ...fraction(def) } : { kind: "instant", form: "text", ...fraction(def) } };
}

type Fraction = { readonly precision: 0 | 1 | 2 | 3 | 4 | 5 | 6; readonly fixed: boolean };
function fraction(def: object): Fraction {
  const precision = "precision" in def ? def.precision : undefined;
  if (typeof precision !== "number") return { precision: 6, fixed: false };
  if (precision > 6) throw new Unstorable(`asks for ${precision} digits of a second, and databases keep 6`, "use precision: 6");
  return { precision: Math.max(precision, 0) as Fraction["precision"], fixed: true };
}
function minutes(def: object): { readonly toTheMinute?: true } {
  return "precision" in def && def.precision === -1 ? { toTheMinute: true } : {};
}

function number(checks: readonly Check[]): ScalarType {
  const formats = formatsOf(checks);
  if (formats.includes("int32")) return { kind: "integer", bits: 32 };
  if (formats.includes("safeint") || formats.includes("uint32")) return { kind: "integer", bits: 53 };
  return { kind: "float", bits: formats.includes("float32") ? 32 : 64 };
}

function custom(core: Schema, checks: readonly Check[]): Classified {
  for (const check of checks) {
    const facts = "fn" in check._zod.def ? bytesFacts(check._zod.def.fn) : undefined;
    if (facts) return { type: facts.max === undefined ? { kind: "bytes" } : { kind: "bytes", max: facts.max } };
  }
  if (isBytesSchema(core)) return { type: { kind: "bytes" } };
  throw new Unstorable("is a custom schema (z.custom or z.instanceof) of a type no database stores", "write a z.codec() from a stored type to it");
}

/** `bytes()`, or `z.instanceof(Uint8Array)`, whose class clones keep in their parents. */
export function isBytesSchema(schema: Schema): boolean {
  if (checksOf(schema).some((check) => "fn" in check._zod.def && bytesFacts(check._zod.def.fn))) return true;
  for (let at: Schema | undefined = schema; at; at = at._zod.parent) if (at._zod.bag["Class"] === Uint8Array) return true;
  return false;
}

function literals(all: readonly unknown[]): Classified {
  const values = all.filter((value) => value !== null && value !== undefined) as Literal[];
  const [first] = values;
  if (first === undefined) throw refusal("null");
  if (values.every((value) => typeof value === "string")) return { type: { kind: "enum", values }, values };
  if (values.every((value) => typeof value === "boolean")) return { type: { kind: "boolean" }, values };
  if (values.every((value) => typeof value === "bigint")) return { type: { kind: "integer", bits: 64 }, values };
  if (values.every((value) => typeof value === "number")) {
    return values.every((value) => Number.isSafeInteger(value)) ? { type: { kind: "enum", values }, values } : { type: { kind: "float", bits: 64 }, values };
  }
  return { type: { kind: "json" }, values };
}

function arrayType(element: Schema, open: Open): LogicalType {
  const peeled = peel(element, open);
  if (peeled.acceptsUndefined || !peeled.core) return { kind: "json" };
  const { type, toTheMinute } = classify(peeled);
  return type.kind === "array" || type.kind === "json" || toTheMinute ? { kind: "json" } : { kind: "array", element: type };
}

/** Literals join into one enum; options of one type are that type; anything else is JSON. */
function union(options: readonly Schema[], open: Open): Classified {
  const peeled = options.map((option) => peel(option, open)).filter((option) => !option.core || !isEmpty(option.core));
  const classified = peeled.map((option) => classify(option));
  if (peeled.some((option) => option.codec)) return { type: { kind: "json" } };
  if (classified.every((option) => option.values)) return literals([...new Set(classified.flatMap((option) => option.values ?? []))]);
  const [first] = classified;
  const same = first && classified.every((option) => JSON.stringify(option.type) === JSON.stringify(first.type) && !option.toTheMinute);
  if (first && same) return { type: first.type };
  return {
    type: classified.every((option) => option.type.kind === "text" || (option.type.kind === "enum" && typeof option.type.values[0] === "string"))
      ? { kind: "text" }
      : { kind: "json" },
  };
}

function isEmpty(core: Schema): boolean {
  return ["null", "undefined", "void"].includes(defOf(core).type);
}
