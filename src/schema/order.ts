import { sortTopologically } from "../kernel/graph.ts";
import { type Change, type ChangeKind, unitOf, units } from "./changes/units.ts";

const rank = new Map(Object.keys(units).map((kind, i) => [kind as ChangeKind, i]));

/**
 * The changes in an order in which each can be made, and the way back in the opposite one: what makes a thing goes before what needs it, what needs a
 * thing no more goes before what takes it away, and what takes a thing away goes before what makes another of its name. All else keeps the order of the
 * list of units, and among its like the order it came in.
 */
export function ordered(changes: readonly Change[]): Change[] {
  const sorted = changes.toSorted((a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0));
  const facts = sorted.map(factsOf);
  const [makers, removers, lastUsers] = [index(facts, (fact) => fact.makes), index(facts, (fact) => fact.removes), index(facts, (fact) => fact.neededBefore)];
  const needs = (id: string): string[] => {
    const fact = facts[Number(id)] as Facts;
    const before = new Set<number>();
    for (const name of fact.needs) for (const maker of makers.get(name) ?? []) before.add(maker);
    for (const name of fact.removes) for (const user of lastUsers.get(name) ?? []) before.add(user);
    for (const name of fact.makes) {
      if (fact.removes.includes(name)) continue;
      for (const remover of removers.get(name) ?? []) if (!(facts[remover] as Facts).makes.includes(name)) before.add(remover);
    }
    before.delete(Number(id));
    return [...before].sort((a, b) => a - b).map(String);
  };
  return sortTopologically(
    sorted.map((_, i) => String(i)),
    needs,
  ).order.map((id) => sorted[Number(id)] as Change);
}

interface Facts {
  readonly needs: readonly string[];
  readonly makes: readonly string[];
  /** What is not there afterwards as it was. */
  readonly removes: readonly string[];
  /** What the way back would need. */
  readonly neededBefore: readonly string[];
}

function factsOf(change: Change): Facts {
  const unit = unitOf(change);
  const reverse = unit.reverse(change);
  const back = unitOf(reverse);
  return {
    needs: unit.needs?.(change) ?? [],
    makes: unit.makes?.(change) ?? [],
    removes: back.makes?.(reverse) ?? [],
    neededBefore: back.needs?.(reverse) ?? [],
  };
}

function index(facts: readonly Facts[], names: (fact: Facts) => readonly string[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [i, fact] of facts.entries()) {
    for (const name of names(fact)) {
      const all = found.get(name);
      if (all) all.push(i);
      else found.set(name, [i]);
    }
  }
  return found;
}
