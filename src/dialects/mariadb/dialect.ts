import type { Dialect } from "../../dialect/dialect.ts";
import { familyCapabilities, familyDialect } from "../mysql-family/dialect.ts";
import { updateAndRead } from "./update-and-read.ts";

/** MariaDB 10.7 and later. */
export const mariadb: Dialect = {
  ...familyDialect(
    "mariadb",
    {
      label: "MariaDB",
      collation: "utf8mb4_nopad_bin",
      jsonEquality: "function",
      proposed: "values-function",
      lateral: "none",
      shareLock: "lock in share mode",
      lockOf: false,
      lagDefault: false,
      qualifiedKeys: false,
      minimumVersion: [10, 7, 0],
      sqlModes: [],
    },
    {
      ...familyCapabilities,
      returning: { insert: "returning", upsert: "returning", update: "none", delete: "returning" },
      bulkKeys: "sorted",
    },
  ),
  updateAndRead,
};
