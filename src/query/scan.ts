import type { ParameterLabel } from "../dialect/driver.ts";

/** What a first pass over a call collects: its structure as a key, its values ready for the driver. */
export class Scan {
  key: string;
  readonly args: unknown[] = [];
  constructor(key: string) {
    this.key = key;
  }
}

/** What an argument is, and what is done to it on its way to the driver; without `encode` it is in the driver's form already. */
export interface SlotLabel extends ParameterLabel {
  readonly encode?: ((value: unknown) => unknown) | undefined;
}

/** Numbers the arguments of a statement in the second pass, and notes what each one is; names its inner tables. */
export class Slots {
  readonly labels: SlotLabel[] = [];
  #aliases = 0;
  /** A name for one more table in the statement: t1, t2, ... `t0` is the table that is read. */
  alias(): string {
    this.#aliases += 1;
    return `t${this.#aliases}`;
  }
  next(column?: { readonly label: string; readonly def: { readonly sensitive: boolean } }): number {
    return this.labels.push({ column: column?.label, sensitive: column?.def.sensitive ?? false }) - 1;
  }
  /** Later knowledge of a slot: whose values arrive there, and how they travel. */
  found(
    slot: number,
    { column, sensitive }: { readonly column: { readonly label: string } | undefined; readonly sensitive: boolean },
    encode: SlotLabel["encode"],
  ): void {
    this.labels[slot] = { column: column?.label, sensitive, encode };
  }
}
