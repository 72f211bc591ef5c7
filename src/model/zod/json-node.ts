import { cleanText, kindOf } from "../canonical.ts";
import { Unfit } from "../unfit.ts";
import type { Open, Schema } from "./schema.ts";

export type Path = readonly (string | number)[];
export type JsonForm = "string" | "number" | "boolean" | "null" | "array" | "object";

/** How values of one schema lie inside JSON. */
export interface JsonNode {
  /** Value as `z.encode` gives it -> plain JSON. Throws Unfit. */
  write(value: unknown, path: Path): unknown;
  /** Plain JSON -> application value; undefined where they are the same. */
  readonly read: ((json: unknown) => unknown) | undefined;
  /** What the schema's values may become in JSON. */
  readonly forms: ReadonlySet<JsonForm>;
}

/** Makes nodes, once for each schema. */
export interface JsonNodeMaker {
  of(schema: Schema): JsonNode;
  readonly open: Open;
  /** False where the stored form is wanted, to be decoded by Zod itself. */
  readonly codecs: boolean;
}

/** Copies a value that must be JSON already: null, booleans, numbers, strings, arrays and plain objects of them. Keys with undefined are left out. */
export function plainJson(value: unknown, path: Path): unknown {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return jsonText(value, path);
    case "number":
      return jsonNumber(value, path);
    case "object":
      if (value === null) return null;
      if (Array.isArray(value)) return value.map((item: unknown, i) => plainJson(item, [...path, i]));
      return plainObject(value, path, plainJson);
    default:
      throw new Unfit(`holds ${kindOf(value)}, which is not JSON`, path);
  }
}

/** Copies an object, each member by `write`. */
export function plainObject(value: object, path: Path, write: (member: unknown, path: Path, key: string) => unknown): Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new Unfit(`holds ${kindOf(value)}, which is not JSON`, path);
  const out: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) setOwn(out, jsonText(key, path), write(member, [...path, key], key));
  }
  return out;
}

/** Assignment that makes even `__proto__` an ordinary member. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === "__proto__") Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}

function jsonText(text: string, path: Path): string {
  try {
    return cleanText(text);
  } catch (error) {
    throw error instanceof Unfit ? new Unfit(error.message, path) : error;
  }
}

function jsonNumber(value: number, path: Path): number {
  if (!Number.isFinite(value)) throw new Unfit(`holds ${kindOf(value)}, which is not JSON`, path);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new Unfit("holds a whole number beyond 2^53, which databases read back differently", path);
  return value === 0 ? 0 : value;
}

const allForms: ReadonlySet<JsonForm> = new Set<JsonForm>(["string", "number", "boolean", "null", "array", "object"]);
/** Plain JSON of any form. */
export const plainNode: JsonNode = { write: plainJson, read: undefined, forms: allForms };
/** Plain JSON of the given forms. */
export function leafNode(...forms: readonly JsonForm[]): JsonNode {
  return { write: plainJson, read: undefined, forms: new Set(forms) };
}

export function readBy(node: JsonNode, json: unknown): unknown {
  return node.read ? node.read(json) : json;
}
