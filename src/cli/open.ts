import { dialectOf, knownDialects } from "../dialects.ts";
import { Engine } from "../engine/engine.ts";
import { parseUrl } from "../engine/url.ts";
import { ConfigurationError } from "../kernel/errors.ts";
import { MigrationManager } from "../migrate/manager.ts";
import type { Catalog } from "../model/definition.ts";
import { describe } from "../model/describe.ts";
import type { SchemaDialect } from "../schema/dialect.ts";
import type { RunStatement } from "../schema/run.ts";
import type { Output } from "./output.ts";
import { type CommonOptions, type FoundUrl, findUrl, loadModels, type Settings } from "./settings.ts";

/** A database a command works on. */
export interface OpenDatabase {
  readonly manager: MigrationManager;
  readonly schema: SchemaDialect;
  readonly found: FoundUrl;
  readonly driver: () => string | undefined;
  readonly run: RunStatement;
}

/** Runs `body` with the database of the options and closes it. Says where its URL comes from, without secrets. */
export async function withDatabase<T>(
  {
    options,
    settings,
    output,
    argument,
    models = "none",
  }: {
    readonly options: CommonOptions;
    readonly settings: Settings;
    readonly output: Output;
    readonly argument?: string | undefined;
    readonly models?: "none" | "needed";
  },
  body: (database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const found = findUrl(options, settings, argument);
  const catalog = models === "none" ? noModels : describe(await loadModels(options, settings));
  const url = parseUrl(found.url);
  const known = dialectOf(url.scheme);
  if (url.options.parameters["pooler"] === "transaction") {
    throw new ConfigurationError(
      "CONFIGURATION.POOLER",
      "migrations keep settings and locks on one connection, which a pooler in transaction mode takes away; give a direct URL",
    );
  }
  output.aside(output.paint("dim", `Connection: ${found.shown} (source: ${found.source})`));
  const schema = await known.schema();
  const engine = new Engine({ dialect: known.dialect, url });
  try {
    await engine.connect();
    const manager = new MigrationManager({ catalog, schema, holding: (work) => engine.holding(work) });
    const run: RunStatement = async (sql, parameters) => (await engine.execute(sql, parameters, { operation: "native", table: undefined })).rows;
    return await body({ manager, schema, found, driver: () => engine.stats()?.driver, run });
  } finally {
    await engine.close();
  }
}

const noModels: Catalog = new Map();

/** A manager that has no database: shapes, plans and files. Throws ConfigurationError for a dialect there is not. */
export async function offlineManager(
  dialect: string,
  catalog: Catalog = noModels,
): Promise<{ readonly manager: MigrationManager; readonly schema: SchemaDialect }> {
  const known = knownDialects.find((one) => one.dialect.name === dialect || one.schemes.includes(dialect));
  if (known === undefined) {
    const names = knownDialects.map((one) => one.dialect.name).join(", ");
    throw new ConfigurationError("CONFIGURATION.UNKNOWN_DIALECT", `"${dialect}" is no database this library knows; there are ${names}`);
  }
  const schema = await known.schema();
  const holding = (): Promise<never> => Promise.reject(new ConfigurationError("CONFIGURATION.NO_URL", "this needs a database: use --url"));
  return { schema, manager: new MigrationManager({ catalog, schema, holding }) };
}
