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
  defineFunction(name: string, body: (...values: unknown[]) => unknown): void;
  defineAggregate<S>(name: string, functions: AggregateSteps<S>): void;
  close(): void;
}

/** An aggregate; with `inverse`, which takes a value out again, it also serves as a window function. */
export interface AggregateSteps<S> {
  readonly start: () => S;
  readonly step: (state: S, value: unknown) => S;
  readonly inverse?: ((state: S, value: unknown) => S) | undefined;
  readonly result: (state: S) => unknown;
}

export interface OpenOptions {
  readonly readOnly: boolean;
  /** False: a missing file is an error. */
  readonly create: boolean;
}

export type OpenDatabase = (file: string, options: OpenOptions) => Database;
