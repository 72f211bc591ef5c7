import type { Node } from "../../sql/ast.ts";
import { mapChildren } from "../../sql/walk.ts";
import type { BoundTable } from "../bound-table.ts";
import type { Slots } from "../scan.ts";
import { type Members, membersOf, type Structure, valuesOf } from "./structure.ts";

/** What is known of the value in a slot when a query is planned: an example of it, or the name by which it will be given. */
export interface Slot {
  readonly sample: unknown;
  readonly name: string | undefined;
  /** A list is given by the name: here stands the member at this place, or the whole of it. */
  readonly member?: number | "list";
}

/** How the lists travel that are given by name; one that is not known yet stands as a whole. */
export type GivenLists = ReadonlyMap<string, Members>;

/** How filter dictionaries, those of relation predicates too, become SQL. */
export interface FilterBuilder {
  /** The table of the catalog behind a node; undefined for names of a query's own. */
  table(node: Node<"table">): BoundTable | undefined;
  related(node: Node<"related">, table: BoundTable, alias: string): Node;
  filter(node: Node<"filter">): Node;
}

/** A table of a statement, and what it is called there. */
interface NumberedSource {
  readonly table: BoundTable;
  readonly alias: string;
}

/** What is there from the start: the source around an expression, and the lists given by name. */
interface Known {
  readonly root?: NumberedSource;
  readonly lists?: GivenLists | undefined;
}

/** Second pass, made once per structure: every value becomes a parameter, numbered in the order of the first pass. */
export class Numbering {
  readonly slots = new Map<number, Slot>();
  /** Expressions that name columns of the database already. */
  readonly finished = new Set<Node>();
  readonly #next: Slots;
  readonly #shortList: number;
  readonly #repeated: Structure["repeated"];
  readonly #filters: FilterBuilder;
  readonly #lists: GivenLists;
  readonly #sources: NumberedSource[] = [];
  readonly #done = new Map<Node, Node>();

  constructor(next: Slots, structure: Structure, shortList: number, filters: FilterBuilder, known: Known = {}) {
    this.#next = next;
    this.#shortList = shortList;
    this.#repeated = structure.repeated;
    this.#filters = filters;
    this.#lists = known.lists ?? new Map();
    if (known.root) this.#sources.push(known.root);
  }

  apply<N extends Node>(node: N): N {
    return this.#visit(node) as N; // kinds stay, but for values and relation predicates, which stand where any expression may
  }

  #visit(node: Node): Node {
    switch (node.kind) {
      case "value":
        return node.value === null ? { kind: "constant", value: null } : this.#parameter({ sample: node.value, name: undefined }, false);
      case "parameter":
        return node.name === undefined ? node : this.#parameter({ sample: undefined, name: node.name }, false);
      case "inList":
        return this.#list(node);
      case "related":
        return this.#relation(node);
      case "filter": {
        const made = this.#filters.filter(node);
        this.finished.add(made);
        return made;
      }
      case "select":
      case "update":
      case "delete":
        return this.#statement(node);
      default:
        return mapChildren(node, (child) => this.#visit(child));
    }
  }

  #parameter(slot: Slot, list: boolean): Node<"parameter"> {
    const number = this.#next.next();
    this.slots.set(number, slot);
    return list ? { kind: "parameter", slot: number, list } : { kind: "parameter", slot: number };
  }

  #list(node: Node<"inList">): Node {
    const item = this.apply(node.item);
    const { negated } = node;
    const [slot, { places, hasNull }] = this.#members(node.list);
    const isNull: Node<"isNull"> = { kind: "isNull", item, negated };
    if (places === 0) return hasNull ? isNull : { kind: "constant", value: negated };
    const list = places === "list" ? this.#parameter(slot("list"), true) : Array.from({ length: places }, (_, place) => this.#parameter(slot(place), false));
    const inList: Node<"inList"> = { kind: "inList", item, list, negated };
    return hasNull ? { kind: "logical", operator: negated ? "and" : "or", items: [inList, isNull] } : inList;
  }

  /** How a list travels, and what is known of each of its places. */
  #members(list: Node<"inList">["list"]): [slot: (member: number | "list") => Slot, Pick<Members, "places" | "hasNull">] {
    if ("kind" in list) {
      const { name = "" } = list; // lists without a name are made by filters, which are finished
      return [(member) => ({ sample: undefined, name, member }), this.#lists.get(name) ?? { places: "list", hasNull: false }];
    }
    const members = membersOf(valuesOf(list), this.#shortList);
    return [() => ({ sample: members.sample, name: undefined }), members];
  }

  #relation(node: Node<"related">): Node {
    const source = this.#sources.findLast(({ table }) => table.def.name === node.table);
    if (!source) return node;
    const made = this.#filters.related(node, source.table, source.alias);
    this.finished.add(made);
    return made;
  }

  #statement(node: Node<"select" | "update" | "delete">): Node {
    const before = this.#sources.length;
    const from =
      node.kind === "select" ? [node.from, ...(node.joins ?? []).map((join) => join.source)] : [node.table, ...(node.from ?? []).map((join) => join.source)];
    for (const source of from) {
      const table = source?.kind === "table" ? this.#filters.table(source) : undefined;
      if (source?.kind === "table" && table) this.#sources.push({ table, alias: source.alias ?? source.name });
    }
    const made = mapChildren(node, (child) => {
      if (child.kind !== "projection" && child.kind !== "ordering") return this.#again(child);
      const expression = this.#again(child.expression);
      return expression === child.expression ? child : ({ ...child, expression } as Node);
    });
    this.#sources.length = before;
    return made;
  }

  /** What stands for an expression, the same for one that repeats a projection. */
  #again(node: Node): Node {
    const original = this.#repeated.get(node);
    const known = original && this.#done.get(original);
    if (known) return known;
    const made = this.#visit(node);
    this.#done.set(node, made);
    return made;
  }
}
