import type { Node } from "../sql/ast.ts";
import type { LogicalType } from "../sql/logical-type.ts";
import type { SqlStyle, Writer } from "../sql/writer.ts";
import type { Capabilities, IsolationLevel } from "./capabilities.ts";
import type { Codecs } from "./codec.ts";
import type { ConnectionOptions, DriverLoader, PreparedQuery } from "./driver.ts";
import type { Replication } from "./replication.ts";

/** What an error of the server or driver means. */
export type ErrorKind =
  | "unique"
  | "foreignKey"
  | "notNull"
  | "check"
  | "exclusion"
  | "serialization"
  | "deadlock"
  | "lockTimeout"
  | "statementTimeout"
  | "busy"
  | "cancelled"
  | "connection"
  | "authentication"
  | "permission"
  | "missingTable"
  | "missingColumn"
  | "syntax"
  | "value"
  | "readOnly"
  | "stalePlan"
  | "unknown";

/** A native error, read by its code (never by its text, except for names of constraints where the server tells them nowhere else). */
export interface NativeError {
  readonly kind: ErrorKind;
  /** The server's own code: SQLSTATE, errno, SQLITE_BUSY, ... */
  readonly nativeCode: string | undefined;
  readonly constraint?: string | undefined;
  readonly table?: string | undefined;
  readonly columns?: readonly string[] | undefined;
}

export interface TransactionOptions {
  readonly isolation?: IsolationLevel | undefined;
  readonly readOnly?: boolean | undefined;
  readonly deferrable?: boolean | undefined;
}

/** The statements that bound a transaction; options were checked against the capabilities before. */
export interface TransactionSql {
  begin(options: TransactionOptions): readonly string[];
  readonly commit: string;
  readonly rollback: string;
  savepoint(name: string): string;
  rollbackTo(name: string): string;
  /** Undefined where savepoints go away by themselves. */
  release(name: string): string | undefined;
  /** True where a failed statement makes all that follows fail up to the next rollback, and COMMIT then rolls back without saying so. */
  readonly errorAborts?: true;
  /** What sets the connection back after the end. `onReader`: it was opened for reading and stays so. */
  restore?(options: TransactionOptions, onReader: boolean): readonly string[];
  /** True for a statement that commits what was done before it, whether it succeeds or not. Absent where none does. */
  commitsBefore?(sql: string): boolean;
}

/** All that running queries needs to know of a database. */
export interface Dialect extends SqlStyle {
  readonly name: string;
  /** OpenTelemetry's `db.system.name`. */
  readonly system: string;
  readonly capabilities: Capabilities;
  readonly codecs: Codecs;
  readonly transaction: TransactionSql;
  /** Absent where no servers replicate each other, or none could be tried. */
  readonly replication?: Replication;
  readonly defaultPort: number | undefined;
  /** In order of preference. */
  readonly drivers: readonly DriverLoader[];
  /** The type as it stands in DDL and casts. `key`: the column is part of a key or index and must be bounded. */
  nativeType(type: LogicalType, use?: { readonly key?: boolean }): string;
  /** Where generated keys are counted from the first one: the query that tells their distance, as one number. */
  readonly generatedKeyStep?: PreparedQuery;
  /**
   * Where an UPDATE gives nothing back, but several statements can go as one: writes an update and the query for its row, which then finds it only if it
   * was updated. `own`: in a transaction of its own, which a failure leaves open.
   */
  readonly updateAndRead?: (update: Node<"update">, read: Node<"select">, own: boolean, writer: Writer) => void;
  /** Words before a statement that ask how it would be run; undefined where one statement cannot ask that. */
  readonly explain: string | undefined;
  classify(error: unknown): NativeError;
  /** Reads what the URL says beyond host, port, user and database; throws ConfigurationError for values that cannot be. */
  checkOptions?(options: ConnectionOptions): void;
}
