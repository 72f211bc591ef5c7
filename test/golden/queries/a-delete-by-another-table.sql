-- sqlite
delete from "item" as "i" where exists (select 1 from "shop" as "s" where ("i"."shop_id" = "s"."id" and ("s"."name" = ? and "i"."rating" < ?)));

-- postgres
delete from "item" as "i" using "shop" as "s" where ("i"."shop_id" = "s"."id" and ("s"."name" = $1 and "i"."rating" < $2));

-- mysql
delete `i` from `item` as `i` inner join `shop` as `s` on `i`.`shop_id` = `s`.`id` where (`s`.`name` = ? and `i`.`rating` < ?);

-- mariadb
delete `i` from `item` as `i` inner join `shop` as `s` on `i`.`shop_id` = `s`.`id` where (`s`.`name` = ? and `i`.`rating` < ?);

-- mssql
delete from [i] from [item] as [i] inner join [shop] as [s] on [i].[shop_id] = [s].[id] where ([s].[name] = @p1 and [i].[rating] < @p2);

-- oracle
delete from "item" "i" where exists (select 1 from "shop" "s" where ("i"."shop_id" = "s"."id" and ("s"."name" = :1 and "i"."rating" < :2)));
