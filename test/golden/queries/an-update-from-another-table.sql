-- sqlite
update "item" as "i" set "note" = "s"."city" from "shop" as "s" where ("i"."shop_id" = "s"."id" and "s"."name" = ?);

-- postgres
update "item" as "i" set "note" = "s"."city" from "shop" as "s" where ("i"."shop_id" = "s"."id" and "s"."name" = $1);

-- mysql
update `item` as `i` inner join `shop` as `s` on `i`.`shop_id` = `s`.`id` set `i`.`note` = `s`.`city` where `s`.`name` = ?;

-- mariadb
update `item` as `i` inner join `shop` as `s` on `i`.`shop_id` = `s`.`id` set `i`.`note` = `s`.`city` where `s`.`name` = ?;

-- mssql
update [i] set [note] = [s].[city] from [item] as [i] inner join [shop] as [s] on [i].[shop_id] = [s].[id] where [s].[name] = @p1;

-- oracle
merge into "item" "i" using "shop" "s" on (("i"."shop_id" = "s"."id" and "s"."name" = :1)) when matched then update set "i"."note" = "s"."city";
