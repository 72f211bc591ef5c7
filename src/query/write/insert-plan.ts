import { arrayHydrator } from "../../dialect/row-function.ts";
import { OrmdanticError } from "../../kernel/errors.ts";
import type { Conflict, Node } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { Plan } from "../plan.ts";
import { Slots } from "../scan.ts";
import { positionedShape, projections, rowShape } from "../shape.ts";
import { type LogicalRow, RowEncoder } from "./row-encoder.ts";
import type { WriteColumn } from "./write-values.ts";

/**
 * What an INSERT gives back.
 * `rows`: whole rows, in input order. `keyed`: whole rows with their key, in any order. `filled`: only what the server filled, with the key, in any order.
 * `nothing`: the rest is read again or known.
 */
export type GivesBack = "rows" | "keyed" | "filled" | "nothing";

/** Everything known about inserting rows of one structure into one table. */
export class InsertPlan {
  readonly table: BoundTable;
  readonly encoder: RowEncoder;
  /** Columns the server fills: not written, and not simply NULL. */
  readonly filled: readonly BoundColumn[];
  /** The primary key column the server makes, if it makes one. */
  readonly identity: BoundColumn | undefined;
  readonly #positions: ReadonlyMap<BoundColumn, number>;
  readonly #statements = new Map<string, Plan>();
  #assemble: ((rows: readonly (readonly unknown[])[]) => unknown[]) | undefined;

  constructor(table: BoundTable, columns: readonly WriteColumn[]) {
    this.table = table;
    this.encoder = new RowEncoder(table, columns);
    this.#positions = new Map(columns.map(({ column }, i) => [column, i]));
    this.filled = table.columns.filter((column) => !this.#positions.has(column) && column.def.fill !== undefined);
    this.identity = table.primaryKey.find((column) => this.filled.includes(column));
  }

  /** The statement for `count` rows (or for arrays of any length), made once. */
  statement(
    source: { readonly rows: number } | "arrays",
    givesBack: GivesBack,
    conflict?: { readonly id: string; readonly make: () => Conflict; readonly key: readonly BoundColumn[] },
  ): Plan {
    const id = `${source === "arrays" ? "a" : source.rows}|${givesBack}|${conflict?.id ?? ""}`;
    let plan = this.#statements.get(id);
    if (plan === undefined) {
      plan = this.#build(source, givesBack, conflict?.make(), conflict?.key ?? this.table.primaryKey);
      this.#statements.set(id, plan);
    }
    return plan;
  }

  #build(source: { readonly rows: number } | "arrays", givesBack: GivesBack, conflict: Conflict | undefined, key: readonly BoundColumn[]): Plan {
    const { table } = this;
    const slots = new Slots();
    const columns = this.encoder.columns.map(({ column }) => column);
    const parameter = (column: BoundColumn, list: boolean): Node<"parameter"> => ({
      kind: "parameter",
      slot: slots.next(column),
      type: column.def.type,
      ...(list && { list }),
    });
    const rows: Node<"valueRows" | "arrayRows"> =
      source === "arrays"
        ? { kind: "arrayRows", arrays: columns.map((column) => parameter(column, true)), ordered: true }
        : { kind: "valueRows", rows: Array.from({ length: source.rows }, () => columns.map((column) => parameter(column, false))) };
    const read = givesBack === "nothing" ? [] : givesBack === "filled" ? this.filled : table.columns;
    const isKeyed = givesBack === "keyed" || givesBack === "filled";
    const prototype = givesBack === "filled" ? undefined : table.def.prototype;
    const form = givesBack === "filled" ? "logical" : "app";
    const shape = givesBack === "nothing" ? undefined : isKeyed ? positionedShape(read, key, form, prototype) : rowShape(read, form, prototype);
    return new Plan(
      table.dialect,
      {
        kind: "insert",
        table: table.node(undefined),
        columns: columns.map(({ def }) => ({ name: def.name, type: def.type, identity: def.fill?.by === "identity" })),
        source: rows,
        conflict,
        returning: shape ? projections(isKeyed ? [...read, ...key] : read, undefined) : [],
      },
      shape,
      slots.labels,
    );
  }

  /** One array of values per column, for statements that unnest. */
  arrays(rows: readonly LogicalRow[]): unknown[] {
    return this.encoder.columns.map(({ column }, i) => column.codec.encodeList(rows.map((row) => row[i]) as never[]));
  }

  /** Logical value of a written column in a row; undefined when the column was not written. */
  written(row: LogicalRow, column: BoundColumn): unknown {
    const position = this.#positions.get(column);
    return position === undefined ? undefined : row[position];
  }

  /** Finished rows from what was written and what the server filled (logical values by property): what reading them would give. */
  compose(rows: readonly LogicalRow[], filled: readonly Readonly<Record<string, unknown>>[]): unknown[] {
    const { columns, def } = this.table;
    this.#assemble ??= arrayHydrator(
      rowShape(columns, "app", def.prototype),
      columns.map(() => undefined),
    );
    return this.#assemble(
      rows.map((row, i) =>
        columns.map((column) => {
          const position = this.#positions.get(column);
          if (position !== undefined) return copyLogical(column.def.type, row[position]);
          return filled[i]?.[column.def.property] ?? null;
        }),
      ),
    );
  }
}

/** Rows must not share mutable values with what the caller handed in. */
function copyLogical(type: LogicalType, value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return new Date(value);
  return type.kind === "bytes" ? Uint8Array.from(value as Uint8Array) : structuredClone(value);
}

/** A server that gives back other rows than it was sent has a trigger or rule this library cannot follow. */
export function lostRows(table: BoundTable, sent: number, got: number): OrmdanticError {
  return new OrmdanticError(
    "QUERY.ROWS_LOST",
    `"${table.def.name}" was sent ${sent} rows and gave back ${got}; a trigger or rule of the database seems to skip some`,
    {
      context: { table: table.def.name, sent, got },
    },
  );
}
