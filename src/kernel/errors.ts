/** What every error of this library can tell besides its message. Values here are safe to log: no secrets, no bound parameters. */
export interface ErrorDetails {
  /** True when the same call may succeed if it is simply made again (deadlock, serialization failure, lost connection before anything ran). */
  readonly retryable?: boolean;
  /** Facts for logs: table, columns, constraint, operation, sql, ... */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** Base of every error thrown by this library. `code` is stable and dotted; catch by class, log by code. */
export class OrmdanticError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly context: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = details.retryable ?? false;
    this.context = details.context ?? {};
  }
}

/** A model, an option or a URL that cannot work; found before any I/O. */
export class ConfigurationError extends OrmdanticError {}

/** One reason why a value was refused. `path` starts with the column. */
export interface ValidationIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A value that its column's schema, or any database, refuses. Thrown before any SQL. */
export class ValidationError extends OrmdanticError {
  readonly issues: readonly ValidationIssue[];
  constructor(message: string, issues: readonly ValidationIssue[], details?: ErrorDetails) {
    super("VALIDATION.FAILED", message, details);
    this.issues = issues;
  }
}

/** A call that cannot become SQL: unknown column or operator, undefined value, missing filter. Also base of what the database answers to a statement. */
export class QueryError extends OrmdanticError {}

/** A call that names a row which is not there. */
export class NotFoundError extends OrmdanticError {}
/** The row changed since it was read (its version column differs). */
export class StaleDataError extends OrmdanticError {}
/** A stored value that does not fit its column's type or schema. */
export class HydrationError extends OrmdanticError {}
export class RelationshipLoadingError extends OrmdanticError {}
export class MigrationError extends OrmdanticError {}
export class ReflectionError extends OrmdanticError {}

/** A constraint of the database refused the statement. `context` holds table, constraint and columns where the server tells them. */
export class ConstraintViolationError extends QueryError {}
export class UniqueViolationError extends ConstraintViolationError {}
export class ForeignKeyViolationError extends ConstraintViolationError {}
export class NotNullViolationError extends ConstraintViolationError {}
export class CheckViolationError extends ConstraintViolationError {}

/** The server refuses what the login may not do, or the login itself. */
export class PermissionError extends OrmdanticError {}
/** The server cannot be reached, or the connection was lost. */
export class ConnectionError extends OrmdanticError {}
/** A limit ran out: acquiring a connection, a statement, a lock. */
export class TimeoutError extends OrmdanticError {}
/** The caller's AbortSignal fired. `cause` is the signal's reason. */
export class CancelledError extends OrmdanticError {}
/** Wrong use of a transaction, or one that cannot go on. */
export class TransactionError extends OrmdanticError {}
/** Serialization failure or deadlock: the transaction was undone and may be tried again. */
export class SerializationError extends TransactionError {}
/** The connection was lost during COMMIT: nobody knows whether the data is there. Never retried by the library. */
export class TransactionOutcomeUnknownError extends TransactionError {}
