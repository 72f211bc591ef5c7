import type { LogicalType } from "../logical-type.ts";
import type { Parts } from "./parts.ts";

/** Leaves, and what stands in the text as it is. */
export interface ValueNodes<P extends Parts> {
  /** `table` is the alias in force; undefined where a statement has one unaliased table. */
  column: { readonly table: string | undefined; readonly name: string; readonly type?: LogicalType | undefined; readonly nullable?: boolean };
  /** A value that arrives with each call, in position `slot` of the call's arguments. `list`: the argument is an array, passed as one parameter. */
  parameter: ParameterFields;
  /** A value known when the expression was written. Bound as a parameter in queries, written as an escaped literal in DDL. */
  value: { readonly value: unknown; readonly type?: LogicalType | undefined };
  /** A constant of the library's own making (never user input): null, a number, true, false. */
  constant: { readonly value: null | boolean | number };
  /** SQL text handed in by the trusted door `sql.raw`, or by the library itself. */
  raw: { readonly text: string };
  /** A quoted identifier path. */
  identifier: { readonly path: readonly string[] };
  /** Parts of a `sql` template, in order. `type`: what its value is, where the caller has said so. */
  fragment: { readonly parts: readonly P["expression"][]; readonly type?: LogicalType | undefined };
  /** The value the INSERT proposed for a column, inside `conflict.update` (`excluded.x`, `new.x`, `values(x)`, `source.x`). */
  proposed: { readonly column: string; readonly type?: LogicalType | undefined };
}

interface ParameterFields {
  readonly slot: number;
  /** How a prepared query calls it; the query layer then sets the slot. */
  readonly name?: string | undefined;
  readonly type?: LogicalType | undefined;
  readonly list?: boolean;
  /** Nothing beside the parameter tells the server its type, so the text has to. */
  readonly explicit?: boolean | undefined;
  /** Applied to the encoded value before it is bound (escaping of LIKE patterns, for example). Set by renderers. */
  readonly via?: ((value: never) => unknown) | undefined;
}
