import type { Dialect } from "../dialect/dialect.ts";
import type { Node } from "../sql/ast.ts";
import { codecOf } from "./bound-table.ts";
import type { Scan, Slots } from "./scan.ts";

/** The type of counts, limits and offsets. */
export const wholeNumber = { kind: "integer", bits: 53 } as const;

const encoders = new WeakMap<Dialect, (value: number) => unknown>();

/** First pass: the number as the driver takes it becomes an argument. */
export function scanNumber(value: number, dialect: Dialect, scan: Scan): void {
  let encode = encoders.get(dialect);
  if (!encode) {
    encode = (codecOf(dialect, wholeNumber).encode as ((value: number) => unknown) | undefined) ?? ((number) => number);
    encoders.set(dialect, encode);
  }
  scan.args.push(encode(value));
}

/** Second pass: its place in the statement. */
export function numberParameter(slots: Slots): Node<"parameter"> {
  return { kind: "parameter", slot: slots.next(), type: wholeNumber };
}
