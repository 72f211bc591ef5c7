import type { LogicalType, LogicalTypeOf } from "../../sql/logical-type.ts";

/** Compares by code points, so that text is equal and ordered as in every other database. */
export const textCollation = "Latin1_General_100_BIN2_UTF8";

/** Lengths count UTF-16 units, as in JavaScript. */
const maxText = 4000;
const maxBytes = 8000;
/** An index key holds 900 bytes in a clustered index: 450 units of text. */
const keyText = 450;
const keyBytes = 900;

/** Without the collation, which stands beside the type in a column's definition (`columnCollation`) and nowhere in casts. */
export function nativeType(type: LogicalType, use: { readonly key?: boolean } = {}): string {
  const key = use.key ?? false;
  switch (type.kind) {
    case "text":
      return sized("nvarchar", bounded(type.max, maxText, key ? keyText : undefined));
    case "uuid":
      return "uniqueidentifier";
    case "integer":
      return type.bits === 32 ? "int" : "bigint";
    case "float":
      return type.bits === 32 ? "real" : "float";
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "boolean":
      return "bit";
    case "instant":
    case "datetime":
      return `datetime2(${type.precision})`;
    case "date":
      return "date";
    case "time":
      return `time(${type.precision})`;
    case "bytes":
      return sized("varbinary", bounded(type.max, maxBytes, key ? keyBytes : undefined));
    case "json":
    case "array":
      return "nvarchar(max)";
    case "enum":
      return enumType(type);
  }
}

/** The collation of a column of this type; undefined where there is none. */
export function columnCollation(type: LogicalType): string | undefined {
  if (type.kind === "text") return type.collation ?? textCollation;
  if (type.kind === "enum") return typeof type.values[0] === "string" ? textCollation : undefined;
  return type.kind === "json" || type.kind === "array" ? textCollation : undefined;
}

/** The length to declare; undefined for `max`. */
function bounded(wanted: number | undefined, most: number, keyMost: number | undefined): number | undefined {
  if (keyMost !== undefined) return Math.max(1, Math.min(wanted ?? keyMost, keyMost));
  return wanted === undefined || wanted > most ? undefined : Math.max(1, wanted);
}

function sized(name: string, length: number | undefined): string {
  return `${name}(${length ?? "max"})`;
}

function enumType({ values }: LogicalTypeOf<"enum">): string {
  if (typeof values[0] === "string") return `nvarchar(${Math.max(1, ...(values as readonly string[]).map((value) => value.length))})`;
  return (values as readonly number[]).every((value) => value >= -(2 ** 31) && value < 2 ** 31) ? "int" : "bigint";
}

/** Wraps the placeholder of a parameter whose driver value is text, or NULL without a type, where SQL Server would convert otherwise than meant. */
export function bind(placeholder: string, type: LogicalType, list: boolean): string {
  if (list) return placeholder;
  switch (type.kind) {
    case "uuid":
    case "decimal":
    case "instant":
    case "datetime":
    case "date":
    case "time":
      return `cast(${placeholder} as ${nativeType(type)})`;
    case "bytes":
      return `convert(varbinary(max), ${placeholder})`;
    default:
      return placeholder;
  }
}

/** Exact text for what the driver would round (decimals), cut (more than milliseconds) or write in capitals (uuids). */
export function read(expression: string, type: LogicalType): string {
  switch (type.kind) {
    case "uuid":
      return `lower(convert(char(36), ${expression}))`;
    case "decimal":
      return `convert(varchar(41), ${expression})`;
    case "instant":
      return type.form === "date" ? expression : `convert(varchar(27), ${expression}, 121)`;
    case "datetime":
      return `convert(varchar(27), ${expression}, 121)`;
    case "date":
      return `convert(char(10), ${expression}, 23)`;
    case "time":
      return `convert(varchar(16), ${expression}, 121)`;
    default:
      return expression;
  }
}

/** How the elements of a list come out of OPENJSON: the type they are read as, and the expression over the column that holds them. */
export function listElement(type: LogicalType | undefined, column: string): { readonly type: string; readonly expression: string } {
  switch (type?.kind) {
    case "uuid":
    case "date":
    case "boolean":
      return { type: nativeType(type), expression: column };
    case "integer":
      return { type: "bigint", expression: column };
    case "float":
      return { type: "float", expression: column };
    case "decimal":
      return { type: `decimal(38, ${type.scale})`, expression: column };
    case "instant":
    case "datetime":
      return { type: "datetime2(7)", expression: column };
    case "time":
      return { type: "time(7)", expression: column };
    case "bytes":
      return { type: "varchar(max)", expression: `convert(varbinary(max), ${column}, 2)` };
    default: {
      const collation = type ? columnCollation(type) : textCollation;
      return collation === undefined ? { type: "bigint", expression: column } : { type: "nvarchar(max)", expression: `${column} collate ${collation}` };
    }
  }
}
