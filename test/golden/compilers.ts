import type { Dialect } from "../../src/dialect/dialect.ts";
import { mariadb } from "../../src/dialects/mariadb/dialect.ts";
import { mssql } from "../../src/dialects/mssql/dialect.ts";
import { mysql } from "../../src/dialects/mysql/dialect.ts";
import { oracle } from "../../src/dialects/oracle/dialect.ts";
import { postgres } from "../../src/dialects/postgres/dialect.ts";
import { sqlite } from "../../src/dialects/sqlite/dialect.ts";
import { describe as describeModels } from "../../src/model/describe.ts";
import { bindCatalog } from "../../src/query/bound-table.ts";
import { Compiler } from "../../src/query/expressions/compile.ts";
import { type DialectName, dialectNames } from "./nodes.ts";
import { Item, Shop, Stock } from "./query-models.ts";

const dialects: Readonly<Record<DialectName, Dialect>> = { sqlite, postgres, mysql, mariadb, mssql, oracle };
const catalog = describeModels([Item, Shop, Stock]);
const names = new Map([...catalog.values()].map(({ name, key }) => [name, [key]]));

/** For queries of the models of golden SQL, one per dialect. */
export const compilers = Object.fromEntries(
  dialectNames.map((name) => [name, new Compiler(dialects[name], bindCatalog(catalog, dialects[name]), names)]),
) as Record<DialectName, Compiler>;
