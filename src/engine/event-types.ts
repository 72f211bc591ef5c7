import type { TransactionOptions } from "../dialect/dialect.ts";

export type Operation =
  | "select_one"
  | "select_many"
  | "select"
  | "stream"
  | "load"
  | "link"
  | "count"
  | "exists"
  | "insert"
  | "insert_many"
  | "update"
  | "update_where"
  | "upsert"
  | "upsert_many"
  | "delete"
  | "delete_where"
  | "native"
  | "ddl";

/** Values and rows are the application's own, as handed to the call. */
export interface RowEvent {
  readonly table: string;
  /** The values about to be written, or the row as stored. */
  readonly row: Readonly<Record<string, unknown>>;
}
export interface DeleteEvent {
  readonly table: string;
  readonly key: unknown;
  /** After the delete: whether a row was there. */
  readonly deleted?: boolean;
}
export interface ExecuteEvent {
  readonly operation: Operation;
  readonly table: string | undefined;
  readonly backend: string;
  /** Rows in a bulk write. */
  readonly batchRows?: number | undefined;
  /** Only with `debug: true`. */
  readonly debug?: true;
  readonly sql?: string;
  /** Column of each parameter, where it has one. */
  readonly bindNames?: readonly (string | undefined)[];
  /** Values of sensitive columns read "<redacted>". */
  readonly parameters?: readonly unknown[];
}
export interface ExecutedEvent extends ExecuteEvent {
  readonly durationMs: number;
  /** Rows given back. */
  readonly rowCount: number;
  /** Rows changed. */
  readonly affected: number;
  readonly error?: unknown;
}
export interface HydrationEvent {
  readonly operation: "hydrate";
  readonly table: string | undefined;
  readonly backend: string;
}
export interface HydratedEvent extends HydrationEvent {
  readonly rowCount: number;
  /** Always 0: rows are made while they are read, so their time is part of the statement's. */
  readonly durationMs: number;
  readonly error?: unknown;
}
export interface TransactionEvent {
  readonly operation: "begin" | "commit" | "rollback" | "savepoint" | "rollback_to_savepoint" | "release_savepoint";
  readonly backend: string;
  readonly savepoint?: string;
  readonly options?: TransactionOptions;
}
export interface TransactionDoneEvent extends TransactionEvent {
  readonly durationMs: number;
  readonly error?: unknown;
}

export interface FlushEvent {
  readonly session: object;
}

export interface MigrationEvent {
  readonly operation: "migration";
  readonly direction: "apply" | "rollback";
  readonly revision: string;
  readonly backend: string;
  /** Steps of the migration in this direction. */
  readonly stepCount: number;
}
export interface MigratedEvent extends MigrationEvent {
  readonly durationMs: number;
  /** `skipped`: there was nothing to do. Absent after a failure. */
  readonly outcome?: "applied" | "rolledBack" | "skipped";
  readonly error?: unknown;
}

/** Names and payloads of all events. */
export interface Events {
  beforeCreate: RowEvent;
  beforeInsert: RowEvent;
  afterInsert: RowEvent;
  afterCreate: RowEvent;
  beforeUpdate: RowEvent;
  afterUpdate: RowEvent;
  beforeUpsert: RowEvent;
  afterUpsert: RowEvent;
  beforeDelete: DeleteEvent;
  afterDelete: DeleteEvent;
  beforeExecute: ExecuteEvent;
  afterExecute: ExecutedEvent;
  beforeHydration: HydrationEvent;
  afterHydration: HydratedEvent;
  beforeMigration: MigrationEvent;
  afterMigration: MigratedEvent;
  beforeFlush: FlushEvent;
  afterFlush: FlushEvent;
  beforeBegin: TransactionEvent;
  afterBegin: TransactionDoneEvent;
  beforeCommit: TransactionEvent;
  afterCommit: TransactionDoneEvent;
  beforeRollback: TransactionEvent;
  afterRollback: TransactionDoneEvent;
  beforeSavepoint: TransactionEvent;
  afterSavepoint: TransactionDoneEvent;
  beforeRollbackToSavepoint: TransactionEvent;
  afterRollbackToSavepoint: TransactionDoneEvent;
  beforeReleaseSavepoint: TransactionEvent;
  afterReleaseSavepoint: TransactionDoneEvent;
}
export type EventName = keyof Events;
export type Handler<E extends EventName> = (event: Events[E]) => unknown;
