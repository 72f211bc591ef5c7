import type { RowShape } from "../../dialect/row-shape.ts";
import { OrmdanticError } from "../../kernel/errors.ts";
import { GenerationalCache } from "../../kernel/generational-cache.ts";
import type { Conflict, Node } from "../../sql/ast.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { Plan } from "../plan.ts";
import { Slots } from "../scan.ts";
import { positionedShape, projections, rowShape } from "../shape.ts";
import { type ComposeRow, type Filled, rowComposer } from "./row-composer.ts";
import { type LogicalRow, RowEncoder } from "./row-encoder.ts";
import type { WriteColumn } from "./write-values.ts";

/**
 * What an INSERT gives back.
 * `rows`: whole rows, in input order. `keyed`: whole rows with their key, in any order. `filled`: only what the server filled, with the key (or the
 * generated key alone, where that is all it filled), in any order.
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
  /** It is all the server fills. */
  readonly fillsOnlyIdentity: boolean;
  readonly #positions: ReadonlyMap<BoundColumn, number>;
  readonly #statements = new GenerationalCache<string, Plan>(32);
  #compose: ComposeRow | undefined;

  constructor(table: BoundTable, columns: readonly WriteColumn[]) {
    this.table = table;
    this.encoder = new RowEncoder(table, columns);
    this.#positions = new Map(columns.map(({ column }, i) => [column, i]));
    this.filled = table.columns.filter((column) => !this.#positions.has(column) && column.def.fill !== undefined);
    this.identity = table.primaryKey.find((column) => this.filled.includes(column));
    this.fillsOnlyIdentity = this.identity !== undefined && this.filled.length === 1;
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
    const { read, shape } = this.#result(givesBack, key);
    return new Plan(
      table.dialect,
      {
        kind: "insert",
        table: table.node(undefined),
        columns: columns.map(({ def }) => ({ name: def.name, type: def.type, identity: def.fill?.by === "identity" })),
        source: rows,
        conflict,
        returning: projections(read, undefined),
      },
      shape,
      slots.labels,
    );
  }

  #result(givesBack: GivesBack, key: readonly BoundColumn[]): { readonly read: readonly BoundColumn[]; readonly shape: RowShape | undefined } {
    const { table, filled, identity } = this;
    switch (givesBack) {
      case "nothing":
        return { read: [], shape: undefined };
      case "rows":
        return { read: table.columns, shape: rowShape(table.columns, "app", table.def.prototype) };
      case "keyed":
        return { read: [...table.columns, ...key], shape: positionedShape(table.columns, key, "app", table.def.prototype) };
      case "filled":
        if (identity && this.fillsOnlyIdentity) return { read: filled, shape: { columns: rowShape(filled, "logical", undefined).columns, row: { value: 0 } } };
        return { read: [...filled, ...key], shape: positionedShape(filled, key, "logical", undefined) };
    }
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

  /** Finished rows from what was written and what the server filled: what reading them would give. */
  compose(rows: readonly LogicalRow[], filled: readonly Filled[]): unknown[] {
    const compose = this.#compose ?? rowComposer(this.table, this.#positions, this.fillsOnlyIdentity ? this.identity : undefined);
    this.#compose = compose;
    return rows.map((row, i) => compose(row, filled[i]));
  }
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
