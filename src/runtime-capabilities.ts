import { knownDialects } from "./dialects.ts";

/** What this library can do with a database here and now. */
export interface RuntimeCapability {
  readonly dialect: string;
  /** `run`: tested on servers. `rendered`: its SQL is made and parsed, but this version does not connect to it. */
  readonly support: "run" | "rendered";
  /** How a running statement can be stopped. */
  readonly cancel: "server" | "between-statements";
  /** Drivers by name, and why one cannot be used on this runtime. Whether its package is installed shows when it is loaded. */
  readonly drivers: readonly { readonly name: string; readonly package: string | undefined; readonly unavailable: string | undefined }[];
}

/** All databases this library knows. Loads nothing. */
export function runtimeCapabilities(): readonly RuntimeCapability[] {
  return knownDialects.map(({ dialect }) => ({
    dialect: dialect.name,
    support: dialect.capabilities.support,
    cancel: dialect.capabilities.cancel,
    drivers: dialect.drivers.map((loader) => ({ name: loader.name, package: loader.package, unavailable: loader.unavailable?.() })),
  }));
}
