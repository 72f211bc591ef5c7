import type { ScalarType } from "../../sql/logical-type.ts";

/** How an element of an array column stands in its JSON, and the way back; undefined: as it is. */
interface ElementForm {
  readonly write: (value: never) => unknown;
  readonly read: (value: never) => unknown;
}

function formOf(type: ScalarType): ElementForm | undefined {
  switch (type.kind) {
    case "integer":
      return type.bits === 64 ? { write: (value: bigint) => value.toString(), read: (value: string) => BigInt(value) } : undefined;
    case "instant":
      return type.form === "date" ? { write: (value: Date) => value.toISOString(), read: (value: string) => readIso(value) } : undefined;
    case "bytes":
      return {
        write: (value: Uint8Array) => Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64"),
        read: (value: string) => new Uint8Array(Buffer.from(value, "base64")),
      };
    default:
      return undefined;
  }
}

function readIso(value: string): Date {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw new Error("an element is not a date and time");
  return date;
}

export function arrayText(element: ScalarType, values: readonly unknown[]): string {
  const form = formOf(element);
  return JSON.stringify(form ? values.map((value) => (value === null ? null : form.write(value as never))) : values);
}

export function readArray(element: ScalarType, text: string): unknown[] {
  const values: unknown = JSON.parse(text);
  if (!Array.isArray(values)) throw new Error("it is not a JSON array");
  const form = formOf(element);
  return form ? values.map((value) => (value === null ? null : form.read(value as never))) : values;
}
