/**
 * A database of somebody else is taken over: inspected, turned into models, changed in five steps, linted, looked at, applied, and rolled back to the first row.
 * `npm run walkthrough -- [URL] [CHINOOK.json]`. The URL names an empty SQLite or PostgreSQL database; a file that is thrown away if none is given.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NativeEngine } from "ormdantic/engine";
import { countryOfCustomer, makeChinook, quoted, readAll, tableNames } from "./chinook.ts";
import { steps } from "./steps.ts";

const folder = mkdtempSync(join(tmpdir(), "ormdantic-walkthrough-"));
// inside the project, where the models find the packages they import
const models = fileURLToPath(new URL(`./.models-${process.pid}.ts`, import.meta.url));
const migrations = join(folder, "migrations");
const [url = `sqlite:///${join(folder, "chinook.sqlite3")}`, data] = process.argv.slice(2);
const command = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
let failures = 0;

function say(text: string): void {
  console.log(`\n\u001b[1m${text}\u001b[0m`);
}

/** Runs the command as a user would, and shows it. */
function ormdantic(expected: number, ...args: string[]): string {
  console.log(`\n$ ormdantic ${args.map((arg) => arg.replace(folder, ".").replace(models, "models.ts")).join(" ")}`);
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", "tsx", command, ...args], {
    encoding: "utf8",
    env: { ...process.env, DATABASE_URL: url },
  });
  const lines = `${stderr}${stdout}`.trimEnd().split("\n");
  console.log([...lines.slice(0, 24), ...(lines.length > 24 ? [`... ${lines.length - 24} more lines`] : [])].join("\n"));
  check(`it ends with ${expected}`, status === expected);
  return stdout;
}

function check(what: string, holds: boolean): void {
  if (holds) return;
  failures++;
  console.error(`\u001b[31mNOT SO: ${what}\u001b[0m`);
}

/** What cannot come back: a country that was not known is called so now. */
function filled(name: string, rows: string): string {
  if (name !== "Customer") return rows;
  return JSON.stringify((JSON.parse(rows) as unknown[][]).map((row) => row.map((value, i) => (i === countryOfCustomer ? (value ?? "unknown") : value))));
}

const db = new NativeEngine(url);
try {
  say("A database that is there");
  await makeChinook(db, data);
  const before = await readAll(db);
  ormdantic(0, "inspect", "--table", "Customer");

  say("Its models: no drift");
  ormdantic(0, "scaffold", "--out", models, "--overwrite");
  ormdantic(0, "migrations", "diff", "--models", models);
  ormdantic(0, "migrations", "init");

  for (const { revision, title, edit, data: moves } of steps) {
    say(title);
    writeFileSync(models, edit(readFileSync(models, "utf8")));
    ormdantic(2, "migrations", "diff", "--models", models);
    ormdantic(0, "migrations", "autogenerate", revision, "--models", models, "--dir", migrations, "-m", title);
    const file = join(migrations, `${revision}.toml`);
    if (moves !== undefined) {
      writeFileSync(file, moves(readFileSync(file, "utf8")));
      ormdantic(1, "migrations", "check", migrations);
      ormdantic(0, "migrations", "repair", "--checksum", file);
    }
    ormdantic(0, "migrations", "lint", file);
    ormdantic(0, "migrations", "preview", file);
    if (moves !== undefined) ormdantic(1, "migrations", "apply", file);
    ormdantic(0, "migrations", "apply", file, "--allow-destructive");
    ormdantic(0, "migrations", "diff", "--models", models);
  }
  ormdantic(0, "migrations", "status", "--dir", migrations);
  for (const name of tableNames) {
    const { rows } = await db.execute(`SELECT count(*) FROM ${quoted(name)}`);
    check(`${name} has the rows it had`, Number(rows[0]?.[0]) === (JSON.parse(before[name] as string) as unknown[]).length);
  }

  say("All the way back");
  for (const { revision } of steps.toReversed()) ormdantic(0, "migrations", "rollback", "--dir", migrations, "--revision", revision, "--allow-destructive");
  ormdantic(0, "scaffold", "--out", models, "--overwrite");
  ormdantic(0, "migrations", "diff", "--models", models);
  const after = await readAll(db);
  for (const name of tableNames) check(`every value of ${name} is what it was`, after[name] === filled(name, before[name] as string));
  say(failures === 0 ? "Everything is as it was." : `${failures} things are not as they should be.`);
} finally {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(models, { force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
