import type { Connection, ConnectionOptions, Driver } from "../../../dialect/driver.ts";
import { ConfigurationError } from "../../../kernel/errors.ts";
import { readOptions } from "../options.ts";
import { ConnectionLost } from "./reader/answers.ts";
import { FrameReader } from "./reader/frames.ts";
import type { Transport } from "./reader/protocol.ts";
import { Session } from "./reader/session.ts";

/** What we need of a PGlite database. */
interface Lite {
  execProtocolRaw(message: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** PostgreSQL inside the process. It is spoken to in the protocol of the real server, so that the same session and reader serve both. */
class PgliteDriver implements Driver {
  readonly name = "pglite";
  readonly singleConnection = true;

  async connect(options: ConnectionOptions): Promise<Connection> {
    const server = readOptions(options);
    if (options.host) {
      throw new ConfigurationError(
        "CONFIGURATION.BAD_URL",
        'PGlite runs inside the process and has no host; write "postgresql+pglite:///directory" or "postgresql+pglite:///:memory:"',
      );
    }
    const { PGlite } = await import("@electric-sql/pglite");
    const directory = options.database;
    const transport = new LiteTransport(await PGlite.create(isMemory(directory) ? "memory://" : directory));
    const session = new Session(transport, server);
    transport.attach(session);
    for (const [name, value] of server.settings) await session.execute("select set_config($1, $2, false)", [name, value]);
    return session;
  }
}

function isMemory(directory: string | undefined): directory is undefined | "" | ":memory:" {
  return directory === undefined || directory === "" || directory === ":memory:";
}

/** Every message, or row of messages up to Sync or Flush, is answered in one piece. */
class LiteTransport implements Transport {
  readonly cancel = undefined;
  readonly #lite: Lite;
  #session: Session | undefined;
  #frames: FrameReader | undefined;

  constructor(lite: Lite) {
    this.#lite = lite;
  }

  attach(session: Session): void {
    this.#session = session;
    this.#frames = new FrameReader(session.protocol);
  }

  send(bytes: Buffer): void {
    this.#lite.execProtocolRaw(bytes).then(
      (answer) => this.#frames?.push(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength)),
      (error: unknown) => this.#lose(error),
    );
  }

  async close(): Promise<void> {
    this.#lose();
    await this.#lite.close();
  }

  destroy(): void {
    this.close().catch(() => undefined);
  }

  #lose(cause?: unknown): void {
    this.#session?.protocol.lose(new ConnectionLost("the database inside the process was closed", cause));
  }
}

export function pgliteDriver(): Driver {
  return new PgliteDriver();
}
