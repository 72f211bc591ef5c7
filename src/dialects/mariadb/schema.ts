import type { SchemaDialect } from "../../schema/dialect.ts";
import { familyRules, familySchema } from "../mysql-family/schema.ts";
import { mariadbOptions } from "../mysql-family/schema-options.ts";
import { mariadb } from "./dialect.ts";

export const mariadbSchema: SchemaDialect = familySchema(mariadb, {
  collation: "utf8mb4_nopad_bin",
  rules: {
    ...familyRules,
    features: {
      ...familyRules.features,
      sequence: true,
      expressionIndex: "it indexes columns only; add a computed column with this expression and index that",
    },
  },
  options: mariadbOptions,
  catalog: {
    defaults: "sql",
    escaped: false,
    keyExpression: "null",
    unused: "ignored = 'YES'",
    unusedOption: { ignored: true },
    checks: (within) =>
      "select constraint_schema as table_schema, table_name, constraint_name as name, check_clause as clause, 1 as enforced " +
      `from information_schema.check_constraints where ${within("constraint_schema")}`,
    sequences: true,
  },
  // the column's collation is binary, so case counts; a collation given by the model may ignore it, which only accepts more
  matches: (column, pattern) => `${column} regexp ${pattern}`,
});
