import { QueryError } from "../../kernel/errors.ts";
import type { Expression, Node, Query, Source } from "../../sql/ast.ts";
import { type Domain, domainBeside, typeDomain } from "./domain.ts";
import { resolveWriting } from "./resolve-writes.ts";
import type { ResolvedQuery, Resolver } from "./resolver.ts";
import { type NamedQueries, type Resolved, Scope, type ScopeSource, type SourceColumn } from "./scope.ts";
import { checkSameFamily, joinDomains, whole } from "./types.ts";

export function resolveQuery(node: Query, scope: Scope, r: Resolver, targets?: readonly Domain[]): ResolvedQuery {
  return node.kind === "select" ? resolveSelect(node, scope, r, targets) : resolveSetOperation(node, scope, r, targets);
}

function resolveSelect(node: Node<"select">, outer: Scope, r: Resolver, targets?: readonly Domain[]): ResolvedQuery {
  const [ctes, named] = resolveNamed(node.with ?? [], outer, r);
  const scope = new Scope(outer, named);
  const from = node.from && resolveSource(node.from, scope, outer, r, false);
  const joins = node.joins?.map((join) => resolveJoin(join, scope, outer, r));
  const [projections, columns] = resolveProjections(node.projections, scope, r, targets);
  const expression = (item: Expression): Expression => r.expression(item, scope).node;
  return {
    node: {
      ...node,
      with: ctes,
      distinctOn: node.distinctOn?.map(expression),
      projections,
      from,
      joins,
      where: node.where && r.condition(node.where, scope),
      groupBy: node.groupBy?.map((item) => repeated(item, node, r) ?? expression(item)),
      having: node.having && r.condition(node.having, scope),
      orderBy: node.orderBy.map((item) => {
        const name = repeated(item.expression, node, r, true);
        const order = r.ordering(item, scope);
        return name?.kind === "column" ? { ...order, expression: { ...name, type: "type" in order.expression ? order.expression.type : undefined } } : order;
      }),
      paging: node.paging && resolvePaging(node.paging, r),
      lock: node.lock && resolveLock(node.lock, scope, r),
    },
    columns,
  };
}

/**
 * Where placeholders tell no position, a database cannot know that two expressions with parameters are the same: a projection that is grouped or ordered
 * by is then named by its place, or by its alias.
 */
function repeated(item: Expression, { projections, groupBy, distinct }: Node<"select">, r: Resolver, byName = false): Expression | undefined {
  if (r.dialect.numbered || (byName && !groupBy && !distinct) || item.kind === "column") return undefined;
  const place = projections.findIndex(({ expression }) => expression === item);
  if (place < 0) return undefined;
  const alias = projections[place]?.alias;
  return byName && alias !== undefined ? { kind: "column", table: undefined, name: alias } : { kind: "constant", value: place + 1 };
}

function resolveProjections(
  projections: readonly Node<"projection">[],
  scope: Scope,
  r: Resolver,
  targets: readonly Domain[] | undefined,
): [Node<"projection">[], Map<string, SourceColumn>] {
  const columns = new Map<string, SourceColumn>();
  const made = projections.map(({ expression, alias = "", path }, i): Node<"projection"> => {
    const { node, domain, optional } = projected(expression, scope, r, targets?.[i]);
    columns.set(alias, { name: alias, domain, nullable: node.kind !== "column" || node.nullable !== false, path, optional });
    return { kind: "projection", expression: node, alias };
  });
  return [made, columns];
}

function projected(expression: Expression, scope: Scope, r: Resolver, target: Domain | undefined): Resolved {
  if (expression.kind !== "parameter") return r.expression(expression, scope, target);
  const domain = target ?? domainBeside(undefined, r.slot(expression).sample, "a value");
  return { node: r.parameter(expression, domain, true), domain };
}

function resolveSource(source: Source, scope: Scope, outer: Scope, r: Resolver, isOuter: boolean): Source {
  if (source.kind === "derived") {
    const query = r.query(source.query, source.lateral ? scope : outer);
    scope.add({ alias: source.alias, table: undefined, columns: query.columns, outer: isOuter });
    return { ...source, query: query.node };
  }
  const alias = source.alias ?? source.name;
  const columns = source.schema === undefined ? scope.named.get(source.name) : undefined;
  if (columns) {
    scope.add({ alias, table: undefined, columns, outer: isOuter });
    return { kind: "table", name: source.name, alias: alias === source.name ? undefined : alias };
  }
  const table = r.table(source);
  scope.add({ alias, table, columns: undefined, outer: isOuter } satisfies ScopeSource);
  return table.node(alias === table.def.name ? undefined : alias);
}

function resolveJoin(join: Node<"join">, scope: Scope, outer: Scope, r: Resolver): Node<"join"> {
  if (join.form === "right" || join.form === "full") scope.makeOuter();
  const source = resolveSource(join.source, scope, outer, r, join.form === "left" || join.form === "full");
  return { ...join, source, on: join.on && r.condition(join.on, scope) };
}

/** Queries with names, each of which may read those before it, and itself if it is recursive. */
function resolveNamed(ctes: readonly Node<"cte">[], outer: Scope, r: Resolver): [readonly Node<"cte">[] | undefined, NamedQueries] {
  if (ctes.length === 0) return [undefined, outer.named];
  const named = new Map(outer.named);
  const made = ctes.map((cte): Node<"cte"> => {
    const scope = new Scope(outer, named);
    if (cte.query.kind === "insert" || cte.query.kind === "update" || cte.query.kind === "delete") {
      const { node, columns } = resolveWriting(cte.query, scope, r);
      named.set(cte.name, columns);
      return { ...cte, query: node };
    }
    const anchor = cte.recursive && cte.query.kind === "setOperation" ? cte.query.left : undefined;
    if (anchor) named.set(cte.name, nullable(resolveQuery(anchor, scope, r).columns));
    const { node, columns } = resolveQuery(cte.query, new Scope(outer, named), r);
    named.set(cte.name, columns);
    return { ...cte, columns: [...columns.keys()], query: anchor ? widened(node) : node };
  });
  return [made, named];
}

/** The first rows of a recursive query fix the types of its columns in most databases, so they are made as wide as later rows may need. */
function widened(query: Query): Query {
  if (query.kind !== "setOperation" || query.left.kind !== "select") return query;
  const wide = (expression: Expression): Expression => {
    const type = "type" in expression ? expression.type : undefined;
    if (type?.kind === "text") return { kind: "cast", item: expression, type: { kind: "text", max: 4000 } };
    return type?.kind === "integer" && type.bits === 32 ? { kind: "cast", item: expression, type: whole } : expression;
  };
  const projections = query.left.projections.map((projection) => ({ ...projection, expression: wide(projection.expression) }));
  return { ...query, left: { ...query.left, projections } };
}

function nullable(columns: ReadonlyMap<string, SourceColumn>): ReadonlyMap<string, SourceColumn> {
  return new Map([...columns].map(([name, column]) => [name, { ...column, nullable: true }]));
}

function resolveSetOperation(node: Node<"setOperation">, scope: Scope, r: Resolver, targets?: readonly Domain[]): ResolvedQuery {
  const left = resolveQuery(node.left, scope, r, targets);
  const right = resolveQuery(node.right, scope, r, targets ?? [...left.columns.values()].map(({ domain }) => domain));
  const [a, b] = [[...left.columns], [...right.columns]];
  if (a.length !== b.length) {
    throw new QueryError("QUERY.BAD_PROJECTION", `${node.operator} takes queries with equally many columns; these have ${a.length} and ${b.length}`);
  }
  const columns = new Map(
    a.map(([name, column], i) => {
      const [otherName, other] = b[i] as (typeof b)[number];
      if (otherName !== name)
        throw new QueryError("QUERY.BAD_PROJECTION", `${node.operator} takes queries with the same columns in the same order; "${name}" meets "${otherName}"`);
      checkSameFamily(column.domain, other.domain, node.operator);
      const domain = joinDomains([column.domain, other.domain], node.operator);
      return [name, { name: column.name, domain, nullable: column.nullable || other.nullable }] as const;
    }),
  );
  return { node: { ...node, left: left.node, right: right.node }, columns };
}

const counted = typeDomain(whole, "a number of rows");

function resolvePaging(node: Node<"paging">, r: Resolver): Node<"paging"> {
  const number = (item: Expression | undefined): Expression | undefined => (item?.kind === "parameter" ? r.parameter(item, counted, false) : item);
  return { ...node, limit: number(node.limit), offset: number(node.offset) };
}

/** Locks name sources; some databases want a column of each. */
function resolveLock(node: Node<"lock">, scope: Scope, r: Resolver): Node<"lock"> {
  return { ...node, of: node.of?.map((column) => r.expression(column, scope).node as Node<"column">) }; // a column stays a column
}
