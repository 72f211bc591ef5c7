import type { ConnectionOptions } from "../dialect/driver.ts";
import { ConfigurationError } from "../kernel/errors.ts";
import { isPoolOption, type PoolOptions } from "./pool-options.ts";

/** What a database URL says. Which dialect a scheme means is decided elsewhere. */
export interface DatabaseUrl {
  /** In lower case, without the driver. */
  readonly scheme: string;
  /** From `scheme+driver://` or `?driver=`. */
  readonly driver: string | undefined;
  readonly options: ConnectionOptions;
  /** Only what the URL says; see PoolOptions for names, units and defaults. Both `acquireTimeout` and `acquire_timeout` are read. */
  readonly pool: Partial<PoolOptions>;
  /** The URL as it may be shown. */
  readonly shown: string;
  /** Texts that must never be shown. */
  readonly secrets: readonly string[];
}

const FORM = /^([a-z][a-z0-9]*)(?:\+([a-z0-9_-]+))?:\/\/([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/is;
const SECRET_NAME = /pass|pwd|secret|token|credential/i;

/**
 * Reads `scheme[+driver]://[user[:password]@][host[:port]]/database[?name=value...]`. Without a host the database may be a file:
 * `scheme:///relative`, `scheme:////absolute`. Throws ConfigurationError, which never shows the URL's secrets.
 */
export function parseUrl(url: string): DatabaseUrl {
  const match = FORM.exec(url);
  if (!match) throw bad(`it must look like dialect://user:password@host:port/database`);
  const [, scheme = "", plus, authority = "", path = "", query = ""] = match;
  const at = authority.lastIndexOf("@");
  const [user, password] = at < 0 ? [] : credentials(authority.slice(0, at));
  const { host, port } = hostAndPort(authority.slice(at + 1));
  const { parameters, pool, driver } = sortParameters(query);
  if (plus !== undefined && driver !== undefined && plus.toLowerCase() !== driver) throw bad("it names two different drivers");
  const database = decode(path, "database");
  return {
    scheme: scheme.toLowerCase(),
    driver: plus?.toLowerCase() ?? driver,
    options: { host, port, user, password, database: database === "" ? undefined : database, parameters },
    pool,
    shown: redactUrl(url),
    secrets: secretsOf(password, parameters),
  };
}

/** The URL without password and other secrets, for logs and messages. */
export function redactUrl(url: string): string {
  const match = FORM.exec(url);
  if (!match) return `${/^[a-z][a-z0-9]*(?=[:+])/i.exec(url)?.[0] ?? "database"}://***`;
  const [, scheme = "", plus, authority = "", path, query] = match;
  const at = authority.lastIndexOf("@");
  const colon = authority.indexOf(":");
  // Without "@" a password may still hide behind ":", as when it holds an unencoded "/".
  const plainHost = at >= 0 || /^(\[[^\]]*\]|[^:]*)(:\d{1,5})?$/.test(authority);
  const login = at < 0 ? "" : colon >= 0 && colon < at ? `${authority.slice(0, colon)}:***@` : authority.slice(0, at + 1);
  if (!plainHost || path?.includes("@")) return `${scheme}://***`;
  const shownQuery = query?.split("&").map(redactParameter).join("&");
  const rest = `${path === undefined ? "" : `/${path}`}${shownQuery === undefined ? "" : `?${shownQuery}`}`;
  return `${scheme}${plus === undefined ? "" : `+${plus}`}://${login}${authority.slice(at + 1)}${rest}`;
}

function redactParameter(pair: string): string {
  const name = pair.split("=", 1)[0] ?? "";
  return SECRET_NAME.test(name) ? `${name}=***` : pair;
}

function credentials(text: string): [string, string | undefined] {
  const colon = text.indexOf(":");
  return colon < 0 ? [decode(text, "user"), undefined] : [decode(text.slice(0, colon), "user"), decode(text.slice(colon + 1), "password")];
}

function hostAndPort(text: string): { host: string | undefined; port: number | undefined } {
  const match = /^(?:\[([0-9a-f:.%]+)\]|([^:[\]]*))(?::(\d*))?$/i.exec(text);
  if (!match) throw bad('host and port cannot be read; write special characters in user and password percent-encoded ("@" as %40, "/" as %2F, ":" as %3A)');
  const [, ipv6, name = "", digits = ""] = match;
  const port = digits === "" ? undefined : Number(digits);
  if (port !== undefined && (port < 1 || port > 65_535)) throw bad("the port must be between 1 and 65535");
  const host = ipv6 ?? decode(name, "host");
  return { host: host === "" ? undefined : host, port };
}

function sortParameters(query: string): { parameters: Record<string, string>; pool: Partial<PoolOptions>; driver: string | undefined } {
  const parameters: Record<string, string> = {};
  const pool: { -readonly [K in keyof PoolOptions]?: number } = {};
  let driver: string | undefined;
  const seen = new Set<string>();
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decode(equals < 0 ? pair : pair.slice(0, equals), "parameter");
    const value = equals < 0 ? "" : decode(pair.slice(equals + 1), `parameter "${name}"`);
    const option = poolOptionNamed(name);
    if (seen.has(option ?? name)) throw bad(`the parameter "${name}" is there twice`);
    seen.add(option ?? name);
    if (option !== undefined) pool[option] = wholeNumber(name, value);
    else if (name === "driver") driver = value.toLowerCase();
    else parameters[name] = value;
  }
  return { parameters, pool, driver };
}

function poolOptionNamed(name: string): keyof PoolOptions | undefined {
  const camel = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (camel === "poolSize") return "size";
  return camel !== "size" && isPoolOption(camel) ? camel : undefined;
}

function wholeNumber(name: string, value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw bad(`the parameter "${name}" must be a whole number`);
  return Number(value);
}

function secretsOf(password: string | undefined, parameters: Readonly<Record<string, string>>): string[] {
  const secrets = Object.entries(parameters).filter(([name]) => SECRET_NAME.test(name));
  return [password ?? "", ...secrets.map(([, value]) => value)].filter((secret) => secret !== "");
}

function decode(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // biome-ignore lint/style/useErrorCause: the cause would show the text, which may be a password
    throw bad(`"%" in the ${what} must be followed by two hexadecimal digits; write a literal "%" as %25`);
  }
}

function bad(why: string): ConfigurationError {
  return new ConfigurationError("CONFIGURATION.BAD_URL", `the database URL cannot be used: ${why}`);
}
