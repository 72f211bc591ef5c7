-- sqlite
-- refused: QUERY.UNSUPPORTED: SQLite has no DISTINCT ON; number the rows by rowNumber().over({ partitionBy, orderBy }) in an inner query and keep the first

-- postgres
select distinct on ("i"."shop_id") "i"."shop_id" as "shopId", "i"."name" as "name" from "item" as "i" order by "i"."shop_id" asc nulls first, "i"."price" desc;

-- mysql
-- refused: QUERY.UNSUPPORTED: MySQL has no DISTINCT ON; number the rows by rowNumber().over({ partitionBy, orderBy }) in an inner query and keep the first

-- mariadb
-- refused: QUERY.UNSUPPORTED: MariaDB has no DISTINCT ON; number the rows by rowNumber().over({ partitionBy, orderBy }) in an inner query and keep the first

-- mssql
-- refused: QUERY.UNSUPPORTED: SQL Server has no DISTINCT ON; number the rows by rowNumber().over({ partitionBy, orderBy }) in an inner query and keep the first

-- oracle
-- refused: QUERY.UNSUPPORTED: Oracle has no DISTINCT ON; number the rows by rowNumber().over({ partitionBy, orderBy }) in an inner query and keep the first
