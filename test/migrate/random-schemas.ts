import fc from "fast-check";
import * as z from "zod";
import { table } from "../../src/model/table.ts";
import type { AnyTable } from "../../src/model/table-class.ts";
import { sql } from "../../src/sql/tag.ts";

/** The plan of a column: a kind of value, and what a change may turn it into without losing any. */
interface ColumnPlan {
  readonly name: string;
  readonly kind: keyof typeof kinds;
  readonly nullable: boolean;
  readonly filled: boolean;
  readonly indexed: boolean;
  readonly checked: boolean;
}
interface TablePlan {
  readonly name: string;
  readonly columns: readonly ColumnPlan[];
  /** Names of tables it refers to; those that are not there are left out. */
  readonly refers: readonly string[];
}
export type SchemaPlan = readonly TablePlan[];

const kinds = {
  small: { schema: () => z.int32(), fill: "7" },
  whole: { schema: () => z.int(), fill: "8" },
  short: { schema: () => z.string().max(20), fill: "'s'" },
  long: { schema: () => z.string().max(40), fill: "'l'" },
  flag: { schema: () => z.boolean(), fill: undefined },
  real: { schema: () => z.number(), fill: "1.5" },
  moment: { schema: () => z.date(), fill: undefined },
} as const;

const names = ["alpha", "beta", "gamma", "delta"];
const columnNames = ["a", "b", "c", "d", "e"];

const column = (name: string): fc.Arbitrary<ColumnPlan> =>
  fc.record({
    name: fc.constant(name),
    kind: fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])),
    nullable: fc.boolean(),
    filled: fc.boolean(),
    indexed: fc.boolean(),
    checked: fc.boolean(),
  });

const oneTable = (name: string): fc.Arbitrary<TablePlan> =>
  fc.record({
    name: fc.constant(name),
    columns: fc.subarray(columnNames, { minLength: 1 }).chain((some) => fc.tuple(...some.map(column))),
    refers: fc.subarray(names, { maxLength: 2 }),
  });

/** Up to four tables that may refer to each other and to themselves, in circles too. */
export const schemaPlan: fc.Arbitrary<SchemaPlan> = fc.subarray(names, { minLength: 1 }).chain((some) => fc.tuple(...some.map(oneTable)));

/** A schema, and one a change away for which every row can be kept: types only grow, required columns that come have a default. */
export const schemaPair: fc.Arbitrary<readonly [SchemaPlan, SchemaPlan]> = fc
  .tuple(schemaPlan, schemaPlan)
  .map(([before, after]) => [before, kept(before, after)] as const);

const grows: Readonly<Partial<Record<keyof typeof kinds, readonly (keyof typeof kinds)[]>>> = { small: ["whole", "long"], whole: ["long"], short: ["long"] };

function kept(before: SchemaPlan, after: SchemaPlan): SchemaPlan {
  return after.map((table) => ({
    ...table,
    columns: table.columns.map((column) => {
      const old = before.find(({ name }) => name === table.name)?.columns.find(({ name }) => name === column.name);
      const isThere = before.some(({ name }) => name === table.name);
      if (old === undefined)
        return isThere && !column.nullable && kinds[column.kind].fill === undefined
          ? { ...column, nullable: true }
          : { ...column, filled: column.filled || (isThere && !column.nullable) };
      const kind = column.kind === old.kind || grows[old.kind]?.includes(column.kind) ? column.kind : old.kind;
      // a NULL that may be there needs a default to become something
      const nullable = column.nullable || (old.nullable && kinds[kind].fill === undefined);
      return { ...column, kind, nullable, filled: column.filled || (old.nullable && !nullable), checked: column.checked && kind === old.kind };
    }),
  }));
}

/** Models of a plan. Every table has a numbered key and, for each table it refers to, a column that may be NULL. */
export function modelsOf(plan: SchemaPlan): AnyTable[] {
  const there = new Set(plan.map(({ name }) => name));
  return plan.map(({ name, columns, refers }) => {
    const shape: Record<string, z.ZodType> = { id: z.int() };
    const options: Record<string, object> = {};
    for (const one of columns) {
      const schema: z.ZodType = kinds[one.kind].schema();
      shape[one.name] = one.nullable ? schema.nullable() : schema;
      const { fill } = kinds[one.kind];
      if (one.filled && fill !== undefined) options[one.name] = { serverDefault: sql.raw(fill) };
    }
    const targets = refers.filter((target) => there.has(target));
    for (const target of targets) shape[`${target}Id`] = z.int().nullable();
    const numeric = columns.filter(({ kind, checked }) => checked && (kind === "small" || kind === "whole" || kind === "real"));
    return table(name, z.object(shape), {
      pk: "id",
      generated: ["id"],
      columns: options,
      indexed: columns.filter(({ indexed }) => indexed).map((one) => one.name),
      checks: numeric.map((one) => ({ name: `ck_${name}_${one.name}_limit`, expression: sql`${sql.id(one.name)} < 1000000` })),
      foreignKeys: targets.map((target) => ({ columns: [`${target}Id`], references: { table: target, columns: ["id"] } })),
    } as never) as AnyTable; // the shape is made up at run time
  });
}

/** Values of one row for a table of a plan, as every database writes them; NULL wherever it may be. */
export function rowOf({ columns }: TablePlan, number: number, dialect: string): { readonly names: readonly string[]; readonly values: readonly string[] } {
  const value = ({ kind, nullable }: ColumnPlan): string => {
    if (nullable && number % 2 === 0) return "null";
    switch (kind) {
      case "small":
      case "whole":
        return String(number);
      case "short":
      case "long":
        return `'text ${number}'`;
      case "flag":
        return dialect.startsWith("postgres") ? "true" : "1";
      case "real":
        return `${number}.25`;
      case "moment":
        return dialect === "sqlite" ? "'2026-01-02T03:04:05.678Z'" : "'2026-01-02 03:04:05.678'";
    }
  };
  return { names: ["id", ...columns.map(({ name }) => name)], values: [String(number), ...columns.map(value)] };
}
