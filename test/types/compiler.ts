import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** The compilers the types must hold under. */
export const compilers = ["typescript", "typescript7"] as const;
export type Compiler = (typeof compilers)[number];

/** What a compiler said about a set of sources. */
export interface Compiled {
  /** Its complaints; empty when there are none. */
  readonly errors: string;
  readonly instantiations: number;
  /** Declarations it wrote, by file name. */
  readonly declarations: ReadonlyMap<string, string>;
}

/** A folder outside the repository where sources see the package as it is published (its declarations, that is) and Zod. */
export interface Workspace {
  /** Checks sources, given by file name, with the strict options of this repository and the given ones; libraries are checked too. */
  compile(compiler: Compiler, sources: Readonly<Record<string, string>>, options?: Readonly<Record<string, unknown>>): Compiled;
  remove(): void;
}

export function openWorkspace(): Workspace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "ormdantic-types-")));
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@types"), { recursive: true });
  for (const name of ["zod", "@types/node", "undici-types"]) symlinkSync(join(root, "node_modules", name), join(modules, name), "dir");
  publishTo(join(modules, "ormdantic"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  return {
    compile: (compiler, sources, options = {}) => compile(folder, compiler, sources, options),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Declarations come from the compiler that builds the package. */
function publishTo(target: string): void {
  mkdirSync(target);
  cpSync(join(root, "package.json"), join(target, "package.json"));
  const { status, stdout } = tsc(root, "typescript", ["-p", join(root, "tsconfig.build.json"), "--outDir", join(target, "dist"), "--emitDeclarationOnly"]);
  if (status !== 0) throw new Error(`the package does not build:\n${stdout}`);
}

function compile(folder: string, compiler: Compiler, sources: Readonly<Record<string, string>>, options: Readonly<Record<string, unknown>>): Compiled {
  const project = mkdtempSync(join(folder, "project-"));
  for (const [name, text] of Object.entries(sources)) {
    const file = join(project, "src", name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const compilerOptions = {
    noEmit: false,
    emitDeclarationOnly: true,
    declaration: true,
    outDir: "out",
    rootDir: "src",
    paths: {},
    skipLibCheck: false,
    ...options,
  };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ extends: join(root, "tsconfig.json"), compilerOptions, include: ["src"] }));
  // Several checkers at once would each count what they share.
  const alone = compiler === "typescript7" ? ["--singleThreaded"] : [];
  const { stdout, stderr } = tsc(project, compiler, ["-p", ".", "--extendedDiagnostics", "--pretty", "false", ...alone]);
  return {
    errors: stdout.slice(0, stdout.search(/^Files:/m)).trim() + stderr,
    instantiations: Number(/Instantiations:\s+(\d+)/.exec(stdout)?.[1]),
    declarations: declarationsIn(join(project, "out")),
  };
}

interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
function tsc(cwd: string, compiler: Compiler, options: readonly string[]): Said {
  return spawnSync(process.execPath, [join(root, "node_modules", compiler, "bin/tsc"), ...options], { cwd, encoding: "utf8", maxBuffer: 2 ** 28 });
}

function declarationsIn(folder: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
