import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Ormdantic } from "ormdantic";
import { expect } from "vitest";

const run = promisify(execFile);

/** Servers started by one of the scripts in scripts/servers, in a folder of their own. */
export class Cluster implements AsyncDisposable {
  /** What the script said of the servers: URL by variable. */
  readonly urls: Readonly<Record<string, string>>;
  readonly #script: string;
  readonly #folder: string;

  private constructor(script: string, folder: string, urls: Readonly<Record<string, string>>) {
    this.#script = script;
    this.#folder = folder;
    this.urls = urls;
  }

  static async start(name: string): Promise<Cluster> {
    const script = fileURLToPath(new URL(`../../scripts/servers/${name}.sh`, import.meta.url));
    const folder = mkdtempSync(join(tmpdir(), `ormdantic-${name}-`));
    await chmod(folder, 0o755);
    try {
      const { stdout } = await run(script, ["start", folder, String(await freePorts())], { timeout: 150_000 });
      return new Cluster(
        script,
        folder,
        Object.fromEntries(stdout.split("\n").flatMap((line) => (line.includes("=") ? [line.split(/=(.*)/s).slice(0, 2)] : []))),
      );
    } catch (error) {
      await run(script, ["stop", folder]).catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  url(variable: string): string {
    return this.urls[variable] ?? expect.fail(`the script said nothing of ${variable}`);
  }

  /** One of the script's other actions. */
  async act(action: string, ...words: readonly string[]): Promise<void> {
    await run(this.#script, [action, this.#folder, ...words], { timeout: 120_000 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.act("stop");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The first of a row of ports that are free now: the scripts use some above it, too. */
async function freePorts(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 12_000);
    const all = [0, 1, 2, 3, 110, 111, 112, 120, 121, 122, 130, 131, 132].map((offset) => isFree(first + offset));
    if ((await Promise.all(all)).every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Waits until the servers of a database look like this. */
export async function untilServers(db: Ormdantic, ...states: readonly string[]): Promise<void> {
  const seen = () => db.runtimeDiagnostics().servers?.map(({ state }) => state);
  for (let i = 0; i < 400 && seen()?.join() !== states.join(); i++) await sleep(25);
  expect(seen()).toEqual(states);
}

/** Waits until no connection is in use, and shows that there are no more than allowed. */
export async function expectPoolAtRest(db: Ormdantic, size: number): Promise<void> {
  const pool = () => db.runtimeDiagnostics().pool;
  for (let i = 0; i < 100 && pool()?.idle !== pool()?.size; i++) await sleep(20);
  expect(pool()).toMatchObject({ waiting: 0, idle: pool()?.size });
  expect(pool()?.size).toBeLessThanOrEqual(size);
}
