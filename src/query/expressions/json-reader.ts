import type { Dialect } from "../../dialect/dialect.ts";
import { QueryError } from "../../kernel/errors.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { codecOf } from "../bound-table.ts";
import type { Domain } from "./domain.ts";

type Read = (value: unknown) => unknown;

/**
 * From a value inside JSON that the database made (`json.object`, `jsonAgg`) to what rows hold; undefined where they are the same. What JSON would
 * round stands there as the text that the driver would give.
 */
export function jsonReader({ type, decode, label }: Domain, dialect: Dialect): Read | undefined {
  const logical = type && logicalReader(type, dialect, label);
  if (!logical && !decode) return undefined;
  return (value) => {
    if (value === null) return null;
    const read = logical ? logical(value) : value;
    return decode ? decode(read as never) : read;
  };
}

function logicalReader(type: LogicalType, dialect: Dialect, label: string): Read | undefined {
  switch (type.kind) {
    case "integer":
      return type.bits === 64 ? (value) => BigInt(value as string) : undefined;
    case "float":
      return type.bits === 32 ? (value) => Math.fround(value as number) : undefined;
    case "boolean": // a number where the database has no other booleans
      return (value) => value === true || value === 1;
    case "bytes":
      return (value) => new Uint8Array(Buffer.from(value as string, "hex"));
    case "decimal":
    case "instant":
    case "datetime":
    case "date":
    case "time":
      return codecOf(dialect, type).decode as Read | undefined;
    case "array":
      if (logicalReader(type.element, dialect, label) === undefined) return undefined;
      throw new QueryError("QUERY.TYPES_DIFFER", `${label} is a list of ${type.element.kind}, which JSON cannot hold without loss; select the column itself`);
    default:
      return undefined;
  }
}

/** From an object of JSON to what rows hold, its members in the order in which they were written (databases may sort them). */
export function objectReader(members: readonly (readonly [key: string, domain: Domain])[], dialect: Dialect): Read {
  const readers = members.map(([key, domain]) => [key, jsonReader(domain, dialect)] as const);
  return (value) => {
    const object = value as Readonly<Record<string, unknown>>;
    const made: Record<string, unknown> = {};
    for (const [key, read] of readers) made[key] = read ? read(object[key]) : object[key];
    return made;
  };
}

/** From a list of JSON to what rows hold, place by place. */
export function listReader(items: readonly Domain[], dialect: Dialect): Read | undefined {
  const readers = items.map((domain) => jsonReader(domain, dialect));
  if (readers.every((read) => read === undefined)) return undefined;
  return (value) => (value as readonly unknown[]).map((item, i) => (readers[i] ? readers[i](item) : item));
}
