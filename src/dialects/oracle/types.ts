import type { LogicalType, LogicalTypeOf } from "../../sql/logical-type.ts";

/** A VARCHAR2 holds 4000 bytes; a UTF-16 unit needs three at most. */
const maxText = 1333;
const maxBytes = 2000;
/** Keys of an index with 8 KB blocks hold 6398 bytes over all columns. */
const keyText = 500;

export function nativeType(type: LogicalType, use: { readonly key?: boolean } = {}): string {
  const key = use.key ?? false;
  switch (type.kind) {
    case "text":
      return isLarge(type) && !key ? "clob" : `varchar2(${Math.max(1, Math.min(type.max ?? keyText, maxText))} char)`;
    case "uuid":
      return "varchar2(36 char)";
    case "integer":
      return type.bits === 32 ? "number(10)" : "number(19)";
    case "float":
      return type.bits === 32 ? "binary_float" : "binary_double";
    case "decimal":
      return `number(${type.precision}, ${type.scale})`;
    case "boolean":
      return "number(1)";
    case "instant":
    case "datetime":
      return `timestamp(${type.precision})`;
    case "date":
      return "date";
    case "time":
      return `varchar2(${timeLength(type)} char)`;
    case "bytes":
      return isLarge(type) && !key ? "blob" : `raw(${Math.max(1, Math.min(type.max ?? maxBytes, maxBytes))})`;
    case "json":
    case "array":
      return "clob";
    case "enum":
      return enumType(type);
  }
}

/** Stored as CLOB or BLOB, which have no `=`, no `<`, no `in` and no order. */
export function isLarge(type: LogicalType | undefined): boolean {
  switch (type?.kind) {
    case "text":
      return type.max === undefined || type.max > maxText;
    case "bytes":
      return type.max === undefined || type.max > maxBytes;
    case "json":
    case "array":
      return true;
    default:
      return false;
  }
}

function timeLength({ precision }: LogicalTypeOf<"time">): number {
  return precision === 0 ? 8 : 9 + precision;
}

function enumType({ values }: LogicalTypeOf<"enum">): string {
  if (typeof values[0] === "string") return `varchar2(${Math.max(1, ...(values as readonly string[]).map((value) => value.length))} char)`;
  return "number(19)";
}

const momentMask = 'YYYY-MM-DD"T"HH24:MI:SS';
const numeric = "'NLS_NUMERIC_CHARACTERS=''.,'''";

/** Text to the type it stands for, whatever the language of the session. */
export function fromText(text: string, type: LogicalType): string {
  switch (type.kind) {
    case "decimal":
      return `to_number(${text}, '${"9".repeat(Math.max(1, 38 - type.scale))}${type.scale > 0 ? `D${"9".repeat(type.scale)}` : ""}', ${numeric})`;
    case "instant":
    case "datetime":
      return `to_timestamp(${text}, '${momentMask}.FF')`;
    case "date":
      return `to_date(${text}, 'YYYY-MM-DD')`;
    default:
      return text;
  }
}

/** Wraps the placeholder of a parameter whose driver value is text of another type. */
export function bind(placeholder: string, type: LogicalType, list: boolean): string {
  if (list) return placeholder;
  return type.kind === "integer" && type.bits === 64 ? `to_number(${placeholder})` : fromText(placeholder, type);
}

/** Text for what the driver would round (numbers) or move by the process's time zone (timestamps). */
export function read(expression: string, type: LogicalType): string {
  switch (type.kind) {
    case "integer":
      return type.bits === 64 ? `to_char(${expression})` : expression;
    case "decimal":
      return `to_char(${expression}, 'TM9', ${numeric})`;
    case "instant":
    case "datetime":
      return `to_char(${expression}, '${momentMask}.FF6')`;
    case "date":
      return `to_char(${expression}, 'YYYY-MM-DD')`;
    default:
      return expression;
  }
}

/** How the elements of a list come out of JSON_TABLE: the type they are read as, and the expression over the column that holds them. */
export function listElement(type: LogicalType | undefined, column: string): { readonly type: string; readonly expression: string } {
  switch (type?.kind) {
    case "integer":
    case "decimal":
    case "boolean":
      return { type: "number", expression: column };
    case "float":
      return { type: "number", expression: `${type.bits === 32 ? "to_binary_float" : "to_binary_double"}(${column})` };
    case "instant":
    case "datetime":
    case "date":
      return { type: "varchar2(32)", expression: fromText(column, type) };
    case "bytes":
      return { type: "varchar2(4000)", expression: `hextoraw(${column})` };
    case "enum":
      return { type: typeof type.values[0] === "string" ? "varchar2(4000)" : "number", expression: column };
    default:
      return { type: isLarge(type) ? "clob" : "varchar2(4000)", expression: column };
  }
}
