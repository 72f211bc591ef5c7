import { type KeyOf, type KeyValue, mapKey, type Row } from "../key-of.ts";
import type { Layout, NodeLayout } from "../read/request.ts";
import type { RowSink } from "../row-sink.ts";
import { guardRow } from "./guard-row.ts";
import type { IdentityMaps, RowsByKey } from "./identity.ts";
import type { LoadNode } from "./tree.ts";

/** Rows that wait for a relation, and the keys it will be found by. */
export interface Pending {
  readonly parents: Row[];
  readonly keys: KeyValue[];
}

/** The rows a query is about, complete with what was joined to them; for each the values read beside it, and the key of its parent. */
export interface Taken {
  readonly rows: Row[];
  readonly positions: Row[];
  readonly links: KeyValue[];
}

interface Query {
  readonly node: LoadNode;
  readonly layout: Layout;
  readonly results: readonly unknown[];
  readonly identity: IdentityMaps;
  /** Receives the rows that wait for select-in relations. */
  readonly pending: Map<LoadNode, Pending>;
  /** Rows of whole columns are its own. */
  readonly sink: RowSink | undefined;
}

/** Makes rows of results: equal rows become one object, joined rows are put in place, and rows queue for what is still to be loaded. */
export function takeApart(query: Query): Taken {
  return new Taking(query).all();
}

/** A node with all that its rows need, at hand. */
interface Place {
  readonly node: LoadNode;
  readonly identity: KeyOf | undefined;
  readonly known: RowsByKey;
  readonly home: string | undefined;
  readonly joined: readonly Place[];
  readonly waits: readonly { readonly child: LoadNode; readonly key: KeyOf; readonly waiting: Pending }[];
  readonly sink: RowSink | undefined;
  readonly relations: readonly string[];
}

const nothing: Row = Object.freeze({});

class Taking {
  readonly #query: Query;
  readonly #root: Place;
  /** Collections this query fills, with what is in them. Others were loaded before, with the same options, and stay as they are. */
  readonly #collections = new Map<Row[], Set<Row>>();

  constructor(query: Query) {
    this.#query = query;
    this.#root = this.#place(query.node, query.layout.root);
  }

  all(): Taken {
    const { node, layout, results } = this.#query;
    const taken: Taken = { rows: [], positions: [], links: [] };
    // With a collection joined in, a row comes once for each member. Those that belong to parents are told apart there.
    const seen = node.folds && !layout.link ? new Set<Row>() : undefined;
    for (const result of results as readonly Row[]) {
      const row = layout.isPositioned ? (result["row"] as Row) : result;
      const position = layout.isPositioned ? ((result["position"] as Row | undefined) ?? nothing) : nothing;
      const kept = this.#take(this.#root, row, position, result);
      if (seen?.has(kept)) continue;
      seen?.add(kept);
      taken.rows.push(kept);
      taken.positions.push(position);
      if (layout.link) taken.links.push(layout.link(row, position));
    }
    return taken;
  }

  #place(node: LoadNode, { identity, links, home, joined }: NodeLayout): Place {
    const { identity: maps, pending } = this.#query;
    return {
      node,
      identity,
      known: maps.of(node.group),
      home,
      joined: node.joined.map((child, i) => this.#place(child, joined[i] as NodeLayout)),
      waits: node.selectin.map((child, i) => {
        const waiting = pending.get(child) ?? { parents: [], keys: [] };
        pending.set(child, waiting);
        return { child, key: links[i] as KeyOf, waiting };
      }),
      sink: node.options.select === undefined ? this.#query.sink : undefined,
      relations: [...node.joined, ...node.selectin].map(({ name }) => name),
    };
  }

  #take(place: Place, row: Row, position: Row, result: Row): Row {
    const kept = place.identity ? this.#known(place, place.identity(row, position), row) : row;
    const isNew = kept === row;
    if (isNew && place.node.isGuarded) guardRow(place.node, row);
    if (!isNew && place.node.options.counts !== undefined) kept["counts"] = row["counts"];
    for (const child of place.joined) {
      if (child.home !== undefined) this.#collect(place, child, kept, isNew, position, result);
      else this.#takeOne(place, child, kept, isNew, row[child.node.name] as Row | null, position, result);
    }
    for (const { child, key, waiting } of place.waits) {
      if (!this.#fills(place, kept, child.name, isNew)) continue;
      if (!isNew) kept[child.name] = child.isMany ? [] : null;
      waiting.parents.push(kept);
      waiting.keys.push(key(row, position));
    }
    return kept;
  }

  /** The joined row of a to-one. With a collection joined to it, it comes again with further members. */
  #takeOne(parentPlace: Place, child: Place, parent: Row, isNew: boolean, joined: Row | null, position: Row, result: Row): void {
    const { name, folds } = child.node;
    const isOurs = this.#fills(parentPlace, parent, name, isNew);
    if (!isOurs && !folds) return;
    const kept = joined && this.#take(child, joined, position, result);
    if (isOurs && (!isNew || kept !== joined)) parent[name] = kept;
  }

  #known({ known, sink, node, relations }: Place, key: KeyValue, row: Row): Row {
    const id = mapKey(key);
    const kept = known.get(id);
    if (kept !== undefined) return kept;
    const first = sink ? sink.adopt(node.table, key, row, relations) : row;
    known.set(id, first);
    return first;
  }

  /**
   * Whether it falls to this query to fill a relation of a row. Without a sink: when no other node has. With one, what was loaded by earlier reads is
   * loaded anew, unless the sink keeps it.
   */
  #fills({ sink }: Place, row: Row, relation: string, isNew: boolean): boolean {
    if (!sink) return isNew || !Object.hasOwn(row, relation);
    return this.#query.identity.claim(row, relation) && (isNew || !sink.keeps(row, relation));
  }

  /** One row of a joined collection. */
  #collect(parentPlace: Place, child: Place, parent: Row, isNew: boolean, position: Row, result: Row): void {
    const { name } = child.node;
    const isOurs = this.#fills(parentPlace, parent, name, isNew);
    const list = isOurs && !isNew ? [] : (parent[name] as Row[]);
    if (isOurs) {
      parent[name] = list;
      this.#collections.set(list, new Set());
    }
    const members = this.#collections.get(list);
    if (!members) return;
    const joined = result[child.home as string] as Row | null;
    if (!joined) return;
    const row = this.#take(child, joined, position, result);
    if (members.has(row)) return;
    members.add(row);
    list.push(row);
  }
}
