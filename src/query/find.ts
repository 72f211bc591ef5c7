import { hydrationFailure } from "../dialect/row-function.ts";
import { QueryError } from "../kernel/errors.ts";
import { GenerationalCache } from "../kernel/generational-cache.ts";
import type { Expression, Node } from "../sql/ast.ts";
import type { BoundColumn, BoundTable } from "./bound-table.ts";
import { codecOf } from "./bound-table.ts";
import { buildFilter } from "./filter-build.ts";
import { type BuildScope, parameter } from "./filter-members.ts";
import { scanFilter } from "./filter-scan.ts";
import { checkWindow, type FindOptions, selectedColumns } from "./find-options.ts";
import { buildOrder, ordering, scanOrder } from "./order.ts";
import { Plan } from "./plan.ts";
import { Scan, Slots } from "./scan.ts";
import { countShape, projections, type RowForm, rowShape } from "./shape.ts";

/** A plan and the arguments of one call. */
export interface BoundPlan {
  readonly plan: Plan;
  readonly parameters: unknown[];
}

/** What a read asks for besides its filter. */
export interface ReadRequest {
  readonly options: FindOptions;
  /** `first`: one row, by the order asked for or by primary key. */
  readonly mode: "first" | "many";
}

export const rootAlias = "t0";

/** Plans of reads of one table, kept by the structure of the call: a hit costs one walk over the filter, no SQL is made. */
export class ReadPlans {
  readonly #table: BoundTable;
  readonly #plans = new GenerationalCache<string, Plan>(512);
  readonly #window: (value: number) => unknown;
  #byKey: Plan | undefined;

  constructor(table: BoundTable) {
    this.#table = table;
    const encode = codecOf(table.dialect, windowType).encode;
    this.#window = encode ? (value) => encode(value as never) : (value) => value;
  }

  /** One row by its scalar primary key: the hottest read has a plan of its own. */
  byKey(key: unknown): BoundPlan {
    const column = this.#table.primaryKey[0] as BoundColumn;
    this.#byKey ??= this.#buildByKey(column);
    return { plan: this.#byKey, parameters: this.#byKey.bind([column.filterValue(key)]) };
  }

  read(where: unknown, { options, mode }: ReadRequest): BoundPlan {
    const scan = new Scan(mode === "first" ? "1" : "m");
    if (options.validate) scan.key += "v";
    if (options.select !== undefined) scan.key += `s${selectedColumns(this.#table, options.select).map((column) => column.index)};`;
    scanFilter(this.#table, where, scan);
    if (options.orderBy !== undefined) scanOrder(this.#table, options.orderBy, scan);
    if (options.limit !== undefined) {
      checkWindow("limit", options.limit);
      scan.key += "L";
      scan.args.push(this.#window(options.limit));
    }
    if (options.offset !== undefined) {
      checkWindow("offset", options.offset);
      scan.key += "O";
      scan.args.push(this.#window(options.offset));
    }
    return this.#bound(scan, (slots) => this.#buildRead(where, options, mode, slots));
  }

  count(where: unknown): BoundPlan {
    const scan = new Scan("c");
    scanFilter(this.#table, where, scan);
    return this.#bound(scan, (slots) => {
      const scope: BuildScope = { table: this.#table, alias: rootAlias, slots };
      const count: Expression = { kind: "call", name: "count", args: [], type: windowType };
      return new Plan(
        this.#table.dialect,
        this.#select([{ kind: "projection", expression: count, alias: "n" }], buildFilter(where, scope)),
        countShape(this.#table),
        slots.labels,
      );
    });
  }

  /** One row holding 1 if any row matches, else none. */
  exists(where: unknown): BoundPlan {
    const scan = new Scan("e");
    scanFilter(this.#table, where, scan);
    scan.args.push(this.#window(1));
    return this.#bound(scan, (slots) => {
      const scope: BuildScope = { table: this.#table, alias: rootAlias, slots };
      const filter = buildFilter(where, scope);
      const one: Node<"projection"> = { kind: "projection", expression: { kind: "constant", value: 1 }, alias: "n" };
      const paging: Node<"paging"> = { kind: "paging", limit: this.#windowParameter(slots), ordered: false };
      return new Plan(this.#table.dialect, this.#select([one], filter, [], paging), countShape(this.#table), slots.labels);
    });
  }

  #bound(scan: Scan, build: (slots: Slots) => Plan): BoundPlan {
    let plan = this.#plans.get(scan.key);
    if (plan === undefined) {
      plan = build(new Slots());
      this.#plans.set(scan.key, plan);
    }
    return { plan, parameters: plan.bind(scan.args) };
  }

  #buildRead(where: unknown, options: FindOptions, mode: "first" | "many", slots: Slots): Plan {
    const table = this.#table;
    const scope: BuildScope = { table, alias: rootAlias, slots };
    const columns = selectedColumns(table, options.select);
    const filter = buildFilter(where, scope);
    const windowed = mode === "first" || options.limit !== undefined || options.offset !== undefined;
    let orderBy = options.orderBy === undefined ? [] : buildOrder(options.orderBy, scope);
    if (windowed && orderBy.length === 0) orderBy = table.primaryKey.map((column) => ordering(column, "asc", undefined, rootAlias));
    const limit = options.limit !== undefined ? this.#windowParameter(slots) : mode === "first" ? one : undefined;
    const offset = options.offset !== undefined ? this.#windowParameter(slots) : undefined;
    const paging: Node<"paging"> | undefined = limit || offset ? { kind: "paging", limit, offset, ordered: orderBy.length > 0 } : undefined;
    const form: RowForm = options.validate ? "logical" : "app";
    const shape = rowShape(columns, form, options.select === undefined ? table.def.prototype : undefined);
    return new Plan(table.dialect, this.#select(projections(columns, rootAlias), filter, orderBy, paging), shape, slots.labels);
  }

  #buildByKey(column: BoundColumn): Plan {
    const slots = new Slots();
    const scope: BuildScope = { table: this.#table, alias: rootAlias, slots };
    const filter: Expression = { kind: "compare", operator: "=", left: column.node(rootAlias), right: parameter(column, scope) };
    const shape = rowShape(this.#table.columns, "app", this.#table.def.prototype);
    return new Plan(this.#table.dialect, this.#select(projections(this.#table.columns, rootAlias), filter), shape, slots.labels);
  }

  #select(list: Node<"projection">[], where: Expression | undefined, orderBy: Node<"ordering">[] = [], paging?: Node<"paging">): Node<"select"> {
    return { kind: "select", projections: list, from: this.#table.node(rootAlias), where, orderBy, paging };
  }

  #windowParameter(slots: Slots): Node<"parameter"> {
    return { kind: "parameter", slot: slots.next(), type: windowType };
  }
}

const windowType = { kind: "integer", bits: 53 } as const;
const one: Expression = { kind: "constant", value: 1 };

/** Column by column through the model's schema, for `validate: true`. Throws HydrationError naming the column. */
export function decodeStrictly(columns: readonly BoundColumn[], rows: readonly Record<string, unknown>[], prototype: object | undefined): unknown[] {
  return rows.map((row) => {
    const made: Record<string, unknown> = prototype ? Object.create(prototype) : {};
    for (const column of columns) {
      const value = strictly(column, row[column.def.property]);
      if (value !== undefined) made[column.def.property] = value;
    }
    return made;
  });
}

function strictly(column: BoundColumn, logical: unknown): unknown {
  try {
    return column.def.values.decodeStrictly(logical);
  } catch (error) {
    throw hydrationFailure(column.label, error);
  }
}

/** The where of a whole key: every column of it, no operators. */
export function keyFilter(table: BoundTable, key: unknown): Readonly<Record<string, unknown>> {
  const names = table.def.primaryKey;
  if (names.length === 1) {
    if (key === undefined || key === null) throw badKey(table, `it is ${key}`);
    return { [names[0] as string]: { eq: key } };
  }
  if (typeof key !== "object" || key === null) throw badKey(table, "it must be an object");
  const given = key as Record<string, unknown>;
  for (const name of names) if (given[name] === undefined || given[name] === null) throw badKey(table, `"${name}" is missing`);
  for (const name of Object.keys(given)) if (!names.includes(name)) throw badKey(table, `"${name}" is not part of it`);
  return Object.fromEntries(names.map((name) => [name, { eq: given[name] }]));
}

function badKey(table: BoundTable, why: string): QueryError {
  const names = table.def.primaryKey;
  const form = names.length === 1 ? `a value of "${names[0]}"` : `{ ${names.join(", ")} }`;
  return new QueryError("QUERY.BAD_KEY", `the key of "${table.def.name}" is ${form}: ${why}`, { context: { table: table.def.name } });
}
