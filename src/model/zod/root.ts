import { codecOf, defOf, type Schema } from "./schema.ts";

const advice: Readonly<Record<string, string>> = {
  readonly: "is .readonly(): give the object itself and freeze rows where you need it",
  union: "is a union: make one table for each option, or one object with a discriminator and nullable columns",
  intersection: "is an intersection: join the two objects with .extend()",
  optional: "is optional: give the object itself",
  nullable: "is nullable: give the object itself",
  lazy: "is lazy: give the object itself",
};

/** Why a schema cannot be the root of a table; undefined for objects. */
export function rootProblem(schema: unknown): string | undefined {
  if (typeof schema !== "object" || schema === null || !("_zod" in schema)) return "must be a Zod 4 object: z.object({ ... })";
  const def = defOf(schema as Schema);
  if (def.type === "object") return undefined;
  if (def.type === "pipe") {
    return codecOf(def) ? "is a codec: put codecs on its columns" : "is piped or transformed: give the object itself and put codecs on its columns";
  }
  return advice[def.type] ?? `is z.${def.type}(): a table is a z.object({ ... })`;
}

/** True when rows hold plain objects in this column. */
export function isPlainObjectSchema(schema: Schema): boolean {
  const def = defOf(schema);
  switch (def.type) {
    case "object":
    case "record":
    case "any":
    case "unknown":
    case "intersection":
      return true;
    case "union":
      return def.options.some(isPlainObjectSchema);
    case "pipe":
      return isPlainObjectSchema(def.out);
    case "optional":
    case "nullable":
    case "nonoptional":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
      return isPlainObjectSchema(def.innerType);
    default:
      return false;
  }
}
