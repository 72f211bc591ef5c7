import type { Call, Executor } from "../../engine/executor.ts";
import { isPromise } from "../../kernel/chain.ts";
import { GenerationalCache } from "../../kernel/generational-cache.ts";
import type { Expression, Node } from "../../sql/ast.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { Plan } from "../plan.ts";
import { keyTextOf } from "../row-key.ts";
import { Slots } from "../scan.ts";
import { type PositionedRow, positionedShape, projections } from "../shape.ts";

/** Keys per statement: a power of two, so that a few plans serve any number. */
const batch = 128;

/** Reads rows again by a unique key after a write that could not give them back. */
export class KeyReader {
  readonly #table: BoundTable;
  readonly #executor: Executor;
  readonly #plans = new GenerationalCache<string, Plan>(32);

  constructor(table: BoundTable, executor: Executor) {
    this.#table = table;
    this.#executor = executor;
  }

  /** Rows by `keyText` of the key columns. `keys`: logical values in the order of `columns`. */
  async read(columns: readonly BoundColumn[], keys: readonly (readonly unknown[])[], call: Call, lock?: "update"): Promise<ReadonlyMap<string, unknown>> {
    const found = new Map<string, unknown>();
    for (let from = 0; from < keys.length; from += batch) {
      const chunk = keys.slice(from, from + batch);
      const places = 2 ** Math.ceil(Math.log2(chunk.length));
      const args: unknown[] = [];
      for (let i = 0; i < places; i++) {
        const key = chunk[Math.min(i, chunk.length - 1)] as readonly unknown[];
        columns.forEach((column, c) => {
          args.push(column.wire(key[c]));
        });
      }
      const plan = this.#plan(columns, places, lock);
      const pending = this.#executor.run(plan, plan.bind(args), call);
      const { rows } = isPromise(pending) ? await pending : pending;
      for (const { row, position } of rows as PositionedRow[]) found.set(keyTextOf(columns, position), row);
    }
    return found;
  }

  #plan(columns: readonly BoundColumn[], places: number, lock: "update" | undefined): Plan {
    const id = `${columns.map((column) => column.index)}:${places}${lock ?? ""}`;
    let plan = this.#plans.get(id);
    if (plan === undefined) {
      const slots = new Slots();
      const parameter = (column: BoundColumn): Node<"parameter"> => ({ kind: "parameter", slot: slots.next(column), type: column.def.type });
      const single = columns.length === 1 ? columns[0] : undefined;
      const where: Expression = single
        ? { kind: "inList", item: single.node(undefined), list: Array.from({ length: places }, () => parameter(single)), negated: false }
        : { kind: "logical", operator: "or", items: Array.from({ length: places }, () => allEqual(columns, parameter)) };
      const table = this.#table;
      plan = new Plan(
        table.dialect,
        {
          kind: "select",
          projections: [...projections(table.columns, undefined), ...projections(columns, undefined)],
          from: table.node(undefined),
          where,
          orderBy: [],
          lock: lock && { kind: "lock", mode: lock },
        },
        positionedShape(table.columns, columns, "app", table.def.prototype),
        slots.labels,
      );
      this.#plans.set(id, plan);
    }
    return plan;
  }
}

/** a = ? and b = ? ... */
export function allEqual(columns: readonly BoundColumn[], parameter: (column: BoundColumn) => Expression, alias?: string): Expression {
  const items = columns.map((column): Expression => ({ kind: "compare", operator: "=", left: column.node(alias), right: parameter(column) }));
  return items.length === 1 ? (items[0] as Expression) : { kind: "logical", operator: "and", items };
}
