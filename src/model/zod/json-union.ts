import type * as z from "zod";
import { Unfit } from "../unfit.ts";
import { type JsonForm, type JsonNode, type JsonNodeMaker, plainNode } from "./json-node.ts";
import type { Schema } from "./schema.ts";
import { Unstorable } from "./unstorable.ts";

/** Options that are plain JSON need no choice. Others are told apart by a discriminator, or by the form their values take in JSON. */
export function jsonUnion(def: z.core.$ZodUnionDef, maker: JsonNodeMaker): JsonNode {
  const options = def.options.map((schema) => ({ schema, node: maker.of(schema) }));
  const forms = new Set(options.flatMap(({ node }) => [...node.forms]));
  if (options.every(({ node }) => node.read === undefined)) return { ...plainNode, forms };
  if ("discriminator" in def && typeof def.discriminator === "string") return byDiscriminator(def.discriminator, options);
  return byForm(
    options.map(({ node }) => node),
    forms,
  );
}

function byDiscriminator(key: string, options: readonly { readonly schema: Schema; readonly node: JsonNode }[]): JsonNode {
  const nodes = new Map<unknown, JsonNode>();
  for (const { schema, node } of options) for (const value of schema._zod.propValues?.[key] ?? []) nodes.set(value, node);
  const nodeOf = (value: unknown): JsonNode => {
    const node = nodes.get((value as Readonly<Record<string, unknown>>)[key]);
    if (!node) throw new Unfit(`has no known value in "${key}"`);
    return node;
  };
  return {
    write: (value, path) => nodeOf(value).write(value, path),
    read: (json) => {
      const { read } = nodeOf(json);
      return read ? read(json) : json;
    },
    forms: new Set(["object"]),
  };
}

function byForm(nodes: readonly JsonNode[], forms: ReadonlySet<JsonForm>): JsonNode {
  const byForm = new Map<JsonForm, JsonNode>();
  for (const node of nodes) {
    for (const form of node.forms) {
      const other = byForm.get(form);
      if (other && (other.read || node.read)) {
        throw new Unstorable(
          `has a union inside JSON whose options both become a JSON ${form}, so what is read cannot be told apart`,
          "use z.discriminatedUnion(), or a z.codec() around the union",
        );
      }
      byForm.set(form, node);
    }
  }
  return {
    write: (value, path) => (byForm.get(formOf(value)) ?? plainNode).write(value, path),
    read: (json) => {
      const read = byForm.get(formOf(json))?.read;
      return read ? read(json) : json;
    },
    forms,
  };
}

/** The form a value has, or takes, in JSON. */
function formOf(value: unknown): JsonForm {
  if (value === null) return "null";
  if (Array.isArray(value) || value instanceof Map || value instanceof Set) return "array";
  if (typeof value === "bigint" || value instanceof Date || value instanceof Uint8Array) return "string";
  return typeof value as JsonForm;
}
