-- sqlite
-- refused: QUERY.UNSUPPORTED: SQLite has no row locks; write inside db.transaction(): it has the whole file to itself from its first statement

-- postgres
select "i"."id" as "id" from "item" as "i" for share nowait;

-- mysql
select `i`.`id` as `id` from `item` as `i` for share nowait;

-- mariadb
select `i`.`id` as `id` from `item` as `i` lock in share mode nowait;

-- mssql
select [i].[id] as [id] from [item] as [i] with (repeatableread, rowlock, nowait);

-- oracle
-- refused: QUERY.UNSUPPORTED: Oracle has no shared locks of rows; lock for "update", or read in a transaction of isolation level "serializable"
