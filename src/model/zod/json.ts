import type * as z from "zod";
import { bytesFromBase64, bytesToBase64 } from "../base64.ts";
import { Unfit } from "../unfit.ts";
import { isBytesSchema } from "./classify.ts";
import { containerNode } from "./json-container.ts";
import { type JsonForm, type JsonNode, type JsonNodeMaker, leafNode, type Path, plainNode, readBy } from "./json-node.ts";
import { jsonUnion } from "./json-union.ts";
import { applyCodec, runForward } from "./run.ts";
import { codecOf, defOf, hasCodec, type Open, type Schema, someSchema } from "./schema.ts";
import { Unstorable } from "./unstorable.ts";

/** The node of a schema inside a JSON column. Throws Unstorable for what JSON cannot hold. */
export function jsonNode(schema: Schema, open: Open, codecs = true): JsonNode {
  const memo = new Map<Schema, JsonNode>();
  const maker: JsonNodeMaker = {
    open,
    codecs,
    of(inner) {
      const known = memo.get(inner);
      if (known) return known;
      // Whoever refers to a recursive schema while it is being made gets a node that asks for the finished one when it runs.
      const finished = (): JsonNode => memo.get(inner) as JsonNode;
      const reads = someSchema(inner, open, (schema) => isChangedByJson(schema, codecs));
      memo.set(inner, {
        write: (value, path) => finished().write(value, path),
        read: reads ? (json) => readBy(finished(), json) : undefined,
        forms: new Set(["object"]),
      });
      const made = makeNode(inner, maker);
      const node = reads ? made : { ...made, read: undefined };
      memo.set(inner, node);
      return node;
    },
  };
  return maker.of(schema);
}

/** True for schemas whose values JSON holds in another form than rows. */
function isChangedByJson(schema: Schema, codecs: boolean): boolean {
  const def = defOf(schema);
  if (def.type === "pipe") return codecs && codecOf(def) !== undefined;
  if (def.type === "literal") return def.values.some((value) => typeof value === "bigint");
  return ["date", "bigint", "map", "set", "custom"].includes(def.type);
}

function makeNode(schema: Schema, maker: JsonNodeMaker): JsonNode {
  const def = defOf(schema);
  switch (def.type) {
    case "string":
    case "template_literal":
      return leafNode("string");
    case "number":
    case "boolean":
    case "null":
      return leafNode(def.type);
    case "any":
    case "unknown":
    case "never":
      return plainNode;
    case "undefined":
    case "void":
      return leafNode();
    case "enum":
    case "literal":
      return literal([...((schema as z.core.$ZodEnum)._zod.values ?? [])]);
    case "date":
      return { write: writeDate, read: (json) => new Date(json as string), forms: text };
    case "bigint":
      return bigints;
    case "optional":
    case "nonoptional":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
      return maker.of(def.innerType);
    case "nullable":
      return nullable(maker.of(def.innerType));
    case "lazy": {
      const inner = maker.open(schema as z.core.$ZodLazy);
      return inner ? maker.of(inner) : plainNode;
    }
    case "pipe":
      return pipe(def, maker);
    case "union":
      return jsonUnion(def, maker);
    default:
      return containerNode(def, maker) ?? bytesNode(schema, def.type);
  }
}

const text: ReadonlySet<JsonForm> = new Set<JsonForm>(["string"]);
const bigints: JsonNode = { write: String, read: (json) => BigInt(json as string), forms: text };

function bytesNode(schema: Schema, type: string): JsonNode {
  if (isBytesSchema(schema)) return { write: (value) => bytesToBase64(value as Uint8Array), read: (json) => bytesFromBase64(json as string), forms: text };
  throw new Unstorable(`holds z.${type}() inside JSON, which JSON cannot keep`, "write a z.codec() from a JSON type to it");
}

function literal(values: readonly unknown[]): JsonNode {
  const defined = values.filter((value) => value !== undefined);
  if (!defined.some((value) => typeof value === "bigint")) return leafNode(...defined.map((value) => (value === null ? "null" : (typeof value as JsonForm))));
  if (defined.every((value) => typeof value === "bigint")) return bigints;
  throw new Unstorable("has a literal of bigints and other values inside JSON", "keep bigint literals in a schema of their own");
}

function writeDate(value: unknown, path: Path): string {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw new Unfit("holds an invalid Date", path);
  return value.toISOString();
}

function nullable(inner: JsonNode): JsonNode {
  const { read } = inner;
  return {
    write: (value, path) => (value === null ? null : inner.write(value, path)),
    read: read && ((json) => (json === null ? null : read(json))),
    forms: new Set([...inner.forms, "null"]),
  };
}

function pipe(def: z.core.$ZodPipeDef, maker: JsonNodeMaker): JsonNode {
  const codec = codecOf(def as z.core.$ZodPipe["_zod"]["def"]);
  if (!codec && !hasCodec(def.in, maker.open)) return maker.of(def.out);
  const input = maker.of(def.in);
  if (!maker.codecs) return input;
  const { read } = input;
  const outer = hasCodec(def.out, maker.open) ? (value: unknown) => runForward(def.out, value) : (value: unknown) => value;
  const apply = codec ? (value: unknown) => applyCodec(codec, value) : (value: unknown) => value;
  return { write: input.write, read: (json) => outer(apply(read ? read(json) : json)), forms: input.forms };
}
