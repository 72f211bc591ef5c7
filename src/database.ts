import { dialectOf, type KnownDialect } from "./dialects.ts";
import { Engine } from "./engine/engine.ts";
import type { EventName, Handler } from "./engine/event-types.ts";
import type { CallOptions } from "./engine/executor.ts";
import { NativeEngine } from "./engine/native.ts";
import type { ObserverOptions } from "./engine/observer.ts";
import type { PoolOptions } from "./engine/pool-options.ts";
import { badReplicas, type ReplicaOptions } from "./engine/replicas/replica-options.ts";
import type { ServerDiagnostics } from "./engine/replicas/replicas.ts";
import type { Transaction } from "./engine/transaction.ts";
import type { TransactionCallOptions } from "./engine/transaction-options.ts";
import { type DatabaseUrl, parseUrl } from "./engine/url.ts";
import { ConfigurationError } from "./kernel/errors.ts";
import { type Lazily, lazily } from "./kernel/lazily.ts";
import type { MigrationManager } from "./migrate/manager.ts";
import type { Catalog, TableDef, TableKey } from "./model/definition.ts";
import { describe, describeModels, isModel, keyOf, type Models } from "./model/describe.ts";
import type { RelationsOf } from "./model/relation.ts";
import type { AnyTable } from "./model/table-class.ts";
import { type BoundTable, bindCatalog, type FindTable } from "./query/bound-table.ts";
import { Compiler } from "./query/expressions/compile.ts";
import { type RelationHandleOf, relationHandle } from "./query/relation-handle.ts";
import type { NestedSelect } from "./query/select/nested-select.ts";
import { type RawTag, rawTag } from "./query/select/raw.ts";
import { Runnable } from "./query/select/runnable.ts";
import { Runner } from "./query/select/runner.ts";
import { rowsAround } from "./query/select/select.ts";
import type { KnownRows } from "./query/select/source.ts";
import type { Writing } from "./query/select/writing.ts";
import { TableHandle } from "./query/table-handle.ts";
import type { Table } from "./query/table-types.ts";
import type { Inspector } from "./schema/inspector.ts";
import type { RunStatement } from "./schema/run.ts";
import { sessionAround } from "./session/around.ts";
import type { SessionHost } from "./session/host.ts";
import { UnitOfWork } from "./session/session.ts";
import type { CheckedSessionArgument, Session, SessionArgument, SessionOptions } from "./session/session-types.ts";
import { type Rows, rowsBrand } from "./sql/expr.ts";

export interface OrmdanticOptions extends ObserverOptions, ReplicaOptions {
  /** The models, as a list or a module (`import * as models`); those their relations reach are included. */
  readonly models: Models;
  /** Wins over the pool parameters of the URL. */
  readonly pool?: Partial<PoolOptions>;
}

/** What `runtimeDiagnostics()` tells: safe to log. */
export interface RuntimeDiagnostics {
  readonly dialect: string;
  /** Undefined before the first connection. */
  readonly driver: string | undefined;
  readonly url: string;
  readonly support: "run" | "rendered";
  readonly cancel: "server" | "between-statements";
  readonly debug: boolean;
  readonly logQueries: boolean;
  /** Names of all tables, sorted. */
  readonly tables: readonly string[];
  readonly connected: boolean;
  readonly pool: { readonly size: number; readonly idle: number; readonly waiting: number } | undefined;
  /** With the option `replicas`, once connected: the primary first (it changes when a replica takes its place), then the replicas. */
  readonly servers: readonly ServerDiagnostics[] | undefined;
}

/**
 * A database: connections to one URL and the models whose tables are there. Makes no connection before the first call that needs one.
 * Throws ConfigurationError for a URL, models or options that cannot work.
 */
export class Ormdantic implements AsyncDisposable {
  /** Direct SQL on the same connections; takes part in transactions like every other call. */
  readonly native: NativeEngine;
  /** SQL of your own, values always as parameters: `` db.sql`select ${1} as one`.all() ``. Takes part in transactions like every other call. */
  readonly sql: RawTag;
  readonly #known: KnownDialect;
  readonly #engine: Engine;
  readonly #catalog: Catalog;
  readonly #classes: ReadonlyMap<TableKey, AnyTable>;
  readonly #tables: FindTable;
  readonly #runner: Runner;
  readonly #handles = new Map<AnyTable, TableHandle>();
  readonly #shown: string;
  readonly #options: OrmdanticOptions;
  #migrations: Lazily<MigrationManager> | undefined;

  constructor(url: string, options: OrmdanticOptions) {
    const parsed = parseUrl(url);
    this.#known = dialectOf(parsed.scheme);
    const { catalog, classes } = describeModels(options.models);
    this.#catalog = catalog;
    this.#classes = classes;
    this.#tables = bindCatalog(catalog, this.#known.dialect);
    this.#engine = new Engine({ ...options, dialect: this.#known.dialect, url: parsed, replicas: replicaUrls(this.#known, options.replicas) });
    this.native = new NativeEngine(this.#engine);
    this.#runner = new Runner(new Compiler(this.#known.dialect, this.#tables, keysByName(this.#catalog)), this.#engine);
    this.sql = rawTag(this.#runner);
    this.#shown = parsed.shown;
    this.#options = options;
  }

  /** Plans, files, runs and history of migrations; loaded when first used. */
  get migrations(): Lazily<MigrationManager> {
    this.#migrations ??= lazily(async () => {
      const [{ MigrationManager }, schema] = await Promise.all([import("./migrate/manager.ts"), this.#known.schema()]);
      return new MigrationManager({ catalog: this.#catalog, schema, holding: (body) => this.#engine.holding(body), events: this.#engine.events });
    });
    return this.#migrations;
  }

  /** Looks at the shape of the live database: a new look with every call, whose answers are kept. Loaded when first used. */
  inspect(): Lazily<Inspector> {
    return lazily(async () => {
      const [{ Inspector }, { sessionOn }, schema] = await Promise.all([import("./schema/inspector.ts"), import("./migrate/session.ts"), this.#known.schema()]);
      const run: RunStatement = async (sql, parameters) => (await this.#engine.execute(sql, parameters, { operation: "native", table: undefined })).rows;
      const trying = <T>(body: (run: RunStatement) => Promise<T>): Promise<T> =>
        this.#engine.holding((held) => {
          const session = sessionOn(held, schema);
          return session.trying(() => body(session.run));
        });
      return new Inspector({ catalog: this.#catalog, schema, run, trying });
    });
  }

  /** Connects and creates what is missing: `connect()` and `createAll()`. */
  async init(): Promise<void> {
    await this.connect();
    await this.createAll();
  }

  /** Connects, if that has not happened yet. Throws ConnectionError, PermissionError or ConfigurationError. */
  connect(): Promise<void> {
    return this.#engine.connect();
  }

  /** One round trip. Throws ConnectionError when the database does not answer. */
  ping(options?: CallOptions): Promise<void> {
    return this.#engine.ping(options);
  }

  /** Waits for running calls, then closes all connections. May be called again; any later call is a ConnectionError. */
  close(): Promise<void> {
    return this.#engine.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Creates the tables that are missing, with keys, constraints, indexes and comments. Tables that are there are not changed. */
  async createAll(): Promise<void> {
    const { createAll } = await import("./schema/create.ts");
    await this.#changeSchema((run, schema) => createAll(this.#catalog, schema, run));
  }

  /** Drops the tables of the models; those that are not there are passed over. */
  async dropAll(): Promise<void> {
    const { dropAll } = await import("./schema/create.ts");
    await this.#changeSchema((run, schema) => dropAll(this.#catalog, schema, run));
  }

  async #changeSchema(change: (run: RunStatement, schema: Awaited<ReturnType<KnownDialect["schema"]>>) => Promise<unknown>): Promise<void> {
    const schema = await this.#known.schema();
    const run: RunStatement = async (sql, parameters) => (await this.#engine.execute(sql, parameters, { operation: "ddl", table: undefined })).rows;
    if (this.#known.dialect.capabilities.transactionalDdl) await this.#engine.atomically({}, () => change(run, schema));
    else await change(run, schema);
  }

  /** The calls of a model's table. Throws ConfigurationError for a model this database was not given. */
  table<T extends AnyTable>(model: T): Table<T> {
    let handle = this.#handles.get(model);
    if (!handle) {
      handle = new TableHandle(this.#bound(model), this.#engine, this.#runner);
      this.#handles.set(model, handle);
    }
    return handle as unknown as Table<T>; // the run-time side takes what the types let through, and checks it again
  }

  /** The rows a relation leads to, for conditions and orders. Throws QueryError for a name that is no relation. */
  relation<T extends AnyTable, const K extends keyof RelationsOf<T> & string>(model: T, name: K): RelationHandleOf<T, K> {
    return relationHandle(this.#bound(model), name) as RelationHandleOf<T, K>;
  }

  /** A query or write made by `from`, `selectQuery`, `updateQuery`, ... ready to run here. Nothing is sent before one of its methods is called. */
  query<R extends object>(query: Rows<R> | Writing<R> | NestedSelect<R>): Runnable<R> {
    if ("statement" in query) return new Runnable(this.#runner, query.statement);
    const { query: rows } = query;
    return new Runnable(this.#runner, rows.kind === "select" ? rows : rowsAround(rows, (query as unknown as KnownRows)[rowsBrand]));
  }

  /** A class with the same definition as a registered one (its module was loaded again) brings the tables of its own relations along. */
  #bound(model: AnyTable): BoundTable {
    if (!isModel(model)) throw new ConfigurationError("CONFIGURATION.NOT_A_MODEL", "db.table() takes a class made by table()");
    const key = keyOf(model);
    const registered = this.#catalog.get(key);
    if (registered && this.#classes.get(key) === model) return this.#tables(key);
    const catalog = registered && describe([model]);
    if (catalog && sameDefinition(registered, catalog.get(key) as TableDef)) return bindCatalog(catalog, this.#known.dialect)(key);
    throw new ConfigurationError("CONFIGURATION.UNKNOWN_MODEL", `the model of "${model.tableName}" is not among this database's models; add it to { models }`, {
      context: { table: model.tableName },
    });
  }

  /**
   * Runs `body` in a transaction that every call inside it joins: commits when it succeeds, rolls back when it throws. Inside another one it is a
   * savepoint. Throws TransactionError for options the database does not have.
   */
  transaction<T>(body: (tx: Transaction) => Promise<T>, options?: TransactionCallOptions): Promise<T> {
    return this.#engine.transaction(body, options);
  }

  /** A unit of work around `body`, in a transaction that every call inside it joins: flushes and commits when it succeeds, rolls back when it throws. */
  session<T>(body: (session: Session) => Promise<T>, options?: SessionOptions): Promise<T>;
  /** A unit of work, ended by hand: `await using session = db.session()`. */
  session<O extends SessionArgument>(options?: O & CheckedSessionArgument<O>): Session;
  session<T>(bodyOrOptions: ((session: Session) => Promise<T>) | SessionOptions = {}, options: SessionOptions = {}): Session | Promise<T> {
    const engine = this.#engine;
    const host: SessionHost = {
      executor: engine,
      table: (model) => this.#bound(model),
      transaction: (body, wanted) => engine.transaction(body, wanted),
      begin: (wanted) => engine.begin(wanted),
    };
    // As with tables: checked at run time.
    if (typeof bodyOrOptions !== "function") return new UnitOfWork(host, bodyOrOptions) as unknown as Session;
    return sessionAround(host, (unit) => bodyOrOptions(unit as unknown as Session), options);
  }

  /**
   * Runs `body` apart from the rest of the process where reads go to replicas. A read always sees what was written before it: by the whole process, or,
   * inside `body`, by `body` alone and by what such functions it stands in. So the writes of others keep no read of a request from the replicas.
   */
  readYourWrites<T>(body: () => Promise<T>): Promise<T> {
    return this.#engine.apart(body);
  }

  /** Registers a handler, called (and awaited) in order of registration; an error it throws ends the operation. */
  on<E extends EventName>(event: E, handler: Handler<E>): Handler<E> {
    return this.#engine.events.on(event, handler);
  }
  /** `on("afterExecute", handler)`. */
  onQuery(handler: Handler<"afterExecute">): Handler<"afterExecute"> {
    return this.on("afterExecute", handler);
  }
  off<E extends EventName>(event: E, handler: Handler<E>): void {
    this.#engine.events.off(event, handler);
  }
  /** Removes the handlers of one event, or of all. */
  clearEvents(event?: EventName): void {
    this.#engine.events.clear(event);
  }

  runtimeDiagnostics(): RuntimeDiagnostics {
    const { name, capabilities } = this.#known.dialect;
    const stats = this.#engine.stats();
    return {
      dialect: name,
      driver: stats?.driver,
      url: this.#shown,
      support: capabilities.support,
      cancel: capabilities.cancel,
      debug: this.#options.debug ?? false,
      logQueries: this.#options.logQueries ?? false,
      tables: [...this.#catalog.values()].map((table) => table.key).sort(),
      connected: stats !== undefined,
      pool: stats && { size: stats.size, idle: stats.idle, waiting: stats.waiting },
      servers: this.#engine.servers(),
    };
  }
}

function replicaUrls({ dialect }: KnownDialect, urls: readonly string[] = []): readonly DatabaseUrl[] {
  return urls.map((url) => {
    const parsed = parseUrl(url);
    if (dialectOf(parsed.scheme).dialect !== dialect) throw badReplicas(`a replica of a ${dialect.name} server is one, too: its URL begins alike`);
    return parsed;
  });
}

/** A model module that was loaded again (by a development server) is as good as the first. Functions are compared by nothing. */
function sameDefinition(a: TableDef, b: TableDef): boolean {
  const text = (def: TableDef) => JSON.stringify(def, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
  return a === b || text(a) === text(b);
}

/** Tables by their names alone, which several schemas may have. */
function keysByName(catalog: Catalog): ReadonlyMap<string, readonly TableKey[]> {
  const keys = new Map<string, TableKey[]>();
  for (const { name, key } of catalog.values()) keys.set(name, [...(keys.get(name) ?? []), key]);
  return keys;
}
