import type { BoundRelation, BoundTable } from "../bound-table.ts";
import { checkCounts } from "../counts.ts";
import { checkWindow } from "../find-options.ts";
import { relationsToDepth } from "./depth.ts";
import { badLoad, type LoadStrategy, type RelationLoadOptions } from "./load-options.ts";
import { readLoad, type Wanted } from "./paths.ts";

/** One place in a tree of loads: the root, or a relation. */
export interface LoadNode {
  readonly table: BoundTable;
  /** Undefined for the root. */
  readonly relation: BoundRelation | undefined;
  /** The relation's name; empty for the root. */
  readonly name: string;
  readonly isMany: boolean;
  /** Dotted, from the root. */
  readonly path: string;
  readonly options: RelationLoadOptions;
  /** Its rows come with its parents' query. */
  readonly isJoined: boolean;
  /** Relations joined into this node's query. */
  readonly joined: readonly LoadNode[];
  /** Relations loaded by queries of their own. */
  readonly selectin: readonly LoadNode[];
  /** A collection is joined in, here or below: the query has several rows for one. */
  readonly folds: boolean;
  /** Relations whose access is made an error. Set anew when the tree is complete, for all who share objects. */
  raising: readonly string[];
  /** Nodes of one number share the objects of their rows. Set when the tree is complete. */
  group: number;
  /** Rows must be told apart by key. Set when the tree is complete. */
  identifies: boolean;
  /** Rows may lead back to themselves. Set when the tree is complete. */
  isCyclic: boolean;
  /** Its rows need `guardRow`. Set when the tree is complete. */
  isGuarded: boolean;
}

/** Joins in one query at most; beyond that, relations are loaded by queries of their own unless joins are asked for. */
const mostJoins = 16;
const words: ReadonlySet<string> = new Set(["strategy", "where", "orderBy", "limit", "offset", "batch", "load", "select", "counts"]);
const strategies: ReadonlySet<unknown> = new Set<LoadStrategy>(["auto", "joined", "selectin", "lazy", "noload", "raise"]);

export interface LoadRequest {
  readonly load?: unknown;
  readonly depth?: number | undefined;
  readonly validate?: boolean | undefined;
  readonly select?: readonly string[] | undefined;
  readonly counts?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The tree of a read's loads, checked, without its groups (see `settleGroups`); undefined when nothing is loaded. `rows`: how many the root
 * may have at most; "inHand": they are there already, so nothing can be joined to their query.
 */
export function loadTree(table: BoundTable, request: LoadRequest, rows: number | "inHand"): LoadNode | undefined {
  const { load, depth } = request;
  if (load === undefined && depth === undefined) return undefined;
  if (load !== undefined && depth !== undefined) throw badLoad("depth and load are two ways of saying what to load; use one of them");
  const wanted = load === undefined ? relationsToDepth(table, depth) : readLoad(load, "");
  // Joined rows that are missing cannot be told from NULLs that break a rule, so strict reading never joins.
  const builder = new TreeBuilder(request.validate !== true, rows !== "inHand" && rows > table.dialect.capabilities.joinedParents);
  const { select, counts } = request;
  return builder.node({
    table,
    relation: undefined,
    path: "",
    wanted: { options: { select, counts }, children: wanted },
    canJoin: rows !== "inHand",
    isJoined: false,
  });
}

interface Place {
  readonly table: BoundTable;
  readonly relation: BoundRelation | undefined;
  readonly path: string;
  readonly wanted: Wanted;
  /** Relations of this node may be joined to its query. */
  readonly canJoin: boolean;
  readonly isJoined: boolean;
}

class TreeBuilder {
  readonly #joins: boolean;
  readonly #rootQueries: boolean;
  #joinsLeft = mostJoins;

  /** `rootQueries`: the root's rows are many, and their to-one relations come faster by queries of their own. */
  constructor(joins: boolean, rootQueries: boolean) {
    this.#joins = joins;
    this.#rootQueries = rootQueries;
  }

  node({ table, relation, path, wanted, canJoin, isJoined }: Place): LoadNode {
    const joined: LoadNode[] = [];
    const selectin: LoadNode[] = [];
    const raising: string[] = [];
    for (const [name, child] of wanted.children) {
      const childPath = path === "" ? name : `${path}.${name}`;
      const next = relationOf(table, name, childPath);
      const strategy = checkOptions(next, child, childPath);
      if (strategy === "raise") raising.push(name);
      if (strategy === "raise" || strategy === "lazy" || strategy === "noload") continue;
      const joins = this.#joins && canJoin && this.#isJoined(next, strategy, relation === undefined);
      (joins ? joined : selectin).push(this.node({ table: next.target, relation: next, path: childPath, wanted: child, canJoin: true, isJoined: joins }));
    }
    const folds = joined.some((child) => child.folds || child.isMany);
    const { name = "", isMany = false } = relation ?? {};
    return {
      table,
      relation,
      name,
      isMany,
      path,
      options: wanted.options,
      isJoined,
      joined,
      selectin,
      raising,
      folds,
      group: 0,
      identifies: false,
      isCyclic: false,
      isGuarded: false,
    };
  }

  #isJoined(relation: BoundRelation, strategy: LoadStrategy, ofRoot: boolean): boolean {
    if (strategy !== "auto") return strategy === "joined";
    if (relation.isMany || (ofRoot && this.#rootQueries) || this.#joinsLeft === 0) return false;
    this.#joinsLeft -= 1;
    return true;
  }
}

function relationOf(table: BoundTable, name: string, path: string): BoundRelation {
  const relation = table.relation(name);
  if (relation) return relation;
  const known = table.def.relations.map((one) => one.name).join(", ") || "none";
  const what = table.find(name) ? "is a column, not a relation" : "is no relation";
  throw badLoad(`the load path "${path}" cannot be followed: "${table.def.name}.${name}" ${what}; the relations of "${table.def.name}" are: ${known}`);
}

/** Refuses options that are unknown or cannot be. */
function checkOptions(relation: BoundRelation, { options, children }: Wanted, path: string): LoadStrategy {
  for (const word in options) if (!words.has(word)) throw badLoad(`unknown option "${word}" of the load "${path}"; there are ${[...words].join(", ")}`);
  const { strategy = "auto" } = options;
  if (!strategies.has(strategy)) throw badLoad(`the load "${path}" has the unknown strategy "${strategy}"; there are ${[...strategies].join(", ")}`);
  const said = (["where", "orderBy", "limit", "offset", "batch", "select", "counts"] as const).filter((word) => options[word] !== undefined);
  if (strategy === "lazy" || strategy === "noload" || strategy === "raise") {
    if (said.length > 0) throw badLoad(`the load "${path}" is ${strategy}, which loads nothing, so ${said.join(" and ")} cannot be said of it`);
    if (children.size > 0) throw badLoad(`"${path}.${[...children.keys()][0]}" cannot be loaded: "${path}" is ${strategy} and loads nothing`);
    return strategy;
  }
  if (!relation.isMany) {
    const pointless = said.filter((word) => word === "orderBy" || word === "limit" || word === "offset");
    if (pointless.length > 0) throw badLoad(`"${relation.label}" leads to one row at most, so ${pointless.join(" and ")} cannot be said of the load "${path}"`);
  }
  if (options.limit !== undefined) checkWindow("limit", options.limit);
  if (options.offset !== undefined) checkWindow("offset", options.offset);
  if (options.batch !== undefined && (!Number.isSafeInteger(options.batch) || options.batch < 1))
    throw badLoad(`batch of the load "${path}" must be a whole number, 1 or more`);
  if (options.batch !== undefined && strategy === "joined")
    throw badLoad(`the load "${path}" is joined, one query for all parents, so batch cannot be said of it; use selectinload`);
  if (options.counts !== undefined) checkCounts(relation.target, options.counts);
  return strategy;
}
