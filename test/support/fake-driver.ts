import type { Capabilities } from "../../src/dialect/capabilities.ts";
import type { Dialect, NativeError, TransactionSql } from "../../src/dialect/dialect.ts";
import type { Connection, Driver, NativeOutcome, PreparedQuery, QueryOutcome } from "../../src/dialect/driver.ts";

/** What a statement of the fake does: its answer, an error thrown, or a promise of either. */
export type Behaviour = (sql: string, connection: FakeConnection) => unknown;

/** A native error as the fake dialect reads it. */
export class FakeNativeError extends Error {
  readonly native: NativeError;
  constructor(kind: NativeError["kind"], message = kind as string, more: Partial<NativeError> = {}) {
    super(message);
    this.native = { kind, nativeCode: kind, ...more };
  }
}

export class FakeConnection implements Connection {
  readonly driver: FakeDriver;
  readonly ran: string[] = [];
  usable = true;
  isClosed = false;
  alive = true;
  running = 0;
  /** Ends what runs, as a server would on a request to cancel. */
  interrupt: ((error: Error) => void) | undefined;
  cancel?: () => Promise<void>;

  constructor(driver: FakeDriver) {
    this.driver = driver;
    if (driver.cancels) {
      this.cancel = async () => {
        await Promise.resolve();
        this.interrupt?.(new FakeNativeError("cancelled"));
      };
    }
  }

  run(query: PreparedQuery): QueryOutcome | Promise<QueryOutcome> {
    return this.#answer(query.sql, (rows) => ({ rows, affected: query.readOnly ? 0 : 1, insertId: undefined }));
  }

  async *stream(query: PreparedQuery): AsyncGenerator<unknown[]> {
    for (let i = 0; i < 3; i++) yield (await this.run(query)).rows;
  }

  execute(sql: string): NativeOutcome | Promise<NativeOutcome> {
    return this.#answer(sql, () => ({ columns: [{ name: "a" }], rows: [[1]], affected: 0, insertId: undefined }));
  }

  ping(): boolean {
    this.ran.push("ping");
    return this.alive;
  }

  close(): void {
    this.isClosed = true;
    this.usable = false;
  }

  #answer<T>(sql: string, make: (rows: unknown[]) => T): T | Promise<T> {
    if (this.isClosed) throw new FakeNativeError("connection", "closed");
    if (this.running > 0) throw new Error(`"${sql}" overlaps another statement`);
    this.ran.push(sql);
    this.driver.log.push(sql);
    const answer = this.driver.behaviour(sql, this);
    if (!(answer instanceof Promise)) return make([answer ?? sql]);
    this.running++;
    return answer.then((value) => make([value ?? sql])).finally(() => this.running--);
  }
}

export class FakeDriver implements Driver {
  readonly name = "fake";
  readonly singleConnection: boolean;
  readonly cancels: boolean;
  readonly connections: FakeConnection[] = [];
  readonly log: string[] = [];
  behaviour: Behaviour = () => undefined;
  onConnect: () => Promise<void> | void = () => undefined;

  constructor(options: { single?: boolean; cancels?: boolean } = {}) {
    this.singleConnection = options.single ?? false;
    this.cancels = options.cancels ?? true;
  }

  async connect(): Promise<Connection> {
    await this.onConnect();
    const connection = new FakeConnection(this);
    this.connections.push(connection);
    return connection;
  }

  get open(): number {
    return this.connections.filter((connection) => !connection.isClosed).length;
  }
}

/** Only what the engine asks of a dialect. */
export function fakeDialect(capabilities: Partial<Capabilities> = {}, errorAborts = false, more: Partial<TransactionSql> = {}): Dialect {
  const dialect: Pick<Dialect, "name" | "system" | "transaction" | "defaultPort" | "drivers" | "classify"> & { capabilities: Partial<Capabilities> } = {
    name: "fake",
    system: "fake",
    capabilities: { writers: "many", isolationLevels: ["serializable"], readOnlyTransactions: true, deferrableTransactions: false, ...capabilities },
    transaction: {
      begin: ({ isolation }) => [isolation === undefined ? "begin" : `begin ${isolation}`],
      commit: "commit",
      rollback: "rollback",
      savepoint: (name) => `savepoint ${name}`,
      rollbackTo: (name) => `rollback to ${name}`,
      release: (name) => `release ${name}`,
      ...(errorAborts ? { errorAborts: true as const } : {}),
      ...more,
    },
    defaultPort: 1,
    drivers: [],
    classify: (error) => (error instanceof FakeNativeError ? error.native : { kind: "unknown", nativeCode: undefined }),
  };
  return dialect as Dialect;
}

export function query(sql: string, readOnly = false): PreparedQuery {
  return { sql, readOnly, shape: undefined, hydrate: () => [], describeParameters: () => [{ column: "secret", sensitive: true }] };
}
