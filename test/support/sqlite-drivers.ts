import { createRequire } from "node:module";

export interface SqliteDriver {
  /** As in `?driver=`. */
  readonly name: "node-sqlite" | "better-sqlite3";
  readonly version: string;
  /** Why it cannot be used on this runtime; undefined when it can. */
  readonly reason: string | undefined;
}

const require = createRequire(import.meta.url);

/** Both SQLite drivers with what this runtime makes of them. */
export function sqliteDrivers(): readonly SqliteDriver[] {
  return [
    probe("node-sqlite", () => {
      const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
      if (major < 22 || (major === 22 && minor < 16)) throw new Error(`needs Node 22.16, this is ${process.versions.node}`);
      const specifier: string = "node:sqlite"; // not a literal: older versions of Node, and the tools that run on them, do not know it
      const { DatabaseSync } = require(specifier) as { DatabaseSync: new (path: string) => { prepare(sql: string): { get(): { v: string } } } };
      return new DatabaseSync(":memory:").prepare("select sqlite_version() as v").get().v;
    }),
    probe("better-sqlite3", () => {
      const Database = require("better-sqlite3") as new (path: string) => { prepare(sql: string): { get(): { v: string } } };
      return new Database(":memory:").prepare("select sqlite_version() as v").get().v;
    }),
  ];
}

function probe(name: SqliteDriver["name"], version: () => string): SqliteDriver {
  try {
    return { name, version: version(), reason: undefined };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name, version: "", reason: message.replaceAll(/\s+/g, " ").slice(0, 300) };
  }
}
