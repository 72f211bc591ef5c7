import type { BoundColumn } from "./bound-table.ts";
import { type KeyValue, keyOfRow, mapKey, type Row } from "./key-of.ts";
import type { Values } from "./write/write-values.ts";

/** Keys per statement where each needs a condition of its own: databases bound the depth of conditions. */
const keysPerStatement = 100;

/** Filters for rows whose columns hold one of the keys (logical values): a list in one parameter, or conditions in a few statements. */
export function* whereKeys(columns: readonly BoundColumn[], keys: readonly KeyValue[]): Generator<Values> {
  if (keys.length === 0) return;
  const [only] = columns;
  if (only && columns.length === 1) {
    yield { [only.def.property]: { in: keys.map((key) => applicationValue(only, key)) } };
    return;
  }
  for (let from = 0; from < keys.length; from += keysPerStatement) {
    yield { or: keys.slice(from, from + keysPerStatement).map((key) => equalTo(columns, key)) };
  }
}

/** The filter for one key. */
export function equalTo(columns: readonly BoundColumn[], key: KeyValue): Values {
  return Object.fromEntries(Object.entries(keyValues(columns, key)).map(([property, value]) => [property, { eq: value }]));
}

/** A key (logical values) as application values by property. */
export function keyValues(columns: readonly BoundColumn[], key: KeyValue): Values {
  const parts = columns.length === 1 ? [key] : (key as readonly unknown[]);
  return Object.fromEntries(columns.map((column, i) => [column.def.property, applicationValue(column, parts[i])]));
}

/** The keys that rows in hand hold in these columns, each once; rows without are passed over. */
export function keysOf(columns: readonly BoundColumn[], rows: readonly Row[]): readonly KeyValue[] {
  const key = keyOfRow(columns);
  const keys = rows.map(key).filter((value) => value !== null);
  return [...new Map(keys.map((value) => [mapKey(value), value])).values()];
}

function applicationValue({ def }: BoundColumn, logical: unknown): unknown {
  return def.values.decode ? def.values.decode(logical as never) : logical;
}
