import * as z from "zod";
import { QueryError, ValidationError, type ValidationIssue } from "../kernel/errors.ts";
import { kindOf } from "./canonical.ts";
import type { ColumnType } from "./column-type.ts";
import type { ColumnValues } from "./definition.ts";
import { Unfit } from "./unfit.ts";
import { runBackward } from "./zod/run.ts";

/** A column, for messages and issues. */
export interface ColumnLabel {
  readonly table: string;
  readonly property: string;
}

/** The functions of one column's values. */
export function columnValues(column: ColumnType, label: ColumnLabel): ColumnValues {
  const { schema, read } = column;
  const mayBeNull = column.acceptsNull || column.acceptsUndefined;
  const finish = (stored: unknown): unknown => {
    if (stored === null && column.acceptsNull) return null;
    const logical = refusing(label, () => column.store(stored));
    if (logical === null && !mayBeNull) throw refused(label, [{ path: [], message: "does not accept null" }]);
    return logical;
  };
  return {
    encode(value) {
      if (value === undefined) throw refused(label, [{ path: [], message: "is undefined: leave the key out, or give null" }]);
      if (value === null && !column.acceptsNull) {
        if (mayBeNull) return null;
        throw refused(label, [{ path: [], message: "does not accept null" }]);
      }
      if (column.coerces && value !== null) refusing(label, () => column.store(value));
      return settle(
        () => z.safeEncode(schema, value as never),
        () => z.safeEncodeAsync(schema, value as never),
        label,
        finish,
      );
    },
    encodeFilter(value) {
      if (value === null) return null;
      if (value === undefined) throw badFilter(label, "is compared with undefined; use null for IS NULL");
      try {
        return column.store(column.filtersThroughSchema ? runBackward(schema, value) : value);
      } catch (error) {
        throw badFilter(label, error instanceof Error ? error.message : kindOf(value), error);
      }
    },
    decode: read as ColumnValues["decode"],
    provesSame: column.provesSame,
    provesEncoded: column.provesEncoded,
    absent: () => (column.hasDefault ? valueForAbsent(column, label) : undefined),
    hasDefault: column.hasDefault,
    isAsync: column.isAsync,
    decodeStrictly(value) {
      if (value === null && !column.acceptsNull && column.acceptsUndefined) return undefined;
      const stored = value !== null && column.unstore ? refusing(label, () => column.unstore?.(value)) : value;
      return settle(
        () => z.safeParse(schema, stored),
        () => z.safeParseAsync(schema, stored),
        label,
        (parsed) => parsed,
      );
    },
  };
}

/** The schema's own value; when its refinements are asynchronous they are left to the writing that follows. */
function valueForAbsent({ schema }: ColumnType, label: ColumnLabel): unknown {
  try {
    const result = z.safeParse(schema, undefined);
    if (!result.success) throw refused(label, issuesOf(result.error));
    return result.data;
  } catch (error) {
    if (!(error instanceof z.core.$ZodAsyncError)) throw error;
    const payload = schema._zod.run({ value: undefined, issues: [] }, { skipChecks: true } as never);
    return payload instanceof Promise ? undefined : payload.value;
  }
}

type Outcome = z.ZodSafeParseResult<unknown>;

/** Runs Zod at once, or again asynchronously when a refinement turns out to be asynchronous. */
function settle(now: () => Outcome, later: () => Promise<Outcome>, label: ColumnLabel, finish: (value: unknown) => unknown): unknown {
  const read = (result: Outcome): unknown => {
    if (!result.success) throw refused(label, issuesOf(result.error));
    return finish(result.data);
  };
  let result: Outcome;
  try {
    result = now();
  } catch (error) {
    if (error instanceof z.core.$ZodAsyncError) return later().then(read);
    throw refused(label, [{ path: [], message: `cannot be encoded: ${error instanceof Error ? error.message : String(error)}` }], error);
  }
  return read(result);
}

function refusing(label: ColumnLabel, work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof Unfit) throw refused(label, [{ path: error.path, message: error.message }], error);
    throw error;
  }
}

export function issuesOf(error: z.core.$ZodError): readonly ValidationIssue[] {
  return error.issues.map(({ path, message }) => ({ path: path.map((part) => (typeof part === "symbol" ? String(part) : part)), message }));
}

/** `issues` with paths inside the column. */
function refused({ table, property }: ColumnLabel, issues: readonly ValidationIssue[], cause?: unknown): ValidationError {
  const whole = issues.map(({ path, message }) => ({ path: [property, ...path], message }));
  const text = whole.map(({ path, message }) => `"${table}.${path.join(".")}" ${/^[A-Z]/.test(message) ? `is refused: ${message}` : message}`).join("; ");
  return new ValidationError(text, whole, { context: { table, column: property }, ...(cause === undefined ? {} : { cause }) });
}

function badFilter({ table, property }: ColumnLabel, message: string, cause?: unknown): QueryError {
  return new QueryError("QUERY.BAD_VALUE", `a filter on "${table}.${property}": the value ${message}`, {
    context: { table, column: property },
    ...(cause === undefined ? {} : { cause }),
  });
}
