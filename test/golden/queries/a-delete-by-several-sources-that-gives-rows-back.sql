-- sqlite
delete from "item" where exists (select 1 from (select "i"."shop_id" as "shopId", ormdantic_sum("i"."price") as "total", count(*) as "n" from "item" as "i" group by "i"."shop_id") as "t" inner join "shop" as "s" on ("s"."id" = "item"."shop_id" and "s"."city" is not null) where ("t"."shopId" = "item"."shop_id" and ("item"."active" = ? and ormdantic_decimal("t"."total") > ormdantic_decimal("item"."price")))) returning "id" as "id", "name" as "name";

-- postgres
delete from "item" using (select "i"."shop_id" as "shopId", sum("i"."price") as "total", count(*) as "n" from "item" as "i" group by "i"."shop_id") as "t", "shop" as "s" where ("t"."shopId" = "item"."shop_id" and ("s"."id" = "item"."shop_id" and "s"."city" is not null) and ("item"."active" = $1 and "t"."total" > "item"."price")) returning "item"."id" as "id", "item"."name" as "name";

-- mysql
-- refused: QUERY.UNSUPPORTED: this database gives back no rows of a DELETE; read them in the same transaction, before or after

-- mariadb
delete from `item` where exists (select 1 from (select `i`.`shop_id` as `shopId`, sum(`i`.`price`) as `total`, count(*) as `n` from `item` as `i` group by `i`.`shop_id`) as `t` inner join `shop` as `s` on (`s`.`id` = `item`.`shop_id` and `s`.`city` is not null) where (`t`.`shopId` = `item`.`shop_id` and (`item`.`active` = ? and `t`.`total` > `item`.`price`))) returning `id` as `id`, `name` as `name`;

-- mssql
delete from [item] output deleted.[id] as [id], deleted.[name] as [name] from [item] inner join (select [i].[shop_id] as [shopId], sum([i].[price]) as [total], count_big(*) as [n] from [item] as [i] group by [i].[shop_id]) as [t] on [t].[shopId] = [item].[shop_id] inner join [shop] as [s] on ([s].[id] = [item].[shop_id] and [s].[city] is not null) where ([item].[active] = @p1 and [t].[total] > [item].[price]);

-- oracle
delete from "item" where exists (select 1 from (select "i"."shop_id" as "shopId", sum("i"."price") as "total", count(*) as "n" from "item" "i" group by "i"."shop_id") "t" inner join "shop" "s" on ("s"."id" = "item"."shop_id" and "s"."city" is not null) where ("t"."shopId" = "item"."shop_id" and ("item"."active" = :1 and "t"."total" > "item"."price"))) returning "id", "name" into :r1, :r2;
