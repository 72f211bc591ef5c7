/** `ormdantic.config.ts`: what the command line need not be told again. Paths are relative to the file. */
export interface OrmdanticConfig {
  /** The module whose exports are the models. */
  readonly models?: string | undefined;
  /** The folder of migrations; `migrations` if not given. */
  readonly migrations?: string | undefined;
  /** The database. Better kept out of files: name the variable that holds it instead. */
  readonly url?: string | undefined;
  /** The environment variable that holds the URL; `DATABASE_URL` if not given. */
  readonly urlEnv?: string | undefined;
  /** A file of environment variables, read when the variable is not set; `.env` if not given. */
  readonly envFile?: string | undefined;
  /** The form of new migrations; `toml` if not given. */
  readonly format?: "toml" | "json" | undefined;
}

/** Types the configuration: `export default defineConfig({ models: "./src/models.ts" })`. */
export function defineConfig(config: OrmdanticConfig): OrmdanticConfig {
  return config;
}
