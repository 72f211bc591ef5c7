import { applicationValue, assembleRow, codeGenerationAllowed, generateRowFunction, hydrationFailure } from "../../../../dialect/row-function.ts";
import type { RowShape } from "../../../../dialect/row-shape.ts";
import type { Field } from "./answers.ts";
import { type BinaryDecoder, wrongSize } from "./binary-decoder.ts";
import { decoderFor } from "./decoders.ts";

/** Makes finished rows from DataRow messages in binary; `at` is the first byte after the message's length. */
export interface RowDecoder {
  /** Throws whatever a column's decoder throws; `explain` then tells which it was. */
  readonly decode: (buffer: Buffer, at: number) => unknown;
  /** Reads the row again, column by column; throws a HydrationError with the column's name for the one that cannot be read. */
  readonly explain: (buffer: Buffer, at: number) => unknown;
}

const made = new WeakMap<RowShape, Map<string, RowDecoder | null>>();

/**
 * The decoder for rows of these columns, or undefined when one of them has none and the statement must run in text. Generated once per shape and
 * list of OIDs; connections share it.
 */
export function rowDecoder(fields: readonly Field[], shape: RowShape): RowDecoder | undefined {
  let byTypes = made.get(shape);
  if (!byTypes) {
    byTypes = new Map();
    made.set(shape, byTypes);
  }
  const key = fields.map((field) => field.oid).join(",");
  let decoder = byTypes.get(key);
  if (decoder === undefined) {
    decoder = makeRowDecoder(fields, shape);
    byTypes.set(key, decoder);
  }
  return decoder ?? undefined;
}

function makeRowDecoder(fields: readonly Field[], shape: RowShape): RowDecoder | null {
  const decoders: BinaryDecoder[] = [];
  for (const [i, { type }] of shape.columns.entries()) {
    const decoder = type && decoderFor(fields[i]?.oid ?? 0, type);
    if (!decoder) return null;
    decoders.push(decoder);
  }
  const explain = (b: Buffer, at: number): unknown => interpret(shape, decoders, b, at);
  return { explain, decode: codeGenerationAllowed() ? generate(shape, decoders) : explain };
}

function generate(shape: RowShape, decoders: readonly BinaryDecoder[]): RowDecoder["decode"] {
  const scope: Record<string, unknown> = { wrongSize };
  const read = (i: number): string => {
    const decoder = decoders[i] as BinaryDecoder;
    let value = decoder.inline;
    if (value === undefined) {
      scope[`d${i}`] = decoder.read;
      value = `d${i}(b,s,l)`;
    }
    return `(l=b[o]<<24|b[o+1]<<16|b[o+2]<<8|b[o+3],s=o+4,l<0?(o=s,null):(o=s+l,${value}))`;
  };
  for (const i of decoders.keys()) read(i);
  return generateRowFunction(shape, { args: ["b", "o"], prologue: "let l=0,s=0;o+=2;", read, scope }) as unknown as RowDecoder["decode"];
}

function interpret(shape: RowShape, decoders: readonly BinaryDecoder[], b: Buffer, start: number): unknown {
  let at = start + 2;
  const values = shape.columns.map((column, i) => {
    const size = b.readInt32BE(at);
    const from = at + 4;
    at = from + Math.max(size, 0);
    try {
      return applicationValue(column, size < 0 ? null : (decoders[i] as BinaryDecoder).read(b, from, size));
    } catch (error) {
      throw hydrationFailure(column.label, error);
    }
  });
  return assembleRow(shape, values);
}
