import { QueryError } from "../../kernel/errors.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { type Domain, typeDomain } from "./domain.ts";

export const whole: LogicalType = { kind: "integer", bits: 53 };
export const double: LogicalType = { kind: "float", bits: 64 };
export const text: LogicalType = { kind: "text" };
export const boolean: LogicalType = { kind: "boolean" };
export const document: LogicalType = { kind: "json" };

/** Digits after the point that decimals of computed values have at most. */
const maxScale = 30;
export function decimalOf(scale: number): LogicalType {
  return { kind: "decimal", precision: 38, scale: Math.min(maxScale, scale) };
}

type Family = "number" | "text" | "boolean" | "bytes" | "document" | "list" | "uuid" | "instant" | "datetime" | "date" | "time";

/** Types whose values can be compared with each other. */
export function familyOf(type: LogicalType): Family {
  switch (type.kind) {
    case "integer":
    case "float":
    case "decimal":
      return "number";
    case "enum":
      return typeof type.values[0] === "number" ? "number" : "text";
    case "json":
      return "document";
    case "array":
      return "list";
    default:
      return type.kind;
  }
}

export function isNumeric(type: LogicalType | undefined): boolean {
  return type !== undefined && familyOf(type) === "number";
}

/** Throws QueryError when two expressions cannot be compared or stand for each other. */
export function checkSameFamily(a: Domain, b: Domain, what: string): void {
  if (a.type && b.type && familyOf(a.type) !== familyOf(b.type)) {
    throw new QueryError(
      "QUERY.TYPES_DIFFER",
      `${what} brings together ${a.label} (${a.type.kind}) and ${b.label} (${b.type.kind}), which are of different kinds; cast() one of them`,
    );
  }
  if (a.decode && b.decode && a.decode !== b.decode && a.column !== b.column && isCustom(a) && isCustom(b)) {
    throw new QueryError("QUERY.TYPES_DIFFER", `${what} brings together ${a.label} and ${b.label}, which have custom types of their own`);
  }
}

/** Stored otherwise than rows hold it, so that numbers mean something else. */
export function isCustom({ type, decode }: Domain): boolean {
  return decode !== undefined && (type?.kind === "integer" || type?.kind === "float" || type?.kind === "decimal" || type?.kind === "text");
}

/** The type that holds values of both. */
export function joinTypes(a: LogicalType, b: LogicalType): LogicalType {
  if (isNumeric(a) && isNumeric(b)) return joinNumbers(a, b);
  return a.kind === "text" || b.kind === "text" ? text : a;
}

function joinNumbers(a: LogicalType, b: LogicalType): LogicalType {
  if (a.kind === "decimal" && b.kind === "decimal") return a.scale >= b.scale && a.precision >= b.precision ? a : decimalOf(Math.max(a.scale, b.scale));
  if (a.kind === "decimal" || b.kind === "decimal") {
    const [decimal, other] = a.kind === "decimal" ? [a, b] : [b, a];
    if (decimal.kind === "decimal" && other.kind !== "float") return decimalOf(decimal.scale);
    throw new QueryError(
      "QUERY.TYPES_DIFFER",
      'floats and decimals do not mix: cast() the decimal to "float", or the float to { decimal: [precision, scale] }',
    );
  }
  if (a.kind === "float" || b.kind === "float") return a.kind === "float" && b.kind === "float" && a.bits === b.bits ? a : double;
  const isBig = (type: LogicalType): boolean => type.kind === "integer" && type.bits === 64;
  return isBig(a) || isBig(b) ? { kind: "integer", bits: 64 } : whole;
}

/** What expressions that stand for each other (branches, members of a union) hold together. */
export function joinDomains(domains: readonly Domain[], what: string): Domain {
  const typed = domains.filter(({ type }) => type !== undefined);
  const [first, ...rest] = typed;
  if (!first) return typeDomain(undefined, what);
  let joined = first;
  for (const next of rest) {
    checkSameFamily(joined, next, what);
    const type = joinTypes(joined.type as LogicalType, next.type as LogicalType);
    const keeps = joined.decode === next.decode || isCustom(joined) === isCustom(next);
    if (!keeps) throw new QueryError("QUERY.TYPES_DIFFER", `${what} brings together ${joined.label} and ${next.label}, of which only one has a custom type`);
    joined = joined.type === type ? joined : { ...joined, type, column: undefined, ...(joined.decode ? {} : { encode: typeDomain(type, what).encode }) };
  }
  return joined;
}
