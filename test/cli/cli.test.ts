import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** The package as it is published, made in one go: each process then starts as fast as a user's. */
const built = mkdtempSync(here("../../.cli-"));
const main = join(built, "cli/main.js");
beforeAll(async () => {
  const entryPoints = ["cli/main", "index", "model", "engine", "migrate"].map((name) => ({ in: here(`../../src/${name}.ts`), out: name }));
  await build({ entryPoints, outdir: built, bundle: true, splitting: true, format: "esm", platform: "node", packages: "external", logLevel: "error" });
});
const [first, second] = [here("../migrate/fixtures/shop-1.ts"), here("../migrate/fixtures/shop-2.ts")];

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const folder = mkdtempSync(join(tmpdir(), "ormdantic-cli-"));
const url = `sqlite:///${join(folder, "app.sqlite3")}`;
const dir = join(folder, "migrations");
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(built, { recursive: true, force: true });
});

/** Runs the command as a process of its own, without a terminal. */
function ormdantic(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { DATABASE_URL: _, ...rest } = process.env;
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: { ...rest, NODE_NO_WARNINGS: "1", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  return new Promise((resolve) => {
    child.once("close", (code) => resolve({ code, out: out.join(""), err: err.join("") }));
  });
}

/** The one object of --json, and nothing else on either stream. */
async function json(
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly value: Record<string, unknown> }> {
  const { code, out, err } = await ormdantic([...args, "--json"], environment);
  expect(err).toBe("");
  return { code, value: JSON.parse(out) as Record<string, unknown> };
}

describe("the ormdantic command", () => {
  it("shows help with examples, its version, and what it does not know", async () => {
    const [help, version, unknown] = await Promise.all([
      ormdantic(["migrations", "apply-dir", "--help"]),
      ormdantic(["--version"]),
      ormdantic(["migrations", "aply"]),
    ]);
    expect(help).toMatchObject({ code: 0, out: expect.stringContaining("$ ormdantic migrations apply-dir") });
    expect(version.out.trim()).toBe((JSON.parse(readFileSync(here("../../package.json"), "utf8")) as { version: string }).version);
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining("unknown command 'aply'") });
  });

  it("writes a configuration that the other commands read", async () => {
    expect(await ormdantic(["init", "--models", first, "--dir", "./migrations"])).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, "ormdantic.config.ts"), "utf8")).toContain("defineConfig");
    expect((await ormdantic(["init"])).err).toContain("it stays as it is");
    expect(await ormdantic(["migrations", "diff"], { DATABASE_URL: url })).toMatchObject({ code: 2, out: "+ create table shop\n" });
  });

  it("takes the URL of the option, then of the argument, the environment, the file; and never shows its password", async () => {
    const source = async (args: readonly string[], environment?: Readonly<Record<string, string>>) =>
      (await ormdantic(["migrations", "current", ...args], environment)).err;
    writeFileSync(join(folder, "vars"), `export OTHER_URL='${url}'\n`);
    const other = `sqlite:///${join(folder, "other.sqlite3")}`;
    expect(await source([other, "--url", url], { DATABASE_URL: other })).toContain("(source: --url)");
    expect(await source([url], { DATABASE_URL: other })).toContain("(source: argument)");
    expect(await source(["--env-file", "vars", "--url-env", "OTHER_URL"], { OTHER_URL: url })).toContain("(source: environment variable OTHER_URL)");
    expect(await source(["--env-file", "vars", "--url-env", "OTHER_URL"])).toContain("(source: OTHER_URL in vars)");
    const lost = await ormdantic(["migrations", "status", "--url", "postgresql://app:s3cret@127.0.0.1:1/app"]);
    expect(lost).toMatchObject({ code: 1, err: expect.stringContaining("postgresql://app:***@127.0.0.1:1/app") });
    expect(lost.out + lost.err).not.toContain("s3cret");
    expect((await json(["migrations", "current"])).value).toMatchObject({ error: { code: "CONFIGURATION.NO_URL" } });
  });

  it("goes the whole way: generate, look, lint, apply, ask, roll back", async () => {
    const migrations = (...args: string[]) => json(["migrations", ...args]);
    const at = ["--url", url] as const;
    expect(await migrations("autogenerate", "0001-start", ...at, "--models", first, "--dir", dir)).toMatchObject({
      code: 0,
      value: { file: join(dir, "0001-start.toml") },
    });
    expect(await migrations("status", ...at, "--dir", dir)).toMatchObject({ code: 2, value: { pending: ["0001-start"], current: null } });
    expect(await migrations("check", dir, ...at)).toMatchObject({ code: 2, value: { files: 1, heads: ["0001-start"] } });
    expect(await migrations("apply-dir", dir, ...at)).toMatchObject({ code: 0, value: { applied: ["0001-start"] } });
    expect(await migrations("apply-dir", dir, ...at)).toMatchObject({ code: 0, value: { applied: [] } });
    expect(await migrations("diff", ...at, "--models", first)).toMatchObject({ code: 0, value: { drift: false } });
    expect(await migrations("autogenerate", "0001-again", ...at, "--models", first, "--dir", dir)).toMatchObject({ code: 0, value: { file: null } });
    expect(await migrations("diff", ...at, "--models", second)).toMatchObject({ code: 2, value: { drift: true } });

    const guess = await ormdantic(["migrations", "autogenerate", "0002-score", ...at, "--models", second, "--dir", dir]);
    expect(guess).toMatchObject({ code: 0, err: expect.stringContaining("--rename shop.rating=score") });
    expect(await migrations("lint", join(dir, "0002-score.toml"))).toMatchObject({
      value: { findings: expect.arrayContaining([expect.objectContaining({ rule: "drop-column" })]) },
    });
    expect(await migrations("apply-dir", dir, ...at)).toMatchObject({ code: 1, value: { error: { code: "MIGRATION.DESTRUCTIVE" } } });
    expect(await migrations("autogenerate", "0002-score", ...at, "--models", second, "--dir", dir)).toMatchObject({
      code: 1,
      value: { error: { code: "MIGRATION.FILE_EXISTS" } },
    });
    const rename = await migrations(
      "autogenerate",
      "0002-score",
      ...at,
      "--models",
      second,
      "--dir",
      dir,
      "--overwrite",
      "--rename",
      "shop.rating=score",
      "-m",
      "Ratings are scores",
      "-f",
      "toml",
    );
    expect(rename).toMatchObject({ code: 0 });
    const preview = await ormdantic(["migrations", "preview", join(dir, "0002-score.toml")]);
    expect(preview.out).toContain('alter table "shop" rename column "rating" to "score";');
    expect(await migrations("apply-dir", dir, ...at)).toMatchObject({ code: 0, value: { applied: ["0002-score"] } });
    expect(await migrations("rollback", ...at, "--dir", dir)).toMatchObject({ code: 1, value: { error: { code: "MIGRATION.DESTRUCTIVE" } } });
    expect(await migrations("rollback", ...at, "--dir", dir, "--allow-destructive")).toMatchObject({
      code: 0,
      value: { revision: "0002-score", outcome: "rolledBack" },
    });
    expect(await migrations("history", ...at)).toMatchObject({
      value: { history: [expect.objectContaining({ revision: "0001-start" }), expect.objectContaining({ status: "rolled_back" })] },
    });
    expect(await migrations("current", ...at)).toMatchObject({ value: { current: "0001-start" } });
  }, 240_000);

  it("writes migrations without a database, notices edits, and seals them again", async () => {
    const own = join(folder, "offline");
    const make = (...args: string[]) => json(["migrations", "create", ...args, "--dir", own]);
    expect(await make("0001", "--models", first, "--dialect", "sqlite")).toMatchObject({ code: 0 });
    expect(await make("0002", "--models", second, "--rename", "shop.rating=score")).toMatchObject({ code: 0 });
    expect(await make("0003", "--empty", "-m", "Fill")).toMatchObject({ code: 0 });
    const file = join(own, "0003.toml");
    writeFileSync(
      file,
      readFileSync(file, "utf8")
        .replace("up = [ ]", `up = [{ describe = "fill", statements = ["update shop set city = 'x' where city = ''"] }]`)
        .replace("up = []", `up = [{ describe = "fill", statements = ["update shop set city = 'x' where city = ''"] }]`),
    );
    expect(await json(["migrations", "check", own])).toMatchObject({ code: 1, value: { error: { code: "MIGRATION.TAMPERED" } } });
    expect(await json(["migrations", "repair", "--checksum", file])).toMatchObject({ code: 0, value: { checksum: expect.stringMatching(/^sha256:/) } });
    expect(await json(["migrations", "check", own])).toMatchObject({ code: 0, value: { files: 3, heads: ["0003"] } });
    expect(
      await json(["migrations", "squash", "0100", join(own, "0001.toml"), join(own, "0002.toml"), "--out", join(folder, "all.json"), "-f", "json"]),
    ).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(folder, "all.json"), "utf8"))).toMatchObject({ replaces: ["0001", "0002"] });
    expect(await json(["migrations", "snapshot", "--models", first, "--dialect", "postgresql", "--out", join(folder, "shape.json")])).toMatchObject({
      value: { tables: 1 },
    });
    expect(await make("0004", "--from", join(folder, "all.json"), "--to", join(folder, "shape.json"))).toMatchObject({ code: 0 });
  }, 240_000);

  it("inspects, scaffolds models that fit, and looks after itself", async () => {
    const inspected = await json(["inspect", "--url", url]);
    expect(inspected.value).toMatchObject({ tables: [expect.objectContaining({ name: "shop" })] });
    const models = here("../migrate/fixtures/.scaffolded.ts");
    try {
      expect(await json(["scaffold", "--url", url, "--out", models])).toMatchObject({ code: 0, value: { tables: 1 } });
      expect(await json(["scaffold", "--url", url, "--out", models])).toMatchObject({ code: 1, value: { error: { code: "MIGRATION.FILE_EXISTS" } } });
      expect(await json(["migrations", "diff", "--url", url, "--models", models])).toMatchObject({ code: 0, value: { changes: [] } });
    } finally {
      rmSync(models, { force: true });
    }
    expect(await json(["doctor", "--url", url])).toMatchObject({
      code: 0,
      value: { findings: expect.arrayContaining([expect.objectContaining({ what: "migrations", ok: true })]) },
    });
  }, 120_000);

  it("notes a database as it is, and corrects its history", async () => {
    const fresh = `sqlite:///${join(folder, "fresh.sqlite3")}`;
    expect(await json(["migrations", "init", fresh])).toMatchObject({ value: { initialized: true } });
    expect(await json(["migrations", "baseline", fresh, join(dir, "0001-start.toml")])).toMatchObject({ value: { baseline: ["0001-start"] } });
    expect(await json(["migrations", "repair", fresh, "--revision", "0001-start", "--status", "rolled_back"])).toMatchObject({ value: { repaired: 1 } });
    expect(await json(["migrations", "repair", fresh, "--status", "lost"])).toMatchObject({ code: 1, value: { error: { code: "CONFIGURATION.BAD_OPTION" } } });
    expect(existsSync(join(folder, "fresh.sqlite3"))).toBe(true);
  }, 120_000);
});
