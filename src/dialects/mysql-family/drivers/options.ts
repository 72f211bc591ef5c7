import type { ConnectionOptions } from "../../../dialect/driver.ts";
import { ConfigurationError } from "../../../kernel/errors.ts";
import type { FamilyTraits } from "../traits.ts";

export type SslMode = "disable" | "require" | "verify-ca" | "verify-full";

/** What a URL says beyond host, port, user and database. */
export interface ServerOptions {
  readonly ssl: { readonly mode: SslMode; readonly ca: string | undefined; readonly cert: string | undefined; readonly key: string | undefined };
  /** Milliseconds. */
  readonly connectTimeout: number;
  readonly compress: boolean;
  /** Lets an unencrypted login fetch the key for its password from the server; whoever sits between could be that server. */
  readonly allowPublicKeyRetrieval: boolean;
  /** File with the server's public key, the safe way of an unencrypted login. */
  readonly serverPublicKey: string | undefined;
  readonly socketPath: string | undefined;
}

/** Spellings of other tools for the same thing. */
const spellings: Readonly<Record<string, string>> = {
  ssl_ca: "sslca",
  ssl_cert: "sslcert",
  ssl_key: "sslkey",
  "ssl-mode": "sslmode",
  socketPath: "unix_socket",
};
const known = [
  "allowPublicKeyRetrieval",
  "charset",
  "compress",
  "connect_timeout",
  "server_public_key",
  "ssl",
  "sslca",
  "sslcert",
  "sslkey",
  "sslmode",
  "unix_socket",
];

/** MySQL's own words for the modes, as in `--ssl-mode`. */
const sslModes: Readonly<Record<string, SslMode>> = {
  disable: "disable",
  disabled: "disable",
  require: "require",
  required: "require",
  "verify-ca": "verify-ca",
  verify_ca: "verify-ca",
  "verify-full": "verify-full",
  verify_identity: "verify-full",
};

/** Throws ConfigurationError for names and values that cannot be. */
export function readOptions({ parameters }: ConnectionOptions, traits: FamilyTraits): ServerOptions {
  const given: Record<string, string> = {};
  for (const [written, value] of Object.entries(parameters)) {
    const name = spellings[written] ?? written;
    if (!known.includes(name)) {
      throw new ConfigurationError(
        "CONFIGURATION.UNKNOWN_PARAMETER",
        `the URL parameter "${written}" is not known for ${traits.label}; known are ${known.join(", ")}`,
      );
    }
    given[name] = value;
  }
  const charset = given["charset"]?.toLowerCase() ?? "utf8mb4";
  if (charset !== "utf8mb4" && charset !== "utf8") throw bad("charset is always utf8mb4: it holds every text; leave the parameter out");
  const mode = sslMode(given);
  if (mode === "disable" && (given["sslca"] ?? given["sslcert"] ?? given["sslkey"]) !== undefined)
    throw bad("sslca, sslcert and sslkey need sslmode=require, verify-ca or verify-full");
  return {
    ssl: { mode, ca: given["sslca"], cert: given["sslcert"], key: given["sslkey"] },
    connectTimeout: seconds("connect_timeout", given["connect_timeout"], 10) * 1000,
    compress: flag("compress", given["compress"]),
    allowPublicKeyRetrieval: flag("allowPublicKeyRetrieval", given["allowPublicKeyRetrieval"]),
    serverPublicKey: given["server_public_key"],
    socketPath: given["unix_socket"],
  };
}

function sslMode(given: Readonly<Record<string, string>>): SslMode {
  const written = given["sslmode"]?.toLowerCase();
  if (written === "prefer" || written === "preferred")
    throw bad("sslmode=prefer would go on unencrypted without a word; use require, verify-ca, verify-full or disable");
  const mode = written === undefined ? undefined : sslModes[written];
  if (written !== undefined && mode === undefined) throw bad("sslmode must be one of disable, require, verify-ca, verify-full");
  if (given["ssl"] === undefined) return mode ?? (given["sslca"] === undefined ? "disable" : "verify-full");
  if (mode !== undefined) throw bad("give either ssl or sslmode, not both");
  return flag("ssl", given["ssl"]) ? "verify-full" : "disable";
}

function flag(name: string, value: string | undefined): boolean {
  if (value === undefined || value === "false" || value === "0") return false;
  if (value === "true" || value === "1") return true;
  throw bad(`${name} must be true or false`);
}

function seconds(name: string, value: string | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (!/^\d{1,6}$/.test(value)) throw bad(`${name} must be a whole number of seconds`);
  return Number(value);
}

function bad(message: string): ConfigurationError {
  return new ConfigurationError("CONFIGURATION.BAD_PARAMETER", message);
}
