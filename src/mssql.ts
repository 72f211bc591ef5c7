export { mssql } from "./dialects/mssql/dialect.ts";
