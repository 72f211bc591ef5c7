-- sqlite
update "item" as "i" set "rating" = (select max("j"."rating") as "most" from "item" as "j" where ("j"."shop_id" = "i"."shop_id" and "j"."id" <= "i"."id")) from (select 1) as "once" where "i"."price" < (select max("item"."price") as "most" from "item");

-- postgres
update "item" as "i" set "rating" = (select max("j"."rating") as "most" from "item" as "j" where ("j"."shop_id" = "i"."shop_id" and "j"."id" <= "i"."id")) where "i"."price" < (select max("item"."price") as "most" from "item");

-- mysql
update `item` as `i` set `rating` = (select max(`j`.`rating`) as `most` from (select `rating`, `shop_id`, `id` from `item` limit 18446744073709551615) as `j` where (`j`.`shop_id` = `i`.`shop_id` and `j`.`id` <= `i`.`id`)) where `i`.`price` < (select * from (select max(`item`.`price`) as `most` from `item` limit 18446744073709551615) as `apart`);

-- mariadb
update `item` as `i` set `rating` = (select max(`j`.`rating`) as `most` from `item` as `j` where (`j`.`shop_id` = `i`.`shop_id` and `j`.`id` <= `i`.`id`)) where `i`.`price` < (select max(`item`.`price`) as `most` from `item`);

-- mssql
update [i] set [rating] = (select max([j].[rating]) as [most] from [item] as [j] where ([j].[shop_id] = [i].[shop_id] and [j].[id] <= [i].[id])) from [item] as [i] where [i].[price] < (select max([item].[price]) as [most] from [item]);

-- oracle
update "item" "i" set "rating" = (select max("j"."rating") as "most" from "item" "j" where ("j"."shop_id" = "i"."shop_id" and "j"."id" <= "i"."id")) where "i"."price" < (select max("item"."price") as "most" from "item");
