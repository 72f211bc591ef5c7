-- sqlite
-- refused: QUERY.UNSUPPORTED: SQLite has no row locks; write inside db.transaction(): it has the whole file to itself from its first statement

-- postgres
select "i"."id" as "id" from "item" as "i" where "i"."id" = $1 for update;

-- mysql
select `i`.`id` as `id` from `item` as `i` where `i`.`id` = ? for update;

-- mariadb
select `i`.`id` as `id` from `item` as `i` where `i`.`id` = ? for update;

-- mssql
select [i].[id] as [id] from [item] as [i] with (updlock, rowlock) where [i].[id] = @p1;

-- oracle
select "i"."id" as "id" from "item" "i" where "i"."id" = :1 for update;
