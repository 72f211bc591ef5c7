import type { Replication } from "../../dialect/replication.ts";

/** Where MySQL and MariaDB part; everything else of the family is one code. */
export interface FamilyTraits {
  /** As people call it, in messages. */
  readonly label: "MySQL" | "MariaDB";
  /** The exact collation of text: binary, trailing spaces count. */
  readonly collation: string;
  /** `cast`: JSON is a type with its own equality. `function`: JSON is text, `json_equals()` compares. */
  readonly jsonEquality: "cast" | "function";
  /** How ON DUPLICATE KEY UPDATE speaks of the row that could not be inserted. */
  readonly proposed: "row-alias" | "values-function";
  readonly lateral: "lateral" | "none";
  /** Whether subqueries in the condition of an outer join keep their own conditions. */
  readonly outerSemijoins: "sound" | "unsound";
  /** Which writes may not read the table they write in a query inside them: all, or deletes in the form with several tables. */
  readonly noOwnReads: "writes" | "joined-deletes";
  /** How rows are locked against changes only, and whether a lock can name its tables. */
  readonly shareLock: "for share" | "lock in share mode";
  readonly lockOf: boolean;
  /** LAG and LEAD take a value for rows that are not there. */
  readonly lagDefault: boolean;
  /** What stands in a window of all rows in no order: nothing, or what keeps the server from mixing up the other windows of the query. */
  readonly everything: "" | "partition by rand() * 0";
  /** Key names in "duplicate entry" errors come with their table's name before them. */
  readonly qualifiedKeys: boolean;
  /** Lowest version that has what the dialect uses. */
  readonly minimumVersion: readonly [major: number, minor: number, patch: number];
  readonly replication: Replication;
  /** `sql_mode` beyond what both have. */
  readonly sqlModes: readonly string[];
}
