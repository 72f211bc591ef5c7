import type { Row } from "../key-of.ts";

/** Rows by their keys, as keys of a Map. */
export type RowsByKey = Map<unknown, Row>;

/** The rows of one load by key, one map for each group of nodes that share their objects. */
export class IdentityMaps {
  readonly #byGroup = new Map<number, RowsByKey>();
  readonly #claims = new Map<Row, Set<string>>();

  /** True once for each row and relation. */
  claim(row: Row, relation: string): boolean {
    const claimed = this.#claims.get(row);
    if (!claimed) this.#claims.set(row, new Set([relation]));
    else if (claimed.has(relation)) return false;
    else claimed.add(relation);
    return true;
  }

  of(group: number): RowsByKey {
    let rows = this.#byGroup.get(group);
    if (!rows) {
      rows = new Map();
      this.#byGroup.set(group, rows);
    }
    return rows;
  }
}
