import type { BoundTable } from "../query/bound-table.ts";
import { isServerOnly } from "../query/write/write-values.ts";
import { cascading, relatedRows, stageNew } from "./cascade.ts";
import { stale } from "./changes.ts";
import { misuse } from "./errors.ts";
import type { IdentityMap } from "./identity-map.ts";
import { differs, imprint, type Row } from "./imprint.ts";
import { keyIdOf } from "./tracked.ts";

/** Brings rows of one table into the session from the database, as far as they are there. */
export type ReadKnown = (table: BoundTable, rows: readonly Row[]) => Promise<void>;

/**
 * Copies a row from elsewhere, and what cascades `merge`, onto the session's own objects: those it knows, those the database has, or new ones. Columns
 * and relations that the given row lacks stay as they are. Answers with the session's object.
 */
export async function mergeInto(map: IdentityMap, table: BoundTable, row: Row, readKnown: ReadKnown): Promise<Row> {
  const given = collect(table, row);
  for (const [one, rows] of given) {
    const unknown = rows.filter((other) => {
      const key = keyIdOf(one, other);
      return key !== null && !map.byKey(one, key) && !map.get(other);
    });
    if (unknown.length > 0) await readKnown(one, unknown);
  }
  return new Merger(map).merge(table, row);
}

/** All rows that are reached through relations with the cascade `merge`, by table. */
function collect(table: BoundTable, root: Row): ReadonlyMap<BoundTable, readonly Row[]> {
  const found = new Map<BoundTable, Set<Row>>();
  const visit = (one: BoundTable, row: Row): void => {
    if (typeof row !== "object" || row === null) throw misuse("SESSION.BAD_ROW", one, `merge() takes a row of "${one.def.name}"`);
    const rows = found.get(one) ?? new Set();
    if (rows.has(row)) return;
    found.set(one, rows.add(row));
    for (const relation of cascading(one, "merge")) for (const other of relatedRows(relation, row)) visit(relation.target, other);
  };
  visit(table, root);
  return new Map([...found].map(([one, rows]) => [one, [...rows]]));
}

class Merger {
  readonly #map: IdentityMap;
  readonly #merged = new Map<Row, Row>();

  constructor(map: IdentityMap) {
    this.#map = map;
  }

  merge(table: BoundTable, row: Row): Row {
    const done = this.#merged.get(row);
    if (done) return done;
    const target = this.#targetOf(table, row);
    this.#merged.set(row, target);
    if (target !== row) this.#copy(table, row, target);
    for (const relation of cascading(table, "merge")) {
      if (!Object.hasOwn(row, relation.name)) continue;
      const rows = relatedRows(relation, row).map((other) => this.merge(relation.target, other));
      target[relation.name] = relation.isMany ? rows : (rows[0] ?? null);
    }
    return target;
  }

  /** Columns that only the database writes stay as they are; a version must be the session's own. */
  #copy(table: BoundTable, row: Row, target: Row): void {
    const { version } = table;
    const isStored = this.#map.get(target)?.state === "stored";
    if (version && isStored && differs(version, row[version.def.property] ?? target[version.def.property], imprint(version, target[version.def.property]))) {
      throw stale(table, 1, "merged");
    }
    for (const column of table.columns) {
      const { property } = column.def;
      if (Object.hasOwn(row, property) && !isServerOnly(column)) target[property] = row[property];
    }
  }

  /** The session's object for a row. */
  #targetOf(table: BoundTable, row: Row): Row {
    if (this.#map.get(row)) return row;
    const known = this.#map.byKey(table, keyIdOf(table, row));
    if (known?.state === "deleted") throw misuse("SESSION.DELETED", table, `the row of "${table.def.name}" to be merged is being deleted in this session`);
    if (known) return known.row;
    const copy: Row = {};
    this.#copy(table, row, copy);
    return stageNew(this.#map, table, copy).row;
  }
}
