import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject, test } from "vitest";
import { type ServerName, serverNames, servers } from "./server-list.ts";
import { sqliteDrivers } from "./sqlite-drivers.ts";

/** URL of each server that answers; a missing key is a server that is not there. */
export const available: { readonly [K in ServerName]?: string } = Object.fromEntries(
  serverNames.flatMap((name) => {
    const server = inject("servers")[name];
    return "url" in server ? [[name, server.url]] : [];
  }),
);

/** A kind of database tests can run on here. */
export interface Target {
  /** "sqlite (better-sqlite3)", "postgres", ... : a title for `describe`. */
  readonly name: string;
  readonly dialect: "sqlite" | ServerName;
  /** Makes an empty database and says how to reach it and how to get rid of it. */
  create(): Promise<{ readonly url: string; drop(): Promise<void> }>;
}

/** Everything that can run here: SQLite by each driver of this runtime, and every server that was found. */
export const targets: readonly Target[] = [
  ...sqliteDrivers()
    .filter((driver) => driver.reason === undefined)
    .map((driver): Target => ({ name: `sqlite (${driver.name})`, dialect: "sqlite", create: async () => sqliteFile(driver.name) })),
  ...serverNames.flatMap((name): readonly Target[] => {
    const url = available[name];
    return url === undefined ? [] : [{ name, dialect: name, create: () => serverDatabase(name, url) }];
  }),
];

/** The targets of these dialects. One that is not there leaves a skipped test behind: a file without any test would count as broken. */
export function targetsOf(...dialects: readonly Target["dialect"][]): readonly Target[] {
  for (const dialect of dialects) {
    const missing = !targets.some((target) => target.dialect === dialect);
    if (missing) test.skipIf(missing)(`${dialect} is not there; the report at the end says why`, () => undefined);
  }
  return targets.filter(({ dialect }) => dialects.includes(dialect));
}

/** An empty database of its own for the tests of this `describe` (or file), dropped after them. `url` can be read from `beforeAll` on. */
export function withDatabase(target: Target): { readonly url: string } {
  let database: Awaited<ReturnType<Target["create"]>> | undefined;
  beforeAll(async () => {
    database = await target.create();
  });
  afterAll(async () => {
    await database?.drop();
  });
  return {
    get url() {
      if (database === undefined) throw new Error("The database exists only while tests run: read `url` in a hook or a test.");
      return database.url;
    },
  };
}

function sqliteFile(driver: string): { readonly url: string; drop(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), "ormdantic-"));
  return {
    url: `sqlite:///${join(folder, "test.sqlite3")}?driver=${driver}`,
    drop: async () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

async function serverDatabase(name: ServerName, url: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const database = `ormdantic_${process.pid}_${randomBytes(4).toString("hex")}`;
  const { run } = servers[name];
  await run(url, `create database ${database}`);
  const own = new URL(url);
  own.pathname = `/${database}`;
  return {
    url: own.href,
    drop: async () => {
      await run(url, name === "postgres" ? `drop database ${database} with (force)` : `drop database ${database}`);
    },
  };
}
