import type { Bench } from "../conformance.ts";
import { Flavor, Supplier } from "../models.ts";

export const ids = {
  north: "00000000-0000-4000-8000-000000000001",
  south: "00000000-0000-4000-8000-000000000002",
  empty: "00000000-0000-4000-8000-000000000003",
};

/** Three suppliers, of whom one sells nothing, and five flavors, of which one has no supplier. */
export async function fill(db: Bench["db"]): Promise<void> {
  await db.table(Supplier).insertMany([
    { id: ids.north, name: "North" },
    { id: ids.south, name: "South" },
    { id: ids.empty, name: "Empty" },
  ]);
  await db.table(Flavor).insertMany([
    { name: "Vanilla", rating: 5, supplierId: ids.north },
    { name: "Mint", rating: 3, supplierId: ids.north },
    { name: "Lemon", rating: 4, supplierId: ids.south, note: "sour" },
    { name: "Berry", rating: 4, supplierId: ids.south },
    { name: "Stray", rating: 1, supplierId: null },
  ]);
}
