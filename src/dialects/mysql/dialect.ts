import type { Dialect } from "../../dialect/dialect.ts";
import { familyCapabilities, familyDialect } from "../mysql-family/dialect.ts";
import { mysqlReplication } from "../mysql-family/replication.ts";

/** MySQL 8.0.19 and later. */
export const mysql: Dialect = familyDialect(
  "mysql",
  {
    label: "MySQL",
    collation: "utf8mb4_0900_bin",
    jsonEquality: "cast",
    proposed: "row-alias",
    lateral: "lateral",
    noOwnReads: "writes",
    outerSemijoins: "unsound",
    shareLock: "for share",
    lockOf: true,
    lagDefault: true,
    everything: "",
    qualifiedKeys: true,
    replication: mysqlReplication,
    minimumVersion: [8, 0, 19],
    // MariaDB cuts digits beyond a column's precision by itself.
    sqlModes: ["TIME_TRUNCATE_FRACTIONAL"],
  },
  {
    ...familyCapabilities,
    returning: { insert: "none", upsert: "none", update: "none", delete: "none" },
    bulkKeys: "first-insert-id",
    // Error 1093.
    writesReadingThemselves: "by-key",
  },
);
