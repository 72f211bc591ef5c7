import { QueryError } from "../../kernel/errors.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { type Domain, derivedDomain, domainBeside, typeDomain } from "./domain.ts";
import { listReader, objectReader } from "./json-reader.ts";
import type { Resolver } from "./resolver.ts";
import type { Resolved, Scope } from "./scope.ts";
import { boolean, document, double, text, whole } from "./types.ts";

type Documents = Node<
  "jsonGet" | "jsonSet" | "jsonRemove" | "jsonContains" | "jsonHas" | "jsonLength" | "jsonObject" | "jsonArray" | "arrayTest" | "arrayLength"
>;

const formTypes = { json: document, text, number: double, boolean } as const;
const truth = typeDomain(boolean, "a condition");

export function resolveDocument(node: Documents, scope: Scope, r: Resolver): Resolved {
  switch (node.kind) {
    case "jsonGet": {
      const item = json(node.item, scope, r);
      const type = formTypes[node.form];
      const whole = node.path.length === 0 && node.form === "json";
      const domain = whole ? item.domain : typeDomain(type, `${item.domain.label} at ${node.path.join(".")}`);
      return { node: whole ? item.node : { ...node, item: item.node, type }, domain };
    }
    case "jsonSet": {
      const item = json(node.item, scope, r);
      return {
        node: { ...node, item: item.node, value: jsonValue(node.value, scope, r), type: document },
        domain: derivedDomain(item.domain, item.domain.label),
      };
    }
    case "jsonRemove": {
      const item = json(node.item, scope, r);
      return { node: { ...node, item: item.node, type: document }, domain: item.domain };
    }
    case "jsonContains":
      return { node: { ...node, item: json(node.item, scope, r).node, value: json(node.value, scope, r).node }, domain: truth };
    case "jsonHas":
      return { node: { ...node, item: json(node.item, scope, r).node }, domain: truth };
    case "jsonLength":
      return { node: { ...node, item: json(node.item, scope, r).node, type: whole }, domain: typeDomain(whole, "a length") };
    case "jsonObject": {
      const values = node.values.map((value) => member(value, scope, r));
      const decode = objectReader(
        values.map(({ domain }, i) => [node.keys[i] ?? "", domain] as const),
        r.dialect,
      );
      return {
        node: { ...node, values: values.map((value) => value.node), type: document },
        domain: { ...typeDomain(document, "a JSON object"), decode: decode as Domain["decode"] },
      };
    }
    case "jsonArray": {
      const items = node.items.map((item) => member(item, scope, r));
      const decode = listReader(
        items.map(({ domain }) => domain),
        r.dialect,
      );
      return {
        node: { ...node, items: items.map((item) => item.node), type: document },
        domain: { ...typeDomain(document, "a JSON list"), decode: decode as Domain["decode"] },
      };
    }
    case "arrayTest":
      return { node: arrayTest(node, scope, r), domain: truth };
    case "arrayLength":
      return { node: { ...node, item: list(node.item, scope, r).node, type: whole }, domain: typeDomain(whole, "a length") };
  }
}

/** A document: a column, something computed, or a value that becomes one. */
function json(node: Expression, scope: Scope, r: Resolver): Resolved {
  if (node.kind === "parameter") {
    const domain = typeDomain(document, "a JSON value");
    return { node: r.parameter(node, domain, true), domain };
  }
  const item = r.expression(node, scope);
  const { type, label } = item.domain;
  if (type && type.kind !== "json" && type.kind !== "array")
    throw new QueryError("QUERY.TYPES_DIFFER", `${label} is ${type.kind}, not JSON; cast() it to "json" if its text is`);
  return item;
}

/** What is put into a document: a value as JSON, or an expression of any type. */
function jsonValue(node: Expression, scope: Scope, r: Resolver): Expression {
  return node.kind === "parameter" ? json(node, scope, r).node : r.expression(node, scope).node;
}

function member(node: Expression, scope: Scope, r: Resolver): Resolved {
  if (node.kind !== "parameter") return r.expression(node, scope);
  const domain = domainBeside(undefined, r.slot(node).sample, "a member");
  return { node: r.parameter(node, domain, true), domain };
}

function list(node: Expression, scope: Scope, r: Resolver): Resolved {
  const item = r.expression(node, scope);
  if (item.domain.type?.kind === "array") return item;
  throw new QueryError("QUERY.TYPES_DIFFER", `${item.domain.label} is no list of values; for JSON use json.contains() and json.length()`);
}

function arrayTest(node: Node<"arrayTest">, scope: Scope, r: Resolver): Expression {
  const item = list(node.item, scope, r);
  const type = item.domain.type as LogicalType;
  // The column's schema may ask for more than these values are (a length, for example); as a filter it takes any of the right kind.
  const domain = { ...item.domain, type };
  const values = node.values.kind === "parameter" ? r.parameter(node.values, domain, true) : r.expression(node.values, scope, domain).node;
  return { ...node, item: item.node, values };
}
