import type { MaybePromise } from "../kernel/chain.ts";
import type { RowShape } from "./row-shape.ts";

/** Something a connection can run many times. Made once per plan; drivers key their prepared statements by the object itself. */
export interface PreparedQuery {
  readonly sql: string;
  /** Undefined: no rows are expected. */
  readonly shape: RowShape | undefined;
  /** Turns arrays of driver values into finished rows. Drivers that decode by themselves (binary readers) use `shape` instead. */
  hydrate(rows: readonly (readonly unknown[])[]): unknown[];
  /** True for statements that change nothing: they may run on a reader. */
  readonly readOnly: boolean;
  /** Reads one row by its key, so that it is never long under way. */
  readonly isShort?: boolean;
  /** A control statement to be run when this one has failed, since it may have left a transaction open. */
  readonly afterFailure?: string | undefined;
  /** What each parameter is, for debugging events: its column where it has one, and whether its value must not be shown. Asked only by listeners. */
  describeParameters(): readonly ParameterLabel[];
}

export interface ParameterLabel {
  readonly column: string | undefined;
  readonly sensitive: boolean;
}

export interface QueryOutcome {
  /** Finished rows. Empty when the query has no shape. */
  readonly rows: unknown[];
  /** Rows changed, as the server counts them (found, not "really different"). */
  readonly affected: number;
  /** First generated key of an INSERT, where the driver reports it. */
  readonly insertId: number | bigint | undefined;
  /** Last generated key of an INSERT, where the driver reports that one. */
  readonly lastInsertId?: number | bigint | undefined;
}

/** One of several short reads that a connection serves together. */
export interface ShortRead {
  readonly query: PreparedQuery;
  readonly parameters: readonly unknown[];
  resolve(outcome: QueryOutcome): void;
  reject(error: unknown): void;
}

/** A result of direct SQL: values as the driver gives them. */
export interface NativeOutcome {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: unknown[][];
  readonly affected: number;
  readonly insertId: number | bigint | undefined;
}

export interface Connection {
  /** Runs a prepared query. Parameters are in the driver's form already. Statements on one connection must not overlap. */
  run(query: PreparedQuery, parameters: readonly unknown[]): MaybePromise<QueryOutcome>;
  /**
   * Sends several reads without waiting for answers in between; each is answered for itself, and one that fails does the others no harm. Resolves when
   * the connection is free again; never rejects. Absent where statements cannot overlap on the way.
   */
  runAll?(reads: readonly ShortRead[]): Promise<void>;
  /** Rows in batches of about `batch`, read on demand. Returning early from the loop ends the query on the server. */
  stream(query: PreparedQuery, parameters: readonly unknown[], batch: number): AsyncIterable<unknown[]>;
  /** Direct SQL, not prepared, not hydrated. Parameters are plain JavaScript values. */
  execute(sql: string, parameters: readonly unknown[]): MaybePromise<NativeOutcome>;
  /** Asks the server to stop what this connection runs. Resolves when the request has been answered. Absent where there is no such thing. */
  cancel?(): Promise<void>;
  /** A cheap round trip; throws or answers false when the connection is of no use any more. */
  ping(): MaybePromise<boolean>;
  /** False once the connection is known to be broken; the pool then throws it away. */
  readonly usable: boolean;
  close(): MaybePromise<void>;
}

export interface ConnectionOptions {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Database name, or the file for embedded databases (`:memory:` included). */
  readonly database?: string | undefined;
  /** Parameters of the URL that are not the pool's. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Opened for statements that change nothing. */
  readonly readOnly?: boolean;
}

/** Wraps one native library. */
export interface Driver {
  readonly name: string;
  /** One connection is all there is (in-process databases): everything shares it. */
  readonly singleConnection?: boolean;
  /** Its connections have `runAll`. */
  readonly pipelines?: boolean;
  connect(options: ConnectionOptions): MaybePromise<Connection>;
}

/** How a driver is found: loaded when first needed, so that nobody pays for what they do not use. */
export interface DriverLoader {
  /** As in `?driver=` and `dialect+driver://`. */
  readonly name: string;
  /** Other spellings of the name, as SQLAlchemy's URLs have them. */
  readonly aliases: readonly string[];
  /** What to `npm install`; undefined when it comes with Node. */
  readonly package: string | undefined;
  /** Reason why it cannot work here, or undefined when it can. */
  unavailable?(): string | undefined;
  load(): Promise<Driver>;
}
