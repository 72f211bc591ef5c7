/** The keys of a statement do not follow each other: they must be read back. */
export class KeysNotCounted extends Error {}

/** Rows in the order of generated keys, which grow in the order in which rows are written. */
export function ascending<R>(rows: readonly R[], keyOf: (row: R) => unknown): readonly R[] {
  for (let i = 1; i < rows.length; i++) {
    if (!comesBefore(keyOf(rows[i - 1] as R), keyOf(rows[i] as R))) return [...rows].sort((a, b) => (comesBefore(keyOf(a), keyOf(b)) ? -1 : 1));
  }
  return rows;
}

function comesBefore(a: unknown, b: unknown): boolean {
  return (a as number | bigint) < (b as number | bigint);
}

/**
 * The keys of `count` rows written after the one with the key `last`, when the last of them got `lastInsertId`. Keys only grow, so `count` of them between
 * the two can only be all the numbers between; anything else (a trigger that writes to the same table) throws KeysNotCounted.
 */
export function countedKeys(last: number | bigint, lastInsertId: number | bigint | undefined, count: number): readonly (number | bigint)[] {
  const from = Number(last);
  const to = Number(lastInsertId);
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || to - from !== count) throw new KeysNotCounted();
  const keys = new Array<number | bigint>(count);
  for (let i = 0; i < count; i++) keys[i] = typeof last === "bigint" ? BigInt(from + i + 1) : from + i + 1;
  return keys;
}
