import type { Codec } from "../dialect/codec.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { ParameterLabel, PreparedQuery } from "../dialect/driver.ts";
import { arrayHydrator } from "../dialect/row-function.ts";
import type { RowShape } from "../dialect/row-shape.ts";
import type { Statement } from "../sql/ast.ts";
import { type ParameterSource, Writer } from "../sql/writer.ts";
import { codecOf } from "./bound-table.ts";
import type { SlotLabel } from "./scan.ts";

/** A compiled statement: rendered once, run often. */
export class Plan implements PreparedQuery {
  readonly sql: string;
  readonly shape: RowShape | undefined;
  readonly readOnly: boolean;
  readonly afterFailure: string | undefined;
  readonly isShort: boolean;
  readonly #dialect: Dialect;
  readonly #sources: readonly ParameterSource[];
  readonly #labels: readonly ParameterLabel[];
  /** The arguments in their order are the parameters: nothing to do when binding. */
  readonly #direct: boolean;
  /** What is done to an argument first, by slot; undefined when there is nothing to do. */
  readonly #encoders: readonly SlotLabel["encode"][] | undefined;
  #hydrate: ((rows: readonly (readonly unknown[])[]) => unknown[]) | undefined;

  /** `options`: see PreparedQuery. */
  constructor(
    dialect: Dialect,
    statement: Statement | ((writer: Writer) => void),
    shape: RowShape | undefined,
    labels: readonly SlotLabel[],
    options: Pick<PreparedQuery, "afterFailure" | "isShort"> = {},
  ) {
    const writer = new Writer(dialect);
    if (typeof statement === "function") statement(writer);
    else writer.write(statement);
    const { sql, parameters } = writer.finish();
    this.sql = sql;
    this.shape = shape;
    this.afterFailure = options.afterFailure;
    this.isShort = options.isShort ?? false;
    this.readOnly = typeof statement === "object" && changesNothing(statement);
    this.#dialect = dialect;
    this.#sources = parameters;
    this.#labels = labels;
    this.#encoders = labels.some(({ encode }) => encode) ? labels.map(({ encode }) => encode) : undefined;
    this.#direct = parameters.length === labels.length && parameters.every((source, i) => "slot" in source && source.slot === i && source.via === undefined);
  }

  /** Arguments of a call (in the driver's form, or encoded here) -> parameters of the statement. */
  bind(given: unknown[]): unknown[] {
    const encoders = this.#encoders;
    const args = encoders ? given.map((value, i) => (value !== null && encoders[i] ? encoders[i](value) : value)) : given;
    if (this.#direct) return args;
    return this.#sources.map((source) => {
      const value = "slot" in source ? args[source.slot] : source.value;
      return source.via ? source.via(value as never) : value;
    });
  }

  hydrate(rows: readonly (readonly unknown[])[]): unknown[] {
    if (!this.#hydrate) {
      const columns = this.shape?.columns ?? [];
      const codecs: (Codec | undefined)[] = columns.map(({ type }) => (type ? codecOf(this.#dialect, type) : undefined));
      this.#hydrate = arrayHydrator(this.shape ?? { columns: [], row: { fields: [], nested: [], prototype: undefined } }, codecs);
    }
    return this.#hydrate(rows);
  }

  describeParameters(): readonly ParameterLabel[] {
    return this.#sources.map((source) => ("slot" in source ? this.#labels[source.slot] : undefined) ?? { column: undefined, sensitive: false });
  }
}

/** True for a query that neither locks rows nor has a write among its named queries. */
function changesNothing(statement: Statement): boolean {
  if (statement.kind === "setOperation") return true;
  if (statement.kind !== "select") return false;
  return statement.lock === undefined && (statement.with ?? []).every(({ query }) => query.kind === "select" || query.kind === "setOperation");
}
