import type * as z from "zod";
import type { Dialect } from "../../dialect/dialect.ts";
import { hydrationFailure } from "../../dialect/row-function.ts";
import type { ResultColumn, RowShape } from "../../dialect/row-shape.ts";
import { QueryError } from "../../kernel/errors.ts";
import { type LooseColumn, looseColumns } from "../../model/loose-columns.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { codecOf } from "../bound-table.ts";

/** Rows of driver values, under the names the database gives their columns, as a schema has them. */
export type RawReader = (names: readonly string[], rows: readonly (readonly unknown[])[]) => Record<string, unknown>[];

export function rawReader(schema: z.ZodObject, dialect: Dialect): RawReader {
  const columns = looseColumns(schema);
  return (names, rows) => {
    const places = columns.map(({ property }) => {
      const place = names.indexOf(property);
      if (place >= 0) return place;
      throw new QueryError("QUERY.UNKNOWN_COLUMN", `the statement gives no column "${property}"; it gives ${names.join(", ") || "none"}`, {
        context: { column: property },
      });
    });
    return rows.map((row) => rowOf(columns, (column, i) => natural(column, row[places[i] as number], dialect)));
  };
}

function rowOf(columns: readonly LooseColumn[], logical: (column: LooseColumn, place: number) => unknown): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  columns.forEach((column, i) => {
    const value = strictly(column, () => logical(column, i));
    if (value !== undefined) made[column.property] = value;
  });
  return made;
}

function strictly(column: LooseColumn, logical: () => unknown): unknown {
  try {
    return column.values.decodeStrictly(logical());
  } catch (error) {
    throw hydrationFailure(column.property, error);
  }
}

/** What a driver gives for direct SQL -> logical value. Drivers differ in which types they decode by themselves. */
function natural({ type }: LooseColumn, value: unknown, dialect: Dialect): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case "integer":
      return type.bits === 64 ? BigInt(value as number) : Number(value);
    case "float":
      return Number(value);
    case "boolean":
      return typeof value === "string" ? value === "t" || value === "true" || value === "1" : Boolean(value);
    case "bytes":
      return value instanceof Uint8Array ? new Uint8Array(value) : value;
    case "text":
    case "uuid":
    case "enum":
      return value;
    default:
      return fromText(type, value, dialect);
  }
}

function fromText(type: LogicalType, value: unknown, dialect: Dialect): unknown {
  if (value instanceof Date) return value;
  if (type.kind === "json" && typeof value === "object") return value;
  const { decode } = codecOf(dialect, type);
  return decode ? decode(value as never) : value;
}

export interface RawShape {
  readonly statement: Node<"fragment">;
  readonly shape: RowShape;
  readonly finish: (row: unknown) => Record<string, unknown>;
}

/** A query around the caller's own that names its columns, so that their order and types are known. */
export function rawShape(schema: z.ZodObject, inner: Node<"fragment">, { quote }: Dialect): RawShape {
  const columns = looseColumns(schema);
  const names = columns.map(({ property }) => quote(property)).join(", ");
  const raw = (text: string): Expression => ({ kind: "raw", text });
  return {
    statement: { kind: "fragment", parts: [raw(`select ${names} from (`), ...inner.parts, raw(`) ${quote("rows")}`)] },
    shape: {
      columns: columns.map(({ property, type }): ResultColumn => ({ type, decode: undefined, label: property, nullable: true })),
      row: { fields: columns.map(({ property }, column) => ({ property, column, omitNull: false })), nested: [], prototype: undefined },
    },
    finish: (row) => rowOf(columns, ({ property }) => (row as Record<string, unknown>)[property]),
  };
}
