import type { BoundTable } from "../bound-table.ts";
import type { Row } from "../key-of.ts";
import { Result } from "../result.ts";

/** Tables of rows that may lead back to themselves; others need none. */
const tables = new WeakMap<object, BoundTable>();

export function rememberTable(row: Row, table: BoundTable): void {
  tables.set(row, table);
}

/** What `plain` makes of a type: dates and bigints become text, bytes base64; members of classes are gone. */
export type Plain<T> = T extends Date | bigint | Uint8Array
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends Result<infer R>
      ? Plain<R>[]
      : T extends readonly (infer E)[]
        ? Plain<E>[]
        : T extends ReadonlyMap<infer K, infer V>
          ? [Plain<K>, Plain<V>][]
          : T extends ReadonlySet<infer E>
            ? Plain<E>[]
            : T extends (...args: never) => unknown
              ? never
              : { [K in keyof T as T[K] extends (...args: never) => unknown ? never : K]: Plain<T[K]> };

/**
 * Copies for JSON, workers and components: no classes, no cycles. A row that is already on the path to itself is cut to its primary key. Dates become
 * ISO text, bigints text, bytes base64, maps lists of pairs and sets lists. Getters of a model are not copied.
 */
export function plain<T>(rows: T): Plain<T> {
  return copy(rows, new Set()) as Plain<T>;
}

function copy(value: unknown, path: Set<object>): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (path.has(value)) return keyOnly(value);
  path.add(value);
  const made = copyMembers(value, path);
  path.delete(value);
  return made;
}

function copyMembers(value: object, path: Set<object>): unknown {
  if (value instanceof Result) return value.data.map((row) => copy(row, path));
  if (Array.isArray(value) || value instanceof Set || value instanceof Map) return [...value].map((item) => copy(item, path));
  const made: Row = {};
  for (const [key, member] of Object.entries(value)) {
    if (typeof member === "function") continue;
    // Defined, not assigned: data may have any key, "__proto__" too.
    Object.defineProperty(made, key, { value: copy(member, path), enumerable: true, configurable: true, writable: true });
  }
  return made;
}

/** The row's key; an object of the user's own that leads back to itself is left empty. */
function keyOnly(row: object): Row {
  const columns = tables.get(row)?.primaryKey ?? [];
  return Object.fromEntries(columns.map(({ def }) => [def.property, copy((row as Row)[def.property], new Set())]));
}
