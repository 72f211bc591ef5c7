import type { SchemaDialect } from "../../schema/dialect.ts";
import { familyRules, familySchema } from "../mysql-family/schema.ts";
import { mysqlOptions } from "../mysql-family/schema-options.ts";
import { mysql } from "./dialect.ts";

export const mysqlSchema: SchemaDialect = familySchema(mysql, {
  collation: "utf8mb4_0900_bin",
  rules: {
    ...familyRules,
    // error 3823
    checksOnCascades: "refused",
    // error 3109
    features: { ...familyRules.features, computedFromIdentity: "a computed column cannot read an auto_increment column; compute it in a query instead" },
  },
  options: mysqlOptions,
  catalog: {
    defaults: "marked",
    escaped: true,
    keyExpression: "expression",
    unused: "is_visible = 'NO'",
    unusedOption: { visible: false },
    checks: (within) =>
      "select t.table_schema, t.table_name, c.constraint_name as name, c.check_clause as clause, t.enforced = 'YES' as enforced " +
      "from information_schema.check_constraints c join information_schema.table_constraints t on t.constraint_schema = c.constraint_schema " +
      `and t.constraint_name = c.constraint_name and t.constraint_type = 'CHECK' where ${within("t.table_schema")}`,
    sequences: false,
  },
  matches: (column, pattern) => `regexp_like(${column}, ${pattern}, 'c')`,
});
