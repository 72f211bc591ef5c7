-- sqlite
select "item"."id" as "id" from "item" where (1 = 1 and "item"."id" > ?);

-- postgres
select "item"."id" as "id" from "item" where (1 = 1 and "item"."id" > $1);

-- mysql
select `item`.`id` as `id` from `item` where (1 = 1 and `item`.`id` > ?);

-- mariadb
select `item`.`id` as `id` from `item` where (1 = 1 and `item`.`id` > ?);

-- mssql
select [item].[id] as [id] from [item] where (1 = 1 and [item].[id] > @p1);

-- oracle
select "item"."id" as "id" from "item" where (1 = 1 and "item"."id" > :1);
