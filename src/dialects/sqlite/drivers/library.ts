/** What the two SQLite libraries are to us: rows as arrays, parameters by position. */
export interface Statement {
  readonly returnsRows: boolean;
  all(parameters: readonly unknown[]): unknown[][];
  run(parameters: readonly unknown[]): RunResult;
  iterate(parameters: readonly unknown[]): Iterator<unknown[]>;
  columnNames(): readonly string[];
}

export interface RunResult {
  readonly changes: number | bigint;
  readonly lastInsertRowid: number | bigint;
}

export interface Database {
  readonly isOpen: boolean;
  prepare(sql: string): Statement;
  exec(sql: string): void;
  defineFunction(name: string, body: (value: unknown) => unknown): void;
  defineAggregate<S>(name: string, start: S, step: (state: S, value: unknown) => S, result: (state: S) => unknown): void;
  close(): void;
}

export interface OpenOptions {
  readonly readOnly: boolean;
  /** False: a missing file is an error. */
  readonly create: boolean;
}

export type OpenDatabase = (file: string, options: OpenOptions) => Database;
