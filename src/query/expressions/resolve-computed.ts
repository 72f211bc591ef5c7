import { QueryError } from "../../kernel/errors.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { type Domain, derivedDomain, domainBeside, typeDomain } from "./domain.ts";
import type { Resolver } from "./resolver.ts";
import type { Resolved, Scope } from "./scope.ts";
import { boolean, decimalOf, double, familyOf, isCustom, isNumeric, joinDomains, joinTypes, text, whole } from "./types.ts";

/** Whole numbers take a float or decimal beside them for what it is. */
export function resolveArithmetic(node: Node<"arithmetic">, scope: Scope, r: Resolver): Resolved {
  const { operator } = node;
  const what = `the operator ${operator}`;
  const [first, second] = [node.left, node.right].map((side) => (side.kind === "parameter" ? undefined : numeric(r.expression(side, scope), what)));
  const known = first ?? second;
  const typed = (side: Expression, resolved: Resolved | undefined): Resolved => {
    if (resolved) return resolved;
    const parameter = side as Node<"parameter">;
    const domain = valueDomain(known?.domain, operator, r.slot(parameter).sample);
    return numeric({ node: r.parameter(parameter, domain, true), domain }, what);
  };
  const left = typed(node.left, first);
  const right = typed(node.right, second);
  const type = resultType(operator, left.domain, right.domain);
  const domain = resultDomain(operator, left.domain, right.domain, type);
  return { node: { ...node, left: left.node, right: right.node, type }, domain };
}

/** Beside a column with a custom type, what is added has it too, and what multiplies is a plain number. */
function valueDomain(known: Domain | undefined, operator: Node<"arithmetic">["operator"], sample: unknown): Domain {
  const adds = operator === "+" || operator === "-";
  if (known && (adds || !isCustom(known))) return domainBeside(plainly(known), sample, "a number");
  return domainBeside(undefined, sample, "a number");
}

/** What a column's schema says of single values (its bounds, its scale) does not bind what is computed with them. */
function plainly(domain: Domain): Domain {
  return isCustom(domain) ? domain : typeDomain(domain.type, domain.label);
}

function numeric(item: Resolved, what: string): Resolved {
  if (item.node.kind === "constant" || isNumeric(item.domain.type) || item.domain.type === undefined) return item;
  throw new QueryError("QUERY.TYPES_DIFFER", `${what} needs numbers, and ${item.domain.label} is ${item.domain.type.kind}; cast() it`);
}

function resultType(operator: Node<"arithmetic">["operator"], left: Domain, right: Domain): LogicalType {
  const [a, b] = [plainNumber(left.type ?? right.type), plainNumber(right.type ?? left.type)];
  const joined = joinTypes(a, b);
  switch (operator) {
    case "/":
      return joined.kind === "decimal" ? decimalOf((a.kind === "decimal" ? a.scale : 0) + 4) : double;
    case "div":
    case "%":
      if (joined.kind !== "integer") throw new QueryError("QUERY.TYPES_DIFFER", 'intDiv() and mod() take whole numbers; use div(), or cast() to "integer"');
      return joined;
    case "*":
      if (joined.kind === "decimal") return decimalOf(scaleOf(a) + scaleOf(b));
      return widened(joined);
    default:
      return joined.kind === "decimal" ? decimalOf(joined.scale) : widened(joined);
  }
}

/** Sums and products of small numbers may be large. */
function widened(type: LogicalType): LogicalType {
  if (type.kind === "integer") return type.bits === 64 ? type : whole;
  return double;
}

function plainNumber(type: LogicalType | undefined): LogicalType {
  if (!type) return whole;
  return type.kind === "enum" ? whole : type;
}

function scaleOf(type: LogicalType): number {
  return type.kind === "decimal" ? type.scale : 0;
}

function resultDomain(operator: Node<"arithmetic">["operator"], left: Domain, right: Domain, type: LogicalType): Domain {
  const label = "a computed number";
  const [a, b] = [isCustom(left), isCustom(right)];
  if (!a && !b) return typeDomain(type, label);
  const adds = operator === "+" || operator === "-";
  const fits = adds ? a && b && left.decode === right.decode : a && !b;
  if (!fits) {
    throw new QueryError(
      "QUERY.TYPES_DIFFER",
      `${left.label} ${operator} ${right.label} has no meaning: a custom type is added to its own kind, and multiplied or divided by plain numbers only`,
    );
  }
  return { ...derivedDomain(left, label, type), column: undefined };
}

export function resolveConcat(node: Node<"concat">, scope: Scope, r: Resolver): Resolved {
  const items = node.items.map((item) => asText(r.expression(item, scope)).node);
  return { node: { ...node, items, type: text }, domain: typeDomain(text, "a text") };
}

/** Texts as they are, numbers and uuids written as text. */
export function asText(item: Resolved): Resolved {
  const { type, label } = item.domain;
  if (!type || familyOf(type) === "text") return item;
  if (type.kind !== "integer" && type.kind !== "uuid" && type.kind !== "enum" && type.kind !== "decimal")
    throw new QueryError("QUERY.TYPES_DIFFER", `${label} is ${type.kind}, which databases write differently; cast() it to "text" if that does not matter`);
  return { node: { kind: "cast", item: item.node, type: text }, domain: typeDomain(text, label) };
}

/** Expressions that stand for each other: all of one kind, values typed by the others. */
export function resolveAlike(nodes: readonly Expression[], scope: Scope, r: Resolver, what: string, beside?: Domain): readonly [Expression[], Domain] {
  const resolved = nodes.map((node) => (node.kind === "parameter" ? undefined : r.expression(node, scope)));
  const known = resolved.flatMap((one) => (one && one.node.kind !== "constant" ? [one.domain] : []));
  const common = known.length > 0 ? joinDomains(known, what) : beside;
  const domains: Domain[] = [...known];
  const made = nodes.map((node, i) => {
    const one = resolved[i];
    if (one) {
      if (one.node.kind === "constant" && one.domain.type) domains.push(one.domain);
      return one.node;
    }
    const parameter = node as Node<"parameter">;
    const domain = domainBeside(common, r.slot(parameter).sample, what);
    domains.push(domain);
    return r.parameter(parameter, domain, true);
  });
  return [made, joinDomains(domains, what)];
}

export function resolveCase(node: Node<"case">, scope: Scope, r: Resolver, beside?: Domain): Resolved {
  const conditions = node.conditions.map((condition) => r.condition(condition, scope));
  const [values, domain] = resolveAlike(node.otherwise ? [...node.results, node.otherwise] : node.results, scope, r, "case", beside);
  const results = values.slice(0, node.results.length);
  return { node: { kind: "case", conditions, results, otherwise: values[node.results.length], type: domain.type }, domain };
}

export function resolveCast({ item, type }: Node<"cast">, scope: Scope, r: Resolver): Resolved {
  const domain = typeDomain(type, `a value as ${type.kind}`);
  if (item.kind === "parameter" && r.slot(item).sample === undefined) return { node: r.parameter(item, domain, true), domain };
  const inner = r.expression(item, scope);
  const from = inner.domain.type;
  if (from && isCustom(inner.domain))
    throw new QueryError("QUERY.TYPES_DIFFER", `${inner.domain.label} has a custom type, so a cast would be of what is stored, not of what rows hold`);
  if (from?.kind === "boolean" && type.kind !== "boolean") return { node: fromBoolean(inner.node, type), domain };
  if (from && type.kind === "boolean" && from.kind !== "boolean") return { node: toBoolean(inner, from), domain };
  return { node: { kind: "cast", item: inner.node, type }, domain };
}

/** true and false have no common text, so they are spelt out. */
function fromBoolean(item: Expression, type: LogicalType): Expression {
  const constant = (value: number): Expression => ({ kind: "constant", value });
  const raw = (value: string): Expression => ({ kind: "raw", text: value });
  if (type.kind !== "text" && type.kind !== "integer")
    throw new QueryError("QUERY.TYPES_DIFFER", `a boolean can be cast to "text" or "integer", not to ${type.kind}`);
  const results = type.kind === "text" ? [raw("'true'"), raw("'false'")] : [constant(1), constant(0)];
  return { kind: "case", conditions: [item, { kind: "not", item }], results, type };
}

function toBoolean(item: Resolved, from: LogicalType): Expression {
  if (!isNumeric(from)) throw new QueryError("QUERY.TYPES_DIFFER", `${item.domain.label} is ${from.kind}, which cannot be cast to "boolean"; compare it`);
  const isZero: Expression = { kind: "compare", operator: "=", left: item.node, right: { kind: "constant", value: 0 } };
  return {
    kind: "case",
    conditions: [isZero, { kind: "not", item: isZero }],
    results: [
      { kind: "constant", value: false },
      { kind: "constant", value: true },
    ],
    type: boolean,
  };
}

const clockUnits: ReadonlySet<string> = new Set(["hour", "minute", "second"]);

export function resolveMoment(node: Node<"moment">, scope: Scope, r: Resolver): Resolved {
  const item = r.expression(node.item, scope);
  const kind = item.domain.type?.kind;
  const fits = kind === "instant" || kind === "datetime" || (kind === "date" && !clockUnits.has(node.unit));
  if (!fits)
    throw new QueryError(
      "QUERY.TYPES_DIFFER",
      `${item.domain.label} is ${kind ?? "of no known type"} and has no ${node.unit}; cast() it to "instant", "datetime" or "date"`,
    );
  if (node.form === "extract")
    return { node: { ...node, item: item.node, type: whole }, domain: typeDomain(whole, `the ${node.unit} of ${item.domain.label}`) };
  return { node: { ...node, item: item.node, type: item.domain.type }, domain: derivedDomain(item.domain, `the ${node.unit} of ${item.domain.label}`) };
}
