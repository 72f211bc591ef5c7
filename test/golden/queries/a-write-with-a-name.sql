-- sqlite
-- refused: QUERY.UNSUPPORTED: SQLite has no writes among named queries; run the write first, in the same transaction

-- postgres
with "gone" ("id") as (delete from "item" where "item"."id" > $1 returning "id" as "id") select "g"."id" as "id" from "gone" as "g";

-- mysql
-- refused: QUERY.UNSUPPORTED: this database gives back no rows of a DELETE; read them in the same transaction, before or after

-- mariadb
-- refused: QUERY.UNSUPPORTED: MariaDB has no writes among named queries; run the write first, in the same transaction

-- mssql
-- refused: QUERY.UNSUPPORTED: SQL Server has no writes among named queries; run the write first, in the same transaction

-- oracle
-- refused: QUERY.UNSUPPORTED: Oracle has no writes among named queries; run the write first, in the same transaction
