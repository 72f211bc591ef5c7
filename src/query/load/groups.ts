import { same } from "../../kernel/same.ts";
import type { BoundTable } from "../bound-table.ts";
import type { LoadNode } from "./tree.ts";

/**
 * Decides, from the tree alone, which nodes share the objects of their rows: all nodes of one table, unless two of them load the same relation with
 * different options or read different columns; then each such node has its own.
 */
export function settleGroups(root: LoadNode): void {
  const byTable = new Map<object, LoadNode[]>();
  for (const node of nodesOf(root)) {
    const nodes = byTable.get(node.table);
    if (nodes) nodes.push(node);
    else byTable.set(node.table, [node]);
  }
  const cyclic = cyclicTables(root);
  let next = 0;
  for (const nodes of byTable.values()) {
    const shared = next++;
    const sharing = nodes.length === 1 ? nodes : nodes.filter((node) => !nodes.some((other) => other !== node && conflict(node, other)));
    // Raising is said of the shared objects, once, and not of what another path loads onto them.
    const loaded = new Set(sharing.flatMap((node) => childrenOf(node).map(({ relation }) => relation?.name)));
    const raising = [...new Set(sharing.flatMap((node) => node.raising))].filter((name) => !loaded.has(name));
    for (const node of nodes) {
      if (sharing.includes(node)) node.raising = raising;
      node.group = sharing.includes(node) ? shared : next++;
      node.isCyclic = cyclic.has(node.table);
      node.isGuarded = node.isCyclic || node.raising.length > 0;
      node.identifies = (sharing.length > 1 && sharing.includes(node)) || mayRepeat(node) || node.folds;
    }
  }
}

/** Tables that lead back to themselves when all loaded relations are taken together, since shared rows carry the relations of every node. */
function cyclicTables(root: LoadNode): ReadonlySet<BoundTable> {
  const edges = new Map<BoundTable, Set<BoundTable>>();
  for (const node of nodesOf(root)) {
    const targets = edges.get(node.table) ?? new Set();
    for (const child of childrenOf(node)) targets.add(child.table);
    edges.set(node.table, targets);
  }
  const reaches = (from: BoundTable, goal: BoundTable, seen = new Set<BoundTable>()): boolean =>
    [...(edges.get(from) ?? [])].some((next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))));
  return new Set([...edges.keys()].filter((table) => reaches(table, table)));
}

export function identifyAll(root: LoadNode): void {
  for (const node of nodesOf(root)) node.identifies = true;
}

function* nodesOf(node: LoadNode): Generator<LoadNode> {
  yield node;
  for (const child of node.joined) yield* nodesOf(child);
  for (const child of node.selectin) yield* nodesOf(child);
}

/** Whether the node's own query may give the same row twice. */
function mayRepeat({ relation, isJoined }: LoadNode): boolean {
  return isJoined || relation?.through !== undefined;
}

function conflict(a: LoadNode, b: LoadNode): boolean {
  if (!same(a.options.select, b.options.select) || !same(a.options.counts, b.options.counts)) return true;
  return childrenOf(a).some((child) => childrenOf(b).some((other) => other.relation === child.relation && !sameLoad(child, other)));
}

function sameLoad(a: LoadNode, b: LoadNode): boolean {
  const [children, others] = [childrenOf(a), childrenOf(b)];
  const options = (["where", "orderBy", "limit", "offset", "select", "counts"] as const).every((word) => same(a.options[word], b.options[word]));
  return options && children.length === others.length && children.every((child) => others.some((o) => o.relation === child.relation && sameLoad(child, o)));
}

function childrenOf(node: LoadNode): readonly LoadNode[] {
  return [...node.joined, ...node.selectin];
}
