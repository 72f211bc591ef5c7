import type { ResultColumn, RowField, RowObject, RowShape } from "../dialect/row-shape.ts";
import type { Node } from "../sql/ast.ts";
import type { BoundColumn, BoundTable } from "./bound-table.ts";

/** `app`: values as the application has them. `strict`: the same, through the column's schema. `logical`: before the column's own decoder, every key present. */
export type RowForm = "app" | "strict" | "logical";

export function rowShape(columns: readonly BoundColumn[], form: RowForm, prototype: object | undefined): RowShape & { readonly row: RowObject } {
  return {
    columns: columns.map((column) => resultColumn(column, form)),
    row: {
      fields: columns.map((column, i) => rowField(column, i, form)),
      nested: [],
      prototype,
    },
  };
}

export function rowField(column: BoundColumn, place: number, form: RowForm): RowField {
  return { property: column.def.property, column: place, omitNull: form !== "logical" && column.readsAbsent };
}

export function resultColumn(column: BoundColumn, form: RowForm): ResultColumn {
  const { def, label } = column;
  const { type, nullable, values } = def;
  if (form === "strict") return { type, decode: values.decodeStrictly, decodesNull: true, label, nullable };
  return { type, decode: form === "app" ? values.decode : undefined, label, nullable };
}

/** One number per row: `count(*)`. */
export function countShape(table: BoundTable): RowShape {
  const label = `count of ${table.def.name}`;
  return { columns: [{ type: { kind: "integer", bits: 53 }, decode: undefined, label, nullable: false }], row: { value: 0 } };
}

export function projections(columns: readonly BoundColumn[], alias: string | undefined): Node<"projection">[] {
  return columns.map((column) => ({ kind: "projection", expression: column.node(alias) }));
}

/** What `positionedShape` makes of a result row. */
export interface PositionedRow {
  readonly row: unknown;
  /** Logical values by property. */
  readonly position: Readonly<Record<string, unknown>>;
}

/** `{ row, position }` for a result that reads `columns` and then `positions`: the latter as they are stored, to find a row's place or key by. */
export function positionedShape(columns: readonly BoundColumn[], positions: readonly BoundColumn[], form: RowForm, prototype: object | undefined): RowShape {
  const row = rowShape(columns, form, prototype);
  const position = rowShape(positions, "logical", undefined);
  const shifted = position.row.fields.map((field) => ({ ...field, column: field.column + columns.length }));
  return {
    columns: [...row.columns, ...position.columns],
    row: {
      fields: [],
      nested: [
        { property: "row", object: row.row, nullWhenNull: [] },
        { property: "position", object: { ...position.row, fields: shifted }, nullWhenNull: [] },
      ],
      prototype: undefined,
    },
  };
}
