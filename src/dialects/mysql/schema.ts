import type { SchemaDialect } from "../../schema/dialect.ts";
import { familyRules, familySchema } from "../mysql-family/schema.ts";
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
  matches: (column, pattern) => `regexp_like(${column}, ${pattern}, 'c')`,
});
