import type * as z from "zod";

export type Schema = z.core.$ZodType;
export type SchemaDef = z.core.$ZodTypes["_zod"]["def"];
export type Check = z.core.$ZodCheck<never>;

/** Resolves a lazy schema. `table()` must not evaluate what may point to a module that is not loaded yet; `describe()` may. */
export type Open = (schema: z.core.$ZodLazy) => Schema | undefined;

/** Looks into lazy schemas. */
export const openLazy: Open = (schema) => schema._zod.innerType as Schema;
/** Leaves lazy schemas alone. */
export const leaveLazy: Open = () => undefined;

export function defOf(schema: Schema): SchemaDef {
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** Name of the string or number format, by whichever spelling: `z.uuid()` or `z.string().uuid()`. */
export function formatsOf(checks: readonly Check[]): readonly string[] {
  return checks.flatMap((check) => ("format" in check._zod.def ? [String(check._zod.def.format)] : []));
}

/** The checks of one schema in the order they run; a schema with a format is its own first check. */
export function checksOf(schema: Schema): readonly Check[] {
  const own = schema._zod.traits.has("$ZodCheck") ? [schema as unknown as Check] : [];
  return [...own, ...(schema._zod.def.checks ?? [])];
}

/** The codec's two functions; undefined for a pipe that only joins schemas. */
export function codecOf(def: SchemaDef): Pick<z.core.$ZodCodecDef, "transform" | "reverseTransform"> | undefined {
  if (def.type !== "pipe" || !def.transform || !def.reverseTransform) return undefined;
  return { transform: def.transform, reverseTransform: def.reverseTransform };
}

/** The schemas directly inside. */
export function childrenOf(schema: Schema, open: Open): readonly Schema[] {
  const def = defOf(schema);
  switch (def.type) {
    case "optional":
    case "nullable":
    case "nonoptional":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "success":
    case "promise":
      return [def.innerType];
    case "lazy": {
      const inner = open(schema as z.core.$ZodLazy);
      return inner ? [inner] : [];
    }
    case "pipe":
      return [def.in, def.out];
    case "array":
      return [def.element];
    case "object":
      return [...Object.values(def.shape), ...(def.catchall ? [def.catchall] : [])];
    case "union":
      return def.options;
    case "intersection":
      return [def.left, def.right];
    case "tuple":
      return [...def.items, ...(def.rest ? [def.rest] : [])];
    case "record":
    case "map":
      return [def.keyType, def.valueType];
    case "set":
      return [def.valueType];
    default:
      return [];
  }
}

/** True when the schema or anything inside it passes the test; follows recursive schemas once. */
export function someSchema(schema: Schema, open: Open, test: (schema: Schema) => boolean, seen = new Set<Schema>()): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  return test(schema) || childrenOf(schema, open).some((child) => someSchema(child, open, test, seen));
}

export function hasCodec(schema: Schema, open: Open): boolean {
  return someSchema(schema, open, (inner) => codecOf(defOf(inner)) !== undefined);
}

/** A refinement written with `async`. One that merely returns a promise shows itself when it first runs. */
export function hasAsyncCheck(schema: Schema, open: Open): boolean {
  return someSchema(schema, open, (inner) => checksOf(inner).some((check) => "fn" in check._zod.def && isAsyncFunction(check._zod.def.fn)));
}

export function coerces(schema: Schema): boolean {
  const def = defOf(schema);
  return "coerce" in def && def.coerce === true;
}

export function isAsyncFunction(value: unknown): boolean {
  return typeof value === "function" && value.constructor.name === "AsyncFunction";
}
