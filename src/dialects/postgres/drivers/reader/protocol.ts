import { ConnectionLost, readAffected, readErrorFields, readFields, readTextRow, ServerError } from "./answers.ts";
import type { Exchange } from "./exchange.ts";
import type { MessageHandler } from "./frames.ts";
import { messages } from "./messages.ts";
import type { StatementCache } from "./statements.ts";

/** The way to a server. Answers go to the protocol's FrameReader. */
export interface Transport {
  send(bytes: Buffer): void;
  /** Asks the server, over another connection, to stop what this one runs; undefined where that cannot be. */
  readonly cancel: (() => Promise<void>) | undefined;
  close(): Promise<void>;
  /** Gives the connection up at once. */
  destroy(): void;
}

const idle = 0x49;

/**
 * The client's side of the protocol: one exchange after the other. Nothing here throws; what goes wrong is kept in the exchange or rejects it.
 */
export class Protocol implements MessageHandler {
  readonly #transport: Transport;
  readonly #statements: StatementCache;
  #current: Exchange | undefined = undefined;
  /** Sent, and to be answered after the current one. */
  readonly #following: Exchange[] = [];
  #status = idle;
  #lost: Error | undefined = undefined;

  constructor(transport: Transport, statements: StatementCache) {
    this.#transport = transport;
    this.#statements = statements;
  }

  get usable(): boolean {
    return this.#lost === undefined;
  }
  get inTransaction(): boolean {
    return this.#status !== idle;
  }
  get current(): Exchange | undefined {
    return this.#current;
  }

  /** Sends what the message writer holds; resolves when the exchange has come to its end. */
  start(exchange: Exchange): Promise<Exchange> {
    if (this.#lost) {
      messages.reset();
      return Promise.reject(this.#lost);
    }
    this.#current = exchange;
    const answer = awaited(exchange);
    this.#transport.send(messages.take());
    return answer;
  }

  /** The same for several, each ready before the next. */
  startAll(exchanges: readonly Exchange[]): readonly Promise<Exchange>[] {
    const [first, ...following] = exchanges;
    if (first === undefined) return [];
    if (!this.#lost) this.#following.push(...following);
    const answers = [this.start(first), ...following.map(awaited)];
    if (this.#lost) for (const exchange of following) exchange.reject(this.#lost);
    return answers;
  }

  /** The connection is gone: what waits for an answer fails, with the server's last words if there were any. */
  lose(error: Error): void {
    this.#lost ??= error;
    const exchange = this.#current;
    this.#current = undefined;
    exchange?.reject(exchange.error?.fatal ? exchange.error : this.#lost);
    for (const following of this.#following.splice(0)) following.reject(this.#lost);
  }

  garbled(): void {
    this.lose(new ConnectionLost("the server sent something that is not a message of the protocol; the connection was closed"));
    this.#transport.destroy();
  }

  message(type: number, b: Buffer, start: number, end: number): void {
    const exchange = this.#current;
    if (type === 0x44) {
      if (exchange) this.#row(exchange, b, start);
    } else if (type === 0x45) this.#error(exchange, new ServerError(readErrorFields(b, start, end), exchange?.cancelled ?? false));
    // Notices, notifications, settings that changed; anything else without a question is of no use either.
    else if (exchange) this.#answer(exchange, type, b, start, end);
  }

  #answer(exchange: Exchange, type: number, b: Buffer, start: number, end: number): void {
    switch (type) {
      case 0x5a: // ReadyForQuery
        this.#status = b[start] ?? idle;
        this.#end(exchange);
        break;
      case 0x31: // ParseComplete
        if (exchange.parsing && exchange.parsing.name !== "") this.#statements.add(exchange.parsing);
        break;
      case 0x54: // RowDescription
        exchange.fields = readFields(b, start);
        if (exchange.simple) exchange.rows = [];
        if (exchange.until === "described") this.#end(exchange);
        break;
      case 0x6e: // NoData
        if (exchange.until === "described") this.#end(exchange);
        break;
      case 0x43: // CommandComplete
        exchange.affected = readAffected(b, start, end);
        this.#complete(exchange);
        break;
      case 0x49: // EmptyQueryResponse
        this.#complete(exchange);
        break;
      case 0x73: // PortalSuspended
        if (exchange.until === "portal") this.#end(exchange);
        break;
      case 0x47: // CopyInResponse: there is nothing to copy from. With the extended protocol our Sync went by unheard.
        messages.copyFail("COPY FROM STDIN cannot be used here");
        if (!exchange.simple) messages.sync();
        this.#transport.send(messages.take());
    }
  }

  #row(exchange: Exchange, b: Buffer, start: number): void {
    if (exchange.failure !== undefined || exchange.discard) return;
    const { decoder } = exchange;
    try {
      exchange.rows.push(decoder ? decoder.decode(b, start) : readTextRow(b, start));
    } catch (error) {
      exchange.failure = explained(exchange, b, start, error);
    }
  }

  #error(exchange: Exchange | undefined, error: ServerError): void {
    if (error.fatal) this.#lost ??= error;
    if (!exchange) return;
    exchange.error ??= error;
    if (exchange.until === "ready" || error.fatal) return;
    // After an error the server hears nothing until Sync, and this exchange has sent none.
    exchange.until = "ready";
    this.#transport.send(messages.sync().take());
  }

  #complete(exchange: Exchange): void {
    exchange.complete = true;
    if (exchange.until === "portal") this.#end(exchange);
  }

  #end(exchange: Exchange): void {
    this.#current = this.#following.shift();
    exchange.resolve(exchange);
  }
}

function awaited(exchange: Exchange): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    exchange.resolve = resolve;
    exchange.reject = reject;
  });
}

function explained(exchange: Exchange, b: Buffer, start: number, error: unknown): unknown {
  try {
    exchange.decoder?.explain(b, start);
    return error;
  } catch (better) {
    return better;
  }
}
