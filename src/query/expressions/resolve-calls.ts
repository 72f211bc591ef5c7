import { QueryError } from "../../kernel/errors.ts";
import type { Expression, Node, PortableFunction } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { type Domain, derivedDomain, domainBeside, typeDomain } from "./domain.ts";
import { jsonReader } from "./json-reader.ts";
import { asText, resolveAlike } from "./resolve-computed.ts";
import type { Resolver } from "./resolver.ts";
import type { Resolved, Scope } from "./scope.ts";
import { boolean, decimalOf, document, double, familyOf, isCustom, isNumeric, joinTypes, text, whole } from "./types.ts";

interface Call {
  readonly node: Node<"call">;
  readonly scope: Scope;
  readonly r: Resolver;
  readonly beside: Domain | undefined;
}
interface Outcome {
  readonly args: readonly Expression[];
  readonly domain: Domain;
}

/** Total over the portable functions: what each takes and gives. */
const rules: { readonly [F in PortableFunction]: (call: Call) => Outcome | Resolved } = {
  now: ({ beside }) => ({ args: [], domain: clock(beside) }),
  uuid: () => ({ args: [], domain: typeDomain({ kind: "uuid" }, "uuid()") }),
  lower: textual,
  upper: textual,
  trim: textual,
  trimStart: textual,
  trimEnd: textual,
  substring: textual,
  replace: textual,
  length: (call) => ({ ...textual(call), domain: typeDomain(whole, "a length") }),
  position: (call) => ({ ...textual(call), domain: typeDomain(whole, "a position") }),
  abs: (call) => {
    const item = number(call);
    return { args: [item.node], domain: derivedDomain(computed(item.domain), `abs(${item.domain.label})`) };
  },
  round: (call) => rounded(call, (scale) => Math.min(scale, digitsOf(call.node))),
  floor: (call) => rounded(call, () => 0),
  ceil: (call) => rounded(call, () => 0),
  power: floating,
  sqrt: floating,
  coalesce: alike,
  greatest: alike,
  least: alike,
  nullif: alike,
  count: ({ node, scope, r }) => ({ args: node.args.map((arg) => r.expression(arg, scope).node), domain: typeDomain(whole, "a count") }),
  sum: (call) => {
    const item = number(call);
    return { args: [item.node], domain: { ...derivedDomain(item.domain, `sum(${item.domain.label})`, totalType(item.domain.type)), ...freed(item.domain) } };
  },
  avg: (call) => {
    const item = number(call);
    const type = item.domain.type?.kind === "decimal" ? decimalOf(item.domain.type.scale + 4) : double;
    return { args: [item.node], domain: { ...derivedDomain(item.domain, `avg(${item.domain.label})`, type), ...freed(item.domain) } };
  },
  min: extreme,
  max: extreme,
  every: logical,
  some: logical,
  stringAgg: ({ node, scope, r }) => ({ args: node.args.map((arg) => asText(r.expression(arg, scope)).node), domain: typeDomain(text, "texts") }),
  jsonAgg: ({ node, scope, r }) => {
    const item = r.expression(node.args[0] as Expression, scope);
    const read = jsonReader(item.domain, r.dialect);
    const decode = read && ((list: readonly unknown[]) => list.map(read));
    return { args: [item.node], domain: { ...typeDomain(document, `a list of ${item.domain.label}`), decode: decode as Domain["decode"] } };
  },
  rowNumber: () => ({ args: [], domain: typeDomain(whole, "a number of a row") }),
  rank: () => ({ args: [], domain: typeDomain(whole, "a rank") }),
  denseRank: () => ({ args: [], domain: typeDomain(whole, "a rank") }),
  percentRank: () => ({ args: [], domain: typeDomain(double, "a rank") }),
  cumeDist: () => ({ args: [], domain: typeDomain(double, "a rank") }),
  ntile: ({ node }) => ({ args: node.args, domain: typeDomain(whole, "a part") }),
  lag: neighbour,
  lead: neighbour,
  firstValue: neighbour,
  lastValue: neighbour,
  nthValue: neighbour,
};

export function resolveCall(node: Node<"call">, scope: Scope, r: Resolver, beside?: Domain): Resolved {
  const outcome = rules[node.name]({ node, scope, r, beside });
  if ("node" in outcome) return outcome;
  const { args, domain } = outcome;
  const filter = node.filter && r.condition(node.filter, scope);
  const orderBy = node.orderBy?.map((item) => r.ordering(item, scope));
  return { node: { ...node, args, filter, orderBy, type: domain.type }, domain };
}

function clock(beside: Domain | undefined): Domain {
  const kind = beside?.type?.kind;
  const asAsked = kind === "instant" || kind === "datetime" || kind === "date" || kind === "time";
  return typeDomain(asAsked ? beside?.type : { kind: "instant", form: "date", precision: 3, fixed: false }, "now()");
}

/** Texts, and whole numbers among them that belong to the structure. */
function textual({ node, scope, r }: Call): Outcome {
  const args = node.args.map((arg) => {
    if (arg.kind === "constant") return arg;
    const item = r.expression(arg, scope);
    const { type, label } = item.domain;
    if (type && familyOf(type) !== "text" && type.kind !== "uuid")
      throw new QueryError("QUERY.TYPES_DIFFER", `${node.name}() needs text, and ${label} is ${type.kind}; cast() it to "text"`);
    return type?.kind === "uuid" ? asText(item).node : item.node;
  });
  return { args, domain: typeDomain(text, `${node.name}()`) };
}

function number({ node, scope, r }: Call): Resolved {
  const item = r.expression(node.args[0] as Expression, scope);
  if (isNumeric(item.domain.type) || item.domain.type === undefined) return item;
  throw new QueryError("QUERY.TYPES_DIFFER", `${node.name}() needs numbers, and ${item.domain.label} is ${item.domain.type.kind}; cast() it`);
}

/** A column's schema binds single values only. */
function computed(domain: Domain): Domain {
  return isCustom(domain) ? { ...domain, column: undefined } : typeDomain(domain.type, domain.label);
}
function freed(domain: Domain): Partial<Domain> {
  return isCustom(domain) ? { column: undefined } : { column: undefined, decode: undefined, encode: typeDomain(undefined, domain.label).encode };
}

function totalType(type: LogicalType | undefined): LogicalType {
  if (type?.kind === "decimal") return decimalOf(type.scale);
  if (type?.kind === "integer") return type.bits === 64 ? type : whole;
  return type?.kind === "enum" ? whole : double;
}

function digitsOf(node: Node<"call">): number {
  const digits = node.args[1];
  return digits?.kind === "constant" && typeof digits.value === "number" ? digits.value : 0;
}

/** Whole numbers are round already. */
function rounded(call: Call, scale: (before: number) => number): Outcome | Resolved {
  const item = number(call);
  if (isCustom(item.domain))
    throw new QueryError("QUERY.TYPES_DIFFER", `${item.domain.label} has a custom type, which ${call.node.name}() would round as it is stored`);
  const { type, label } = item.domain;
  if (type?.kind === "integer" || type?.kind === "enum") return item;
  const made = type?.kind === "decimal" ? decimalOf(scale(type.scale)) : double;
  return { args: [item.node, ...call.node.args.slice(1)], domain: typeDomain(made, `${call.node.name}(${label})`) };
}

function floating({ node, scope, r }: Call): Outcome {
  const args = node.args.map((arg) => {
    if (arg.kind === "parameter") return r.parameter(arg, domainBeside(undefined, r.slot(arg).sample, "a number"), true);
    return number({ node: { ...node, args: [arg] }, scope, r, beside: undefined }).node;
  });
  return { args, domain: typeDomain(double, `${node.name}()`) };
}

function alike({ node, scope, r, beside }: Call): Outcome {
  const [args, domain] = resolveAlike(node.args, scope, r, `${node.name}()`, beside);
  return { args, domain };
}

const withoutOrder: ReadonlySet<string> = new Set(["boolean", "json", "array", "uuid", "bytes"]);

function extreme({ node, scope, r }: Call): Outcome {
  const item = r.expression(node.args[0] as Expression, scope);
  const kind = item.domain.type?.kind;
  if (kind !== undefined && withoutOrder.has(kind)) {
    const instead = kind === "boolean" ? "use some() or every()" : "order the rows and take the first";
    throw new QueryError("QUERY.TYPES_DIFFER", `${node.name}() needs values with an order, and ${item.domain.label} is ${kind}; ${instead}`);
  }
  return { args: [item.node], domain: derivedDomain(item.domain, `${node.name}(${item.domain.label})`) };
}

function logical({ node, scope, r }: Call): Outcome {
  return { args: node.args.map((arg) => r.condition(arg, scope)), domain: typeDomain(boolean, `${node.name}()`) };
}

/** The value, whole numbers of the structure, and a default of the value's kind. */
function neighbour({ node, scope, r }: Call): Outcome {
  const item = r.expression(node.args[0] as Expression, scope);
  const rest = node.args.slice(1).map((arg) => {
    if (arg.kind === "constant") return arg;
    if (arg.kind === "parameter") return r.parameter(arg, domainBeside(item.domain, r.slot(arg).sample, "a default"), true);
    const other = r.expression(arg, scope, item.domain);
    if (item.domain.type && other.domain.type) joinTypes(item.domain.type, other.domain.type);
    return other.node;
  });
  return { args: [item.node, ...rest], domain: derivedDomain(item.domain, `${node.name}(${item.domain.label})`) };
}
