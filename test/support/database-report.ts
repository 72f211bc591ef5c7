import type { Reporter, TestCase, TestModule, Vitest } from "vitest/node";
import { type Servers, serverNames } from "./server-list.ts";
import { sqliteDrivers } from "./sqlite-drivers.ts";

/** Says at the end of a run which databases took part and why others did not, then sums the tests up in one line that scripts can read. */
export class DatabaseReport implements Reporter {
  readonly #stopsServers: boolean;
  #vitest: Vitest | undefined;

  /** `stopsServers`: the run has the suites that end servers of their own and bring them back. */
  constructor({ stopsServers }: { readonly stopsServers: boolean }) {
    this.#stopsServers = stopsServers;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const servers: Partial<Servers> = this.#vitest?.getRootProject().getProvidedContext().servers ?? {};
    console.log("Databases of this run");
    for (const { name, version, reason } of sqliteDrivers())
      console.log(reason === undefined ? ran(`SQLite by ${name}`, version) : missing(`SQLite by ${name}`, reason));
    for (const name of serverNames) {
      const server = servers[name];
      if (server === undefined) continue;
      console.log("reason" in server ? missing(name, server.reason) : ran(name, server.version));
    }
    if (!this.#stopsServers) console.log(missing("servers that are shut down, killed, replaced and started again", "npm run test:cluster"));
    console.log(`\n${summary(modules)}`);
  }
}

function ran(name: string, version: string): string {
  return `  ran      ${name} (${version})`;
}

function missing(name: string, reason: string): string {
  return `  NOT RUN  ${name}: ${reason}`;
}

function summary(modules: readonly TestModule[]): string {
  const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
  for (const module of modules) {
    // A file that broke before its tests were known counts as one failed test.
    if (module.errors().length > 0 && module.state() === "failed") counts.failed += 1;
    for (const test of module.children.allTests()) counts[state(test)] += 1;
  }
  return `tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped + counts.pending} skipped`;
}

function state(test: TestCase): "passed" | "failed" | "skipped" | "pending" {
  return test.result().state;
}
