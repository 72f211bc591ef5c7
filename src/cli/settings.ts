import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseEnv } from "node:util";
import { createJiti } from "jiti";
import type { OrmdanticConfig } from "../config.ts";
import { redactUrl } from "../engine/url.ts";
import { ConfigurationError } from "../kernel/errors.ts";
import type { Models } from "../model/describe.ts";

/** Options every command knows. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly config?: string;
  readonly url?: string;
  readonly urlEnv?: string;
  readonly envFile?: string;
  readonly models?: string;
  readonly dir?: string;
}

/** What the configuration file says, with paths made absolute. */
export interface Settings extends OrmdanticConfig {
  readonly file: string | undefined;
}

const configNames = ["ormdantic.config.ts", "ormdantic.config.mts", "ormdantic.config.js", "ormdantic.config.mjs"];

/**
 * Loads TypeScript and JavaScript alike. `ormdantic` in a loaded file is the package this command belongs to, and the very modules that are loaded already:
 * what is native stays native.
 */
export async function loadModule(file: string): Promise<unknown> {
  const here = (name: string): string => {
    const built = new URL(`../${name}.js`, import.meta.url);
    return (existsSync(built) ? built : new URL(`../${name}.ts`, import.meta.url)).pathname;
  };
  const entries = ["model", "engine", "migrate"].map((name) => [`ormdantic/${name}`, here(name)] as const);
  const jiti = createJiti(import.meta.url, {
    interopDefault: false,
    tryNative: true,
    alias: Object.fromEntries([...entries, ["ormdantic", here("index")]]),
  });
  return jiti.import(resolve(file));
}

export async function readSettings({ config }: CommonOptions): Promise<Settings> {
  const file = config ?? configNames.find((name) => existsSync(name));
  if (file === undefined) return { file: undefined };
  if (!existsSync(file)) throw new ConfigurationError("CONFIGURATION.NO_FILE", `there is no configuration ${file}`);
  const loaded = (await loadModule(file)) as { readonly default?: OrmdanticConfig };
  if (typeof loaded.default !== "object")
    throw new ConfigurationError("CONFIGURATION.NO_FILE", `${file} must have a default export: export default defineConfig({ ... })`);
  const beside = (path: string | undefined): string | undefined => (path === undefined ? undefined : resolve(dirname(file), path));
  const { models, migrations, envFile } = loaded.default;
  return { ...loaded.default, file, models: beside(models), migrations: beside(migrations), envFile: beside(envFile) };
}

/** A URL, and in words where it comes from. */
export interface FoundUrl {
  readonly url: string;
  readonly source: string;
  readonly shown: string;
}

/** The option wins over an argument, the environment over a file of it, and the configuration comes last. Throws ConfigurationError when there is none. */
export function findUrl(options: CommonOptions, settings: Settings, argument?: string): FoundUrl {
  const name = options.urlEnv ?? settings.urlEnv ?? "DATABASE_URL";
  const file = options.envFile ?? settings.envFile ?? ".env";
  const found = (url: string | undefined, source: string): FoundUrl | undefined =>
    url === undefined || url === "" ? undefined : { url, source, shown: redactUrl(url) };
  const url =
    found(options.url, "--url") ??
    found(argument, "argument") ??
    found(process.env[name], `environment variable ${name}`) ??
    found(fromFile(file, name, options.envFile !== undefined), `${name} in ${file}`) ??
    found(settings.url, settings.file ?? "configuration");
  if (url) return url;
  throw new ConfigurationError(
    "CONFIGURATION.NO_URL",
    `no database was given: use --url, an argument, the environment variable ${name}, or a line ${name}=... in ${file}`,
  );
}

function fromFile(file: string, name: string, required: boolean): string | undefined {
  if (!existsSync(file)) {
    if (required) throw new ConfigurationError("CONFIGURATION.NO_FILE", `there is no file ${file}`);
    return undefined;
  }
  return parseEnv(readFileSync(file, "utf8"))[name];
}

/** The models of a module; the whole module is looked through. Throws ConfigurationError when no module was named. */
export async function loadModels(options: CommonOptions, settings: Settings): Promise<Models> {
  const file = options.models ?? settings.models;
  if (file === undefined)
    throw new ConfigurationError("CONFIGURATION.NO_MODELS", "no models were given: use --models models.ts, or models in ormdantic.config.ts");
  if (!existsSync(file)) throw new ConfigurationError("CONFIGURATION.NO_FILE", `there is no file ${file} with models`);
  return (await loadModule(file)) as Models;
}

export function directoryOf(options: CommonOptions, settings: Settings, argument?: string): string {
  return argument ?? options.dir ?? settings.migrations ?? "migrations";
}
