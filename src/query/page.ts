import type { Call, Executor } from "../engine/executor.ts";
import type { BoundTable } from "./bound-table.ts";
import { scanFilter } from "./filter-scan.ts";
import { badOption, checkWindow, type FindOptions } from "./find-options.ts";
import { decodeCursor, encodeCursor, keysetOrder, reversed, signature } from "./keyset.ts";
import { loadsOf, readPlacedRows } from "./read-rows.ts";
import type { Page } from "./result.ts";
import { Scan } from "./scan.ts";

export interface PageOptions extends Pick<FindOptions, "orderBy" | "select" | "validate" | "load" | "depth" | "counts" | "signal" | "timeout" | "tx"> {
  readonly first?: number | undefined;
  readonly after?: string | undefined;
  readonly last?: number | undefined;
  readonly before?: string | undefined;
}

const defaultSize = 20;

/** Keyset pagination: the rows after (or before) a position in a total order, however large the table is. */
export async function readPage(table: BoundTable, executor: Executor, where: unknown, options: PageOptions, call: Call): Promise<Page<unknown>> {
  const backwards = direction(options) === "backwards";
  const order = keysetOrder(table, options.orderBy);
  const filter = new Scan("");
  scanFilter(table, where, filter);
  const sign = signature(order, filter);
  const cursor = backwards ? options.before : options.after;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, sign, order);
  const size = (backwards ? options.last : options.first) ?? defaultSize;
  const { select, validate, counts } = options;
  const found = await readPlacedRows(
    executor,
    {
      table,
      where,
      // One row more than the page tells whether there is another page.
      options: { select, validate, counts, limit: size + 1 },
      mode: "many",
      node: loadsOf(table, options, size),
      keyset: { order: backwards ? reversed(order) : order, after },
    },
    call,
  );
  const more = found.rows.length > size;
  const rows = found.rows.slice(0, size);
  const places = found.places.slice(0, size);
  if (backwards) {
    rows.reverse();
    places.reverse();
  }
  const position = (place: readonly unknown[] | undefined): string | null => (place ? encodeCursor(sign, place) : null);
  return {
    data: rows,
    hasNext: backwards ? cursor !== undefined : more,
    hasPrevious: backwards ? more : cursor !== undefined,
    startCursor: position(places[0]),
    endCursor: position(places.at(-1)),
  };
}

function direction({ first, after, last, before }: PageOptions): "forwards" | "backwards" {
  const backwards = last !== undefined || before !== undefined;
  if (backwards && (first !== undefined || after !== undefined)) throw badOption("findPage goes one way: use first and after, or last and before");
  if (first !== undefined) checkWindow("first", first);
  if (last !== undefined) checkWindow("last", last);
  return backwards ? "backwards" : "forwards";
}
