import type { Dialect } from "../../dialect/dialect.ts";
import { familyCapabilities, familyDialect } from "../mysql-family/dialect.ts";
import { mariadbReplication } from "../mysql-family/replication.ts";
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
      noOwnReads: "joined-deletes",
      outerSemijoins: "sound",
      shareLock: "lock in share mode",
      lockOf: false,
      lagDefault: false,
      everything: "partition by rand() * 0",
      qualifiedKeys: false,
      replication: mariadbReplication,
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
  // The connector puts text of binary dates together piece by piece; the server makes it in one.
  read: (expression, type) => (type.kind === "instant" || type.kind === "datetime" ? `cast(${expression} as char)` : expression),
};
