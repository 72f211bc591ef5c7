import type * as z from "zod";
import { type Check, checksOf, codecOf, defOf, hasCodec, type Open, type Schema } from "./schema.ts";
import { Unstorable } from "./unstorable.ts";

/** What the wrappers around a column's schema say. The facts are kept apart: accepting null, being left out, having a default. */
export interface Peeled {
  /** The innermost schema of the stored side; undefined when it lies behind a lazy schema that may not be opened yet. */
  readonly core: Schema | undefined;
  /** Application values may be null. */
  readonly acceptsNull: boolean;
  /** Application values may be undefined: NULL reads as an absent key. */
  readonly acceptsUndefined: boolean;
  /** The key may be left out on input. */
  readonly optional: boolean;
  /** The schema itself gives a value for undefined. */
  readonly hasDefault: boolean;
  /** Checks of the stored value, in the order in which writing runs them. */
  readonly checks: readonly Check[];
  /** A codec lies between application and stored value. */
  readonly codec: boolean;
  /** Opens lazy schemas inside the core, except those it lies in itself: a recursive schema ends there. */
  readonly open: Open;
}

/** Takes the wrappers off a column's schema. The only place that knows them. */
export function peel(schema: Schema, open: Open): Peeled {
  const def = defOf(schema);
  const inside = (inner: Schema, facts: Partial<Peeled> = {}, further = open): Peeled => {
    const peeled = peel(inner, further);
    return { ...peeled, ...facts, checks: [...checksOf(schema), ...peeled.checks] };
  };
  switch (def.type) {
    case "optional":
      return inside(def.innerType, { acceptsUndefined: true, optional: true });
    case "nullable":
      return inside(def.innerType, { acceptsNull: true });
    case "nonoptional":
      return inside(def.innerType, { acceptsUndefined: false, optional: false });
    case "default":
      return inside(def.innerType, { acceptsUndefined: false, optional: true, hasDefault: true });
    case "prefault":
    case "catch":
      return inside(def.innerType, { optional: true, hasDefault: true });
    case "readonly":
      return inside(def.innerType);
    case "lazy": {
      const inner = open(schema as z.core.$ZodLazy);
      return inner ? inside(inner, {}, (other) => ((other as Schema) === schema ? undefined : open(other))) : { ...leaf(schema, open), core: undefined };
    }
    case "pipe":
      return peelPipe(schema, def, open);
    case "union":
      return peelUnion(schema, def.options, open);
    default:
      return leaf(schema, open);
  }
}

function leaf(schema: Schema, open: Open): Peeled {
  const def = defOf(schema);
  const anything = def.type === "any" || def.type === "unknown";
  const literal: readonly unknown[] = def.type === "literal" ? def.values : [];
  const acceptsUndefined = def.type === "undefined" || def.type === "void" || literal.includes(undefined);
  return {
    core: schema,
    acceptsNull: anything || def.type === "null" || literal.includes(null),
    acceptsUndefined,
    optional: anything || acceptsUndefined,
    hasDefault: false,
    checks: checksOf(schema),
    codec: false,
    open,
  };
}

/** A codec is stored as its input side. A plain pipe holds one value on both sides, so its narrower, outer side tells the type. */
function peelPipe(schema: Schema, def: z.core.$ZodPipeDef, open: Open): Peeled {
  const codec = codecOf(def as z.core.$ZodPipe["_zod"]["def"]) !== undefined;
  const input = peel(def.in, open);
  const output = peel(def.out, open);
  if (codec && (input.acceptsNull !== output.acceptsNull || input.acceptsUndefined !== output.acceptsUndefined)) {
    throw new Unstorable(
      "has a codec with only one side that accepts null or undefined",
      "keep both sides of the codec non-null and put .nullable() or .optional() around the codec",
    );
  }
  const fromInput = codec || hasCodec(def.in, open);
  const stored = fromInput ? input : output;
  return {
    core: stored.core,
    acceptsNull: input.acceptsNull && output.acceptsNull,
    acceptsUndefined: output.acceptsUndefined,
    optional: input.optional,
    hasDefault: input.hasDefault || output.hasDefault,
    checks: fromInput ? input.checks : [...checksOf(schema), ...output.checks, ...input.checks],
    codec: codec || input.codec || output.codec,
    open: stored.open,
  };
}

/** `z.union([x, z.null()])` is a spelling of `x.nullable()`. Other unions are one schema that several kinds of value fit. */
function peelUnion(schema: Schema, options: readonly Schema[], open: Open): Peeled {
  const peeled = options.map((option) => peel(option, open));
  const facts = {
    acceptsNull: peeled.some((option) => option.acceptsNull),
    acceptsUndefined: peeled.some((option) => option.acceptsUndefined),
    optional: peeled.some((option) => option.optional),
    hasDefault: peeled.some((option) => option.hasDefault),
  };
  const filled = peeled.filter((option) => !option.core || !holdsNothing(option.core));
  const [only] = filled;
  if (only && filled.length === 1) return { ...only, ...facts, checks: [...checksOf(schema), ...only.checks] };
  return { ...leaf(schema, open), ...facts, codec: peeled.some((option) => option.codec) };
}

/** True for schemas of nothing but null and undefined. */
function holdsNothing(core: Schema): boolean {
  const def = defOf(core);
  if (def.type === "literal") return def.values.every((value) => value === null || value === undefined);
  return def.type === "null" || def.type === "undefined" || def.type === "void";
}
