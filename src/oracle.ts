export { oracle } from "./dialects/oracle/dialect.ts";
