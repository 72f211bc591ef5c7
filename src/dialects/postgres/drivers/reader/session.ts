import type { Connection, NativeOutcome, PreparedQuery, QueryOutcome, ShortRead } from "../../../../dialect/driver.ts";
import { HydrationError, TransactionError } from "../../../../kernel/errors.ts";
import type { Field, ServerError } from "./answers.ts";
import { Exchange } from "./exchange.ts";
import { messages } from "./messages.ts";
import { directParameters, naturalRows } from "./natural.ts";
import { Protocol, type Transport } from "./protocol.ts";
import { rowDecoder } from "./row-decoder.ts";
import { Statement, StatementCache } from "./statements.ts";

export interface SessionOptions {
  readonly reader: "binary" | "text";
  /** A pooler in between: statements have no name and are parsed for every call. */
  readonly pooled: boolean;
  /** Prepared statements kept; 256 when absent. */
  readonly statements?: number;
}

/** A connection that speaks the protocol by itself, over whatever carries the bytes. One statement at a time. */
export class Session implements Connection {
  readonly protocol: Protocol;
  readonly #transport: Transport;
  readonly #options: SessionOptions;
  readonly #statements: StatementCache;
  #busy = false;
  /** Messages were sent without a Sync after them. */
  #unsynced = false;
  readonly cancel?: () => Promise<void>;

  constructor(transport: Transport, options: SessionOptions) {
    this.#transport = transport;
    this.#options = options;
    this.#statements = new StatementCache(options.statements ?? 256);
    this.protocol = new Protocol(transport, this.#statements);
    const { cancel } = transport;
    if (cancel) {
      this.cancel = () => {
        const exchange = this.protocol.current;
        if (exchange) exchange.cancelled = true;
        return cancel();
      };
    }
  }

  get usable(): boolean {
    return this.protocol.usable;
  }

  run(query: PreparedQuery, parameters: readonly unknown[]): Promise<QueryOutcome> {
    if (this.#busy) return Promise.reject(busy());
    this.#busy = true;
    const known = this.#options.pooled ? undefined : this.#statements.find(query);
    const answer = known ? this.#runKnown(known, parameters) : this.#runNew(query, parameters);
    return answer.then(
      (exchange) => {
        this.#busy = false;
        return outcomeOf(exchange, query);
      },
      (error: unknown) => {
        this.#busy = false;
        throw error;
      },
    );
  }

  async runAll(reads: readonly ShortRead[]): Promise<void> {
    const again = this.#busy ? reads : await this.#runTogether(reads);
    // Statements that are not prepared (any more), and parameters that cannot be sent.
    for (const read of again) await this.run(read.query, read.parameters).then(read.resolve, read.reject);
  }

  async *stream(query: PreparedQuery, parameters: readonly unknown[], batch: number): AsyncGenerator<unknown[], void, undefined> {
    this.#enter();
    let answer: Exchange | undefined;
    try {
      answer = await this.#openPortal(query, parameters, batch);
      for (;;) {
        const { rows, decoder, complete } = succeeded(answer);
        if (rows.length > 0) yield decoder ? rows : query.hydrate(rows as unknown[][]);
        if (complete) return;
        messages.execute(batch).flush();
        answer = await this.#ask(new Exchange("portal"), decoder);
      }
    } finally {
      try {
        if (this.#unsynced && this.usable) await this.#sync(true);
      } finally {
        this.#busy = false;
      }
    }
  }

  async execute(sql: string, parameters: readonly unknown[]): Promise<NativeOutcome> {
    this.#enter();
    try {
      const exchange = new Exchange("ready");
      exchange.simple = parameters.length === 0;
      this.#build(() => {
        if (exchange.simple) messages.query(sql);
        else messages.parse("", sql).describeStatement("").bind("", directParameters(parameters), false).execute(0).sync();
      });
      const { fields = [], rows, affected } = succeeded(await this.protocol.start(exchange));
      return { columns: fields.map(({ name }) => ({ name })), rows: naturalRows(rows as (string | null)[][], fields), affected, insertId: undefined };
    } finally {
      this.#busy = false;
    }
  }

  async ping(): Promise<boolean> {
    if (!this.usable) return false;
    const { rows } = await this.execute("select 1", []);
    return rows.length === 1;
  }

  async close(): Promise<void> {
    if (this.#busy || !this.usable) this.#transport.destroy();
    else await this.#transport.close();
  }

  #enter(): void {
    if (this.#busy) throw busy();
    this.#busy = true;
  }

  /** A statement the server has dropped, or whose result has changed, is parsed again: once, and only where nothing is lost by it. */
  /** Gives back the reads that must be run one by one. */
  async #runTogether(reads: readonly ShortRead[]): Promise<readonly ShortRead[]> {
    const statements = this.#options.pooled ? [] : reads.flatMap(({ query }) => this.#statements.find(query) ?? []);
    if (statements.length < reads.length || !this.#writeTogether(statements, reads)) return reads;
    this.#busy = true;
    const exchanges = statements.map(({ decoder }) => {
      const exchange = new Exchange("ready");
      exchange.decoder = decoder;
      return exchange;
    });
    const again: ShortRead[] = [];
    const answers = this.protocol.startAll(exchanges).map((answer, i) => {
      const [read, statement] = [reads[i] as ShortRead, statements[i] as Statement];
      return answer
        .then((exchange) => {
          if (exchange.error !== undefined && this.#forget(statement, exchange.error)) again.push(read);
          else read.resolve(outcomeOf(succeeded(exchange), read.query));
        })
        .catch(read.reject);
    });
    await Promise.all(answers);
    this.#busy = false;
    return again;
  }

  #writeTogether(statements: readonly Statement[], reads: readonly ShortRead[]): boolean {
    try {
      for (const [i, { name, decoder }] of statements.entries()) {
        messages
          .bind(name, (reads[i] as ShortRead).parameters, decoder !== undefined)
          .execute(0)
          .sync();
      }
      return true;
    } catch {
      messages.reset();
      return false;
    }
  }

  #runKnown(statement: Statement, parameters: readonly unknown[]): Promise<Exchange> {
    const { inTransaction } = this.protocol;
    const exchange = new Exchange("ready");
    exchange.discard = statement.query.shape === undefined;
    return this.#bind(exchange, statement, parameters, 0, false).then((answer) => {
      if (answer.error === undefined || !this.#forget(statement, answer.error) || inTransaction) return succeeded(answer);
      return this.#runNew(statement.query, parameters);
    });
  }

  async #runNew(query: PreparedQuery, parameters: readonly unknown[]): Promise<Exchange> {
    const exchange = new Exchange("ready");
    if (query.shape) return succeeded(await this.#bind(exchange, await this.#prepare(query), parameters, 0, false));
    // No rows that would have to be described first: parsed and run in one trip.
    const statement = this.#newStatement(query);
    exchange.discard = true;
    exchange.parsing = statement;
    return succeeded(await this.#bind(exchange, statement, parameters, 0, true));
  }

  async #openPortal(query: PreparedQuery, parameters: readonly unknown[], batch: number): Promise<Exchange> {
    const known = this.#options.pooled ? undefined : this.#statements.find(query);
    if (known) {
      const { inTransaction } = this.protocol;
      const answer = await this.#bind(new Exchange("portal"), known, parameters, batch, false);
      if (answer.error === undefined || !this.#forget(known, answer.error) || inTransaction) return answer;
    }
    return this.#bind(new Exchange("portal"), await this.#prepare(query), parameters, batch, false);
  }

  #bind(exchange: Exchange, statement: Statement, parameters: readonly unknown[], rows: number, parse: boolean): Promise<Exchange> {
    const { name, query, decoder } = statement;
    const closing = this.#statements.takeClosed();
    try {
      for (const dropped of closing) messages.closeStatement(dropped);
      if (parse) messages.parse(name, query.sql);
      messages.bind(name, parameters, decoder !== undefined).execute(rows);
    } catch (error) {
      messages.reset();
      this.#statements.returnClosed(closing);
      return this.#giveUp(error);
    }
    if (exchange.until === "ready") messages.sync();
    else messages.flush();
    return this.#ask(exchange, decoder);
  }

  /** Parse and Describe; how rows are read is decided by the types the server tells. */
  async #prepare(query: PreparedQuery): Promise<Statement> {
    const statement = this.#newStatement(query);
    this.#build(() => messages.parse(statement.name, query.sql).describeStatement(statement.name).flush());
    const exchange = new Exchange("described");
    exchange.parsing = statement;
    const { fields } = succeeded(await this.#ask(exchange, undefined));
    try {
      if (fields) statement.decoder = this.#decoderOf(fields, query);
    } catch (error) {
      return this.#giveUp(error);
    }
    return statement;
  }

  #decoderOf(fields: readonly Field[], { shape }: PreparedQuery): Statement["decoder"] {
    if (!shape) return undefined;
    if (fields.length !== shape.columns.length) {
      throw new HydrationError("HYDRATION.COLUMN_COUNT", `the statement gives ${fields.length} columns where ${shape.columns.length} are expected`);
    }
    return this.#options.reader === "binary" ? rowDecoder(fields, shape) : undefined;
  }

  #ask(exchange: Exchange, decoder: Statement["decoder"]): Promise<Exchange> {
    exchange.decoder = decoder;
    this.#unsynced = exchange.until !== "ready";
    return this.protocol.start(exchange);
  }

  /** Rejects with the error, the connection made ready for the next statement before. */
  async #giveUp(error: unknown): Promise<never> {
    if (this.#unsynced && this.usable) await this.#sync(false);
    throw error;
  }

  async #sync(closePortal: boolean): Promise<void> {
    if (closePortal) messages.closePortal();
    messages.sync();
    await this.#ask(new Exchange("ready"), undefined);
  }

  #newStatement(query: PreparedQuery): Statement {
    return new Statement(this.#options.pooled ? "" : this.#statements.newName(), query);
  }

  #forget(statement: Statement, error: ServerError): boolean {
    if (error.code !== "26000" && error.code !== "0A000") return false;
    this.#statements.drop(statement);
    return true;
  }

  /** Nothing half built is left behind when a message cannot be written. */
  #build(write: () => unknown): void {
    try {
      write();
    } catch (error) {
      messages.reset();
      throw error;
    }
  }
}

function busy(): TransactionError {
  return new TransactionError(
    "CONNECTION.BUSY",
    "this connection still runs another statement or an open stream; await it, or leave the stream, before the next",
  );
}

/** Finished rows, whoever has read them. */
function outcomeOf({ rows, decoder, affected }: Exchange, query: PreparedQuery): QueryOutcome {
  const isRaw = decoder === undefined && rows.length > 0;
  return { rows: isRaw ? query.hydrate(rows as unknown[][]) : rows, affected, insertId: undefined };
}

function succeeded(answer: Exchange): Exchange {
  if (answer.error !== undefined) throw answer.error;
  if (answer.failure !== undefined) throw answer.failure;
  return answer;
}
