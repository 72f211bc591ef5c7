// what each dialect adds to the options of models; types only
export type {} from "./dialects/mssql/schema-options.ts";
export type {} from "./dialects/mysql-family/schema-options.ts";
export type {} from "./dialects/oracle/schema-options.ts";
export type {} from "./dialects/postgres/schema-options.ts";
export type {} from "./dialects/sqlite/schema-options.ts";
/** Models alone: no database code, fit for browsers. */
export {
  CancelledError,
  CheckViolationError,
  ConfigurationError,
  ConnectionError,
  ConstraintViolationError,
  type ErrorDetails,
  ForeignKeyViolationError,
  HydrationError,
  MigrationError,
  NotFoundError,
  NotNullViolationError,
  OrmdanticError,
  PermissionError,
  QueryError,
  ReflectionError,
  RelationshipLoadingError,
  SerializationError,
  StaleDataError,
  TimeoutError,
  TransactionError,
  TransactionOutcomeUnknownError,
  UniqueViolationError,
  ValidationError,
  type ValidationIssue,
} from "./kernel/errors.ts";
export { type DatabaseObject, type NamespaceSettings, namespace, type SequenceSettings, sequence, type ViewSettings, view } from "./model/database-object.ts";
export type { Catalog, ColumnDef, RelationDef, TableDef } from "./model/definition.ts";
export { describe } from "./model/describe.ts";
export { KeyTypeError, MismatchingBackReferenceError, UndefinedBackReferenceError } from "./model/errors.ts";
export type { DialectOptions } from "./model/options.ts";
export type { Relate, Relation } from "./model/relation.ts";
export { table } from "./model/table.ts";
export type { AnyTable, TableClass } from "./model/table-class.ts";
export { bytes, decimal } from "./model/types.ts";
export type { OrderKey, Where } from "./model/where.ts";
export { type Aggregate, avg, count, every, jsonAgg, max, min, type OrderedAggregate, some, stringAgg, sum } from "./sql/aggregates.ts";
export { array, json } from "./sql/documents.ts";
export {
  abs,
  ceil,
  concat,
  dateTrunc,
  extract,
  floor,
  length,
  lower,
  position,
  power,
  replace,
  round,
  sign,
  sqrt,
  substring,
  trim,
  trimEnd,
  trimStart,
  upper,
} from "./sql/functions.ts";
export { and, type Expr, type Handle, not, type Order, or, type Predicate } from "./sql/handle.ts";
export type { LogicalType } from "./sql/logical-type.ts";
export { exists, match, notExists, subquery, type Tuple, tuple } from "./sql/rows.ts";
export { now, type SqlFragment, sql } from "./sql/tag.ts";
export type { Term } from "./sql/term.ts";
export type { TypeName } from "./sql/type-names.ts";
export { type Case, caseWhen, cast, coalesce, column, func, greatest, group, least, literal, nullif, placeholder } from "./sql/values.ts";
export {
  cumeDist,
  denseRank,
  firstValue,
  lag,
  lastValue,
  lead,
  nthValue,
  ntile,
  type Over,
  over,
  percentRank,
  rank,
  rowNumber,
  type Windowed,
} from "./sql/windows.ts";
