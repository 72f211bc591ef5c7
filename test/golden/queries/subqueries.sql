-- sqlite
select "s"."name" as "name", (select count(*) as "n" from "item" as "i" where "i"."shop_id" = "s"."id") as "items" from "shop" as "s" where (exists (select "i"."id" as "id" from "item" as "i" where "i"."shop_id" = "s"."id") and not exists (select "item"."id" as "id" from "item" where "item"."rating" > "s"."id") and "s"."id" in (select "item"."shop_id" as "shopId" from "item" where "item"."active" = ?) and "s"."name" not in (select "item"."name" as "name" from "item"));

-- postgres
select "s"."name" as "name", (select count(*) as "n" from "item" as "i" where "i"."shop_id" = "s"."id") as "items" from "shop" as "s" where (exists (select "i"."id" as "id" from "item" as "i" where "i"."shop_id" = "s"."id") and not exists (select "item"."id" as "id" from "item" where "item"."rating" > "s"."id") and "s"."id" in (select "item"."shop_id" as "shopId" from "item" where "item"."active" = $1) and "s"."name" not in (select "item"."name" as "name" from "item"));

-- mysql
select `s`.`name` as `name`, (select count(*) as `n` from `item` as `i` where `i`.`shop_id` = `s`.`id`) as `items` from `shop` as `s` where (exists (select `i`.`id` as `id` from `item` as `i` where `i`.`shop_id` = `s`.`id`) and not exists (select `item`.`id` as `id` from `item` where `item`.`rating` > `s`.`id`) and `s`.`id` in (select `item`.`shop_id` as `shopId` from `item` where `item`.`active` = ?) and `s`.`name` not in (select `item`.`name` as `name` from `item`));

-- mariadb
select `s`.`name` as `name`, (select count(*) as `n` from `item` as `i` where `i`.`shop_id` = `s`.`id`) as `items` from `shop` as `s` where (exists (select `i`.`id` as `id` from `item` as `i` where `i`.`shop_id` = `s`.`id`) and not exists (select `item`.`id` as `id` from `item` where `item`.`rating` > `s`.`id`) and `s`.`id` in (select `item`.`shop_id` as `shopId` from `item` where `item`.`active` = ?) and `s`.`name` not in (select `item`.`name` as `name` from `item`));

-- mssql
select [s].[name] as [name], (select count_big(*) as [n] from [item] as [i] where [i].[shop_id] = [s].[id]) as [items] from [shop] as [s] where (exists (select [i].[id] as [id] from [item] as [i] where [i].[shop_id] = [s].[id]) and not exists (select [item].[id] as [id] from [item] where [item].[rating] > [s].[id]) and [s].[id] in (select [item].[shop_id] as [shopId] from [item] where [item].[active] = @p1) and [s].[name] not in (select [item].[name] as [name] from [item]));

-- oracle
select "s"."name" as "name", (select count(*) as "n" from "item" "i" where "i"."shop_id" = "s"."id") as "items" from "shop" "s" where (exists (select "i"."id" as "id" from "item" "i" where "i"."shop_id" = "s"."id") and not exists (select "item"."id" as "id" from "item" where "item"."rating" > "s"."id") and "s"."id" in (select "item"."shop_id" as "shopId" from "item" where "item"."active" = :1) and "s"."name" not in (select "item"."name" as "name" from "item"));
