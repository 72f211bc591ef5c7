import type { NearestKind } from "../../schema/dialect.ts";

/** By the names that several databases share; the first that fits. */
const names: readonly (readonly [RegExp, NearestKind])[] = [
  [/^(bool|boolean|bit)\b/i, "boolean"],
  [/^(tinyint|smallint|int2|mediumint|year)\b/i, "int32"],
  [/^(int|integer|bigint|int8|int4|serial|bigserial)\b/i, "int"],
  [/^(decimal|numeric|number|money|smallmoney|dec)\b/i, "decimal"],
  [/^(real|float4)\b/i, "float32"],
  [/^(double|float|binary_double|binary_float)/i, "float"],
  [/^(timestamptz|datetimeoffset|timestamp.*with time zone)/i, "instant"],
  [/^(timestamp|datetime|smalldatetime)/i, "datetime"],
  [/^date\b/i, "date"],
  [/^time\b/i, "time"],
  [/^(uuid|uniqueidentifier)\b/i, "uuid"],
  [/^jsonb?\b/i, "json"],
  [/(blob|binary|bytea|^raw|^image)/i, "bytes"],
];

/** What kind of value a type of the database holds, if no schema stands for it exactly; text for what is not known. */
export function standardNearest(type: string): NearestKind {
  return names.find(([pattern]) => pattern.test(type))?.[1] ?? "text";
}
