import type { ParameterLabel } from "../dialect/driver.ts";

/** What a first pass over a call collects: its structure as a key, its values ready for the driver. */
export class Scan {
  key: string;
  readonly args: unknown[] = [];
  constructor(key: string) {
    this.key = key;
  }
}

/** Numbers the arguments of a statement in the second pass, and notes what each one is. */
export class Slots {
  readonly labels: ParameterLabel[] = [];
  next(column?: { readonly label: string; readonly def: { readonly sensitive: boolean } }): number {
    return this.labels.push({ column: column?.label, sensitive: column?.def.sensitive ?? false }) - 1;
  }
}
