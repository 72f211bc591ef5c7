import { defOf, isAsyncFunction, type Open, type Schema, someSchema } from "./schema.ts";
import { Unstorable } from "./unstorable.ts";

/** Refuses transforms, which cannot be undone when a row is written, and codecs that are asynchronous. Throws Unstorable. */
export function refuseOneWay(schema: Schema, property: string, open: Open): void {
  let preprocess = false;
  const oneWay = someSchema(schema, open, (inner) => {
    const def = defOf(inner);
    if (def.type === "pipe" && defOf(def.in).type === "transform") preprocess = true;
    return def.type === "transform";
  });
  if (oneWay) {
    throw new Unstorable(
      preprocess ? "is preprocessed, which works in one direction only" : "has a one-way .transform(): a row could be read but not written",
      `write a codec that knows both directions:\n  ${property}: z.codec(z.string(), z.number(), { decode: (stored) => Number(stored), encode: (value) => String(value) })\n(its first schema is what the database stores, its second what rows hold; .trim(), .toLowerCase() and z.coerce are fine as they are)`,
    );
  }
  const isAsync = someSchema(schema, open, (inner) => {
    const def = defOf(inner);
    return def.type === "pipe" && (isAsyncFunction(def.transform) || isAsyncFunction(def.reverseTransform));
  });
  if (isAsync)
    throw new Unstorable(
      "has an asynchronous codec, and rows are read synchronously",
      "make both functions of the codec synchronous; refinements may be asynchronous",
    );
}
