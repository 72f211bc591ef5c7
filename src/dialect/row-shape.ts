import type { LogicalType } from "../sql/logical-type.ts";

/** One column of a result: its logical type (undefined: the driver's value as it is) and the way to the application value (undefined: the same). */
export interface ResultColumn {
  readonly type: LogicalType | undefined;
  readonly decode: ((value: never) => unknown) | undefined;
  /** `decode` is to be given NULL too. */
  readonly decodesNull?: true;
  /** For error messages: table.column. */
  readonly label: string;
  /** False: the column is NOT NULL, the null test may be left out of generated code. */
  readonly nullable: boolean;
}

/** One property of a row object. */
export interface RowField {
  readonly property: string;
  /** Position in the result. */
  readonly column: number;
  /** NULL leaves the key out. */
  readonly omitNull: boolean;
}

/** A property that is filled later, there from the start so that all rows have one form: null, or a list of its own. */
export interface RowSlot {
  readonly property: string;
  readonly isList: boolean;
}

/** An object to be made from a result row: its fields, and objects nested in it (rows joined in; all-null keys make it null). */
export interface RowObject {
  readonly fields: readonly RowField[];
  readonly nested: readonly { readonly property: string; readonly object: RowObject; readonly nullWhenNull: readonly number[] }[];
  readonly slots?: readonly RowSlot[] | undefined;
  readonly prototype: object | undefined;
}

/** How a result becomes values: an object per row, or one value per row. */
export interface RowShape {
  readonly columns: readonly ResultColumn[];
  readonly row: RowObject | { readonly value: number };
}
