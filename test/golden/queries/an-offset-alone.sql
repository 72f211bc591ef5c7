-- sqlite
select "i"."id" as "id" from "item" as "i" order by "i"."id" asc limit -1 offset ?;

-- postgres
select "i"."id" as "id" from "item" as "i" order by "i"."id" asc offset $1;

-- mysql
select `i`.`id` as `id` from `item` as `i` order by `i`.`id` asc limit 18446744073709551615 offset ?;

-- mariadb
select `i`.`id` as `id` from `item` as `i` order by `i`.`id` asc limit 18446744073709551615 offset ?;

-- mssql
select [i].[id] as [id] from [item] as [i] order by [i].[id] asc offset @p1 rows;

-- oracle
select "i"."id" as "id" from "item" "i" order by "i"."id" asc offset :1 rows;
