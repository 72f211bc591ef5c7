import type { Connection, NativeOutcome } from "../dialect/driver.ts";
import type { Faults } from "./faults.ts";
import type { OwnerLane } from "./lane.ts";
import { patiently } from "./patience.ts";

/** One connection kept for one caller, outside any transaction: settings, locks and transactions of its own making. Statements must not overlap. */
export interface HeldConnection {
  execute(sql: string, parameters?: readonly unknown[]): Promise<NativeOutcome>;
}

/** `patience`: milliseconds a statement waits for another process that is writing. The connection goes back when `body` is over, or is closed if it is of no use any more. */
export async function holding<T>(
  { home, connection }: { readonly home: OwnerLane; readonly connection: Connection },
  faults: Faults,
  patience: number,
  body: (held: HeldConnection) => Promise<T>,
): Promise<T> {
  const held: HeldConnection = {
    execute: async (sql, parameters = []) => {
      try {
        return await patiently(
          async () => connection.execute(sql, parameters),
          (error) => faults.isBusy(error),
          patience,
          undefined,
        );
      } catch (error) {
        throw faults.translate(error, { sql, parameters });
      }
    },
  };
  try {
    return await body(held);
  } finally {
    home.give(connection, !connection.usable);
  }
}
