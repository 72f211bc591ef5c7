import type { Dialect } from "../../dialect/dialect.ts";
import { QueryError } from "../../kernel/errors.ts";
import type { Expression, Node, Query } from "../../sql/ast.ts";
import type { BoundTable } from "../bound-table.ts";
import { codecOf } from "../bound-table.ts";
import { nullsFor } from "../nulls.ts";
import { type Domain, derivedDomain, domainBeside, typeDomain, wire } from "./domain.ts";
import type { Slot } from "./numbering.ts";
import { resolveCall } from "./resolve-calls.ts";
import { resolveArithmetic, resolveCase, resolveCast, resolveConcat, resolveMoment } from "./resolve-computed.ts";
import { onlyColumn, resolveCondition } from "./resolve-conditions.ts";
import { resolveDocument } from "./resolve-documents.ts";
import { resolveQuery } from "./resolve-queries.ts";
import type { ResolvedQuery, Resolver } from "./resolver.ts";
import type { Resolved, Scope } from "./scope.ts";
import { boolean, whole } from "./types.ts";

/** What is done to a value on its way into a statement: application value -> what the driver takes. */
export type Encoder = (value: unknown) => unknown;

export interface ResolvingOptions {
  readonly dialect: Dialect;
  readonly slots: ReadonlyMap<number, Slot>;
  /** Expressions that name columns of the database already. */
  readonly finished: ReadonlySet<Node>;
  table(node: Node<"table">): BoundTable;
  /** Told of every slot whose domain is found. */
  found(slot: number, domain: Domain, encode: Encoder): void;
}

/** Last pass over a numbered query: properties become columns of the database, every expression gets its type, every value its way to the driver. */
export class Resolving implements Resolver {
  readonly dialect: Dialect;
  readonly #options: ResolvingOptions;
  readonly #parameters = new Map<Node<"parameter">, Node<"parameter">>();

  constructor(options: ResolvingOptions) {
    this.dialect = options.dialect;
    this.#options = options;
  }

  table(node: Node<"table">): BoundTable {
    return this.#options.table(node);
  }
  query(node: Query, scope: Scope, targets?: readonly Domain[]): ResolvedQuery {
    return resolveQuery(node, scope, this, targets);
  }
  slot(node: Node<"parameter">): Slot {
    return this.#options.slots.get(node.slot) ?? { sample: undefined, name: undefined };
  }

  condition(node: Expression, scope: Scope): Expression {
    const { node: made, domain } = this.expression(node, scope, typeDomain(boolean, "a condition"));
    if (domain.type && domain.type.kind !== "boolean")
      throw new QueryError("QUERY.TYPES_DIFFER", `${domain.label} is ${domain.type.kind}, and a condition must stand here; compare it with something`);
    return made;
  }

  ordering(node: Node<"ordering">, scope: Scope): Node<"ordering"> {
    const { node: expression, domain } = this.expression(node.expression, scope);
    if (domain.type?.kind === "json" || domain.type?.kind === "array")
      throw new QueryError("QUERY.CANNOT_ORDER", `${domain.label} holds structured values, which have no order`);
    const mayBeNull = expression.kind !== "column" || expression.nullable !== false;
    return { ...node, expression, nulls: mayBeNull ? (node.nulls ?? nullsFor(node.direction)) : undefined };
  }

  /** The same parameter met again (an expression of GROUP BY that repeats a projection) stays the same object, so that it is written once. */
  parameter(node: Node<"parameter">, domain: Domain, explicit: boolean): Node<"parameter"> {
    const known = this.#parameters.get(node);
    if (known) return known;
    const { type } = domain;
    const { name } = this.slot(node);
    if (!type) {
      const what = name === undefined ? "a value" : `the placeholder "${name}"`;
      throw new QueryError("QUERY.BAD_PLACEHOLDER", `${what} stands beside nothing that tells its type; write cast(placeholder(...), type)`);
    }
    const one = (value: unknown): unknown => wire(this.dialect, type, domain.encode(value));
    const codec = codecOf(this.dialect, type);
    const many = (values: unknown): unknown => codec.encodeList((values as readonly unknown[]).map((value) => domain.encode(value)) as never[]);
    this.#options.found(node.slot, domain, node.list ? many : one);
    const made: Node<"parameter"> = { kind: "parameter", slot: node.slot, type, ...(node.list ? { list: true } : {}), ...(explicit ? { explicit } : {}) };
    this.#parameters.set(node, made);
    return made;
  }

  expression(node: Expression, scope: Scope, beside?: Domain): Resolved {
    if (this.#options.finished.has(node)) return { node, domain: typeDomain(node.kind === "subquery" ? node.type : boolean, "a relation") };
    switch (node.kind) {
      case "column":
        return scope.column(node);
      case "parameter":
        return this.#value(node, beside);
      case "constant":
        return { node, domain: typeDomain(node.value === null ? undefined : typeof node.value === "boolean" ? boolean : whole, "a constant") };
      case "raw":
      case "identifier":
        return { node, domain: typeDomain(undefined, "a piece of SQL") };
      case "fragment": {
        const parts = node.parts.map((part) => (part.kind === "parameter" ? this.#inText(part) : this.expression(part, scope).node));
        return { node: { ...node, parts }, domain: typeDomain(node.type, "a piece of SQL") };
      }
      case "compare":
      case "rowCompare":
      case "logical":
      case "not":
      case "isNull":
      case "inList":
      case "inQuery":
      case "between":
      case "like":
      case "exists":
      case "truth":
      case "match":
      case "inRows":
        return resolveCondition(node, scope, this);
      default:
        return this.#computed(node, scope, beside);
    }
  }

  #computed(node: Expression, scope: Scope, beside: Domain | undefined): Resolved {
    switch (node.kind) {
      case "arithmetic":
        return resolveArithmetic(node, scope, this);
      case "concat":
        return resolveConcat(node, scope, this);
      case "case":
        return resolveCase(node, scope, this, beside);
      case "cast":
        return resolveCast(node, scope, this);
      case "call":
        return resolveCall(node, scope, this, beside);
      case "nativeCall":
        return { node: { ...node, args: node.args.map((arg) => this.expression(arg, scope).node) }, domain: typeDomain(node.type, `${node.name}()`) };
      case "moment":
        return resolveMoment(node, scope, this);
      case "over":
        return this.#window(node, scope, beside);
      case "subquery": {
        const query = this.query(node.query, scope);
        const domain = query.columns.size === 1 ? onlyColumn(query.columns, "subquery()") : typeDomain(undefined, "a query");
        return { node: { ...node, query: query.node, type: domain.type }, domain };
      }
      case "related":
        throw new QueryError(
          "QUERY.UNKNOWN_SOURCE",
          `the relation "${node.table}.${node.relation}" does not belong to ${scope.described()}, which is what the query reads`,
        );
      case "proposed":
      case "filter":
        throw new TypeError(`planner fault: a ${node.kind} expression cannot stand in a query`);
      default:
        return resolveDocument(node as Parameters<typeof resolveDocument>[0], scope, this);
    }
  }

  #value(node: Node<"parameter">, beside: Domain | undefined): Resolved {
    const { sample, name } = this.slot(node);
    const domain = domainBeside(beside, sample, name === undefined ? "a value" : `the placeholder "${name}"`);
    return { node: this.parameter(node, domain, true), domain };
  }

  /** In SQL of the caller's own the text around a value tells the database its type. */
  #inText(node: Node<"parameter">): Node<"parameter"> {
    return this.parameter(node, domainBeside(undefined, this.slot(node).sample, "a value"), false);
  }

  #window(node: Node<"over">, scope: Scope, beside: Domain | undefined): Resolved {
    const { node: call, domain } = resolveCall(node.call, scope, this, beside);
    const over: Node<"over"> = {
      ...node,
      call: call as Node<"call">, // a call stays a call, but for roundings, which have no window
      partitionBy: node.partitionBy.map((item) => this.expression(item, scope).node),
      orderBy: node.orderBy.map((item) => this.ordering(item, scope)),
      type: domain.type,
    };
    return { node: over, domain: derivedDomain(domain, domain.label) };
  }
}
