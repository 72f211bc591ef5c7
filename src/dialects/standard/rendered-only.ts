import type { DriverLoader } from "../../dialect/driver.ts";
import { ConfigurationError } from "../../kernel/errors.ts";

/** The part of a driver's entry that says why there is no connection yet. */
export function notConnected(database: string): Pick<DriverLoader, "unavailable" | "load"> {
  const reason = `this version of ormdantic writes SQL for ${database} but does not connect to it yet; use SQLite, PostgreSQL, MySQL or MariaDB, or run the SQL with a driver of your own`;
  return {
    unavailable: () => reason,
    load: () => Promise.reject(new ConfigurationError("CONFIGURATION.DRIVER_UNAVAILABLE", reason)),
  };
}
