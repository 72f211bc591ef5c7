import { codeGenerationAllowed, compileSource } from "../../dialect/row-function.ts";
import { isPromise, type MaybePromise } from "../../kernel/chain.ts";
import { ValidationError, type ValidationIssue } from "../../kernel/errors.ts";
import type { ColumnValues } from "../../model/definition.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import type { Values, WriteColumn } from "./write-values.ts";

/** Logical values of the written columns, in the order of the encoder's columns. */
export type LogicalRow = readonly unknown[];

/** Turns rows of one structure into logical values, validated, and those into parameters. Generated per structure; a loop where code cannot be generated. */
export class RowEncoder {
  readonly columns: readonly WriteColumn[];
  readonly #table: BoundTable;
  readonly #fast: ((values: Values) => LogicalRow) | undefined;
  readonly #flatten: (row: LogicalRow, out: unknown[], at: number) => number;
  readonly #isAsync: boolean;

  constructor(table: BoundTable, columns: readonly WriteColumn[]) {
    this.#table = table;
    this.columns = columns;
    this.#isAsync = columns.some(({ column }) => column.def.values.isAsync);
    const generate = codeGenerationAllowed() && columns.length > 0;
    this.#fast = generate && !this.#isAsync ? generateLogical(columns) : undefined;
    this.#flatten = generate ? generateFlatten(columns) : (row, out, at) => flattenInLoop(columns, row, out, at);
  }

  /** Application values -> logical values. Throws ValidationError with the issues of all columns; gives a promise only for schemas with async refinements. */
  logical(values: Values, whole: "whole row" | "changes"): MaybePromise<LogicalRow> {
    const { refine } = this.#table.def;
    if (this.#isAsync) return this.#logicalAsync(values, whole);
    let row: LogicalRow;
    if (refine && whole === "whole row") {
      const complete = this.#complete(values);
      row = this.#encode(complete);
      const refined = refine(complete);
      return isPromise(refined as MaybePromise<void>) ? (refined as Promise<void>).then(() => row) : row;
    }
    if (this.#fast) {
      try {
        return this.#fast(values);
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error;
      }
    }
    return this.#encode(this.#complete(values));
  }

  /** Writes the parameters of a row into `out` from position `at`; gives the position after them. */
  flatten(row: LogicalRow, out: unknown[], at: number): number {
    return this.#flatten(row, out, at);
  }

  parameters(row: LogicalRow): unknown[] {
    const out = new Array<unknown>(this.columns.length);
    this.#flatten(row, out, 0);
    return out;
  }

  /** Values with defaults and process-made keys filled in. */
  #complete(values: Values): Values {
    const complete: Record<string, unknown> = {};
    for (const { column, source } of this.columns) complete[column.def.property] = sourceValue(column, source, values);
    return complete;
  }

  /** All columns, so that one error tells everything that is wrong. */
  #encode(complete: Values): LogicalRow {
    const issues: ValidationIssue[] = [];
    const row = this.columns.map(({ column }) => {
      try {
        return encodeColumn(column, complete[column.def.property]);
      } catch (error) {
        issues.push(...issuesOf(error));
        return undefined;
      }
    });
    if (issues.length > 0) throw refused(this.#table, issues);
    return row;
  }

  async #logicalAsync(values: Values, whole: "whole row" | "changes"): Promise<LogicalRow> {
    const complete = this.#complete(values);
    const issues: ValidationIssue[] = [];
    const row: unknown[] = [];
    for (const { column } of this.columns) {
      try {
        row.push(await encodeColumn(column, complete[column.def.property]));
      } catch (error) {
        issues.push(...issuesOf(error));
      }
    }
    if (issues.length > 0) throw refused(this.#table, issues);
    if (whole === "whole row") await this.#table.def.refine?.(complete);
    return row;
  }
}

function sourceValue(column: BoundColumn, source: WriteColumn["source"], values: Values): unknown {
  if (source === "given") return values[column.def.property];
  return source === "default" ? column.def.values.absent() : crypto.randomUUID();
}

/** One application value -> logical value; null is NULL where the column takes it. */
export function encodeColumn(column: BoundColumn, value: unknown): unknown {
  if (value === null) {
    if (column.def.nullable) return null;
    throw new ValidationError(`"${column.label}" does not take null`, [{ path: [column.def.property], message: "null is not accepted" }], {
      context: { column: column.label },
    });
  }
  return column.def.values.encode(value);
}

function issuesOf(error: unknown): readonly ValidationIssue[] {
  if (error instanceof ValidationError) return error.issues;
  throw error;
}

function refused(table: BoundTable, issues: readonly ValidationIssue[]): ValidationError {
  const text = issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  return new ValidationError(`"${table.def.name}" refuses the values: ${text}`, issues, { context: { table: table.def.name } });
}

function generateLogical(columns: readonly WriteColumn[]): (values: Values) => LogicalRow {
  const scope: Record<string, unknown> = { encodeColumn, uuid: () => crypto.randomUUID() };
  let body = "let v,w;";
  columns.forEach(({ column, source }, i) => {
    scope[`k${i}`] = column;
    const { values } = column.def;
    if (source === "default") scope[`d${i}`] = () => values.absent();
    const value = source === "given" ? `x[${JSON.stringify(column.def.property)}]` : source === "default" ? `d${i}()` : "uuid()";
    body += `v=${value};const l${i}=${quickly(values, `q${i}`, scope)}encodeColumn(k${i},v);`;
  });
  return compileSource(scope, ["x"], `${body}return [${columns.map((_, i) => `l${i}`).join(",")}]`);
}

/** Conditions under which the value is encoded without its schema being run, and what it then is. */
function quickly({ provesSame, provesEncoded }: ColumnValues, codec: string, scope: Record<string, unknown>): string {
  if (provesSame) return `(${provesSame("v")})?v:`;
  if (!provesEncoded) return "";
  scope[codec] = provesEncoded.encode;
  return `v!==null&&(${provesEncoded.accepts("v")})&&(w=${codec}(v),${provesEncoded.gives("w")})?w:`;
}

function generateFlatten(columns: readonly WriteColumn[]): (row: LogicalRow, out: unknown[], at: number) => number {
  const scope: Record<string, unknown> = {};
  const body = columns.map(({ column }, i) => {
    const { encode, encodeInline } = column.codec;
    if (!encode && !encodeInline) return `o[at+${i}]=r[${i}];`;
    scope[`e${i}`] = encode;
    const encoded = encodeInline ? encodeInline("v") : `e${i}(v)`;
    return `v=r[${i}];o[at+${i}]=v===null?null:${encoded};`;
  });
  return compileSource(scope, ["r", "o", "at"], `let v;${body.join("")}return at+${columns.length}`);
}

function flattenInLoop(columns: readonly WriteColumn[], row: LogicalRow, out: unknown[], at: number): number {
  columns.forEach(({ column }, i) => {
    out[at + i] = row[i] === null ? null : column.wire(row[i]);
  });
  return at + columns.length;
}
