import type { BoundTable } from "../query/bound-table.ts";
import type { KeyValue } from "../query/key-of.ts";
import { isLoaded } from "../query/load/guard-row.ts";
import type { RowSink } from "../query/row-sink.ts";
import type { IdentityMap } from "./identity-map.ts";
import { differs, type Row } from "./imprint.ts";
import { rowCode } from "./row-code.ts";
import { type Held, heldNow, holdsStill, imprintIn, keyId, noRelations, stored, type Tracked } from "./tracked.ts";

/** Rows of one read on their way into the identity map. What a session knows keeps its values, pending changes included, unless it has expired. */
export class SessionSink implements RowSink {
  readonly #map: IdentityMap;
  readonly #overwrites: ReadonlySet<Row>;
  /** Relations that this read loads, by row. */
  readonly #loaded = new Map<Row, Set<string>>();
  /** Known rows as a read with a lock found them. */
  readonly #found: Map<Row, Row> | undefined;

  /** `overwrites`: rows whose values and relations are to be as the database has them. */
  constructor(map: IdentityMap, lock: unknown, overwrites: ReadonlySet<Row> = new Set()) {
    this.#map = map;
    this.#overwrites = overwrites;
    this.#found = lock === undefined ? undefined : new Map();
  }

  adopt(table: BoundTable, key: KeyValue, row: Row, relations: readonly string[]): Row {
    const id = keyId(key);
    if (id === null) return row;
    const known = this.#map.byKey(table, id);
    const kept = known?.row ?? row;
    if (!known) this.#map.setRead(stored(table, row, id, noRelations), "columns");
    else if (known.isExpired || this.#overwrites.has(kept)) this.#overwrite(known, row);
    // Later ones come from relations, which are not locked.
    else if (this.#found && !this.#found.has(kept)) this.#found.set(kept, row);
    const loaded = this.#loaded.get(kept) ?? new Set();
    for (const relation of relations) loaded.add(relation);
    this.#loaded.set(kept, loaded);
    return kept;
  }

  /** A relation that was changed since it was loaded stays as the user left it. */
  keeps(row: Row, relation: string): boolean {
    const tracked = this.#map.get(row);
    if (!tracked || this.#overwrites.has(row)) return false;
    const before = tracked.relations.get(relation);
    const isKept = before === undefined ? isLoaded(row, relation) : !holdsStill(row, relation, before);
    if (isKept) this.#loaded.get(row)?.delete(relation);
    return isKept;
  }

  /** After the read: what was loaded is what is stored. `rows`: those that were asked for, and locked if that was wanted. */
  finish(rows: readonly unknown[]): void {
    if (this.#found) this.#catchUp(rows, this.#found);
    for (const [row, relations] of this.#loaded) {
      const tracked = this.#map.get(row);
      if (!tracked || relations.size === 0) continue;
      const held = new Map<string, Held>(tracked.relations);
      for (const relation of relations) {
        const now = heldNow(row, relation);
        if (now !== undefined) held.set(relation, now);
      }
      this.#map.setRead({ ...tracked, relations: held }, "relations");
    }
  }

  /** Nobody else can change locked rows now: columns without a pending change take what was found, since that is what a flush will find. */
  #catchUp(rows: readonly unknown[], all: ReadonlyMap<Row, Row>): void {
    for (const row of rows as readonly Row[]) {
      const tracked = this.#map.get(row);
      const found = all.get(row);
      if (!tracked || !found) continue;
      for (const column of tracked.table.columns) {
        const { property } = column.def;
        if (!differs(column, row[property], imprintIn(tracked, column))) put(row, property, found);
      }
      this.#map.setRead({ ...tracked, imprints: rowCode(tracked.table).imprints(found) }, "columns");
    }
  }

  #overwrite({ table, row: kept, ...known }: Tracked, fresh: Row): void {
    for (const { def } of table.columns) put(kept, def.property, fresh);
    // What an expired row holds of relations may be out of date as well.
    if (known.isExpired) for (const { name } of table.def.relations) if (isLoaded(kept, name)) delete kept[name];
    this.#map.setRead({ ...known, table, row: kept, imprints: rowCode(table).imprints(kept), isExpired: false }, "columns");
  }
}

function put(row: Row, property: string, from: Row): void {
  if (Object.hasOwn(from, property)) row[property] = from[property];
  else delete row[property];
}
