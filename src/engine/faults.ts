import type { Dialect, ErrorKind, NativeError } from "../dialect/dialect.ts";
import {
  CheckViolationError,
  ConnectionError,
  ConstraintViolationError,
  type ErrorDetails,
  ForeignKeyViolationError,
  NotNullViolationError,
  OrmdanticError,
  PermissionError,
  QueryError,
  SerializationError,
  TimeoutError,
  UniqueViolationError,
} from "../kernel/errors.ts";
import { withoutValues } from "./redact.ts";

/** The statement an error belongs to. */
export interface Blame {
  readonly sql?: string | undefined;
  readonly parameters?: readonly unknown[] | undefined;
  readonly table?: string | undefined;
}

type ErrorClass = new (code: string, message: string, details?: ErrorDetails) => OrmdanticError;
interface Meaning {
  readonly type: ErrorClass;
  readonly code: string;
  readonly says: (native: NativeError, blame: Blame) => string;
  readonly retryable?: true;
  /** The facts tell it all; the server's text would repeat values of the row. */
  readonly factsOnly?: true;
}

const where = (native: NativeError, blame: Blame): string => {
  const table = native.table ?? blame.table;
  const columns = native.columns?.length ? native.columns.map((column) => (table === undefined ? column : `${table}.${column}`)).join(", ") : table;
  const constraint = native.constraint === undefined ? "" : ` (constraint "${native.constraint}")`;
  return `${columns === undefined ? "" : ` in ${columns}`}${constraint}`;
};

const meanings: Record<ErrorKind, Meaning> = {
  unique: {
    type: UniqueViolationError,
    code: "QUERY.UNIQUE_VIOLATION",
    factsOnly: true,
    says: (n, b) => `a row with the same value exists already${where(n, b)}`,
  },
  foreignKey: {
    type: ForeignKeyViolationError,
    code: "QUERY.FOREIGN_KEY_VIOLATION",
    factsOnly: true,
    says: (n, b) => `the row refers to one that is not there, or others still refer to it${where(n, b)}; write the rows referred to first, delete them last`,
  },
  notNull: { type: NotNullViolationError, code: "QUERY.NOT_NULL_VIOLATION", factsOnly: true, says: (n, b) => `a required value is missing${where(n, b)}` },
  check: { type: CheckViolationError, code: "QUERY.CHECK_VIOLATION", factsOnly: true, says: (n, b) => `a check refuses the row${where(n, b)}` },
  exclusion: {
    type: ConstraintViolationError,
    code: "QUERY.EXCLUSION_VIOLATION",
    factsOnly: true,
    says: (n, b) => `another row excludes this one${where(n, b)}`,
  },
  serialization: {
    type: SerializationError,
    code: "TRANSACTION.SERIALIZATION",
    retryable: true,
    says: () => "the transaction collided with another one and was undone; run it again",
  },
  deadlock: {
    type: SerializationError,
    code: "TRANSACTION.DEADLOCK",
    retryable: true,
    says: () => "the transaction and another one waited for each other, and this one was undone; run it again",
  },
  lockTimeout: {
    type: TimeoutError,
    code: "QUERY.LOCK_TIMEOUT",
    retryable: true,
    says: () => "a lock held by another transaction did not become free in time",
  },
  statementTimeout: { type: TimeoutError, code: "QUERY.SERVER_TIMEOUT", says: () => "the server's own time limit for statements ran out" },
  busy: {
    type: TimeoutError,
    code: "QUERY.BUSY",
    retryable: true,
    says: () => "the database was being written to by another process all the time; try again, or raise the pool option acquireTimeout",
  },
  cancelled: { type: QueryError, code: "QUERY.CANCELLED_BY_SERVER", says: () => "the statement was stopped on the server, not by this application" },
  connection: { type: ConnectionError, code: "CONNECTION.LOST", says: () => "the connection to the database was lost or could not be made" },
  authentication: { type: PermissionError, code: "PERMISSION.AUTHENTICATION", says: () => "the database refuses the login; check user and password" },
  permission: { type: PermissionError, code: "PERMISSION.DENIED", says: (n, b) => `the database user may not do this${where(n, b)}` },
  missingTable: {
    type: QueryError,
    code: "QUERY.MISSING_TABLE",
    says: (n, b) => `a table is not there${where(n, b)}; create it first (createAll() or a migration)`,
  },
  missingColumn: {
    type: QueryError,
    code: "QUERY.MISSING_COLUMN",
    says: (n, b) => `a column is not there${where(n, b)}; the table in the database differs from the model`,
  },
  syntax: { type: QueryError, code: "QUERY.SYNTAX", says: () => "the database cannot read the statement" },
  value: { type: QueryError, code: "QUERY.BAD_VALUE", says: (n, b) => `the database refuses a value${where(n, b)}` },
  readOnly: { type: QueryError, code: "QUERY.READ_ONLY", says: () => "the database or transaction may only be read" },
  stalePlan: { type: QueryError, code: "QUERY.STALE_PLAN", retryable: true, says: () => "the table changed while the statement was prepared; run it again" },
  unknown: { type: QueryError, code: "QUERY.FAILED", says: () => "the database reports an error" },
};

/** Makes errors of drivers and servers into ours. */
export class Faults {
  readonly #dialect: Dialect;
  readonly #redact: (text: string) => string;

  constructor(dialect: Dialect, redact: (text: string) => string) {
    this.#dialect = dialect;
    this.#redact = redact;
  }

  /** True when the error says only that another process is writing. */
  isBusy(error: unknown): boolean {
    return !(error instanceof OrmdanticError) && this.#dialect.classify(error).kind === "busy";
  }

  /** True when the error means that nothing more will come of the connection. */
  isLost(error: unknown): boolean {
    return error instanceof OrmdanticError ? error instanceof ConnectionError : this.#dialect.classify(error).kind === "connection";
  }

  /** Our own errors stay as they are. The native error is the `cause`; its details (they repeat values of rows) stay there. */
  translate(error: unknown, blame: Blame = {}): OrmdanticError {
    if (error instanceof OrmdanticError) return error;
    const native = this.#dialect.classify(error);
    const meaning = meanings[native.kind];
    const said = meaning.says(native, blame);
    const text = meaning.factsOnly ? "" : this.nativeText(error, blame.parameters);
    const { constraint, columns, nativeCode } = native;
    const facts = { table: native.table ?? blame.table, constraint, columns, nativeCode, sql: blame.sql === undefined ? undefined : this.#redact(blame.sql) };
    const context = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
    return new meaning.type(meaning.code, text === "" ? said : `${said}: ${text}`, { retryable: meaning.retryable ?? false, context, cause: error });
  }

  /** An error met while a connection was being made: nothing has run yet. */
  translateConnect(error: unknown, address: string): OrmdanticError {
    if (error instanceof OrmdanticError || this.#dialect.classify(error).kind !== "connection") return this.translate(error);
    const context = { address, nativeCode: this.#dialect.classify(error).nativeCode };
    const message = `cannot connect to ${address}; is the server running and reachable? ${this.nativeText(error)}`.trimEnd();
    return new ConnectionError("CONNECTION.REFUSED", message, { retryable: true, context, cause: error });
  }

  /** The native message without secrets and without the statement's values. */
  nativeText(error: unknown, parameters: readonly unknown[] = []): string {
    const text = error instanceof Error ? firstMessage(error) : typeof error === "string" ? error : "";
    return this.#redact(withoutValues(text, parameters));
  }
}

/** Failures to connect by several addresses come as an AggregateError without a message. */
function firstMessage(error: Error): string {
  if (error.message !== "" || !(error instanceof AggregateError)) return error.message;
  const [first] = error.errors;
  return first instanceof Error ? first.message : "";
}
