export { postgres } from "./dialects/postgres/dialect.ts";
