import { GenerationalCache } from "../kernel/generational-cache.ts";
import type { Expression } from "../sql/ast.ts";
import { type BoundTable, codecOf } from "./bound-table.ts";
import { buildFilter } from "./filter-build.ts";
import type { BuildScope } from "./filter-members.ts";
import { scanFilter } from "./filter-scan.ts";
import { type BoundPlan, rootAlias } from "./find.ts";
import { type FindOptions, selectedColumns } from "./find-options.ts";
import { afterPredicate, type KeysetColumn, keysetOrdering, scanAfter } from "./keyset.ts";
import { Plan } from "./plan.ts";
import { Scan, Slots } from "./scan.ts";
import { positionedShape, projections } from "./shape.ts";

export interface WindowRequest {
  readonly order: readonly KeysetColumn[];
  /** Logical values of the row to start after. */
  readonly after: readonly unknown[] | undefined;
  readonly limit: number;
  readonly options: Pick<FindOptions, "select" | "validate">;
}

const limitType = { kind: "integer", bits: 53 } as const;

/** Plans that read a table in windows: a total order, rows after a position, a limit. For pages, and for streams without a cursor on the server. */
export class WindowPlans {
  readonly #table: BoundTable;
  readonly #plans = new GenerationalCache<string, Plan>(128);

  constructor(table: BoundTable) {
    this.#table = table;
  }

  read(where: unknown, request: WindowRequest): BoundPlan {
    const { order, after, limit, options } = request;
    const scan = new Scan(`w${options.validate ? "v" : ""}${order.map((o) => `${o.direction}${o.nulls}${o.column.index}`)};`);
    if (options.select !== undefined) scan.key += `s${selectedColumns(this.#table, options.select).map((column) => column.index)};`;
    scanFilter(this.#table, where, scan);
    if (after) scanAfter(order, after, scan);
    const encode = codecOf(this.#table.dialect, limitType).encode;
    scan.args.push(encode ? encode(limit as never) : limit);
    let plan = this.#plans.get(scan.key);
    if (plan === undefined) {
      plan = this.#build(where, request);
      this.#plans.set(scan.key, plan);
    }
    return { plan, parameters: plan.bind(scan.args) };
  }

  #build(where: unknown, { order, after, options }: WindowRequest): Plan {
    const table = this.#table;
    const slots = new Slots();
    const scope: BuildScope = { table, alias: rootAlias, slots };
    const columns = selectedColumns(table, options.select);
    const conditions: Expression[] = [];
    const filter = buildFilter(where, scope);
    if (filter) conditions.push(filter);
    if (after) conditions.push(afterPredicate(order, after, scope));
    const positions = order.map(({ column }) => column);
    return new Plan(
      table.dialect,
      {
        kind: "select",
        projections: [...projections(columns, rootAlias), ...projections(positions, rootAlias)].map((p, i) => ({ ...p, alias: `c${i}` })),
        from: table.node(rootAlias),
        where: conditions.length > 0 ? { kind: "logical", operator: "and", items: conditions } : undefined,
        orderBy: keysetOrdering(order, rootAlias),
        paging: { kind: "paging", limit: { kind: "parameter", slot: slots.next(), type: limitType }, ordered: true },
      },
      positionedShape(columns, positions, options.validate ? "logical" : "app", options.select === undefined ? table.def.prototype : undefined),
      slots.labels,
    );
  }
}
