import type { Call, Executor } from "../../engine/executor.ts";
import { isPromise } from "../../kernel/chain.ts";
import { readPlansOf } from "../find.ts";
import { type KeyValue, mapKey, type Row } from "../key-of.ts";
import type { Layout } from "../read/request.ts";
import type { RowSink } from "../row-sink.ts";
import { handOver, readRowsInHand } from "./attach.ts";
import { IdentityMaps } from "./identity.ts";
import { type Pending, type Taken, takeApart } from "./take-apart.ts";
import type { LoadNode } from "./tree.ts";

/** Parents per query unless `batch` says otherwise. Their keys are one parameter, so it takes many to matter. */
const defaultBatch = 10_000;

/** One load, from the rows of its root to the last of its relations: a query per level (and per batch of parents), whatever the number of rows. */
export class Loading {
  readonly #executor: Executor;
  readonly #call: Call;
  readonly #validate: boolean;
  readonly #identity = new IdentityMaps();
  readonly #pending = new Map<LoadNode, Pending>();
  readonly #sink: RowSink | undefined;

  constructor(
    executor: Executor,
    call: Call,
    { validate = false, sink }: { readonly validate?: boolean | undefined; readonly sink?: RowSink | undefined } = {},
  ) {
    this.#executor = executor;
    this.#call = call;
    this.#validate = validate;
    this.#sink = sink;
  }

  /** Rows of a result of the root's query, each once, complete. */
  async finish(root: LoadNode, layout: Layout, results: readonly unknown[]): Promise<Taken> {
    const taken = takeApart({ node: root, layout, results, identity: this.#identity, pending: this.#pending, sink: this.#sink });
    await this.#follow(root);
    return taken;
  }

  /** Loads onto rows in hand, in place. */
  async onto(root: LoadNode, rows: readonly Row[]): Promise<void> {
    readRowsInHand(root, rows, this.#identity, this.#pending);
    await this.#follow(root);
  }

  /** Runs what the rows of a query are waiting for. */
  async #follow(node: LoadNode): Promise<void> {
    for (const child of node.joined) await this.#follow(child);
    for (const child of node.selectin) {
      const pending = this.#pending.get(child);
      this.#pending.delete(child);
      if (!pending || pending.parents.length === 0) continue;
      await this.#selectIn(child, pending);
      await this.#follow(child);
    }
  }

  async #selectIn(node: LoadNode, pending: Pending): Promise<void> {
    const waiting = new Map<unknown, Row[]>();
    const keys: KeyValue[] = [];
    pending.parents.forEach((parent, i) => {
      const key = pending.keys[i];
      if (key === null) return;
      const id = mapKey(key);
      const parents = waiting.get(id);
      if (parents) parents.push(parent);
      else {
        waiting.set(id, [parent]);
        keys.push(key);
      }
    });
    const size = node.options.batch ?? defaultBatch;
    for (let from = 0; from < keys.length; from += size) await this.#batch(node, keys.slice(from, from + size), waiting);
  }

  async #batch(node: LoadNode, keys: readonly KeyValue[], waiting: ReadonlyMap<unknown, readonly Row[]>): Promise<void> {
    let { layout, results } = await this.#read(node, keys, false);
    if (losesRows(node, keys, layout, results, waiting)) ({ layout, results } = await this.#read(node, keys, true));
    const taken = takeApart({ node, layout, results, identity: this.#identity, pending: this.#pending, sink: this.#sink });
    handOver(node, taken, waiting);
  }

  async #read(node: LoadNode, keys: readonly KeyValue[], throughParents: boolean): Promise<{ layout: Layout; results: readonly unknown[] }> {
    const relation = node.relation;
    if (!relation) throw new TypeError("planner fault: the root of a load has no parents");
    const { plan, parameters, layout } = readPlansOf(node.table).read({
      table: node.table,
      where: node.options.where ?? {},
      options: { ...node.options, validate: this.#validate },
      mode: "many",
      node,
      link: { relation, keys, throughParents },
    });
    const running = this.#executor.run(plan, parameters, { ...this.#call, operation: "load", table: node.table.def.name });
    return { layout, results: (isPromise(running) ? await running : running).rows };
  }
}

/**
 * Whether rows came back that belong to no parent, or text keys found nothing: the database's idea of equal text may be wider than JavaScript's
 * (a collation without case, padding), and then only the database can tell which parent a row belongs to.
 */
function losesRows(node: LoadNode, keys: readonly KeyValue[], layout: Layout, results: readonly unknown[], waiting: ReadonlyMap<unknown, unknown>): boolean {
  const { relation } = node;
  if (!relation?.columns.some(({ def }) => def.type.kind === "text")) return false;
  const found = new Set<unknown>();
  for (const result of results as readonly Row[]) {
    const id = mapKey(linkOf(layout, result));
    if (!waiting.has(id)) return true;
    found.add(id);
  }
  return !relation.isMany && found.size < keys.length;
}

function linkOf({ isPositioned, link }: Layout, result: Row): KeyValue {
  return isPositioned ? link?.(result["row"] as Row, (result["position"] ?? {}) as Row) : link?.(result, {});
}
