import type { ConnectionOptions } from "../../dialect/driver.ts";
import { ConfigurationError } from "../../kernel/errors.ts";

/** libpq's modes but `allow`. */
export type SslMode = "disable" | "prefer" | "require" | "verify-ca" | "verify-full";

/** What a URL says beyond host, port, user and database. */
export interface ServerOptions {
  readonly ssl: { readonly mode: SslMode; readonly rootCert?: string; readonly cert?: string; readonly key?: string; readonly direct: boolean };
  /** Milliseconds; 0: no limit. */
  readonly connectTimeout: number;
  readonly keepAlive: boolean;
  readonly keepAliveDelay: number;
  /** A pooler in transaction mode is in between: nothing may live in the session. */
  readonly pooled: boolean;
  readonly reader: "binary" | "text";
  readonly applicationName: string | undefined;
  /** Settings of the session, in order. */
  readonly settings: readonly (readonly [name: string, value: string])[];
  /** libpq's `options`, as given. */
  readonly extraOptions: string | undefined;
  /** A directory of Unix sockets, or another host than the URL's. */
  readonly host: string | undefined;
}

const settingNames = ["search_path", "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"] as const;
const known = [
  "application_name",
  "connect_timeout",
  "host",
  "keepalives",
  "keepalives_idle",
  "options",
  "pooler",
  "reader",
  "sslcert",
  "sslkey",
  "sslmode",
  "sslnegotiation",
  "sslrootcert",
  ...settingNames,
];

/** What every session is set to, so that text means the same everywhere. */
const sessionSettings: readonly (readonly [string, string])[] = [
  ["TimeZone", "UTC"],
  ["DateStyle", "ISO, YMD"],
  ["IntervalStyle", "iso_8601"],
  ["bytea_output", "hex"],
  ["extra_float_digits", "1"],
  ["standard_conforming_strings", "on"],
];

export function checkOptions(options: ConnectionOptions): void {
  readOptions(options);
}

/** Throws ConfigurationError for names and values that cannot be. */
export function readOptions({ parameters }: ConnectionOptions): ServerOptions {
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new ConfigurationError(
      "CONFIGURATION.UNKNOWN_PARAMETER",
      `the URL parameter "${unknown}" is not known for PostgreSQL; known are ${known.toSorted().join(", ")}`,
    );
  }
  const one = <V extends string>(name: string, fallback: V, allowed: readonly V[]): V => choice(name, parameters[name], fallback, allowed);
  const number = (name: string, fallback: number): number => wholeNumber(name, parameters[name], fallback);
  const mode = one<SslMode>("sslmode", "prefer", ["disable", "prefer", "require", "verify-ca", "verify-full"]);
  const direct = one("sslnegotiation", "postgres", ["postgres", "direct"]) === "direct";
  if (direct && (mode === "disable" || mode === "prefer")) {
    throw new ConfigurationError("CONFIGURATION.BAD_PARAMETER", `sslnegotiation=direct needs sslmode=require, verify-ca or verify-full; it is ${mode}`);
  }
  const { sslrootcert, sslcert, sslkey } = parameters;
  const given = settingNames.flatMap((name) => (parameters[name] === undefined ? [] : [[name, parameters[name]] as const]));
  const pooled = one("pooler", "session", ["session", "transaction"]) === "transaction";
  if (pooled && (given.length > 0 || parameters["options"] !== undefined)) {
    throw new ConfigurationError(
      "CONFIGURATION.BAD_PARAMETER",
      `${given[0]?.[0] ?? "options"} is a setting of the session and cannot be kept with pooler=transaction; set it for the role or the database`,
    );
  }
  return {
    ssl: { mode, direct, ...(sslrootcert ? { rootCert: sslrootcert } : {}), ...(sslcert ? { cert: sslcert } : {}), ...(sslkey ? { key: sslkey } : {}) },
    connectTimeout: number("connect_timeout", 0) * 1000,
    keepAlive: one("keepalives", "1", ["0", "1"]) === "1",
    keepAliveDelay: number("keepalives_idle", 0) * 1000,
    pooled,
    reader: one("reader", "binary", ["binary", "text"]),
    applicationName: parameters["application_name"],
    settings: pooled ? [] : [...sessionSettings, ...given],
    extraOptions: parameters["options"],
    host: parameters["host"],
  };
}

/** The startup packet's `options`; undefined when there are none. */
export function startupOptions({ settings, extraOptions }: ServerOptions): string | undefined {
  const parts = settings.map(([name, value]) => `-c ${name}=${value.replace(/[\\\s]/g, "\\$&")}`);
  if (extraOptions !== undefined) parts.push(extraOptions);
  return parts.length > 0 ? parts.join(" ") : undefined;
}

function choice<V extends string>(name: string, value: string | undefined, fallback: V, allowed: readonly V[]): V {
  if (value === undefined) return fallback;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new ConfigurationError("CONFIGURATION.BAD_PARAMETER", `${name} must be one of ${allowed.join(", ")}`);
  return found;
}

function wholeNumber(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (!/^\d{1,6}$/.test(value)) throw new ConfigurationError("CONFIGURATION.BAD_PARAMETER", `${name} must be a whole number of seconds`);
  return Number(value);
}
