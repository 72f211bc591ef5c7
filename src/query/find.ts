import { QueryError } from "../kernel/errors.ts";
import { GenerationalCache } from "../kernel/generational-cache.ts";
import type { Expression, Node } from "../sql/ast.ts";
import type { BoundColumn, BoundTable } from "./bound-table.ts";
import { buildFilter } from "./filter-build.ts";
import { type BuildScope, parameter } from "./filter-members.ts";
import { scanFilter } from "./filter-scan.ts";
import { Plan } from "./plan.ts";
import { buildRequest } from "./read/build-request.ts";
import { type Layout, type ReadRequest, rootAlias } from "./read/request.ts";
import { scanRequest } from "./read/scan-request.ts";
import { Scan, Slots } from "./scan.ts";
import { countShape, projections, rowShape } from "./shape.ts";
import { numberParameter, scanNumber, wholeNumber } from "./whole-number.ts";

/** A plan and the arguments of one call. */
export interface BoundPlan {
  readonly plan: Plan;
  readonly parameters: unknown[];
}
/** A plan whose rows may have to be taken apart. */
export interface BoundRead extends BoundPlan {
  readonly layout: Layout;
}

/** Plans of reads of one table, kept by the structure of the call: a hit costs one walk over the filter, no SQL is made. */
export class ReadPlans {
  readonly #table: BoundTable;
  readonly #reads = new GenerationalCache<string, { readonly plan: Plan; readonly layout: Layout }>(512);
  readonly #counts = new GenerationalCache<string, Plan>(128);
  #byKey: Plan | undefined;

  constructor(table: BoundTable) {
    this.#table = table;
  }

  /** One row by its scalar primary key: the hottest read has a plan of its own. */
  byKey(key: unknown): BoundPlan {
    const column = this.#table.primaryKey[0] as BoundColumn;
    this.#byKey ??= this.#buildByKey(column);
    return { plan: this.#byKey, parameters: this.#byKey.bind([column.filterValue(key)]) };
  }

  read(request: ReadRequest): BoundRead {
    const scan = scanRequest(request);
    let read = this.#reads.get(scan.key);
    if (read === undefined) {
      read = buildRequest(request);
      this.#reads.set(scan.key, read);
    }
    return { plan: read.plan, layout: read.layout, parameters: read.plan.bind(scan.args) };
  }

  count(where: unknown): BoundPlan {
    const scan = new Scan("c");
    scanFilter(this.#table, where, scan);
    return this.#bound(scan, (slots) => {
      const count: Expression = { kind: "call", name: "count", args: [], type: wholeNumber };
      return this.#select([{ kind: "projection", expression: count, alias: "n" }], this.#filter(where, slots));
    });
  }

  /** One row holding 1 if any row matches, else none. */
  exists(where: unknown): BoundPlan {
    const scan = new Scan("e");
    scanFilter(this.#table, where, scan);
    scanNumber(1, this.#table.dialect, scan);
    return this.#bound(scan, (slots) => {
      const filter = this.#filter(where, slots);
      const one: Node<"projection"> = { kind: "projection", expression: { kind: "constant", value: 1 }, alias: "n" };
      return { ...this.#select([one], filter), paging: { kind: "paging", limit: numberParameter(slots), ordered: false } };
    });
  }

  #bound(scan: Scan, build: (slots: Slots) => Node<"select">): BoundPlan {
    let plan = this.#counts.get(scan.key);
    if (plan === undefined) {
      const slots = new Slots();
      plan = new Plan(this.#table.dialect, build(slots), countShape(this.#table), slots.labels);
      this.#counts.set(scan.key, plan);
    }
    return { plan, parameters: plan.bind(scan.args) };
  }

  #filter(where: unknown, slots: Slots): Expression | undefined {
    return buildFilter(where, { table: this.#table, alias: rootAlias, slots });
  }

  #buildByKey(column: BoundColumn): Plan {
    const slots = new Slots();
    const scope: BuildScope = { table: this.#table, alias: rootAlias, slots };
    const filter: Expression = { kind: "compare", operator: "=", left: column.node(rootAlias), right: parameter(column, scope) };
    const shape = rowShape(this.#table.columns, "app", this.#table.def.prototype);
    return new Plan(this.#table.dialect, this.#select(projections(this.#table.columns, rootAlias), filter), shape, slots.labels, { isShort: true });
  }

  #select(list: Node<"projection">[], where: Expression | undefined): Node<"select"> {
    return { kind: "select", projections: list, from: this.#table.node(rootAlias), where, orderBy: [] };
  }
}

const plans = new WeakMap<BoundTable, ReadPlans>();

/** The plans of a table; all who read it share them. */
export function readPlansOf(table: BoundTable): ReadPlans {
  let found = plans.get(table);
  if (!found) {
    found = new ReadPlans(table);
    plans.set(table, found);
  }
  return found;
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
