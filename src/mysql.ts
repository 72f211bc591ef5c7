export { mysql } from "./dialects/mysql/dialect.ts";
