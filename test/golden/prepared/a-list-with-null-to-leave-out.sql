-- sqlite
select "item"."id" as "id" from "item" where (("item"."name" not in (select value from json_each(?)) and "item"."name" is not null) and "item"."id" > ?);

-- postgres
select "item"."id" as "id" from "item" where (("item"."name" <> all($1::text[]) and "item"."name" is not null) and "item"."id" > $2);

-- mysql
select `item`.`id` as `id` from `item` where ((`item`.`name` not in (?) and `item`.`name` is not null) and `item`.`id` > ?);

-- mariadb
select `item`.`id` as `id` from `item` where ((`item`.`name` not in (?) and `item`.`name` is not null) and `item`.`id` > ?);

-- mssql
select [item].[id] as [id] from [item] where (([item].[name] not in (@p1) and [item].[name] is not null) and [item].[id] > @p2);

-- oracle
select "item"."id" as "id" from "item" where (("item"."name" not in (:1) and "item"."name" is not null) and "item"."id" > :2);
