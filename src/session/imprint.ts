import type { BoundColumn } from "../query/bound-table.ts";
import { isPlainInRows } from "../query/key-of.ts";
import { keyText } from "../query/row-key.ts";

export type Row = Record<string, unknown>;

/** A column's value in a form that compares with ===: itself, or a text that is equal exactly when the stored values are. */
export type Imprint = unknown;

/** What cannot be stored: differs from everything, so that the flush writes it and says what is wrong with it. */
const unfit = Symbol("unfit");

/** Of a value that is not null. */
type TakeImprint = (value: unknown) => Imprint;
const takerOf = new WeakMap<BoundColumn, TakeImprint>();

export function imprint(column: BoundColumn, value: unknown): Imprint {
  return value === null || value === undefined ? null : imprintOf(column)(value);
}

/** Whether a value is another one than that of the imprint, however it is written: "1.5" and "1.50" are one decimal. */
export function differs(column: BoundColumn, value: unknown, before: Imprint): boolean {
  const now = imprint(column, value);
  if (now === before) return now === unfit;
  if (now === null || now === unfit || !isPlainInRows(column)) return true;
  try {
    return column.def.values.encodeFilter(value) !== before;
  } catch {
    return true;
  }
}

/** Whether two objects mean the same in a column, so that one may stay in the place of the other. */
export function isSameObject(column: BoundColumn, a: object, b: object): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  const [one, other] = [imprint(column, a), imprint(column, b)];
  return one === other && one !== unfit;
}

export function imprintOf(column: BoundColumn): TakeImprint {
  let take = takerOf.get(column);
  if (take === undefined) {
    take = makeImprint(column);
    takerOf.set(column, take);
  }
  return take;
}

function makeImprint(column: BoundColumn): TakeImprint {
  const { def, isStructured } = column;
  const encoded: TakeImprint = (value) => {
    try {
      const logical = def.values.encodeFilter(value);
      return keyText([isStructured ? sorted(logical) : logical]);
    } catch {
      return unfit;
    }
  };
  if (isPlainInRows(column)) return (value) => (typeof value === "object" ? encoded(value) : value);
  if (def.type.kind !== "instant" || def.values.decode !== undefined) return encoded;
  return (value) => {
    const time = value instanceof Date ? value.getTime() : Number.NaN;
    return Number.isNaN(time) ? unfit : time;
  };
}

/** The order of keys means nothing in JSON. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date || value instanceof Uint8Array) return keyText([value]);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}
