import type { Connection, NativeOutcome, ParameterLabel, PreparedQuery, QueryOutcome } from "../dialect/driver.ts";
import type { MaybePromise } from "../kernel/chain.ts";

/** What every statement answers. */
export interface Answer {
  readonly rows: readonly unknown[];
  readonly affected: number;
}

/** One statement with its parameters, ready to run on any connection. */
export interface Work<T extends Answer> {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Changes nothing: may run on a reader. */
  readonly readOnly: boolean;
  /** Its rows become objects. */
  readonly hydrates: boolean;
  labels(): readonly ParameterLabel[];
  start(connection: Connection): MaybePromise<T>;
  /** True when rows were changed: then the statement is done, even if it was to be stopped meanwhile. */
  changed(answer: T): boolean;
}

export class PreparedWork implements Work<QueryOutcome> {
  readonly #query: PreparedQuery;
  readonly parameters: readonly unknown[];

  constructor(query: PreparedQuery, parameters: readonly unknown[]) {
    this.#query = query;
    this.parameters = parameters;
  }

  get sql(): string {
    return this.#query.sql;
  }
  get readOnly(): boolean {
    return this.#query.readOnly;
  }
  get hydrates(): boolean {
    return this.#query.shape !== undefined;
  }
  labels(): readonly ParameterLabel[] {
    return this.#query.describeParameters();
  }
  start(connection: Connection): MaybePromise<QueryOutcome> {
    return connection.run(this.#query, this.parameters);
  }
  changed(answer: QueryOutcome): boolean {
    return !this.readOnly && answer.affected > 0;
  }
}

export class NativeWork implements Work<NativeOutcome> {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly readOnly = false;
  readonly hydrates = false;

  constructor(sql: string, parameters: readonly unknown[]) {
    this.sql = sql;
    this.parameters = parameters;
  }

  /** Nobody knows which columns the values are for: none is shown. */
  labels(): readonly ParameterLabel[] {
    return this.parameters.map(() => ({ column: undefined, sensitive: true }));
  }
  start(connection: Connection): MaybePromise<NativeOutcome> {
    return connection.execute(this.sql, this.parameters);
  }
  changed(answer: NativeOutcome): boolean {
    return answer.affected > 0 && answer.columns.length === 0;
  }
}
