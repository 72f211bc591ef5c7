import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** The compilers the types must hold under. */
export const compilers = ["typescript", "typescript7"] as const;

/** What a compiler said about a set of sources. */
export interface Compiled {
  /** Its complaints; empty when there are none. */
  readonly errors: string;
  readonly instantiations: number;
  /** Declarations it wrote, by file name. */
  readonly declarations: ReadonlyMap<string, string>;
}

/** Checks sources, given by file name, in a folder of their own that finds the packages of this one. `$model` in an import is the folder of the model layer. */
export function compile(compiler: (typeof compilers)[number], sources: Readonly<Record<string, string>>): Compiled {
  const folder = mkdtempSync(join(tmpdir(), "ormdantic-types-"));
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
    for (const [name, text] of Object.entries(sources)) {
      const file = join(folder, "src", name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text.replaceAll("$model", join(root, "src/model")));
    }
    const compilerOptions = { noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: "out", rootDir: "/", paths: {}, types: [] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: join(root, "tsconfig.json"), compilerOptions, include: ["src"] }));
    const run = spawnSync(process.execPath, [join(root, "node_modules", compiler, "bin/tsc"), "-p", folder, "--extendedDiagnostics", "--pretty", "false"], {
      encoding: "utf8",
    });
    return {
      errors:
        run.stdout
          .split("\n")
          .filter((line) => line.includes("error TS"))
          .join("\n") + run.stderr,
      instantiations: Number(/Instantiations:\s+(\d+)/.exec(run.stdout)?.[1]),
      declarations: declarationsIn(join(folder, "out", folder, "src")),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function declarationsIn(folder: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
