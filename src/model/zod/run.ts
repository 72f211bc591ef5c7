import * as z from "zod";
import { Unfit } from "../unfit.ts";
import { codecOf, defOf, hasCodec, type Open, type Schema } from "./schema.ts";

type Codec = NonNullable<ReturnType<typeof codecOf>>;
type Issues = readonly { readonly message?: string | undefined; readonly path?: readonly PropertyKey[] | undefined }[];

/** Stored side -> application side, without the checks: what is stored was checked when it was written. Throws Unfit. */
export function applyCodec(codec: Codec, value: unknown): unknown {
  const payload = { value, issues: [] };
  return settled(codec.transform(value as never, payload as never), payload.issues);
}

/** The same through a whole schema, for codecs within codecs. Throws Unfit. */
export function runForward(schema: Schema, value: unknown): unknown {
  return run(schema, value, "forward");
}

/** Application side -> stored side, without the checks. Throws Unfit. */
export function runBackward(schema: Schema, value: unknown): unknown {
  return run(schema, value, "backward");
}

function run(schema: Schema, value: unknown, direction: "forward" | "backward"): unknown {
  const payload = schema._zod.run({ value, issues: [] }, { direction, skipChecks: true, async: false } as never);
  if (payload instanceof Promise) throw new Unfit("has an asynchronous codec");
  return settled(payload.value, payload.issues);
}

function settled(value: unknown, issues: Issues): unknown {
  if (value instanceof Promise) throw new Unfit("has an asynchronous codec");
  const [first] = issues;
  if (first) throw new Unfit(`is refused by its codec or type${first.message ? `: ${first.message}` : ""}`, (first.path ?? []) as readonly (string | number)[]);
  return value;
}

/** How codecs turn a stored value into an application value; undefined when there are none. Takes no null. */
export function codecReader(schema: Schema, open: Open): ((value: unknown) => unknown) | undefined {
  if (!hasCodec(schema, open)) return undefined;
  const def = defOf(schema);
  switch (def.type) {
    case "optional":
    case "nullable":
    case "nonoptional":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
      return codecReader(def.innerType, open);
    case "array": {
      const read = codecReader(def.element, open);
      return read && ((items) => (items as readonly unknown[]).map((item) => (item === null ? null : read(item))));
    }
    case "pipe": {
      const codec = codecOf(def);
      if (codec && !hasCodec(def.in, open) && !hasCodec(def.out, open)) return (value) => applyCodec(codec, value);
      return (value) => runForward(schema, value);
    }
    default:
      return (value) => runForward(schema, value);
  }
}

/** Makes a schema of nothing but an object's own checks. */
export function checksOnly(schema: z.core.$ZodObject): z.ZodType | undefined {
  const { checks } = schema._zod.def;
  return checks && checks.length > 0 ? z.any().check(...(checks as z.core.$ZodCheck<unknown>[])) : undefined;
}
