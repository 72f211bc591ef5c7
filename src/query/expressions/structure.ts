import { QueryError } from "../../kernel/errors.ts";
import type { Node } from "../../sql/ast.ts";
import { eachChild, eachPlain } from "../../sql/walk.ts";
import type { Scan } from "../scan.ts";

/** How values arrive in a query that is scanned. */
export interface Arrivals {
  /** Lists no longer than this are single parameters, padded to a power of two. */
  readonly shortList: number;
  /** A filter dictionary: gives its structure, and its values as the driver takes them. */
  filter(node: Node<"related" | "filter">): Scan;
}

/** First pass over a query, made on every call: its structure as a key, its values in the order in which they stand in the text. */
export class Structure {
  key = "";
  readonly values: unknown[] = [];
  /** Expressions of GROUP BY and ORDER BY that say the same as one of their query's projections: there the very same parameters must stand. */
  readonly repeated = new Map<Node, Node>();
  readonly #arrivals: Arrivals;

  constructor(arrivals: Arrivals) {
    this.#arrivals = arrivals;
  }

  add(node: Node): void {
    switch (node.kind) {
      case "value":
        this.#value(node.value);
        return;
      case "inList":
        this.#list(node);
        return;
      case "related":
      case "filter":
        this.#filter(node);
        return;
      case "select":
        this.#select(node);
        return;
      default:
        this.#plainly(node);
    }
  }

  #plainly(node: Node): void {
    this.key += `${node.kind}(`;
    eachPlain(node, (value) => {
      if (value !== undefined)
        this.key += typeof value === "string" ? `${value.length}:${value}` : typeof value === "object" ? JSON.stringify(value) : String(value);
      this.key += ",";
    });
    eachChild(node, (child, field) => {
      this.key += field;
      this.add(child);
    });
    this.key += ")";
  }

  #filter(node: Node<"related" | "filter">): void {
    const { key, args } = this.#arrivals.filter(node);
    this.key += `${node.kind}(`;
    eachPlain(node, (value) => {
      this.key += `${JSON.stringify(value)},`;
    });
    this.key += `${key})`;
    this.values.push(...args);
  }

  #value(value: unknown): void {
    const mark = markOf(value);
    this.key += mark;
    if (value !== null) this.values.push(value);
  }

  #list({ item, list, negated }: Node<"inList">): void {
    this.key += negated ? "notin(" : "in(";
    this.add(item);
    if ("kind" in list) this.add(list);
    else {
      const { members, places, hasNull, sample } = membersOf(valuesOf(list), this.#arrivals.shortList);
      this.key += `${hasNull ? "n" : ""}${places}${members.length > 0 ? markOf(sample) : ""}`;
      if (places === "list") this.values.push(members);
      else for (let i = 0; i < places; i++) this.values.push(members[Math.min(i, members.length - 1)]);
    }
    this.key += ")";
  }

  #select(node: Node<"select">): void {
    const said: { readonly node: Node; readonly key: string; readonly values: readonly unknown[] }[] = [];
    const mayRepeat = (node.groupBy?.length ?? 0) > 0 || node.distinct === true;
    this.key += `select(${node.distinct ?? false},`;
    eachChild(node, (child, field) => {
      this.key += field;
      const from = this.key.length;
      const first = this.values.length;
      this.add(child);
      if (!mayRepeat || first === this.values.length) return;
      const expression = child.kind === "projection" || child.kind === "ordering" ? child.expression : child;
      const key = child.kind === "projection" || child.kind === "ordering" ? this.#keyOf(expression) : this.key.slice(from);
      const values = this.values.slice(first);
      if (child.kind === "projection") said.push({ node: expression, key, values });
      else if (field === "groupBy" || child.kind === "ordering") {
        const same = said.findIndex((one) => one.key === key && one.values.length === values.length && one.values.every((value, i) => value === values[i]));
        if (same < 0) return;
        this.key += `=${same}`;
        this.values.length = first;
        this.repeated.set(expression, (said[same] as (typeof said)[number]).node);
      }
    });
    this.key += ")";
  }

  /** The key of a part alone. */
  #keyOf(node: Node): string {
    const part = new Structure(this.#arrivals);
    part.add(node);
    return part.key;
  }
}

/** Values of different kinds are different structures: they have different types in SQL. */
function markOf(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "?s";
    case "number":
      return Number.isInteger(value) ? "?i" : "?f";
    case "bigint":
      return "?n";
    case "boolean":
      return "?b";
    case "object":
      if (value === null) return "0";
      if (value instanceof Date) return "?d";
      return value instanceof Uint8Array ? "?u" : "?o";
    default:
      throw new QueryError(
        value === undefined ? "QUERY.UNDEFINED_VALUE" : "QUERY.BAD_VALUE",
        value === undefined ? "an expression is compared with undefined; use null, or leave the condition out" : `a ${typeof value} cannot be a value in SQL`,
      );
  }
}

/** The members of a list that are not null, and how they travel. */
export interface Members {
  readonly members: readonly unknown[];
  /** In so many places, or as one list. */
  readonly places: number | "list";
  readonly hasNull: boolean;
  /** The member that needs the widest type. */
  readonly sample: unknown;
}

/** The values of a list that was written out. */
export function valuesOf(list: readonly Node<"parameter" | "value">[]): readonly unknown[] {
  return list.map((member) => (member.kind === "value" ? member.value : undefined));
}

export function membersOf(given: readonly unknown[], shortList: number): Members {
  const members = given.filter((value) => value !== null);
  const kinds = new Set(members.map(markOf));
  if (kinds.size > 1 && !(kinds.size === 2 && kinds.has("?i") && kinds.has("?f")))
    throw new QueryError("QUERY.BAD_VALUE", "the members of a list are of one kind");
  const places = members.length === 0 ? 0 : 2 ** Math.ceil(Math.log2(members.length));
  const sample = members.find((value) => markOf(value) === "?f") ?? members[0];
  return { members, places: members.length > shortList ? "list" : places, hasNull: members.length < given.length, sample };
}
