import { QueryError } from "../../../../kernel/errors.ts";
import { arrayLiteral } from "../../array-text.ts";
import type { Field } from "./answers.ts";
import { oids } from "./decoders.ts";

const numbers = new Set<number>([oids.int2, oids.int4, oids.oid, oids.float4, oids.float8]);

/**
 * Values of direct SQL: numbers for int2, int4, oid, float4 and float8, booleans, bytes as Uint8Array; everything else (int8, numeric, dates, JSON,
 * arrays) is the server's text.
 */
export function naturalRows(rows: (string | null)[][], fields: readonly Field[]): unknown[][] {
  const decoders = fields.map(({ oid }) => naturalDecoder(oid));
  for (const row of rows as unknown[][]) {
    for (const [i, decode] of decoders.entries()) {
      if (decode && row[i] !== null) row[i] = decode(row[i] as string);
    }
  }
  return rows;
}

function naturalDecoder(oid: number): ((text: string) => unknown) | undefined {
  if (numbers.has(oid)) return Number;
  if (oid === oids.bool) return (text) => text === "t";
  if (oid === oids.bytea) return (text) => (text.startsWith("\\x") ? new Uint8Array(Buffer.from(text.slice(2), "hex")) : text);
  return undefined;
}

/** Plain JavaScript values as the protocol takes them: dates in ISO form, arrays as array literals, other objects as JSON. */
export function directParameters(values: readonly unknown[]): readonly unknown[] {
  return values.map(directParameter);
}

function directParameter(value: unknown): unknown {
  if (value === undefined) throw new QueryError("QUERY.BAD_PARAMETER", "a parameter is undefined; give null for NULL");
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return arrayText(value);
  return JSON.stringify(value);
}

function arrayText(values: readonly unknown[]): string {
  return arrayLiteral(values, (value) => {
    const one = directParameter(value);
    return one instanceof Uint8Array ? `\\x${Buffer.from(one).toString("hex")}` : String(one);
  });
}
