-- sqlite
delete from "item" as "i" where exists (select 1 from "shop" as "s" where ("i"."shop_id" = "s"."id" and "i"."price" < (select max("item"."price") as "most" from "item")));

-- postgres
delete from "item" as "i" using "shop" as "s" where ("i"."shop_id" = "s"."id" and "i"."price" < (select max("item"."price") as "most" from "item"));

-- mysql
delete `i` from `item` as `i` inner join `shop` as `s` on `i`.`shop_id` = `s`.`id` where `i`.`price` < (select * from (select max(`item`.`price`) as `most` from `item` limit 18446744073709551615) as `apart`);

-- mariadb
delete `i` from `item` as `i` inner join `shop` as `s` on `i`.`shop_id` = `s`.`id` where `i`.`price` < (select * from (select max(`item`.`price`) as `most` from `item` limit 18446744073709551615) as `apart`);

-- mssql
delete from [i] from [item] as [i] inner join [shop] as [s] on [i].[shop_id] = [s].[id] where [i].[price] < (select max([item].[price]) as [most] from [item]);

-- oracle
delete from "item" "i" where exists (select 1 from "shop" "s" where ("i"."shop_id" = "s"."id" and "i"."price" < (select max("item"."price") as "most" from "item")));
