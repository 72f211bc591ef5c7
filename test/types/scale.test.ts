import { expect, test } from "vitest";
import { compile, compilers } from "./compiler.ts";

/** A ring of tables, each with ten columns and four relations to its neighbours, and one file of filters for each. */
function ring(size: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let i = 0; i < size; i++) {
    const [next, last] = [(i + 1) % size, (i + size - 1) % size];
    files[`t${i}.ts`] = `
import * as z from "zod";
import { table } from "$model/table.ts";
import type { Relate } from "$model/relation.ts";
import { T${next} } from "./t${next}.ts";
import { T${last} } from "./t${last}.ts";
export class T${i} extends table("t${i}", z.object({
  id: z.uuid(), name: z.string().min(2), rating: z.int().default(0), nextId: z.uuid().nullable(), lastId: z.uuid().optional(),
  at: z.date(), tags: z.array(z.string()), doc: z.object({ a: z.int() }), price: z.number().nullish(), kind: z.enum(["a", "b"]),
}), { pk: "id", generated: ["id"], indexed: ["name"] }) {
  static relations = (r: Relate<typeof T${i}>) => ({
    next: r.belongsTo(T${next}, "nextId"), last: r.belongsTo(T${last}, "lastId"), nexts: r.hasMany(T${next}, "lastId"), lasts: r.hasMany(T${last}, "nextId"),
  });
}
`;
    files[`use${i}.ts`] = `
import type { CheckedWhere, Where } from "$model/where.ts";
import type { CardinalityOf, RelationsOf, TargetOf } from "$model/relation.ts";
import { T${i} } from "./t${i}.ts";
declare function find<const W extends Where<typeof T${i}>>(where: W & CheckedWhere<typeof T${i}, NoInfer<W>>): void;
export const use = (): void => find({ rating: { gte: 4 }, or: [{ name: { like: "x" } }, { not: { kind: "a" } }] });
export const values: typeof T${i}.$insert = { name: "a", nextId: null, at: new Date(), tags: [], doc: { a: 1 }, kind: "a" };
export const far: CardinalityOf<RelationsOf<TargetOf<RelationsOf<typeof T${i}>["next"]>>["lasts"]> = "many";
`;
  }
  return files;
}

for (const compiler of compilers) {
  test(`150 tables in a ring check within a budget under ${compiler}, and their declarations lose nothing to any`, { timeout: 600_000 }, () => {
    const { errors, instantiations, declarations } = compile(compiler, ring(150));
    expect(errors).toBe("");
    expect(instantiations).toBeLessThan(1_000_000);
    expect(declarations.get("t0.d.ts")).toContain("typeof T1");
    for (const [name, text] of declarations) expect([name, /\bany\b|elided/.test(text)]).toEqual([name, false]);
  });
}

test("the compiler that is asked does complain", { timeout: 300_000 }, () => {
  const { errors } = compile("typescript7", {
    "a.ts": 'import { table } from "$model/table.ts";\nimport * as z from "zod";\nexport const A = table("a", z.object({ id: z.int() }), { pk: "idd" });\n',
  });
  expect(errors).toContain("idd");
});
