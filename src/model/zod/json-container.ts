import { kindOf } from "../canonical.ts";
import { Unfit } from "../unfit.ts";
import { type JsonNode, type JsonNodeMaker, leafNode, type Path, plainNode, plainObject, readBy, setOwn } from "./json-node.ts";
import { hasCodec, type Schema, type SchemaDef } from "./schema.ts";
import { Unstorable } from "./unstorable.ts";

/** Arrays, tuples, objects, records, maps, sets and intersections; undefined for other schemas. */
export function containerNode(def: SchemaDef, maker: JsonNodeMaker): JsonNode | undefined {
  switch (def.type) {
    case "array":
      return elements(maker.of(def.element));
    case "set":
      return setNode(maker.of(def.valueType));
    case "tuple":
      return tuple(
        def.items.map((item) => maker.of(item)),
        def.rest ? maker.of(def.rest) : undefined,
      );
    case "object":
      return objectNode(def.shape, def.catchall, maker);
    case "record":
      return record(def.keyType, maker.of(def.valueType), maker);
    case "map":
      return mapNode(maker.of(def.keyType), maker.of(def.valueType));
    case "intersection":
      if (maker.of(def.left).read || maker.of(def.right).read) {
        throw new Unstorable("has an intersection inside JSON with dates, bigints or codecs in it", "join the two schemas with .extend()");
      }
      return plainNode;
    default:
      return undefined;
  }
}

function elements(element: JsonNode): JsonNode {
  const { read } = element;
  return {
    write: (value, path) => each(value, path).map((item, i) => element.write(item, [...path, i])),
    read: read && ((json) => (json as readonly unknown[]).map((item) => read(item))),
    forms: new Set(["array"]),
  };
}

function each(value: unknown, path: Path): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unfit(`takes an array, not ${kindOf(value)}`, path);
  return value;
}

function setNode(element: JsonNode): JsonNode {
  const inner = elements(element);
  return {
    write: (value, path) => inner.write([...(value as ReadonlySet<unknown>)], path),
    read: (json) => new Set((inner.read ? inner.read(json) : json) as readonly unknown[]),
    forms: inner.forms,
  };
}

function mapNode(key: JsonNode, value: JsonNode): JsonNode {
  const pair = elements(tuple([key, value], undefined));
  return {
    write: (map, path) => pair.write([...(map as ReadonlyMap<unknown, unknown>)], path),
    read: (json) => new Map((pair.read ? pair.read(json) : json) as readonly (readonly [unknown, unknown])[]),
    forms: pair.forms,
  };
}

function tuple(items: readonly JsonNode[], rest: JsonNode | undefined): JsonNode {
  const nodeAt = (i: number): JsonNode => items[i] ?? rest ?? plainNode;
  const same = items.every((item) => item.read === undefined) && rest?.read === undefined;
  return {
    write: (value, path) => each(value, path).map((item, i) => nodeAt(i).write(item, [...path, i])),
    read: same ? undefined : (json) => (json as readonly unknown[]).map((item, i) => readBy(nodeAt(i), item)),
    forms: new Set(["array"]),
  };
}

function objectNode(shape: Readonly<Record<string, Schema>>, catchall: Schema | undefined, maker: JsonNodeMaker): JsonNode {
  const members = new Map(Object.keys(shape).map((key) => [key, maker.of(shape[key] as Schema)]));
  const rest = catchall ? maker.of(catchall) : leafNode();
  const reading = [...members].filter(([, node]) => node.read !== undefined);
  const nodeOf = (key: string): JsonNode => members.get(key) ?? rest;
  const readRest = rest.read;
  return {
    write: (value, path) => {
      if (typeof value !== "object" || value === null) throw new Unfit(`takes an object, not ${kindOf(value)}`, path);
      return plainObject(value, path, (member, at, key) => nodeOf(key).write(member, at));
    },
    read: reading.length === 0 && !readRest ? undefined : (json) => readMembers(json as Readonly<Record<string, unknown>>, nodeOf),
    forms: new Set(["object"]),
  };
}

function record(keyType: Schema, value: JsonNode, maker: JsonNodeMaker): JsonNode {
  if (hasCodec(keyType, maker.open))
    throw new Unstorable("has a codec for the keys of a record inside JSON", "use z.map(), or keys that are stored as they are");
  return {
    write: (object, path) => {
      if (typeof object !== "object" || object === null) throw new Unfit(`takes an object, not ${kindOf(object)}`, path);
      return plainObject(object, path, (member, at) => value.write(member, at));
    },
    read: value.read && ((json) => readMembers(json as Readonly<Record<string, unknown>>, () => value)),
    forms: new Set(["object"]),
  };
}

function readMembers(json: Readonly<Record<string, unknown>>, nodeOf: (key: string) => JsonNode): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(json)) setOwn(out, key, readBy(nodeOf(key), json[key]));
  return out;
}
