-- sqlite
select "item"."id" as "id" from "item" where "item"."shop_id" in (select "s"."id" as "id" from "shop" as "s" order by "s"."name" asc limit ?);

-- postgres
select "item"."id" as "id" from "item" where "item"."shop_id" in (select "s"."id" as "id" from "shop" as "s" order by "s"."name" asc limit $1);

-- mysql
select `item`.`id` as `id` from `item` where `item`.`shop_id` in (select * from (select `s`.`id` as `id` from `shop` as `s` order by `s`.`name` asc limit ?) as limited);

-- mariadb
select `item`.`id` as `id` from `item` where `item`.`shop_id` in (select * from (select `s`.`id` as `id` from `shop` as `s` order by `s`.`name` asc limit ?) as limited);

-- mssql
select [item].[id] as [id] from [item] where [item].[shop_id] in (select top (@p1) [s].[id] as [id] from [shop] as [s] order by [s].[name] asc);

-- oracle
select "item"."id" as "id" from "item" where "item"."shop_id" in (select "s"."id" as "id" from "shop" "s" order by "s"."name" asc fetch first :1 rows only);
