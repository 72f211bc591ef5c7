import { EventEmitter } from "node:events";
import type { Duplex } from "node:stream";
import pg from "pg";
import type { Connection, ConnectionOptions, Driver } from "../../../dialect/driver.ts";
import { readOptions, type ServerOptions, startupOptions } from "../options.ts";
import { ConnectionLost } from "./reader/answers.ts";
import { FrameReader, type MessageHandler } from "./reader/frames.ts";
import { Session } from "./reader/session.ts";
import { type TlsSettings, tlsSettings } from "./tls.ts";

/** The part of pg's Connection that its declarations leave out. */
interface RawConnection extends EventEmitter {
  stream: Duplex;
  readonly ssl: TlsSettings;
  readonly sslNegotiation: "postgres" | "direct";
  connect(port: number | string, host?: string): void;
  attachListeners(stream: EventEmitter): void;
  requestSsl(): void;
  cancel(processId: number, secretKey: number): void;
  end(): void;
}
interface ConnectionConfig {
  readonly ssl: TlsSettings;
  readonly sslNegotiation: "postgres" | "direct";
  readonly keepAlive: boolean;
  readonly keepAliveInitialDelayMillis: number;
}
const RawConnection = pg.Connection as unknown as new (config: ConnectionConfig) => RawConnection;
type RawClient = pg.Client & { readonly processID: number; readonly secretKey: number };

const readyForQuery = 0x5a;
const refusal = 0x4e;

/** Hands the messages of the handshake to pg, and everything after it to our session. */
class ReaderConnection extends RawConnection implements MessageHandler {
  /** The server answered our wish for TLS with no. */
  tlsRefused = false;
  readonly #handshake = new EventEmitter();
  readonly #frames = new FrameReader(this);

  /** What comes from now on goes to this handler. */
  handOver(handler: MessageHandler): void {
    this.#frames.handler = handler;
  }

  override connect(port: number | string, host?: string): void {
    super.connect(port, host);
    if (!this.ssl || this.sslNegotiation === "direct") return;
    this.stream.prependOnceListener("data", (answer: Buffer) => {
      this.tlsRefused = answer.length === 1 && answer[0] === refusal;
    });
  }

  override attachListeners(stream: EventEmitter): void {
    super.attachListeners(this.#handshake);
    stream.on("data", (chunk: Buffer) => this.#frames.push(chunk));
  }

  message(type: number, buffer: Buffer, start: number, end: number): void {
    this.#handshake.emit("data", buffer.subarray(start - 5, end));
    if (type === readyForQuery) this.emit("handshake");
  }

  garbled(): void {
    this.emit("error", new ConnectionLost("what answers on this port is no PostgreSQL server"));
    this.stream.destroy();
  }
}

interface Target {
  readonly host: string;
  readonly port: number;
}

/** pg connects, encrypts and authenticates; from then on our own session reads and writes the socket. */
class PgDriver implements Driver {
  readonly name = "pg";
  readonly pipelines = true;
  /** Servers that refused TLS where it was only preferred. */
  readonly #plain = new Set<string>();

  async connect(options: ConnectionOptions): Promise<Connection> {
    const server = readOptions(options);
    const target = targetOf(options, server);
    const key = `${target.host}:${target.port}`;
    const { mode } = server.ssl;
    const plain = mode === "disable" || target.host.startsWith("/") || (mode === "prefer" && this.#plain.has(key));
    if (plain) return open(options, server, target, false).opened;
    const attempt = open(options, server, target, await tlsSettings(server.ssl));
    try {
      return await attempt.opened;
    } catch (error) {
      if (mode !== "prefer" || !attempt.tlsRefused()) throw error;
      this.#plain.add(key);
      return open(options, server, target, false).opened;
    }
  }
}

export function pgDriver(): Driver {
  return new PgDriver();
}

function targetOf(options: ConnectionOptions, server: ServerOptions): Target {
  const host = server.host ?? (options.host || undefined) ?? process.env["PGHOST"] ?? "localhost";
  return { host, port: options.port ?? Number(process.env["PGPORT"] ?? 5432) };
}

function open(options: ConnectionOptions, server: ServerOptions, target: Target, ssl: TlsSettings) {
  const config: ConnectionConfig = {
    ssl,
    sslNegotiation: server.ssl.direct ? "direct" : "postgres",
    keepAlive: server.keepAlive,
    keepAliveInitialDelayMillis: server.keepAliveDelay,
  };
  const connection = new ReaderConnection(config);
  const startup = startupOptions(server);
  const client = new pg.Client({
    ...target,
    ...(options.user ? { user: options.user } : {}),
    ...(options.password === undefined ? {} : { password: options.password }),
    ...(options.database ? { database: options.database } : {}),
    ...(server.applicationName === undefined ? {} : { application_name: server.applicationName }),
    ...(startup === undefined ? {} : { options: startup }),
    connectionTimeoutMillis: server.connectTimeout,
    ssl,
    ...(ssl && server.ssl.direct ? { sslnegotiation: "direct" } : {}),
    connection,
  } as pg.ClientConfig) as RawClient;
  return { opened: handshake(client, connection, config, target, server), tlsRefused: () => connection.tlsRefused };
}

async function handshake(client: RawClient, connection: ReaderConnection, config: ConnectionConfig, target: Target, server: ServerOptions): Promise<Session> {
  const session = new Session(
    {
      send: (bytes) => void connection.stream.write(bytes),
      cancel: () => requestCancel(client, config, target),
      close: () => closeGently(client, connection),
      destroy: () => void connection.stream.destroy(),
    },
    server,
  );
  let cause: unknown;
  connection.once("handshake", () => connection.handOver(session.protocol));
  connection.on("error", (error) => (cause = error));
  connection.on("end", () => session.protocol.lose(new ConnectionLost("the connection to the server was lost", cause)));
  // The session tells its callers; without a listener pg would bring the process down.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    connection.stream.destroy();
    throw connectError(error);
  }
  return session;
}

/** Errors of the handshake that come without a code of the server or the system get the one for a connection that could not be made. */
function connectError(error: unknown): unknown {
  if (typeof error === "object" && error !== null && "code" in error && error.code !== undefined) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return Object.assign(new ConnectionLost(`cannot connect: ${reason}`, error), { code: /^SASL|password/i.test(reason) ? "28P01" : "08001" });
}

const closingTime = 2000;

/** Says goodbye; a server that does not answer is left behind after two seconds. */
async function closeGently(client: RawClient, connection: ReaderConnection): Promise<void> {
  const timer = setTimeout(() => connection.stream.destroy(), closingTime);
  await client.end();
  clearTimeout(timer);
}

/** CancelRequest on a connection of its own, encrypted like the first. The server closes it once the signal has been sent. */
function requestCancel(client: RawClient, config: ConnectionConfig, target: Target): Promise<void> {
  const { promise, resolve, reject } = deferred();
  const connection = new RawConnection(config);
  const ask = (): void => connection.cancel(client.processID, client.secretKey);
  connection.on("connect", () => {
    if (!config.ssl) ask();
    else if (config.sslNegotiation !== "direct") connection.requestSsl();
  });
  connection.on("sslconnect", ask);
  connection.on("error", (error: NodeJS.ErrnoException) => {
    // The server may close without reading our end of the stream.
    if (error.code !== "ECONNRESET" && error.code !== "EPIPE") reject(error);
  });
  connection.on("end", resolve);
  if (target.host.startsWith("/")) connection.connect(socketPath(target));
  else connection.connect(target.port, target.host);
  return promise;
}

function socketPath({ host, port }: Target): string {
  return `${host}/.s.PGSQL.${port}`;
}

function deferred(): { promise: Promise<void>; resolve: () => void; reject: (error: unknown) => void } {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
