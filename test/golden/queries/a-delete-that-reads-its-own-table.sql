-- sqlite
delete from "item" where ("item"."id" in (select "j"."id" as "id" from "item" as "j" where "j"."name" = ?) and "item"."name" not in (select "item"."name" as "name" from "item" union select "shop"."name" as "name" from "shop") and exists (select "s"."id" as "id" from "shop" as "s" inner join "item" as "j" on "j"."shop_id" = "s"."id" where ("s"."id" = "item"."shop_id" and ("j"."id" <> "item"."id"))));

-- postgres
delete from "item" where ("item"."id" in (select "j"."id" as "id" from "item" as "j" where "j"."name" = $1) and "item"."name" not in (select "item"."name" as "name" from "item" union select "shop"."name" as "name" from "shop") and exists (select "s"."id" as "id" from "shop" as "s" inner join "item" as "j" on "j"."shop_id" = "s"."id" where ("s"."id" = "item"."shop_id" and ("j"."id" <> "item"."id"))));

-- mysql
delete from `item` where (`item`.`id` in (select * from (select `j`.`id` as `id` from `item` as `j` where `j`.`name` = ? limit 18446744073709551615) as `apart`) and `item`.`name` not in (select * from (select `item`.`name` as `name` from `item` union select `shop`.`name` as `name` from `shop`) as `apart`) and exists (select `s`.`id` as `id` from `shop` as `s` inner join (select * from `item` limit 18446744073709551615) as `j` on `j`.`shop_id` = `s`.`id` where (`s`.`id` = `item`.`shop_id` and (`j`.`id` <> `item`.`id`))));

-- mariadb
delete from `item` where (`item`.`id` in (select `j`.`id` as `id` from `item` as `j` where `j`.`name` = ?) and `item`.`name` not in (select `item`.`name` as `name` from `item` union select `shop`.`name` as `name` from `shop`) and exists (select `s`.`id` as `id` from `shop` as `s` inner join `item` as `j` on `j`.`shop_id` = `s`.`id` where (`s`.`id` = `item`.`shop_id` and (`j`.`id` <> `item`.`id`))));

-- mssql
delete from [item] where ([item].[id] in (select [j].[id] as [id] from [item] as [j] where [j].[name] = @p1) and [item].[name] not in (select [item].[name] as [name] from [item] union select [shop].[name] as [name] from [shop]) and exists (select [s].[id] as [id] from [shop] as [s] inner join [item] as [j] on [j].[shop_id] = [s].[id] where ([s].[id] = [item].[shop_id] and ([j].[id] <> [item].[id]))));

-- oracle
delete from "item" where ("item"."id" in (select "j"."id" as "id" from "item" "j" where "j"."name" = :1) and "item"."name" not in (select "item"."name" as "name" from "item" union select "shop"."name" as "name" from "shop") and exists (select "s"."id" as "id" from "shop" "s" inner join "item" "j" on "j"."shop_id" = "s"."id" where ("s"."id" = "item"."shop_id" and ("j"."id" <> "item"."id"))));
