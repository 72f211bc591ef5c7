import type { Call, Executor } from "../engine/executor.ts";
import { isPromise } from "../kernel/chain.ts";
import type { BoundTable } from "./bound-table.ts";
import { describeValue } from "./filter-values.ts";
import { readPlansOf } from "./find.ts";
import type { FindOptions } from "./find-options.ts";
import type { Row } from "./key-of.ts";
import { identifyAll, settleGroups } from "./load/groups.ts";
import { badLoad } from "./load/load-options.ts";
import { Loading } from "./load/loading.ts";
import { type LoadNode, loadTree } from "./load/tree.ts";
import type { ReadRequest } from "./read/request.ts";
import { Result } from "./result.ts";
import type { RowSink } from "./row-sink.ts";

/** What is loaded with the rows of a read, of which there are `rows` at most; undefined for the rows alone. */
export function loadsOf(table: BoundTable, options: FindOptions, rows: number): LoadNode | undefined {
  if (options.load === undefined && options.depth === undefined) return undefined;
  const root = loadTree(table, options, rows);
  if (root) settleGroups(root);
  return root;
}

/** The same for a read whose rows a sink keeps: there is always a tree, and every node of it knows its rows by key. */
export function keptLoadsOf(table: BoundTable, options: FindOptions, rows: number): LoadNode | undefined {
  const isBare = options.load === undefined && options.depth === undefined;
  const root = loadsOf(table, isBare ? { ...options, load: {} } : options, rows);
  if (root) identifyAll(root);
  return root;
}

/** Runs a read and everything that is loaded with it. */
export async function readRows(executor: Executor, request: ReadRequest, alone: Call, sink?: RowSink): Promise<unknown[]> {
  const { plan, layout, parameters } = readPlansOf(request.table).read(request);
  const call = request.node ? executor.together(alone) : alone;
  const running = executor.run(plan, parameters, call);
  const { rows } = isPromise(running) ? await running : running;
  if (!request.node) return rows;
  return (await new Loading(executor, call, { validate: request.options.validate, sink }).finish(request.node, layout, rows)).rows;
}

/** A row of a read in a total order, and where in it the row stands. */
export interface PlacedRows {
  readonly rows: unknown[];
  /** Logical values of the order's columns. */
  readonly places: readonly (readonly unknown[])[];
}

/** `readRows` for a read with a keyset. */
export async function readPlacedRows(executor: Executor, request: ReadRequest, alone: Call, sink?: RowSink): Promise<PlacedRows> {
  const { plan, layout, parameters } = readPlansOf(request.table).read(request);
  const call = request.node ? executor.together(alone) : alone;
  const running = executor.run(plan, parameters, call);
  const { rows: results } = isPromise(running) ? await running : running;
  const place = (position: Row): readonly unknown[] => layout.order.map((property) => position[property]);
  if (!request.node) {
    const placed = results as readonly { readonly row: unknown; readonly position: Row }[];
    return { rows: placed.map(({ row }) => row), places: placed.map(({ position }) => place(position)) };
  }
  const { rows, positions } = await new Loading(executor, call, { validate: request.options.validate, sink }).finish(request.node, layout, results);
  return { rows, places: positions.map(place) };
}

/** Loads relations onto rows in hand, in place, whatever they held of them before. */
export async function loadOnto(table: BoundTable, executor: Executor, rows: unknown, load: unknown, call: Call): Promise<unknown[]> {
  const list = rows instanceof Result ? rows.data : rows;
  if (!Array.isArray(list)) throw badLoad(`load() on "${table.def.name}" takes a list of rows, not ${describeValue(rows)}`);
  for (const row of list) if (typeof row !== "object" || row === null) throw badLoad(`load() on "${table.def.name}" takes rows, not ${describeValue(row)}`);
  const root = load === undefined ? undefined : loadTree(table, { load }, "inHand");
  if (!root) throw badLoad(`load() on "${table.def.name}" needs to be told what to load, for example { ${table.def.relations[0]?.name ?? "relation"}: true }`);
  settleGroups(root);
  await new Loading(executor, executor.together(call)).onto(root, list as Row[]);
  return list;
}
