/**
 * Starts throwaway servers in a temporary folder, runs the tests with their URLs, and stops them whatever happened.
 * `npm run test:servers -- src/dialects` hands arguments on to vitest.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const names = ["postgres", "mariadb", "mysql"] as const;
const folder = mkdtempSync(join(tmpdir(), "ormdantic-servers-"));

function script(name: string): string {
  return fileURLToPath(new URL(`./servers/${name}.sh`, import.meta.url));
}

/** Asks the system for a port nobody listens on. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

/** The variables a started server is reached by; none when it cannot be had on this machine, which is said aloud. */
async function start(name: string): Promise<Record<string, string>> {
  const began = performance.now();
  const { status, stdout } = spawnSync(script(name), ["start", folder, String(await freePort())], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 300_000,
  });
  if (status !== 0) {
    console.error(`${name}: NOT AVAILABLE on this machine; its tests will not run.`);
    return {};
  }
  console.log(`${name}: started in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return Object.fromEntries(stdout.split("\n").flatMap((line) => (line.includes("=") ? [line.split(/=(.*)/s).slice(0, 2)] : [])));
}

function stop(): void {
  for (const name of names) spawnSync(script(name), ["stop", folder], { stdio: "inherit" });
  rmSync(folder, { recursive: true, force: true });
}

// The tests get the terminal's signals too and end by themselves; the servers are stopped below.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});

try {
  const urls: Record<string, string> = {};
  for (const name of names) Object.assign(urls, await start(name));
  const { status } = spawnSync("npm", ["test", "--", ...process.argv.slice(2)], { stdio: "inherit", env: { ...process.env, ...urls } });
  process.exitCode = status ?? 1;
} finally {
  stop();
}
