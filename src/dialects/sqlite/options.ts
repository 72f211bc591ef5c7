import type { ConnectionOptions } from "../../dialect/driver.ts";
import { ConfigurationError } from "../../kernel/errors.ts";

/** What the URL's parameters may say; the first value is the default. */
const known = {
  /** `ro`: nothing can be changed. `rw`: the file must exist. `rwc`: it is created when missing. */
  mode: ["rwc", "rw", "ro"],
  /** When SQLite waits for the disk: https://www.sqlite.org/pragma.html#pragma_synchronous */
  synchronous: ["normal", "off", "full", "extra"],
} as const;

export interface FileOptions {
  /** Path, or `:memory:`. */
  readonly file: string;
  readonly memory: boolean;
  /** The file is opened so that no statement can change it. */
  readonly mode: "ro" | "rw" | "rwc";
  readonly synchronous: string;
  /** The connection is one of the readers beside the writer. */
  readonly reader: boolean;
}

/** Throws ConfigurationError for parameters that are unknown or have values that cannot be. */
export function checkOptions(options: ConnectionOptions): void {
  fileOptions(options);
}

export function fileOptions({ database, parameters, readOnly }: ConnectionOptions): FileOptions {
  for (const [name, value] of Object.entries(parameters)) {
    if (!isKnown(name)) {
      throw new ConfigurationError("CONFIGURATION.UNKNOWN_PARAMETER", `SQLite URLs have no parameter "${name}"; known are ${Object.keys(known).join(", ")}`);
    }
    const allowed: readonly string[] = known[name];
    if (!allowed.includes(value.toLowerCase())) {
      throw new ConfigurationError("CONFIGURATION.BAD_PARAMETER", `the URL parameter "${name}" must be one of ${allowed.join(", ")}`);
    }
  }
  const file = database === undefined || database === "" ? ":memory:" : database;
  const mode = parameters["mode"]?.toLowerCase();
  return {
    file,
    memory: file === ":memory:",
    mode: mode === "ro" || mode === "rw" ? mode : "rwc",
    synchronous: parameters["synchronous"]?.toLowerCase() ?? known.synchronous[0],
    reader: readOnly ?? false,
  };
}

function isKnown(name: string): name is keyof typeof known {
  return Object.hasOwn(known, name);
}
