import type { LogicalType } from "../sql/logical-type.ts";
import { canonical } from "./canonical.ts";
import type { CodecProof, ColumnRule } from "./definition.ts";
import { type Classified, classify } from "./zod/classify.ts";
import { jsonNode } from "./zod/json.ts";
import { peel } from "./zod/peel.ts";
import { proofOf, proofOfCodec } from "./zod/prove.ts";
import { rulesOf } from "./zod/rules.ts";
import { codecReader } from "./zod/run.ts";
import { coerces, hasAsyncCheck, hasCodec, type Open, type Schema, someSchema } from "./zod/schema.ts";

/** All that a column's Zod schema says: how it is stored, what it accepts, and the steps of its values' way. */
export interface ColumnType {
  readonly schema: Schema;
  readonly type: LogicalType;
  readonly rules: readonly ColumnRule[];
  readonly acceptsNull: boolean;
  readonly acceptsUndefined: boolean;
  readonly optional: boolean;
  readonly hasDefault: boolean;
  readonly isAsync: boolean;
  /** The schema would convert values of other types (`z.coerce`), which writing must not. */
  readonly coerces: boolean;
  /** A filter value takes part in a codec or in JSON, so it goes through the schema. */
  readonly filtersThroughSchema: boolean;
  /** What Zod gives for storing -> canonical logical value. Throws Unfit. */
  readonly store: (stored: unknown) => unknown;
  /** Logical value -> application value; undefined where they are the same. */
  readonly read: ((logical: unknown) => unknown) | undefined;
  /** Logical value -> what Zod takes for parsing. */
  readonly unstore: ((logical: unknown) => unknown) | undefined;
  readonly provesSame: ((v: string) => string) | undefined;
  readonly provesEncoded: CodecProof | undefined;
}

/** Throws Unstorable for a schema that cannot be a column. */
export function columnType(schema: Schema, open: Open): ColumnType {
  const peeled = peel(schema, open);
  const classified = classify(peeled);
  const { type, rules } = rulesOf(classified, peeled.checks);
  const steps = type.kind === "json" ? jsonSteps(schema, open) : scalarSteps(schema, type, classified, open);
  return {
    schema,
    type,
    rules,
    acceptsNull: peeled.acceptsNull,
    acceptsUndefined: peeled.acceptsUndefined,
    optional: peeled.optional,
    hasDefault: peeled.hasDefault,
    isAsync: hasAsyncCheck(schema, open),
    coerces: type.kind !== "json" && !peeled.codec && someSchema(schema, open, coerces),
    filtersThroughSchema: type.kind === "json" || hasCodec(schema, open),
    provesSame: proofOf(peeled, classified),
    provesEncoded: type.kind === "json" ? undefined : proofOfCodec(schema, open),
    ...steps,
  };
}

type Steps = Pick<ColumnType, "store" | "read" | "unstore">;

function jsonSteps(schema: Schema, open: Open): Steps {
  const node = jsonNode(schema, open);
  return { store: (stored) => node.write(stored, []), read: node.read, unstore: jsonNode(schema, open, false).read };
}

function scalarSteps(schema: Schema, type: LogicalType, classified: Classified, open: Open): Steps {
  const store = canonical(type);
  const unstore = classified.toTheMinute ? (logical: unknown) => toTheMinute(logical as string) : undefined;
  const decode = codecReader(schema, open);
  const read = unstore && decode ? (logical: unknown) => decode(unstore(logical)) : (decode ?? unstore);
  return { store, read, unstore };
}

/** `10:30:00` -> `10:30`, `2020-01-01T10:30:00Z` -> `2020-01-01T10:30Z`. */
function toTheMinute(text: string): string {
  return text.replace(/(\d\d:\d\d):\d\d(Z?)$/, "$1$2");
}
