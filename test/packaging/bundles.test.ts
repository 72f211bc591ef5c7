import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { expect, test } from "vitest";

const drivers = ["pg", "mariadb", "better-sqlite3", "@electric-sql/pglite"];

async function bundle(entry: string, options: BuildOptions): Promise<Metafile> {
  const entryPoints = [fileURLToPath(new URL(`../../src/${entry}`, import.meta.url))];
  const { metafile } = await build({ ...options, entryPoints, bundle: true, format: "esm", write: false, metafile: true, outdir: "out", logLevel: "silent" });
  return metafile as Metafile;
}

/** What is loaded as soon as the entry is imported, sources and packages; what only `import()` reaches is left out. */
function loadedAtOnce({ outputs }: Metafile): { readonly sources: readonly string[]; readonly packages: readonly string[] } {
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === "import-statement") visit(next);
  };
  for (const [path, { entryPoint }] of Object.entries(outputs)) if (entryPoint?.endsWith("src/index.ts")) visit(path);
  return {
    sources: [...seen].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {})),
    packages: [...seen].filter((path) => !outputs[path] && !path.startsWith("node:")),
  };
}

test("models bundle for a browser without a module of Node or of a driver", async () => {
  const metafile = await bundle("model.ts", { platform: "browser", external: ["zod"] });
  const imported = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  expect([...new Set(imported)]).toEqual(["zod"]);
  expect(Object.keys(metafile.inputs).filter((path) => !/src\/(kernel|sql|model)(\/|\.ts)/.test(path))).toEqual([]);
});

test("an application that only reads and writes loads nothing that changes schemas, and no driver", async () => {
  const metafile = await bundle("index.ts", { platform: "node", splitting: true, external: ["zod", ...drivers, "node:sqlite"] });
  const { sources, packages } = loadedAtOnce(metafile);
  expect(sources.some((path) => path.endsWith("src/query/table-handle.ts"))).toBe(true);
  expect(sources.filter((path) => /src\/(schema|migrate|cli)\/|src\/dialects\/.*(\/ddl\/|\/schema\.ts$)/.test(path))).toEqual([]);
  expect(packages).toEqual(["zod"]);
});
