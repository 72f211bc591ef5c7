/** Runs our contender in peerbench: `npm run bench -- PEERBENCH sqlite|pg|mysql [options of peerbench]`. See README.md. */
import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const databases = ["sqlite", "pg", "mysql"];
const root = fileURLToPath(new URL("..", import.meta.url));
const [folder, db, ...options] = process.argv.slice(2);

if (folder === undefined || db === undefined || !databases.includes(db)) {
  console.error(`Usage: npm run bench -- PEERBENCH ${databases.join("|")} [--only w1,w2] [--rounds 21] [--contenders raw,ormdantic]`);
  process.exit(2);
}

execFileSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });
const contenders = join(resolve(folder), "contenders", db);
// All of them: those of the servers re-export the one of SQLite.
for (const name of databases) copyFileSync(join(root, "bench/peerbench", name, "ormdantic.mjs"), join(resolve(folder), "contenders", name, "ormdantic.mjs"));
const raw = readdirSync(contenders).flatMap((file) => (file.startsWith("raw") && file.endsWith(".mjs") ? [file.slice(0, -4)] : []));
const whom = options.includes("--contenders") ? [] : ["--contenders", [...raw, "ormdantic"].join(",")];
execFileSync(process.execPath, ["run.mjs", "--db", db, ...whom, ...options], {
  cwd: resolve(folder),
  stdio: "inherit",
  env: { ...process.env, ORMDANTIC_DIST: process.env["ORMDANTIC_DIST"] ?? root },
});
