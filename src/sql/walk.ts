import type { Kind, Node, Nodes } from "./ast.ts";

/**
 * What each field of a node is: one node, a list of nodes, one or a list, or no node. `plain` data belongs to the structure of a query; `apart` is what
 * walks leave alone (values, functions). Total over kinds and fields: a field that is not named here does not compile.
 */
type Form<T> = [NonNullable<T>] extends [Node]
  ? "node"
  : [NonNullable<T>] extends [readonly Node[]]
    ? "nodes"
    : [NonNullable<T>] extends [Node | readonly Node[]]
      ? "either"
      : "plain" | "apart";
type Forms = { readonly [K in Kind]: { readonly [F in keyof Nodes[K]]-?: Form<Nodes[K][F]> } };

const condition = { item: "node", negated: "plain" } as const;
const json = { item: "node", path: "plain", type: "plain" } as const;

/** In the order in which the fields stand in SQL text; every walk keeps it. */
const forms: Forms = {
  column: { table: "plain", name: "plain", type: "plain", nullable: "plain" },
  parameter: { slot: "plain", name: "plain", type: "plain", list: "plain", explicit: "plain", via: "apart" },
  value: { value: "apart", type: "plain" },
  constant: { value: "plain" },
  raw: { text: "plain" },
  identifier: { path: "plain" },
  fragment: { parts: "nodes", type: "plain" },
  proposed: { column: "plain", type: "plain" },

  compare: { operator: "plain", left: "node", right: "node" },
  rowCompare: { operator: "plain", left: "nodes", right: "nodes" },
  logical: { operator: "plain", items: "nodes" },
  not: { item: "node" },
  isNull: condition,
  inList: { ...condition, list: "either" },
  inQuery: { ...condition, query: "node" },
  between: { item: "node", low: "node", high: "node" },
  like: { item: "node", pattern: "node", form: "plain", insensitive: "plain" },
  exists: { query: "node", negated: "plain" },
  truth: condition,
  inRows: { items: "nodes", lists: "nodes" },
  related: { table: "plain", relation: "plain", form: "plain", where: "apart" },
  filter: { schema: "plain", table: "plain", alias: "plain", where: "apart" },
  match: { items: "nodes", query: "node" },

  arithmetic: { operator: "plain", left: "node", right: "node", type: "plain" },
  concat: { items: "nodes", type: "plain" },
  case: { conditions: "nodes", results: "nodes", otherwise: "node", type: "plain" },
  cast: { item: "node", type: "plain" },
  call: { name: "plain", args: "nodes", type: "plain", distinct: "plain", filter: "node", orderBy: "nodes", separator: "plain" },
  nativeCall: { name: "plain", args: "nodes", type: "plain" },
  moment: { form: "plain", unit: "plain", item: "node", type: "plain" },
  subquery: { query: "node", type: "plain" },
  over: { call: "node", partitionBy: "nodes", orderBy: "nodes", frame: "plain", type: "plain" },

  jsonGet: { ...json, form: "plain" },
  jsonSet: { ...json, value: "node" },
  jsonRemove: json,
  jsonContains: { item: "node", value: "node" },
  jsonHas: { item: "node", path: "plain" },
  jsonLength: json,
  jsonObject: { keys: "plain", values: "nodes", type: "plain" },
  jsonArray: { items: "nodes", type: "plain" },
  arrayTest: { item: "node", values: "node", form: "plain" },
  arrayLength: { item: "node", type: "plain" },

  table: { schema: "plain", name: "plain", alias: "plain", triggers: "plain", hint: "plain" },
  derived: { query: "node", alias: "plain", lateral: "plain" },
  join: { form: "plain", source: "node", on: "node" },
  projection: { expression: "node", alias: "plain", path: "plain" },
  ordering: { expression: "node", direction: "plain", nulls: "plain" },
  paging: { limit: "node", offset: "node", ordered: "plain" },
  lock: { mode: "plain", wait: "plain", of: "nodes", orAll: "plain" },
  cte: { name: "plain", columns: "plain", query: "node", recursive: "plain" },
  select: {
    with: "nodes",
    distinct: "plain",
    distinctOn: "nodes",
    projections: "nodes",
    from: "node",
    joins: "nodes",
    where: "node",
    groupBy: "nodes",
    having: "node",
    orderBy: "nodes",
    paging: "node",
    lock: "node",
  },
  setOperation: { operator: "plain", all: "plain", left: "node", right: "node" },

  assignment: { column: "plain", value: "node" },
  valueRows: { rows: "apart" },
  arrayRows: { arrays: "nodes", ordered: "plain" },
  insert: { table: "node", columns: "plain", source: "node", conflict: "plain", returning: "nodes" },
  update: { table: "node", assignments: "nodes", from: "nodes", where: "node", returning: "nodes" },
  delete: { table: "node", from: "nodes", where: "node", returning: "nodes" },
};

interface Fields {
  readonly children: readonly string[];
  readonly plain: readonly string[];
}
const fields: ReadonlyMap<Kind, Fields> = new Map(
  Object.entries(forms).map(([kind, members]) => {
    const named = (wanted: (form: string) => boolean) =>
      Object.entries(members)
        .filter(([, form]) => wanted(form))
        .map(([name]) => name);
    return [kind as Kind, { children: named((form) => form !== "plain" && form !== "apart"), plain: named((form) => form === "plain") }];
  }),
);

type Members = Readonly<Record<string, unknown>>;

/** The node with every node right below it replaced. Gives the same object back when nothing changed. */
export function mapChildren<N extends Node>(node: N, change: (child: Node) => Node): N {
  const members = node as unknown as Members;
  let changed: Record<string, unknown> | undefined;
  for (const name of (fields.get(node.kind) as Fields).children) {
    const old = members[name];
    if (old === undefined) continue;
    const made = Array.isArray(old) ? mapList(old, change) : change(old as Node);
    if (made === old) continue;
    changed ??= { ...members };
    changed[name] = made;
  }
  return (changed ?? node) as N;
}

function mapList(list: readonly Node[], change: (child: Node) => Node): readonly Node[] {
  let changed = false;
  const made = list.map((child) => {
    const after = change(child);
    if (after !== child) changed = true;
    return after;
  });
  return changed ? made : list;
}

/** Calls `visit` for every node right below, with the name of the field it stands in. */
export function eachChild(node: Node, visit: (child: Node, field: string) => void): void {
  const members = node as unknown as Members;
  for (const name of (fields.get(node.kind) as Fields).children) {
    const child = members[name];
    if (child === undefined) continue;
    if (Array.isArray(child)) for (const one of child) visit(one as Node, name);
    else visit(child as Node, name);
  }
}

/** Calls `visit` for every member of a node that is plain data and there. */
export function eachPlain(node: Node, visit: (value: unknown) => void): void {
  const members = node as unknown as Members;
  for (const name of (fields.get(node.kind) as Fields).plain) visit(members[name]);
}

/** Whether a table of the database is read anywhere in a node. */
export function readsTable(node: Node, table: Pick<Node<"table">, "schema" | "name">): boolean {
  let found = node.kind === "table" && node.name === table.name && node.schema === table.schema;
  eachChild(node, (child) => {
    found ||= readsTable(child, table);
  });
  return found;
}
