import type { Call, Executor } from "../engine/executor.ts";
import { isPromise } from "../kernel/chain.ts";
import type { BoundTable } from "./bound-table.ts";
import { scanFilter } from "./filter-scan.ts";
import { badOption, checkWindow, type FindOptions } from "./find-options.ts";
import { decodeCursor, encodeCursor, type KeysetColumn, keysetOrder, reversed, signature } from "./keyset.ts";
import type { Page } from "./result.ts";
import { Scan } from "./scan.ts";
import type { PositionedRow } from "./shape.ts";
import { finish } from "./stream.ts";
import type { WindowPlans } from "./windows.ts";

export interface PageOptions extends Pick<FindOptions, "orderBy" | "select" | "validate" | "signal" | "timeout" | "tx"> {
  readonly first?: number | undefined;
  readonly after?: string | undefined;
  readonly last?: number | undefined;
  readonly before?: string | undefined;
}

const defaultSize = 20;

/** Keyset pagination: the rows after (or before) a position in a total order, however large the table is. */
export async function readPage(
  table: BoundTable,
  executor: Executor,
  windows: WindowPlans,
  where: unknown,
  options: PageOptions,
  call: Call,
): Promise<Page<unknown>> {
  const backwards = direction(options) === "backwards";
  const order = keysetOrder(table, options.orderBy);
  const filter = new Scan("");
  scanFilter(table, where, filter);
  const sign = signature(order, filter);
  const cursor = backwards ? options.before : options.after;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, sign, order);
  const size = (backwards ? options.last : options.first) ?? defaultSize;
  const { plan, parameters } = windows.read(where, { order: backwards ? reversed(order) : order, after, limit: size + 1, options });
  const running = executor.run(plan, parameters, call);
  const found = (isPromise(running) ? await running : running).rows as PositionedRow[];
  const more = found.length > size;
  const rows = found.slice(0, size);
  if (backwards) rows.reverse();
  const position = (row: PositionedRow | undefined) =>
    row
      ? encodeCursor(
          sign,
          order.map(({ column }: KeysetColumn) => row.position[column.def.property]),
        )
      : null;
  return {
    data: finish(
      table,
      options,
      rows.map(({ row }) => row),
    ),
    hasNext: backwards ? cursor !== undefined : more,
    hasPrevious: backwards ? more : cursor !== undefined,
    startCursor: position(rows[0]),
    endCursor: position(rows.at(-1)),
  };
}

function direction({ first, after, last, before }: PageOptions): "forwards" | "backwards" {
  const backwards = last !== undefined || before !== undefined;
  if (backwards && (first !== undefined || after !== undefined)) throw badOption("findPage goes one way: use first and after, or last and before");
  if (first !== undefined) checkWindow("first", first);
  if (last !== undefined) checkWindow("last", last);
  return backwards ? "backwards" : "forwards";
}
