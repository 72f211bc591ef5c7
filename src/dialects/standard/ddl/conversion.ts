/** What kind of values a native type holds. */
export type Family =
  | "integer"
  | "decimal"
  | "float"
  | "text"
  | "boolean"
  | "instant"
  | "datetime"
  | "date"
  | "time"
  | "uuid"
  | "bytes"
  | "json"
  | "enum"
  | "array"
  | "other";

/** A native type as far as conversions care. */
export interface TypeForm {
  readonly family: Family;
  /** Bits, digits or characters; Infinity where there is no limit. */
  readonly size: number;
  /** Digits after the point, of decimals and times. */
  readonly scale: number;
  /** What stands behind name and size: collation, character set, values of an enum. */
  readonly rest: string;
}

/** Families by the name of a native type, in lower case; with the size of those that are not written with one. */
export type TypeNames = Readonly<Record<string, readonly [family: Family, size?: number]>>;

/** `fits`: every value is one of the new type as it is. `checked`: values that do not fit make the statement fail. `loses`: some would be rounded or cut in silence. */
export type Fate = "fits" | "checked" | "loses" | "impossible";

/** Reads a native type as catalogs and our own DDL write it. */
export function readType(type: string, names: TypeNames): TypeForm {
  const match = /^\s*([a-z_][a-z0-9_ ]*?)\s*(?:\(([^()]*)\)\s*([a-z ]*?))?\s*((?:collate|character set|check)\b.*)?(\[\])?\s*$/i.exec(type);
  const [, base = type, list = "", more = "", rest = "", array] = match ?? [];
  if (array !== undefined) return { family: "array", size: Number.POSITIVE_INFINITY, scale: 0, rest: type };
  const known = names[`${base} ${more}`.trim().toLowerCase()];
  if (known === undefined) return { family: "other", size: Number.POSITIVE_INFINITY, scale: 0, rest: type };
  const [family, fixed] = known;
  if (family === "enum") return { family, size: Number.POSITIVE_INFINITY, scale: 0, rest: `(${list})${rest}` };
  const numbers = list.split(",").map((part) => Number.parseInt(part, 10));
  const [first = Number.NaN, second = 0] = numbers;
  const timed = family === "instant" || family === "datetime" || family === "time";
  if (timed) return { family, size: fixed ?? Number.POSITIVE_INFINITY, scale: Number.isNaN(first) ? (fixed ?? 6) : first, rest };
  return { family, size: fixed ?? (Number.isNaN(first) ? Number.POSITIVE_INFINITY : first), scale: Number.isNaN(second) ? 0 : second, rest };
}

/** What becomes of the values of a column. */
export function fateOf(from: TypeForm, to: TypeForm): Fate {
  if (from.family === to.family) return fateWithin(from, to);
  return crossings[from.family]?.[to.family]?.(from, to) ?? "impossible";
}

function fateWithin(from: TypeForm, to: TypeForm): Fate {
  switch (from.family) {
    case "decimal":
      if (to.scale < from.scale) return "loses";
      return to.size - to.scale >= from.size - from.scale ? "fits" : "checked";
    case "float":
      return to.size >= from.size ? "fits" : "loses";
    case "instant":
    case "datetime":
    case "time":
      return to.scale >= from.scale ? "fits" : "loses";
    case "array":
    case "other":
      return from.rest === to.rest ? "fits" : "impossible";
    case "enum":
      return to.rest.startsWith(from.rest.slice(0, -1)) ? "fits" : "checked";
    default:
      return to.size >= from.size ? "fits" : "checked";
  }
}

type Crossing = (from: TypeForm, to: TypeForm) => Fate;
const always =
  (fate: Fate): Crossing =>
  () =>
    fate;
const [checked, loses] = [always("checked"), always("loses")];
const intoText: Crossing = (_, to) => (to.size === Number.POSITIVE_INFINITY ? "fits" : "checked");

/** Conversions between families that mean something; all others are impossible. */
const crossings: Readonly<Partial<Record<Family, Readonly<Partial<Record<Family, Crossing>>>>>> = {
  integer: {
    decimal: checked,
    float: (from, to) => (from.size < to.size ? "fits" : "loses"),
    text: intoText,
    boolean: loses,
    enum: checked,
  },
  decimal: { integer: (from) => (from.scale === 0 ? "checked" : "loses"), float: loses, text: intoText },
  float: { integer: loses, decimal: loses, text: intoText },
  text: {
    integer: checked,
    decimal: loses,
    float: loses,
    boolean: checked,
    instant: checked,
    datetime: checked,
    date: checked,
    time: checked,
    uuid: checked,
    json: checked,
    enum: checked,
  },
  boolean: { integer: always("fits"), text: intoText },
  instant: { datetime: fateOfMoment, date: loses, time: loses, text: intoText },
  datetime: { instant: fateOfMoment, date: loses, time: loses, text: intoText },
  date: { instant: always("fits"), datetime: always("fits"), text: intoText },
  time: { text: intoText },
  uuid: { text: intoText },
  json: { text: intoText },
  enum: { text: intoText, enum: checked },
  array: { json: always("fits") },
};

function fateOfMoment(from: TypeForm, to: TypeForm): Fate {
  return to.scale >= from.scale ? "fits" : "loses";
}
