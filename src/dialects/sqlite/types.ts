import { assertNever } from "../../kernel/never.ts";
import type { LogicalType, LogicalTypeOf } from "../../sql/logical-type.ts";
import { quoteDouble } from "../standard/render.ts";

/** Decimals of no more digits keep all of them in a double, so that a NUMERIC column orders, compares and checks them rightly. */
export const maxNumericDigits = 15;

export function isTextDecimal(type: LogicalType | undefined): type is LogicalTypeOf<"decimal"> {
  return type?.kind === "decimal" && type.precision > maxNumericDigits;
}

/**
 * The declared type of a column. SQLite reads only an affinity out of it (INT, then CHAR/CLOB/TEXT, then BLOB, then REAL/FLOA/DOUB, else NUMERIC), so
 * everything stored as text has TEXT in its name: under NUMERIC affinity the JSON text `1e5` would become a number, a long decimal a rounded one.
 */
export function nativeType(type: LogicalType): string {
  switch (type.kind) {
    case "text": {
      const name = type.max === undefined ? "TEXT" : `VARCHAR(${type.max})`;
      return type.collation === undefined ? name : `${name} COLLATE ${quoteDouble(type.collation)}`;
    }
    case "uuid":
      return "UUID_TEXT";
    case "integer":
      return "INTEGER"; // only this very word makes a single-column primary key the row id
    case "float":
      return "REAL";
    case "decimal":
      return `${isTextDecimal(type) ? "DECIMAL_TEXT" : "NUMERIC"}(${type.precision}, ${type.scale})`;
    case "boolean":
      return "BOOLEAN";
    case "instant":
      return `TIMESTAMP_TEXT(${type.precision})`;
    case "datetime":
      return `DATETIME_TEXT(${type.precision})`;
    case "date":
      return "DATE_TEXT";
    case "time":
      return `TIME_TEXT(${type.precision})`;
    case "bytes":
      return "BLOB";
    case "json":
    case "array":
      return "JSON_TEXT";
    case "enum":
      return typeof type.values[0] === "number" ? "INTEGER" : "TEXT";
    default:
      return assertNever(type);
  }
}
