import type { LogicalType } from "../../sql/logical-type.ts";
import type { FamilyTraits } from "./traits.ts";

/** Longest text kept in the row as varchar; rows are limited to 65,535 bytes, four for each character. */
const longestVarchar = 1000;
/** Columns of keys must be bounded: 255 characters fit into every index (3,072 bytes), with room for a second column. */
const keyLength = 255;

/** The type of a column, collation included. */
export function columnType(traits: FamilyTraits, type: LogicalType, key = false): string {
  switch (type.kind) {
    case "text":
      return `${textType(type.max, key)} collate ${type.collation ?? traits.collation}`;
    case "uuid":
      return "char(36) character set ascii collate ascii_bin";
    case "integer":
      return type.bits === 32 ? "int" : "bigint";
    case "float":
      return type.bits === 32 ? "float" : "double";
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "boolean":
      return "tinyint(1)";
    case "instant":
    case "datetime":
      return `datetime(${type.precision})`;
    case "date":
      return "date";
    case "time":
      return `time(${type.precision})`;
    case "bytes":
      return bytesType(type.max, key);
    case "json":
    case "array":
      return "json";
    case "enum":
      return enumType(traits, type.values, type.native !== undefined);
  }
}

/** Text of at most so many characters is a varchar wherever it stands, and refuses longer values by itself. */
export function isBounded(max: number | undefined): boolean {
  return max !== undefined && max >= 1 && max <= longestVarchar;
}

function textType(max: number | undefined, key: boolean): string {
  if (max !== undefined && max >= 1 && (key || max <= longestVarchar) && max <= 16_383) return `varchar(${max})`;
  if (key) return `varchar(${keyLength})`;
  if (max === undefined || max > 4_194_303) return "longtext";
  return max > 16_383 ? "mediumtext" : "text";
}

function bytesType(max: number | undefined, key: boolean): string {
  if (max !== undefined && max >= 1 && (key || max <= 4 * longestVarchar) && max <= 65_532) return `varbinary(${max})`;
  if (key) return `varbinary(${keyLength})`;
  if (max === undefined || max > 16_777_215) return "longblob";
  return max > 65_535 ? "mediumblob" : "blob";
}

function enumType(traits: FamilyTraits, values: readonly string[] | readonly number[], native: boolean): string {
  if (typeof values[0] === "number") return "bigint";
  const texts = values.map(String);
  const type = native ? `enum(${texts.map(quoteString).join(", ")})` : `varchar(${Math.max(1, ...texts.map((text) => text.length))})`;
  return `${type} collate ${traits.collation}`;
}

/** Longest text that lists carry as varchar: the servers can hash and index it, longer text they compare one by one. */
const longestListText = 4000;

/**
 * The type of the one column of a list in a single parameter. Never narrower than the values: MariaDB would cut them in silence, and MySQL turn them into NULL.
 */
export function listColumnType(traits: FamilyTraits, type: LogicalType | undefined): string {
  if (type === undefined) return `longtext collate ${traits.collation}`;
  switch (type.kind) {
    case "text":
      return `${listTextLimit(type) === undefined ? "longtext" : `varchar(${type.max})`} collate ${type.collation ?? traits.collation}`;
    case "integer":
      return "bigint";
    case "float":
      return "double";
    case "decimal":
      return `decimal(65, ${type.scale})`;
    case "instant":
    case "datetime":
      return "datetime(6)";
    case "time":
      return "time(6)";
    case "bytes":
      return type.max !== undefined && type.max <= longestListText
        ? `varchar(${2 * type.max}) collate ${traits.collation}`
        : `longtext collate ${traits.collation}`;
    case "enum":
      return enumType(traits, type.values, false);
    default:
      return columnType(traits, type);
  }
}

/** How many characters an element of a list may have; longer ones cannot equal any value of the column and are left out. Undefined: any number. */
export function listTextLimit(type: { readonly max?: number }): number | undefined {
  return type.max !== undefined && type.max >= 1 && type.max <= longestListText ? type.max : undefined;
}

/** A string literal. Backslashes are doubled: the session's `sql_mode` leaves their meaning as it is by default. */
export function quoteString(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
