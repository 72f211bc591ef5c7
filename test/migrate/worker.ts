/** Applies a folder of migrations when it is told to, one command a line: apply, apply REVISION, slowly, resume, ready. Answers with a line of JSON. */

import { join } from "node:path";
import { createInterface } from "node:readline";
import { openDatabase } from "./database.ts";

const [url = "", folder = ""] = process.argv.slice(2);
const db = await openDatabase(url);
const manager = db.manager();

/** Ten milliseconds in which nothing else happens. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
}

/** What a command comes to. */
async function answer(command: string): Promise<unknown> {
  const [word, revision] = command.split(" ");
  if (word === "ready") return "ready";
  if (revision !== undefined) return manager.applyFile(join(folder, `${revision}.toml`));
  if (word === "resume") return manager.applyDirectory(folder, { resume: true });
  // long enough between two steps to be killed there
  return manager.applyDirectory(folder, word === "slowly" ? { onStep: pause } : {});
}

for await (const line of createInterface({ input: process.stdin })) {
  const said = await answer(line).catch((error: unknown) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
