/** Everything that can be said of the code without running it. Runs all `check:*` scripts, then names those that failed; `npm run check -- dead layers` runs some. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { scripts: Record<string, string> };
const steps = Object.keys(scripts).flatMap((name) => (name.startsWith("check:") ? [name.slice("check:".length)] : []));

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.includes(name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(", ")}. There are: ${steps.join(", ")}.`);
  process.exit(2);
}

const failed: string[] = [];
for (const name of wanted.length > 0 ? wanted : steps) {
  const began = performance.now();
  const { status } = spawnSync("npm", ["run", "--silent", `check:${name}`], { stdio: "inherit" });
  if (status !== 0) failed.push(name);
  console.log(`${status === 0 ? "ok" : "FAILED"}: ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(", ")}`);
  process.exitCode = 1;
}
