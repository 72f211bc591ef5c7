import { readFile } from "node:fs/promises";
import type { ConnectionOptions as TlsOptions } from "node:tls";
import { ConfigurationError } from "../../../kernel/errors.ts";
import type { ServerOptions } from "../options.ts";

/** As `pg` wants it; false: no TLS. */
export type TlsSettings = false | TlsOptions;

/**
 * libpq's meaning: `prefer` and `require` encrypt without asking who answers (with a root certificate `require` checks like `verify-ca`),
 * `verify-ca` checks the certificate, `verify-full` the host name too.
 */
export async function tlsSettings(ssl: ServerOptions["ssl"]): Promise<TlsSettings> {
  if (ssl.mode === "disable") return false;
  const own = ssl.rootCert !== undefined && ssl.rootCert !== "system";
  const settings: TlsOptions = {
    ...(own ? { ca: await file("sslrootcert", ssl.rootCert as string) } : {}),
    ...(ssl.cert === undefined ? {} : { cert: await file("sslcert", ssl.cert) }),
    ...(ssl.key === undefined ? {} : { key: await file("sslkey", ssl.key) }),
  };
  if (ssl.mode === "verify-full") return settings;
  if (ssl.mode === "verify-ca" || (ssl.mode === "require" && own)) return { ...settings, checkServerIdentity: () => undefined };
  return { ...settings, rejectUnauthorized: false };
}

async function file(parameter: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    // biome-ignore lint/style/useErrorCause: it is passed, as our errors take it
    throw new ConfigurationError("CONFIGURATION.UNREADABLE_FILE", `the file named by ${parameter} cannot be read`, { cause: error });
  }
}
