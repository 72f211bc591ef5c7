export { sqlite } from "./dialects/sqlite/dialect.ts";
