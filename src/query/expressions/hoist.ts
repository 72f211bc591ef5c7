import { QueryError } from "../../kernel/errors.ts";
import type { Node, Statement } from "../../sql/ast.ts";
import { eachChild, mapChildren } from "../../sql/walk.ts";

/**
 * Named queries of all inner queries, brought to the outermost one, each once: not every database takes WITH inside, and writes among them must stand
 * outside. They refer to nothing around them.
 */
export function hoisted(statement: Statement | Node<"fragment">): Statement | Node<"fragment"> {
  const found = new Map<string, Node<"cte">>();
  const take = (node: Node): Node => {
    const inner = mapChildren(node, take);
    if (inner.kind !== "select" || !inner.with) return inner;
    for (const cte of inner.with) if (!found.has(cte.name)) found.set(cte.name, cte);
    return { ...inner, with: undefined };
  };
  if (statement.kind === "fragment") return statement; // the caller's own text stands around its queries
  const made = take(statement) as Statement; // kinds stay
  if (found.size === 0) return statement;
  const names = [...found.values()];
  if (made.kind === "select") return { ...made, with: names };
  if (made.kind === "insert" && made.source.kind === "select") return { ...made, source: { ...made.source, with: names } };
  throw new QueryError("QUERY.BAD_SOURCE", "a query with a name can be read by queries, and by inserts from a query; for other writes use the query itself");
}

/** Throws QueryError when one name means two queries. Run on the statement as the caller made it. */
export function checkNames(statement: Node): void {
  const known = new Map<string, Node<"cte">>();
  const visit = (node: Node): void => {
    if (node.kind === "cte") {
      const other = known.get(node.name);
      if (other && other !== node && !(other.recursive || node.recursive))
        throw new QueryError("QUERY.BAD_ALIAS", `two queries are called "${node.name}"; a name means one query throughout a statement`);
      known.set(node.name, node);
    }
    eachChild(node, visit);
  };
  visit(statement);
}
