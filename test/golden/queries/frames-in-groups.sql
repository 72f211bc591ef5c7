-- sqlite
select count(*) over (order by "item"."rating" asc nulls first groups between 1 preceding and current row) as "n" from "item";

-- postgres
select count(*) over (order by "item"."rating" asc nulls first groups between 1 preceding and current row) as "n" from "item";

-- mysql
-- refused: QUERY.UNSUPPORTED: MySQL has no window frames in groups; count rows, or number the groups by denseRank() in an inner query

-- mariadb
-- refused: QUERY.UNSUPPORTED: MariaDB has no window frames in groups; count rows, or number the groups by denseRank() in an inner query

-- mssql
-- refused: QUERY.UNSUPPORTED: SQL Server has no window frames in groups; count rows, or number the groups by denseRank() in an inner query

-- oracle
-- refused: QUERY.UNSUPPORTED: Oracle has no window frames in groups; count rows, or number the groups by denseRank() in an inner query
