-- sqlite
select "i"."id" as "id", "i"."note" as "shop.name", "s"."name" as "c4", "s"."city" as "shop.place.city", "i"."price" as "c6" from "item" as "i" left join "shop" as "s" on "i"."shop_id" = "s"."id";

-- postgres
select "i"."id" as "id", "i"."note" as "shop.name", "s"."name" as "c4", "s"."city" as "shop.place.city", "i"."price" as "c6" from "item" as "i" left join "shop" as "s" on "i"."shop_id" = "s"."id";

-- mysql
select `i`.`id` as `id`, `i`.`note` as `shop.name`, `s`.`name` as `c4`, `s`.`city` as `shop.place.city`, `i`.`price` as `c6` from `item` as `i` left join `shop` as `s` on `i`.`shop_id` = `s`.`id`;

-- mariadb
select `i`.`id` as `id`, `i`.`note` as `shop.name`, `s`.`name` as `c4`, `s`.`city` as `shop.place.city`, `i`.`price` as `c6` from `item` as `i` left join `shop` as `s` on `i`.`shop_id` = `s`.`id`;

-- mssql
select [i].[id] as [id], [i].[note] as [shop.name], [s].[name] as [c4], [s].[city] as [shop.place.city], convert(varchar(41), [i].[price]) as [c6] from [item] as [i] left join [shop] as [s] on [i].[shop_id] = [s].[id];

-- oracle
select "i"."id" as "id", "i"."note" as "shop.name", "s"."name" as "c4", "s"."city" as "shop.place.city", to_char("i"."price", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') as "c6" from "item" "i" left join "shop" "s" on "i"."shop_id" = "s"."id";
