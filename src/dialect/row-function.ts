import { HydrationError, type OrmdanticError } from "../kernel/errors.ts";
import type { Codec } from "./codec.ts";
import type { ResultColumn, RowObject, RowShape } from "./row-shape.ts";

/** How a kind of result (an array of driver values, a binary message) is read; everything else of a row function is the same for all. */
export interface RowSource {
  /** Names of the generated function's arguments. */
  readonly args: readonly string[];
  /** Statements that must run before any column is read; they may define variables. */
  readonly prologue: string;
  /** Expression that gives the *logical* value of a column, or null. Evaluated once per column, in order. */
  read(column: number): string;
  /** Values the prologue and the expressions refer to by name. */
  readonly scope: Readonly<Record<string, unknown>>;
}

let allowed: boolean | undefined;
/** False where the platform forbids `new Function` (a content security policy, `--disallow-code-generation-from-strings`). */
export function codeGenerationAllowed(): boolean {
  if (allowed === undefined) {
    try {
      new Function("");
      allowed = true;
    } catch {
      allowed = false;
    }
  }
  return allowed;
}

/** Compiles source text with named values in scope. Property names and labels must have passed through JSON.stringify. */
export function compileSource<F>(scope: Readonly<Record<string, unknown>>, args: readonly string[], body: string): F {
  const names = Object.keys(scope);
  return new Function(...names, `"use strict";return function(${args.join(",")}){${body}}`)(...names.map((name) => scope[name])) as F;
}

/**
 * Generates the function that turns one result row into a finished value: an object literal (or a constructor sharing the model's prototype), every
 * value decoded in place. Measured 1.8 times faster than objects from the driver and a loop over columns.
 */
export function generateRowFunction(shape: RowShape, source: RowSource): (...args: never[]) => unknown {
  const scope: Record<string, unknown> = { hydrationFailure };
  let body = source.prologue;
  shape.columns.forEach((column, i) => {
    body += `let c${i}=${source.read(i)};`;
    if (column.decode) {
      scope[`a${i}`] = column.decode;
      scope[`n${i}`] = column.label;
      const decode = `try{c${i}=a${i}(c${i})}catch(e){throw hydrationFailure(n${i},e)}`;
      body += column.decodesNull ? decode : `if(c${i}!==null){${decode}}`;
    }
  });
  Object.assign(scope, source.scope); // after reading: sources may add to their scope column by column
  body += "value" in shape.row ? `return c${shape.row.value}` : `return ${objectSource(shape.row, scope)}`;
  return compileSource(scope, source.args, body);
}

function objectSource(object: RowObject, scope: Record<string, unknown>): string {
  const always = object.fields.filter((field) => !field.omitNull);
  const optional = object.fields.filter((field) => field.omitNull);
  const members = always.map((field) => ({ property: field.property, value: `c${field.column}` }));
  for (const { property, object: child, nullWhenNull } of object.nested) {
    const made = objectSource(child, scope);
    const missing = nullWhenNull.map((column) => `c${column}===null`).join("&&");
    members.push({ property, value: missing ? `(${missing}?null:${made})` : made });
  }
  for (const { property, isList } of object.slots ?? []) members.push({ property, value: isList ? "[]" : "null" });
  const made = object.prototype
    ? `new ${rowConstructor(
        object.prototype,
        members.map((m) => m.property),
        scope,
      )}(${members.map((m) => m.value).join(",")})`
    : `{${members.map((m) => `${JSON.stringify(m.property)}:${m.value}`).join(",")}}`;
  if (optional.length === 0) return made;
  const set = optional.map((field) => `if(c${field.column}!=null)o[${JSON.stringify(field.property)}]=c${field.column};`).join("");
  return `(()=>{const o=${made};${set}return o})()`;
}

/** A constructor function whose instances have the model's prototype: five times faster than `{ __proto__ }`, and the model's own constructor is not run. */
function rowConstructor(prototype: object, properties: readonly string[], scope: Record<string, unknown>): string {
  const name = `R${Object.keys(scope).length}`;
  const args = properties.map((_, i) => `p${i}`).join(",");
  const make = new Function(`return function Row(${args}){${properties.map((p, i) => `this[${JSON.stringify(p)}]=p${i};`).join("")}}`)() as {
    prototype: object;
  };
  make.prototype = prototype;
  scope[name] = make;
  return name;
}

/** Row function and loop for results that are arrays of driver values. */
export function arrayHydrator(shape: RowShape, codecs: readonly (Codec | undefined)[]): (rows: readonly (readonly unknown[])[]) => unknown[] {
  if (!codeGenerationAllowed()) return (rows) => rows.map((row) => interpretRow(shape, codecs, row));
  const scope: Record<string, unknown> = { hydrationFailure };
  const read = (i: number): string => {
    const codec = codecs[i];
    const column = shape.columns[i] as ResultColumn;
    const v = `r[${i}]`;
    const whenNull = (decoded: string) => (column.nullable ? `${v}===null?null:${decoded}` : decoded);
    const slow = `decoded(d${i},${v},m${i})`;
    if (codec?.decode) {
      scope[`d${i}`] = codec.decode;
      scope[`m${i}`] = column.label;
    }
    if (codec?.decodeInline) return whenNull(codec.decodeInline(v, codec.decode ? slow : v));
    return codec?.decode ? `${v}===null?null:${slow}` : v;
  };
  scope["decoded"] = decoded;
  const row = generateRowFunction(shape, {
    args: ["r"],
    prologue: "",
    read,
    get scope() {
      return scope;
    },
  });
  return (rows) => {
    const out = new Array<unknown>(rows.length);
    for (let i = 0; i < rows.length; i++) out[i] = row(rows[i] as never);
    return out;
  };
}

function decoded(decode: (value: never) => unknown, value: never, label: string): unknown {
  try {
    return decode(value);
  } catch (error) {
    throw hydrationFailure(label, error);
  }
}

/** The same row without generated code. */
export function interpretRow(shape: RowShape, codecs: readonly (Codec | undefined)[], row: readonly unknown[]): unknown {
  const values = shape.columns.map((column, i) => {
    const raw = row[i] ?? null;
    const decode = raw === null ? undefined : codecs[i]?.decode;
    return applicationValue(column, decode ? decoded(decode, raw as never, column.label) : raw);
  });
  return assembleRow(shape, values);
}

/** Logical value (null for NULL) -> application value. Throws HydrationError naming the column. */
export function applicationValue(column: ResultColumn, logical: unknown): unknown {
  return column.decode && (logical !== null || column.decodesNull) ? decoded(column.decode, logical as never, column.label) : logical;
}

/** Puts finished application values (null for NULL) into the shape of a row. */
export function assembleRow(shape: RowShape, values: readonly unknown[]): unknown {
  return "value" in shape.row ? values[shape.row.value] : assembleObject(shape.row, values);
}

function assembleObject(object: RowObject, values: readonly unknown[]): object {
  const made: Record<string, unknown> = object.prototype ? Object.create(object.prototype) : {};
  for (const { property, column, omitNull } of object.fields) if (!omitNull || (values[column] ?? null) !== null) made[property] = values[column];
  for (const { property, isList } of object.slots ?? []) made[property] = isList ? [] : null;
  for (const { property, object: child, nullWhenNull } of object.nested) {
    made[property] = nullWhenNull.length > 0 && nullWhenNull.every((column) => values[column] === null) ? null : assembleObject(child, values);
  }
  return made;
}

/** What a decoder's failure becomes: an error that names the column and never shows the value. */
export function hydrationFailure(label: string, cause: unknown): OrmdanticError {
  if (cause instanceof HydrationError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new HydrationError("HYDRATION.BAD_VALUE", `the stored value of ${label} cannot be read: ${why}`, { cause, context: { column: label } });
}
