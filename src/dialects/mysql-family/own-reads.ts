import type { Expression, Node, Query } from "../../sql/ast.ts";
import { eachChild, mapChildren, readsTable } from "../../sql/walk.ts";

type Writing = Node<"update" | "delete">;
type Target = Pick<Node<"table">, "schema" | "name">;

/** More rows than there can be: what has a limit is never merged into the query around it. */
const everything: Expression = { kind: "raw", text: "18446744073709551615" };

/**
 * The same write where no query inside reads the table that is written (error 1093), but a copy of what it needs. A query that refers to nothing around it
 * is run beforehand as a whole; one that does finds a copy of the columns it uses.
 */
export function withoutOwnReads<W extends Writing>(writing: W): W {
  const { table } = writing;
  const visit = <N extends Node>(node: N): N => {
    if (node.kind === "derived") return readsTable(node, table) ? { ...node, query: kept(node.query) } : node;
    if ((node.kind === "select" || node.kind === "setOperation") && readsTable(node, table)) return (refers(node, new Set()) ? copied(node) : apart(node)) as N; // a query for a query
    return mapChildren(node, visit);
  };
  /** A query that refers to rows around it, with copies of the table in its place. */
  const copied = (query: Query): Query => {
    if (query.kind === "setOperation") return { ...query, left: copied(query.left), right: copied(query.right) };
    const change = (node: Node): Node => (isTarget(node, table) ? copyOf(node, query) : visit(node));
    return mapChildren(query, (child) => (child.kind === "join" ? mapChildren(child, change) : change(child)));
  };
  return mapChildren(writing, (child) => (child === table ? child : visit(child)));
}

function isTarget(node: Node, { schema, name }: Target): node is Node<"table"> {
  return node.kind === "table" && node.name === name && node.schema === schema;
}

function apart(query: Query): Node<"select"> {
  return { kind: "select", projections: [all], from: { kind: "derived", query: kept(query), alias: "apart" }, orderBy: [] };
}

/** The same rows, never merged into the query around them. */
function kept(query: Query): Query {
  if (query.kind === "setOperation" || query.distinct || query.paging) return query;
  return { ...query, paging: { kind: "paging", limit: everything, ordered: query.orderBy.length > 0 } };
}

const all: Node<"projection"> = { kind: "projection", expression: { kind: "raw", text: "*" } };

/** The columns of a source that its query uses. */
function copyOf(source: Node<"table">, query: Node<"select">): Node<"derived"> {
  const alias = source.alias ?? source.name;
  const used = new Map<string, Node<"projection">>();
  let known = true;
  const look = (node: Node): void => {
    if (node.kind === "raw" || node.kind === "identifier") known = false;
    if (node.kind === "column" && node.table === alias) used.set(node.name, { kind: "projection", expression: { ...node, table: undefined } });
    if (node.kind === "select" && node !== query && aliases(node).includes(alias)) return;
    eachChild(node, look);
  };
  look(query);
  const one: Node<"projection"> = { kind: "projection", expression: { kind: "constant", value: 1 } };
  const projections = !known ? [all] : used.size > 0 ? [...used.values()] : [one];
  return { kind: "derived", query: kept({ kind: "select", projections, from: { ...source, alias: undefined }, orderBy: [] }), alias };
}

/** Whether a part of a query names a source outside of it. */
function refers(node: Node, known: ReadonlySet<string>): boolean {
  if (node.kind === "column") return node.table !== undefined && !known.has(node.table);
  const inner = node.kind === "select" ? new Set([...known, ...aliases(node)]) : known;
  let found = false;
  eachChild(node, (child) => {
    found ||= refers(child, inner);
  });
  return found;
}

function aliases({ from, joins = [] }: Node<"select">): readonly string[] {
  const sources = [from, ...joins.map(({ source }) => source)].filter((source) => source !== undefined);
  return sources.map((source) => (source.kind === "derived" ? source.alias : (source.alias ?? source.name)));
}
