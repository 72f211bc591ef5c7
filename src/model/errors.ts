import { ConfigurationError, type ErrorDetails } from "../kernel/errors.ts";

/** A relation names a column that is not there, or needs a unique one that is not unique. */
export class UndefinedBackReferenceError extends ConfigurationError {
  constructor(message: string, details?: ErrorDetails) {
    super("MODEL.UNDEFINED_BACK_REFERENCE", message, details);
  }
}

/** Both sides of a relation are declared, but the column they share points to another table. */
export class MismatchingBackReferenceError extends ConfigurationError {
  constructor(message: string, details?: ErrorDetails) {
    super("MODEL.MISMATCHING_BACK_REFERENCE", message, details);
  }
}

/** A foreign key cannot hold a key of its target: another number of columns, or another type. */
export class KeyTypeError extends ConfigurationError {
  constructor(message: string, details?: ErrorDetails) {
    super("MODEL.KEY_TYPE", message, details);
  }
}
