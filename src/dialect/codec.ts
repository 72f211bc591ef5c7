import type { LogicalKind, LogicalTypeOf } from "../sql/logical-type.ts";

/**
 * How values of one logical type travel: logical value <-> what the driver takes and gives (never null).
 * Undefined means "the same value". The `…Inline` twins are JavaScript source over a variable, spliced into generated code on hot paths; they must
 * agree with the functions (a law in the tests). An inline decoder must not throw: what it cannot decode at a glance it leaves to `slow`, an expression that
 * calls `decode` and turns its failure into an error naming the column.
 */
export interface Codec {
  readonly encode?: (value: never) => unknown;
  readonly encodeInline?: (v: string) => string;
  readonly decode?: (value: never) => unknown;
  readonly decodeInline?: (v: string, slow: string) => string;
  /** A whole list as one parameter (`= any($1)`, `json_each(?)`); logical values, nulls removed by the caller. */
  readonly encodeList: (values: readonly never[]) => unknown;
}

/** Total over logical types: forget one and the dialect does not compile. */
export type Codecs = { readonly [K in LogicalKind]: (type: LogicalTypeOf<K>) => Codec };
