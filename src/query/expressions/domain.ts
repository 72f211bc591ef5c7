import type { Dialect } from "../../dialect/dialect.ts";
import { QueryError } from "../../kernel/errors.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { type BoundColumn, codecOf } from "../bound-table.ts";
import { describeValue } from "../filter-values.ts";

/** What the values of an expression are: their type, and their way between the application and the driver. */
export interface Domain {
  /** Undefined where nothing is known (pieces of SQL text). */
  readonly type: LogicalType | undefined;
  /** Application value -> logical value. Throws QueryError for what does not belong here. */
  readonly encode: (value: unknown) => unknown;
  /** Logical value -> application value; undefined where they are the same. */
  readonly decode: ((logical: never) => unknown) | undefined;
  /** For messages: flavor.rating, sum(flavor.rating). */
  readonly label: string;
  readonly sensitive: boolean;
  /** The column whose values these are. */
  readonly column: BoundColumn | undefined;
}

const ofColumn = new WeakMap<BoundColumn, Domain>();

export function columnDomain(column: BoundColumn): Domain {
  let domain = ofColumn.get(column);
  if (!domain) {
    const { type, values, sensitive } = column.def;
    domain = { type, encode: (value) => values.encodeFilter(value), decode: values.decode, label: column.label, sensitive, column };
    ofColumn.set(column, domain);
  }
  return domain;
}

/** Values of a type without a column. */
export function typeDomain(type: LogicalType | undefined, label: string): Domain {
  return { type, encode: (value) => plainValue(type, value, label), decode: undefined, label, sensitive: false, column: undefined };
}

/** The same values under another label and type (a sum, an extreme). */
export function derivedDomain(domain: Domain, label: string, type: LogicalType | undefined = domain.type): Domain {
  return { ...domain, label, type };
}

/** A logical value as the driver takes it. */
export function wire(dialect: Dialect, type: LogicalType | undefined, logical: unknown): unknown {
  const encode = type && codecOf(dialect, type).encode;
  return encode ? encode(logical as never) : logical;
}

const decimal = /^[+-]?\d+(?:\.(\d+))?$/;

/** The type of a value that stands beside nothing that has one. */
export function typeOfValue(value: unknown): LogicalType {
  switch (typeof value) {
    case "string":
      return { kind: "text" };
    case "boolean":
      return { kind: "boolean" };
    case "bigint":
      return { kind: "integer", bits: 64 };
    case "number":
      return Number.isSafeInteger(value) ? { kind: "integer", bits: 53 } : { kind: "float", bits: 64 };
    default:
      if (value instanceof Date) return { kind: "instant", form: "date", precision: 3, fixed: false };
      return value instanceof Uint8Array ? { kind: "bytes" } : { kind: "json" };
  }
}

/**
 * The domain of a value beside an expression. A column says what its values are; beside computed numbers a number may be of another kind, as in
 * `count().gt(2.5)`.
 */
export function domainBeside(domain: Domain | undefined, sample: unknown, label: string): Domain {
  if (!domain?.type) return typeDomain(sample === undefined ? undefined : typeOfValue(sample), domain?.label ?? label);
  if (domain.column || domain.decode || sample === undefined) return domain;
  const { kind } = domain.type;
  if (kind !== "integer" && kind !== "float" && kind !== "decimal") return domain;
  if (typeof sample === "string") {
    const digits = decimal.exec(sample);
    return digits && kind === "decimal" ? typeDomain({ kind: "decimal", precision: 38, scale: Math.min(37, digits[1]?.length ?? 0) }, domain.label) : domain;
  }
  if (kind === "decimal" && typeof sample === "number" && !Number.isInteger(sample)) return domain;
  return typeof sample === "number" || typeof sample === "bigint" ? typeDomain(typeOfValue(sample), domain.label) : domain;
}

/** Checks a value against a type that no column's schema stands behind. */
function plainValue(type: LogicalType | undefined, value: unknown, label: string): unknown {
  if (!type) return value;
  if (fits(type, value)) return value;
  throw new QueryError("QUERY.BAD_VALUE", `${describeValue(value)} cannot stand for ${label}, which is ${articled(type)}`);
}

function articled({ kind }: LogicalType): string {
  return kind === "integer" || kind === "instant" || kind === "enum" || kind === "array" ? `an ${kind}` : `a ${kind}`;
}

function fits(type: LogicalType, value: unknown): boolean {
  switch (type.kind) {
    case "integer":
      return type.bits === 64 ? typeof value === "bigint" && BigInt.asIntN(64, value) === value : Number.isSafeInteger(value);
    case "float":
      return typeof value === "number" && Number.isFinite(value);
    case "decimal":
      return typeof value === "string" && decimal.test(value) && (decimal.exec(value)?.[1]?.length ?? 0) <= type.scale;
    case "boolean":
      return typeof value === "boolean";
    case "instant":
      return type.form === "date" ? value instanceof Date && !Number.isNaN(value.getTime()) : typeof value === "string";
    case "bytes":
      return value instanceof Uint8Array;
    case "array":
      return Array.isArray(value);
    case "json":
      return value !== undefined && typeof value !== "function" && typeof value !== "symbol" && typeof value !== "bigint" && isText(JSON.stringify(value));
    default:
      return typeof value === "string" && isText(value);
  }
}

/** Text that every database can hold. */
function isText(value: string | undefined): boolean {
  return value !== undefined && !value.includes("\0") && !value.includes("\\u0000") && value.isWellFormed();
}
