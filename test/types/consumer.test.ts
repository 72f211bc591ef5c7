import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compilers, openWorkspace, type Workspace } from "./compiler.ts";
import { mistakes } from "./mistakes.ts";
import { loads, ring } from "./ring.ts";

const folder = join(import.meta.dirname, "consumer");
/** What a user of the package writes, right and wrong; the wrong lines say so. */
const consumer = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

let workspace: Workspace;
beforeAll(() => {
  workspace = openWorkspace();
});
afterAll(() => workspace?.remove());

describe.each(compilers)("under %s", (compiler) => {
  test.each([true, false])("the package and what is written with it check, with exactOptionalPropertyTypes %s", (exactOptionalPropertyTypes) => {
    const { errors, declarations } = workspace.compile(compiler, consumer, { exactOptionalPropertyTypes });
    expect(errors).toBe("");
    expect(declarations.size).toBe(Object.keys(consumer).length);
    expect(lostToAny(declarations)).toEqual([]);
  });

  test("models alone check without the types of Node or of a browser", () => {
    const models = Object.fromEntries(Object.entries(consumer).map(([name, text]) => [name, text.replace('from "ormdantic"', 'from "ormdantic/model"')]));
    // Zod's own declarations name the types of a browser.
    const { errors } = workspace.compile(compiler, { "models.ts": models["models.ts"] as string }, { types: [], skipLibCheck: true });
    expect(errors).toBe("");
  });

  test("150 tables in a ring check within a budget, and their declarations lose nothing to any", () => {
    const { errors, instantiations, declarations } = workspace.compile(compiler, ring(150), { skipLibCheck: true });
    expect(errors).toBe("");
    expect(instantiations).toBeLessThan(1_200_000);
    expect(declarations.get("t0.d.ts")).toContain("typeof T1");
    expect(lostToAny(declarations)).toEqual([]);
  });

  test("the first query with loads and every further one check within a budget, however many tables there are", () => {
    const cost = (files: Record<string, string>): number => {
      const { errors, instantiations } = workspace.compile(compiler, { ...ring(30), ...files }, { skipLibCheck: true });
      expect(errors).toBe("");
      return instantiations;
    };
    const none = cost({});
    const one = cost(loads(3));
    const two = cost({ ...loads(3), ...loads(17) });
    expect(one - none).toBeLessThan(30_000);
    expect(two - one).toBeLessThan(20_000);
  });

  test.each([true, false])("a mistake is refused with a message that names it, with exactOptionalPropertyTypes %s", (exactOptionalPropertyTypes) => {
    const sources = Object.fromEntries(mistakes.map(({ source }, i) => [`m${i}.ts`, source]));
    const { errors } = workspace.compile(compiler, { ...consumer, ...sources }, { skipLibCheck: true, exactOptionalPropertyTypes });
    for (const [i, { title, message }] of mistakes.entries()) {
      const said = errors.split(/^(?=src\/)/m).filter((part) => part.startsWith(`src/m${i}.ts`));
      expect.soft(said.join("\n").replaceAll('\\"', '"'), title).toMatch(message);
    }
  });
});

/** Declarations in which a type was given up. */
function lostToAny(declarations: ReadonlyMap<string, string>): string[] {
  return [...declarations].filter(([, text]) => /\bany\b(?!:)|elided/.test(text)).map(([name]) => name);
}
