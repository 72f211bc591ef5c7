import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { MigrationError } from "../kernel/errors.ts";
import type { MigrationSession } from "./session.ts";

/** What a data step written in TypeScript or JavaScript is given. Everything runs on the connection and in the transaction of the migration. */
export interface DataStep {
  /** Any one statement, with the database's own placeholders; gives its rows as arrays of driver values. */
  execute(sql: string, values?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>;
  /** Quotes a name. */
  quote(name: string): string;
  /** The placeholder of the n-th value, counted from 1. */
  placeholder(position: number): string;
  readonly dialect: string;
  readonly direction: "up" | "down";
}

/** Loads a module by its path; the command line brings one that reads TypeScript. */
export type LoadModule = (path: string) => Promise<unknown>;

const importModule: LoadModule = (path) => import(pathToFileURL(path).href);

/** Runs the default export of a module beside the artifact. Throws MigrationError MIGRATION.BAD_DATA_STEP when there is none. */
export async function runDataStep(
  file: string,
  folder: string,
  direction: "up" | "down",
  { schema, run }: MigrationSession,
  load: LoadModule = importModule,
): Promise<void> {
  const path = resolve(folder, file);
  const bad = (why: string, cause?: unknown): MigrationError =>
    new MigrationError("MIGRATION.BAD_DATA_STEP", `the data step ${file} ${why}`, { context: { file }, ...(cause === undefined ? {} : { cause }) });
  const loaded = (await load(path).catch((cause: unknown) => {
    throw bad(
      `cannot be loaded (${cause instanceof Error ? cause.message : String(cause)}); TypeScript files need the ormdantic command, or a runtime that reads them`,
      cause,
    );
  })) as { readonly default?: unknown };
  if (typeof loaded.default !== "function") throw bad("must have a default export: async (step) => { await step.execute(sql, values) }");
  const { quote, placeholder, name } = schema.dialect;
  const step: DataStep = { execute: (sql, values = []) => run(sql, values), quote, placeholder, dialect: name, direction };
  await (loaded.default as (step: DataStep) => Promise<void>)(step);
}
