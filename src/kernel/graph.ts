/** Result of ordering: `order` respects every edge not in `cycles`; each cycle is listed by its members. */
export interface Ordering {
  readonly order: readonly string[];
  readonly cycles: readonly (readonly string[])[];
}

/**
 * Orders nodes so that what a node needs comes before it, keeping the given order where nothing is said.
 * Strongly connected components by Tarjan (SIAM J. Comput. 1(2), 1972); a component of more than one node, or a node that needs itself, is a cycle.
 */
export function sortTopologically(nodes: readonly string[], needs: (node: string) => Iterable<string>): Ordering {
  const known = new Set(nodes);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const order: string[] = [];
  const cycles: string[][] = [];

  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    onStack.add(node);
    let needsItself = false;
    for (const other of needs(node)) {
      if (!known.has(other)) continue;
      if (other === node) needsItself = true;
      else if (!index.has(other)) {
        visit(other);
        low.set(node, Math.min(low.get(node) as number, low.get(other) as number));
      } else if (onStack.has(other)) low.set(node, Math.min(low.get(node) as number, index.get(other) as number));
    }
    if (low.get(node) !== index.get(node)) return;
    const members = stack.splice(stack.indexOf(node));
    for (const member of members) onStack.delete(member);
    order.push(...members);
    if (members.length > 1 || needsItself) cycles.push(members);
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return { order, cycles };
}
