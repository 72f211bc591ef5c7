import { connect } from "node:net";

/** A database server the suite can use. */
export type ServerName = "postgres" | "mariadb" | "mysql";

/** What was found of one server: where it answers, or why it cannot be used. */
export type Found = { readonly url: string; readonly version: string } | { readonly reason: string };
export type Servers = Readonly<Record<ServerName, Found>>;

declare module "vitest" {
  interface ProvidedContext {
    servers: Servers;
  }
}

interface Server {
  readonly variable: string;
  readonly defaultUrl: string;
  /** Runs statements one after the other on a connection of their own and gives the first column of the last one's first row. */
  run(url: string, ...statements: readonly string[]): Promise<unknown>;
  readonly version: string;
}

export const serverNames: readonly ServerName[] = ["postgres", "mariadb", "mysql"];
/** Servers whose absence fails a run under CI. */
export const required: readonly ServerName[] = ["postgres", "mariadb"];

export const servers: Readonly<Record<ServerName, Server>> = {
  postgres: {
    variable: "ORMDANTIC_POSTGRES_URL",
    defaultUrl: "postgresql://postgres@127.0.0.1:5432/test",
    run: runOnPostgres,
    version: "show server_version",
  },
  mariadb: { variable: "ORMDANTIC_MARIADB_URL", defaultUrl: "mariadb://root@127.0.0.1:3306/test", run: runOnMariaDb, version: "select version()" },
  mysql: { variable: "ORMDANTIC_MYSQL_URL", defaultUrl: "mysql://root@127.0.0.1:3307/test", run: runOnMariaDb, version: "select version()" },
};

const patience = 5_000;

/**
 * Looks for every server, each at the URL of its variable or at its usual port, or for none when ORMDANTIC_DATABASES is "sqlite".
 * Never throws: what is missing says why.
 */
export async function findServers(environment: NodeJS.ProcessEnv): Promise<Servers> {
  const found = await Promise.all(serverNames.map(async (name) => [name, await find(servers[name], environment)] as const));
  return Object.fromEntries(found) as Record<ServerName, Found>;
}

async function find(server: Server, environment: NodeJS.ProcessEnv): Promise<Found> {
  if (environment["ORMDANTIC_DATABASES"] === "sqlite") return { reason: "this run is for SQLite only (ORMDANTIC_DATABASES)" };
  const url = environment[server.variable] ?? server.defaultUrl;
  const where = new URL(url);
  try {
    await knock(where.hostname, Number(where.port) || Number(new URL(server.defaultUrl).port));
    return { url, version: String(await server.run(url, server.version)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { reason: `${where.host}: ${message.split("\n")[0]} (set ${server.variable}, or use npm run test:servers)` };
  }
}

/** Resolves when something listens there. */
function knock(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: patience });
    socket.once("connect", () => resolve(void socket.destroy()));
    socket.once("error", reject);
    socket.once("timeout", () => {
      socket.destroy();
      reject(new Error("no answer"));
    });
  });
}

async function runOnPostgres(url: string, ...statements: readonly string[]): Promise<unknown> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patience });
  await client.connect();
  try {
    let first: unknown;
    for (const statement of statements) first = (await client.query({ text: statement, rowMode: "array" })).rows[0]?.[0];
    return first;
  } finally {
    await client.end();
  }
}

async function runOnMariaDb(url: string, ...statements: readonly string[]): Promise<unknown> {
  const mariadb = await import("mariadb");
  const { hostname, port, username, password, pathname } = new URL(url);
  const connection = await mariadb.createConnection({
    host: hostname,
    port: Number(port) || 3306,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
    connectTimeout: patience,
    allowPublicKeyRetrieval: true,
    rowsAsArray: true,
  });
  try {
    let first: unknown;
    for (const statement of statements) first = (await connection.query(statement))[0]?.[0];
    return first;
  } finally {
    await connection.end();
  }
}
