import { QueryError } from "../kernel/errors.ts";
import type { LogicalType } from "./logical-type.ts";

/** What the types of casts and of the database's own functions are in rows. */
export interface TypeValues {
  text: string;
  uuid: string;
  /** A whole number that JavaScript holds exactly. */
  integer: number;
  bigint: bigint;
  float: number;
  boolean: boolean;
  instant: Date;
  /** `YYYY-MM-DDTHH:MM:SS.ffffff`, no zone. */
  datetime: string;
  date: string;
  time: string;
  bytes: Uint8Array;
  json: unknown;
}

/** A type by its name; decimals say how many digits they have, all and after the point. */
export type TypeName = keyof TypeValues | { readonly decimal: readonly [precision: number, scale: number] };
export type ValueOfType<T> = T extends keyof TypeValues ? TypeValues[T] : string;

const types: ReadonlyMap<string, LogicalType> = new Map<keyof TypeValues, LogicalType>([
  ["text", { kind: "text" }],
  ["uuid", { kind: "uuid" }],
  ["integer", { kind: "integer", bits: 53 }],
  ["bigint", { kind: "integer", bits: 64 }],
  ["float", { kind: "float", bits: 64 }],
  ["boolean", { kind: "boolean" }],
  ["instant", { kind: "instant", form: "date", precision: 3, fixed: false }],
  ["datetime", { kind: "datetime", precision: 6, fixed: false }],
  ["date", { kind: "date" }],
  ["time", { kind: "time", precision: 6, fixed: false }],
  ["bytes", { kind: "bytes" }],
  ["json", { kind: "json" }],
]);

/** The logical type of a name. Throws QueryError for anything that is none: types never reach SQL as text. */
export function logicalType(name: TypeName): LogicalType {
  const found = typeof name === "string" ? types.get(name) : decimalType(name);
  if (found) return found;
  throw new QueryError("QUERY.BAD_TYPE", `${JSON.stringify(name)} is no type; there are ${[...types.keys()].join(", ")} and { decimal: [precision, scale] }`);
}

function decimalType(name: Exclude<TypeName, string>): LogicalType | undefined {
  const [precision, scale, ...rest] = Array.isArray(name?.decimal) ? (name.decimal as readonly unknown[]) : [];
  const isDigits = (value: unknown, least: number): value is number => Number.isInteger(value) && (value as number) >= least && (value as number) <= 38;
  return isDigits(precision, 1) && isDigits(scale, 0) && scale <= precision && rest.length === 0 ? { kind: "decimal", precision, scale } : undefined;
}
