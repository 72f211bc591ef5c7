-- sqlite
-- refused: QUERY.UNSUPPORTED: SQLite has no row locks; write inside db.transaction(): it has the whole file to itself from its first statement

-- postgres
select "i"."id" as "id" from "item" as "i" for update skip locked;

-- mysql
select `i`.`id` as `id` from `item` as `i` for update skip locked;

-- mariadb
select `i`.`id` as `id` from `item` as `i` for update skip locked;

-- mssql
select [i].[id] as [id] from [item] as [i] with (updlock, rowlock, readpast);

-- oracle
select "i"."id" as "id" from "item" "i" for update skip locked;
