import { readFile } from "node:fs/promises";
import { Socket } from "node:net";
import { type ConnectionConfig, createConnection, type Connection as Native } from "mariadb";
import type { Connection, ConnectionOptions, Driver } from "../../../dialect/driver.ts";
import { ConfigurationError } from "../../../kernel/errors.ts";
import type { FamilyTraits } from "../traits.ts";
import { quoteString } from "../types.ts";
import { FamilyConnection, type Line } from "./connection.ts";
import { readOptions, type ServerOptions } from "./options.ts";

/** The connector of MariaDB Corporation, for both servers. */
export function mariadbDriver(traits: FamilyTraits): Driver {
  return { name: "mariadb", connect: (options) => connect(options, traits) };
}

async function connect(options: ConnectionOptions, traits: FamilyTraits): Promise<Connection> {
  const config = await toConfig(options, readOptions(options, traits));
  const line = await dial(config);
  const { native } = line;
  try {
    checkServer(native, traits);
    await native.query(sessionSettings(traits));
    if (options.readOnly) await native.query("set session transaction read only");
  } catch (error) {
    native.destroy();
    throw error;
  }
  return new FamilyConnection(line, async () => (await dial(config)).native);
}

/**
 * Connects over a socket of our own making. The connector's way to give up a connection with a statement under way is to ask the server to kill it, over
 * another connection: where that fails, who waits for the statement waits for ever, or the process ends with an unhandled rejection.
 */
async function dial(config: ConnectionConfig): Promise<Line> {
  if (config.socketPath !== undefined) return { native: await createConnection(config), cut: () => undefined };
  const socket = new Socket();
  const stream = (): Socket => socket.connect(config.port ?? 3306, config.host ?? "localhost").setNoDelay(true);
  return { native: await createConnection({ ...config, stream }), cut: (error) => void socket.destroy(error) };
}

async function toConfig(options: ConnectionOptions, server: ServerOptions): Promise<ConnectionConfig> {
  const { host, port, user, password, database } = options;
  const ssl = await toSsl(server);
  const publicKey = server.serverPublicKey === undefined ? undefined : await readFile(server.serverPublicKey, "utf8");
  return {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(database === undefined ? {} : { database }),
    ...(server.socketPath === undefined ? {} : { socketPath: server.socketPath }),
    ...(ssl === undefined ? {} : { ssl }),
    ...(publicKey === undefined ? {} : { rsaPublicKey: publicKey, cachingRsaPublicKey: publicKey }),
    allowPublicKeyRetrieval: server.allowPublicKeyRetrieval,
    connectTimeout: server.connectTimeout,
    compress: server.compress,
    keepAliveDelay: 30_000,
    rowsAsArray: true,
    metaAsArray: true,
    // Values as they are: our codecs read them, without loss and without the zone of this machine.
    dateStrings: true,
    ...{ jsonStrings: true },
    autoJsonMap: false,
    foundRows: true,
    // Statements are kept by plan, see Statements.
    prepareCacheLength: 0,
    // Errors must not show parameters.
    logParam: false,
    logger: { warning: () => {} },
  };
}

async function toSsl({ ssl }: ServerOptions): Promise<ConnectionConfig["ssl"]> {
  if (ssl.mode === "disable") return undefined;
  const [ca, cert, key] = await Promise.all([ssl.ca, ssl.cert, ssl.key].map((path) => (path === undefined ? undefined : readFile(path))));
  return {
    rejectUnauthorized: ssl.mode !== "require",
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(ssl.mode === "verify-ca" ? { checkServerIdentity: () => undefined } : {}),
  };
}

function checkServer(native: Native, { label, minimumVersion }: FamilyTraits): void {
  const { info } = native;
  if (info === null) return;
  const found = info.isMariaDB() ? "MariaDB" : "MySQL";
  if (found !== label) {
    const scheme = found.toLowerCase();
    throw new ConfigurationError("CONFIGURATION.WRONG_SERVER", `the server is ${found}, not ${label}; write the URL as ${scheme}://`);
  }
  if (!info.hasMinVersion(...minimumVersion)) {
    throw new ConfigurationError("CONFIGURATION.OLD_SERVER", `${label} ${info.serverVersion.raw} is too old; ${minimumVersion.join(".")} or later is needed`);
  }
}

const sqlModes = [
  "ONLY_FULL_GROUP_BY",
  "STRICT_ALL_TABLES",
  "STRICT_TRANS_TABLES",
  "NO_ZERO_IN_DATE",
  "NO_ZERO_DATE",
  "ERROR_FOR_DIVISION_BY_ZERO",
  "NO_ENGINE_SUBSTITUTION",
  // A key of 0 is stored, not replaced by a generated one.
  "NO_AUTO_VALUE_ON_ZERO",
];

/** What every session is set to, whatever the server's configuration says. */
function sessionSettings({ collation, sqlModes: own }: FamilyTraits): string {
  const settings = [
    `names utf8mb4 collate ${collation}`,
    "time_zone = '+00:00'",
    `sql_mode = ${quoteString([...sqlModes, ...own].join(","))}`,
    "autocommit = 1",
    // A stream whose reader is slow must not be cut off after a minute.
    "net_write_timeout = 3600",
    // Aggregates of texts and JSON must not be cut off in silence.
    "group_concat_max_len = 1073741824",
  ];
  return `set ${settings.join(", ")}`;
}
