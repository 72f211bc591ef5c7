-- sqlite
update "item" as "i" set "note" = "n"."name" from "shop" as "s", (select "item"."id" as "id", "item"."name" as "name" from "item" where "item"."id" in (select "item"."id" as "id" from "item" where "item"."active" = ?)) as "n" where ("i"."shop_id" = "s"."id" and "n"."id" = "i"."id" and exists (select count(*) as "n" from "item" as "j" where ("j"."name" = "i"."name" and "j"."id" <> "i"."id")));

-- postgres
update "item" as "i" set "note" = "n"."name" from "shop" as "s", (select "item"."id" as "id", "item"."name" as "name" from "item" where "item"."id" in (select "item"."id" as "id" from "item" where "item"."active" = $1)) as "n" where ("i"."shop_id" = "s"."id" and "n"."id" = "i"."id" and exists (select count(*) as "n" from "item" as "j" where ("j"."name" = "i"."name" and "j"."id" <> "i"."id")));

-- mysql
update `item` as `i` inner join `shop` as `s` on `i`.`shop_id` = `s`.`id` inner join (select `item`.`id` as `id`, `item`.`name` as `name` from `item` where `item`.`id` in (select `item`.`id` as `id` from `item` where `item`.`active` = ?) limit 18446744073709551615) as `n` on `n`.`id` = `i`.`id` set `i`.`note` = `n`.`name` where exists (select count(*) as `n` from (select `name`, `id` from `item` limit 18446744073709551615) as `j` where (`j`.`name` = `i`.`name` and `j`.`id` <> `i`.`id`));

-- mariadb
update `item` as `i` inner join `shop` as `s` on `i`.`shop_id` = `s`.`id` inner join (select `item`.`id` as `id`, `item`.`name` as `name` from `item` where `item`.`id` in (select `item`.`id` as `id` from `item` where `item`.`active` = ?)) as `n` on `n`.`id` = `i`.`id` set `i`.`note` = `n`.`name` where exists (select count(*) as `n` from `item` as `j` where (`j`.`name` = `i`.`name` and `j`.`id` <> `i`.`id`));

-- mssql
update [i] set [note] = [n].[name] from [item] as [i] inner join [shop] as [s] on [i].[shop_id] = [s].[id] inner join (select [item].[id] as [id], [item].[name] as [name] from [item] where [item].[id] in (select [item].[id] as [id] from [item] where [item].[active] = @p1)) as [n] on [n].[id] = [i].[id] where exists (select count_big(*) as [n] from [item] as [j] where ([j].[name] = [i].[name] and [j].[id] <> [i].[id]));

-- oracle
-- refused: QUERY.UNSUPPORTED: Oracle has no UPDATE from several sources; join them in one query and update from that
