import type { Row } from "../key-of.ts";

/** The rows of one load by key, one map for each group of nodes that share their objects. */
export class IdentityMaps {
  readonly #byGroup = new Map<number, Map<unknown, Row>>();

  /** The row known by this key, or the given one, which is known from now on. */
  settle(group: number, key: unknown, row: Row): Row {
    let rows = this.#byGroup.get(group);
    if (!rows) {
      rows = new Map();
      this.#byGroup.set(group, rows);
    }
    const known = rows.get(key);
    if (known === undefined) rows.set(key, row);
    return known ?? row;
  }
}
