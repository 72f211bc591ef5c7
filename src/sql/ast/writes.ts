import type { LogicalType } from "../logical-type.ts";
import type { Parts } from "./parts.ts";

/** Writing. */
export interface WriteNodes<P extends Parts> {
  assignment: { readonly column: string; readonly value: P["expression"] };
  /** Rows of an INSERT, as parameters row by row. Rows without columns are written as DEFAULT VALUES (one row at a time). */
  valueRows: { readonly rows: readonly (readonly P["expression"][])[] };
  /** Rows of an INSERT as one array parameter per column, in order; for databases that can unnest. */
  arrayRows: { readonly arrays: readonly P["parameter"][]; readonly ordered: boolean };
  insert: {
    readonly table: P["table"];
    readonly columns: readonly InsertColumn[];
    readonly source: P["rows"] | P["query"];
    /** Absent: a plain INSERT. */
    readonly conflict?: Conflict<P> | undefined;
    readonly returning: readonly P["projection"][];
  };
  update: {
    readonly table: P["table"];
    readonly assignments: readonly P["assignment"][];
    /** Other sources, inner joins, that assignments and conditions may read. */
    readonly from?: readonly P["join"][] | undefined;
    readonly where?: P["expression"] | undefined;
    readonly returning: readonly P["projection"][];
  };
  delete: {
    readonly table: P["table"];
    /** Other sources, inner joins, that the condition may read. */
    readonly from?: readonly P["join"][] | undefined;
    readonly where?: P["expression"] | undefined;
    readonly returning: readonly P["projection"][];
  };
}

export interface InsertColumn {
  readonly name: string;
  readonly type: LogicalType;
  /** An identity column whose values the caller gives: some databases want to be told. */
  readonly identity?: boolean;
}

/** What to do when a row with the same key is there. */
export interface Conflict<P extends Parts> {
  /** The columns of the key. */
  readonly target: readonly { readonly name: string; readonly type: LogicalType }[];
  /** Empty: leave the row as it is. Columns inside are unqualified names of the stored row, `proposed` ones of the new. */
  readonly update: readonly P["assignment"][];
}
