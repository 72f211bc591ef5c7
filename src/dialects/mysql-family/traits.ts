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
  /** Key names in "duplicate entry" errors come with their table's name before them. */
  readonly qualifiedKeys: boolean;
  /** Lowest version that has what the dialect uses. */
  readonly minimumVersion: readonly [major: number, minor: number, patch: number];
  /** `sql_mode` beyond what both have. */
  readonly sqlModes: readonly string[];
}
