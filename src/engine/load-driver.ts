import type { Dialect } from "../dialect/dialect.ts";
import type { Driver, DriverLoader } from "../dialect/driver.ts";
import { ConfigurationError } from "../kernel/errors.ts";

/** Loads the driver called `wanted`, or the first of the dialect's that can be loaded. Throws ConfigurationError with what to install. */
export async function loadDriver(dialect: Dialect, wanted: string | undefined): Promise<Driver> {
  const candidates = wanted === undefined ? dialect.drivers : dialect.drivers.filter((loader) => goesBy(loader, wanted));
  if (candidates.length === 0) {
    const known = dialect.drivers.map((loader) => loader.name).join(", ");
    throw new ConfigurationError("CONFIGURATION.UNKNOWN_DRIVER", `${dialect.name} has no driver of the name in the URL; known: ${known}`);
  }
  const reasons: string[] = [];
  for (const loader of candidates) {
    const reason = loader.unavailable?.();
    if (reason !== undefined) {
      reasons.push(`${loader.name}: ${reason}`);
      continue;
    }
    try {
      return await loader.load();
    } catch (error) {
      if (!isMissing(error)) throw error;
      reasons.push(`${loader.name}: run \`npm install ${loader.package ?? loader.name}\``);
    }
  }
  throw new ConfigurationError("CONFIGURATION.MISSING_DRIVER", `no driver for ${dialect.name} can be used here. ${reasons.join("; ")}`);
}

function goesBy(loader: DriverLoader, name: string): boolean {
  return loader.name === name || loader.aliases.includes(name);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND");
}
