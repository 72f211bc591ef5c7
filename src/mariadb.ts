export { mariadb } from "./dialects/mariadb/dialect.ts";
