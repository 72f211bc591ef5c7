-- sqlite
update "item" as "i" set "note" = "s"."city", "rating" = "t"."in_store" from "shop" as "s", "stock" as "t" where ("i"."shop_id" = "s"."id" and ("t"."id" = "i"."id" and "t"."code" = "s"."name"));

-- postgres
update "item" as "i" set "note" = "s"."city", "rating" = "t"."in_store" from "shop" as "s", "stock" as "t" where ("i"."shop_id" = "s"."id" and ("t"."id" = "i"."id" and "t"."code" = "s"."name"));

-- mysql
update `item` as `i` inner join `shop` as `s` on `i`.`shop_id` = `s`.`id` inner join `stock` as `t` on (`t`.`id` = `i`.`id` and `t`.`code` = `s`.`name`) set `i`.`note` = `s`.`city`, `i`.`rating` = `t`.`in_store`;

-- mariadb
update `item` as `i` inner join `shop` as `s` on `i`.`shop_id` = `s`.`id` inner join `stock` as `t` on (`t`.`id` = `i`.`id` and `t`.`code` = `s`.`name`) set `i`.`note` = `s`.`city`, `i`.`rating` = `t`.`in_store`;

-- mssql
update [i] set [note] = [s].[city], [rating] = [t].[in_store] from [item] as [i] inner join [shop] as [s] on [i].[shop_id] = [s].[id] inner join [stock] as [t] on ([t].[id] = [i].[id] and [t].[code] = [s].[name]);

-- oracle
-- refused: QUERY.UNSUPPORTED: Oracle has no UPDATE from several sources; join them in one query and update from that
