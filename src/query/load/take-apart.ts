import { type KeyValue, mapKey, type Row } from "../key-of.ts";
import type { Layout, NodeLayout } from "../read/request.ts";
import { guardRow } from "./guard-row.ts";
import type { IdentityMaps } from "./identity.ts";
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
}

/** Makes rows of results: equal rows become one object, joined rows are put in place, and rows queue for what is still to be loaded. */
export function takeApart(query: Query): Taken {
  return new Taking(query).all();
}

const nothing: Row = Object.freeze({});

class Taking {
  readonly #query: Query;
  /** Collections this query fills, with what is in them. Others were loaded before, with the same options, and stay as they are. */
  readonly #collections = new Map<Row[], Set<Row>>();

  constructor(query: Query) {
    this.#query = query;
  }

  all(): Taken {
    const { node, layout, results } = this.#query;
    const taken: Taken = { rows: [], positions: [], links: [] };
    // With a collection joined in, a row comes once for each member. Those that belong to parents are told apart there.
    const seen = node.folds && !layout.link ? new Set<Row>() : undefined;
    for (const result of results as readonly Row[]) {
      const row = layout.isPositioned ? (result["row"] as Row) : result;
      const position = layout.isPositioned ? ((result["position"] as Row | undefined) ?? nothing) : nothing;
      const kept = this.#take(node, layout.root, row, position, result);
      if (seen?.has(kept)) continue;
      seen?.add(kept);
      taken.rows.push(kept);
      taken.positions.push(position);
      if (layout.link) taken.links.push(layout.link(row, position));
    }
    return taken;
  }

  #take(node: LoadNode, layout: NodeLayout, row: Row, position: Row, result: Row): Row {
    const kept = layout.identity ? this.#query.identity.settle(node.group, mapKey(layout.identity(row, position)), row) : row;
    const isNew = kept === row;
    if (isNew) guardRow(node, row);
    node.joined.forEach((child, i) => {
      const childLayout = layout.joined[i] as NodeLayout;
      const name = child.relation?.name ?? "";
      if (childLayout.home !== undefined) this.#collect(child, childLayout, kept, isNew, position, result);
      else this.#takeOne(child, childLayout, kept, isNew || !Object.hasOwn(kept, name), row[name] as Row | null, position, result);
    });
    node.selectin.forEach((child, i) => {
      const name = child.relation?.name ?? "";
      if (!isNew) {
        if (Object.hasOwn(kept, name)) return;
        kept[name] = child.relation?.isMany ? [] : null;
      }
      this.#queue(child, kept, layout.links[i]?.(row, position) ?? null);
    });
    return kept;
  }

  /** The joined row of a to-one. With a collection joined to it, the same row comes again with further members. */
  #takeOne(child: LoadNode, layout: NodeLayout, parent: Row, isOurs: boolean, joined: Row | null, position: Row, result: Row): void {
    if (!isOurs && !child.folds) return;
    const taken = joined && this.#take(child, layout, joined, position, result);
    if (isOurs) parent[child.relation?.name ?? ""] = taken;
  }

  /** One row of a joined collection. */
  #collect(child: LoadNode, layout: NodeLayout, parent: Row, isNew: boolean, position: Row, result: Row): void {
    const name = child.relation?.name ?? "";
    const isOurs = isNew || !Object.hasOwn(parent, name);
    const list = isOurs && !isNew ? [] : (parent[name] as Row[]);
    if (isOurs) {
      parent[name] = list;
      this.#collections.set(list, new Set());
    }
    const members = this.#collections.get(list);
    if (!members) return;
    const joined = result[layout.home as string] as Row | null;
    if (!joined) return;
    const row = this.#take(child, layout, joined, position, result);
    if (members.has(row)) return;
    members.add(row);
    list.push(row);
  }

  #queue(child: LoadNode, parent: Row, key: KeyValue): void {
    let pending = this.#query.pending.get(child);
    if (!pending) {
      pending = { parents: [], keys: [] };
      this.#query.pending.set(child, pending);
    }
    pending.parents.push(parent);
    pending.keys.push(key);
  }
}
