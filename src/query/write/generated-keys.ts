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
 * Keys of rows written in one transaction, told from the last one of every statement. Keys only grow, so as many of them as lie between two last ones
 * can only be all the numbers between; anything else (a trigger that writes to the same table) throws KeysNotCounted.
 */
export class CountedKeys {
  readonly all: number[] = [];

  /** The first statement must have written one row. */
  add(count: number, lastInsertId: number | bigint | undefined): void {
    const to = Number(lastInsertId);
    const from = this.all.length === 0 ? to - 1 : (this.all[this.all.length - 1] as number);
    if (!Number.isSafeInteger(to) || to - from !== count) throw new KeysNotCounted();
    for (let key = from + 1; key <= to; key++) this.all.push(key);
  }
}
