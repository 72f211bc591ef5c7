import type { FieldInfo, UpsertResult } from "mariadb";
import type { NativeOutcome, PreparedQuery, QueryOutcome } from "../../../dialect/driver.ts";

/** The connector's answer with `rowsAsArray` and `metaAsArray`: rows and their columns, or what a statement without rows did. */
export type Answer = readonly [body: unknown[][] | UpsertResult, columns: readonly FieldInfo[]];

export function toOutcome(query: PreparedQuery, [body]: Answer): QueryOutcome {
  if (!Array.isArray(body)) return { rows: [], affected: body.affectedRows, insertId: keyOf(body.insertId) };
  const last = body.at(-1);
  if (last !== undefined && !Array.isArray(last)) return toOutcome(query, resultOf(body));
  return { rows: query.shape === undefined ? [] : query.hydrate(body), affected: body.length, insertId: undefined };
}

/** Of a block of statements: the result with rows; what comes last is its end. */
function resultOf(results: readonly unknown[]): Answer {
  return [results.find((result) => Array.isArray(result)) ?? [], []];
}

/** Of a procedure that answers with several results, the first with rows. */
export function toNativeOutcome(answer: Answer): NativeOutcome {
  const [body, columns] = firstOf(answer);
  if (!Array.isArray(body)) return { columns: [], rows: [], affected: body.affectedRows, insertId: keyOf(body.insertId) };
  return { columns: columns.map((column) => ({ name: column.name() })), rows: body, affected: body.length, insertId: undefined };
}

function firstOf(answer: Answer): Answer {
  const [bodies, metas] = answer as readonly [unknown, readonly unknown[]];
  if (!Array.isArray(bodies) || !metas.some((meta) => meta === null || Array.isArray(meta))) return answer;
  const at = metas.findIndex((meta) => Array.isArray(meta) && meta.length > 0);
  return at < 0 ? [bodies[0], []] : [bodies[at], metas[at] as readonly FieldInfo[]];
}

function keyOf(insertId: number | bigint): number | bigint | undefined {
  if (!insertId) return undefined;
  const number = Number(insertId);
  return Number.isSafeInteger(number) ? number : insertId;
}

/** Parameters of direct SQL: plain JavaScript values in the forms the connector sends as they are. */
export function toParameter(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value ?? null;
  if (value instanceof Date) return value.toISOString().slice(0, 23);
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return JSON.stringify(value);
}
