/**
 * What a column holds, independent of any database. The value of each kind in JavaScript, called its *logical value*
 * (what codecs of a dialect take and give), stands behind it.
 */
export type LogicalType =
  /** string; `max` in UTF-16 units as in Zod. */
  | { readonly kind: "text"; readonly max?: number; readonly collation?: string }
  /** string, lower case with dashes. */
  | { readonly kind: "uuid" }
  /** number for 32 and 53 (safe integers), bigint for 64. */
  | { readonly kind: "integer"; readonly bits: 32 | 53 | 64 }
  /** number; 32 is rounded by Math.fround. */
  | { readonly kind: "float"; readonly bits: 32 | 64 }
  /** string in canonical form: exactly `scale` digits after the point, no plus sign, no leading zeros. */
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "boolean" }
  /** A point in time. `date`: Date with milliseconds. `text`: ISO 8601 in UTC with Z, `precision` digits at most (fixed when `fixed`). */
  | { readonly kind: "instant"; readonly form: "date" | "text"; readonly precision: 0 | 1 | 2 | 3 | 4 | 5 | 6; readonly fixed: boolean }
  /** YYYY-MM-DDTHH:MM:SS[.ffffff], no zone. */
  | { readonly kind: "datetime"; readonly precision: 0 | 1 | 2 | 3 | 4 | 5 | 6; readonly fixed: boolean }
  /** YYYY-MM-DD. */
  | { readonly kind: "date" }
  /** HH:MM:SS[.ffffff]. */
  | { readonly kind: "time"; readonly precision: 0 | 1 | 2 | 3 | 4 | 5 | 6; readonly fixed: boolean }
  /** Uint8Array. */
  | { readonly kind: "bytes"; readonly max?: number }
  /** Plain JSON value, as JSON.parse gives it. */
  | { readonly kind: "json" }
  /** One of `values`; all strings or all integers. `native` names an enum type of the database to be used instead of a CHECK. */
  | { readonly kind: "enum"; readonly values: readonly string[] | readonly number[]; readonly native?: string }
  /** Array of logical values (elements may be null). Stored natively where the database has arrays, else as JSON. */
  | { readonly kind: "array"; readonly element: ScalarType };

export type LogicalKind = LogicalType["kind"];
export type LogicalTypeOf<K extends LogicalKind> = Extract<LogicalType, { readonly kind: K }>;
export type ScalarType = Exclude<LogicalType, { readonly kind: "array" }>;
