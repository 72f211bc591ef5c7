import type { ResultColumn, RowField, RowObject, RowShape } from "../../dialect/row-shape.ts";
import type { OptionalSource, SourceColumn } from "./scope.ts";

/** A column of a result and what is left of its path. */
interface Leaf {
  readonly path: readonly string[];
  readonly column: number;
  readonly optional: OptionalSource | undefined;
}

/** Rows as the projections of a query say, objects in them included. */
export function shapeOf(columns: ReadonlyMap<string, SourceColumn>): RowShape {
  const all = [...columns.values()];
  const leaves = all.map(({ name, path = [name], optional }, column): Leaf => ({ path, column, optional }));
  return {
    columns: all.map(({ domain, nullable }): ResultColumn => ({ type: domain.type, decode: domain.decode, label: domain.label, nullable })),
    row: objectOf(leaves, undefined),
  };
}

/** `there`: the source whose row is known to be there, or the object would be null. */
function objectOf(leaves: readonly Leaf[], there: string | undefined): RowObject {
  const fields: RowField[] = [];
  const inner = new Map<string, Leaf[]>();
  for (const { path, column, optional } of leaves) {
    const [property = "", ...rest] = path;
    if (rest.length === 0) fields.push({ property, column, omitNull: false });
    else inner.set(property, [...(inner.get(property) ?? []), { path: rest, column, optional }]);
  }
  const nested = [...inner].map(([property, own]): RowObject["nested"][number] => {
    const source = onlySource(own);
    const nullWhenNull = source === undefined || source === there ? [] : tellingColumns(own);
    return { property, object: objectOf(own, source), nullWhenNull };
  });
  return { fields, nested, prototype: undefined };
}

/** The one optional source of all columns of an object, if there is such a one. */
function onlySource(leaves: readonly Leaf[]): string | undefined {
  const source = leaves[0]?.optional?.alias;
  return leaves.every(({ optional }) => optional?.alias === source) ? source : undefined;
}

/** Columns that are NULL where the source has no row: those that cannot be NULL otherwise, else all of them together. */
function tellingColumns(leaves: readonly Leaf[]): readonly number[] {
  const telling = leaves.filter(({ optional }) => optional?.tells);
  return (telling.length > 0 ? telling : leaves).map(({ column }) => column);
}
