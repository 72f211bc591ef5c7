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
    // joined by the reader: the server takes minutes over a thousand tables
    checks: (within) =>
      "select table_schema, table_name, constraint_name as name, null as clause, enforced = 'YES' as enforced " +
      `from information_schema.table_constraints where constraint_type = 'CHECK' and ${within("table_schema")} ` +
      `union all select constraint_schema, '', constraint_name, check_clause, 1 from information_schema.check_constraints where ${within("constraint_schema")}`,
    sequences: false,
  },
  matches: (column, pattern) => `regexp_like(${column}, ${pattern}, 'c')`,
});
