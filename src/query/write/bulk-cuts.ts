import type { Capabilities } from "../../dialect/capabilities.ts";

type Limits = Pick<Capabilities, "bulkRows" | "bulkInsert" | "maxParameters">;

/** How many rows each statement of a bulk write takes. `width`: parameters per row, 0 when a statement writes one row only. */
export function bulkCuts({ bulkRows, bulkInsert, maxParameters }: Limits, width: number, count: number, batchSize: number | undefined): readonly number[] {
  const most = width === 0 ? 1 : bulkInsert === "arrays" ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(maxParameters / width));
  const limit = Math.min(most, batchSize ?? most);
  const cuts: number[] = [];
  let left = count;
  for (const rows of bulkRows) {
    const size = Math.min(rows, limit);
    for (; left >= size; left -= size) cuts.push(size);
  }
  if (left > 0) cuts.push(left);
  return cuts;
}
