import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every error code written in the sources, tests left out. */
function codesInSources(): ReadonlySet<string> {
  const files = readdirSync(`${root}src`, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const codes = files.flatMap((file) => readFileSync(`${root}src/${file}`, "utf8").match(/"[A-Z]{2,}(?:\.[A-Z][A-Z0-9_]*)+"/g) ?? []);
  return new Set(codes.map((code) => code.slice(1, -1)));
}

/** Every code that docs/errors.md explains: the first cell of a row. */
function codesInDocs(): readonly string[] {
  return [...readFileSync(`${root}docs/errors.md`, "utf8").matchAll(/^\| `([A-Z0-9_.]+)` \|/gm)].map(([, code = ""]) => code);
}

test("every error code of the sources is explained in docs/errors.md", () => {
  const documented = new Set(codesInDocs());
  expect([...codesInSources()].filter((code) => !documented.has(code)).sort()).toEqual([]);
});

test("docs/errors.md explains no code that is not there", () => {
  const written = codesInSources();
  expect(written.size).toBeGreaterThan(20);
  expect(codesInDocs().filter((code) => !written.has(code))).toEqual([]);
});

test("docs/errors.md explains each code once", () => {
  const codes = codesInDocs();
  expect(codes).toEqual([...new Set(codes)]);
});
