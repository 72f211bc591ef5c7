import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { ConnectionOptions } from "../../../dialect/driver.ts";
import { defineAggregates, scalarFunctions } from "../functions.ts";
import { type FileOptions, fileOptions } from "../options.ts";
import type { Database, OpenDatabase } from "./library.ts";
import { SyncConnection } from "./sync-connection.ts";

/** Opens a file, or a database in memory, and sets the connection up. */
export function connect(open: OpenDatabase, options: ConnectionOptions): SyncConnection {
  const settings = fileOptions(options);
  const { file, memory, mode, reader } = settings;
  if (!memory) checkDirectory(file);
  const database = open(file, { readOnly: mode === "ro", create: mode === "rwc" });
  try {
    setUp(database, settings);
  } catch (error) {
    database.close();
    throw error;
  }
  return new SyncConnection(database, { reader: reader && !memory });
}

/** The libraries say less, or nothing that tells what is missing. */
function checkDirectory(file: string): void {
  const directory = dirname(resolve(file));
  if (existsSync(directory)) return;
  throw Object.assign(new Error(`unable to open the database file "${file}": there is no directory "${directory}"`), { code: "SQLITE_CANTOPEN" });
}

/**
 * `busy_timeout = 0`: SQLite would wait with the whole process; who waits here does so without holding up others. Readers are opened like writers, since
 * only those can set up the files beside a database in WAL mode, and then refuse to write.
 */
function setUp(database: Database, { memory, mode, synchronous, reader }: FileOptions): void {
  database.exec("pragma busy_timeout = 0; pragma foreign_keys = on");
  if (!memory && mode !== "ro") {
    const journal = database.prepare("pragma journal_mode").all([])[0]?.[0];
    if (journal !== "wal") database.prepare("pragma journal_mode = wal").all([]);
  }
  database.exec(`pragma synchronous = ${synchronous}`);
  if (reader && !memory) database.exec("pragma query_only = on");
  for (const [name, body] of Object.entries(scalarFunctions)) database.defineFunction(name, body);
  defineAggregates((name, functions) => database.defineAggregate(name, functions));
}
