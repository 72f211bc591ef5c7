-- sqlite
select "i"."name" as "item", "s"."name" as "shop" from "item" as "i" right join "shop" as "s" on "i"."shop_id" = "s"."id";

-- postgres
select "i"."name" as "item", "s"."name" as "shop" from "item" as "i" right join "shop" as "s" on "i"."shop_id" = "s"."id";

-- mysql
select `i`.`name` as `item`, `s`.`name` as `shop` from `item` as `i` right join `shop` as `s` on `i`.`shop_id` = `s`.`id`;

-- mariadb
select `i`.`name` as `item`, `s`.`name` as `shop` from `item` as `i` right join `shop` as `s` on `i`.`shop_id` = `s`.`id`;

-- mssql
select [i].[name] as [item], [s].[name] as [shop] from [item] as [i] right join [shop] as [s] on [i].[shop_id] = [s].[id];

-- oracle
select "i"."name" as "item", "s"."name" as "shop" from "item" "i" right join "shop" "s" on "i"."shop_id" = "s"."id";
