-- sqlite
select "i"."name" as "item", "s"."name" as "shop" from "item" as "i" left join "shop" as "s" on "i"."shop_id" = "s"."id" inner join "item" as "j" on "j"."id" = "i"."id" where "s"."city" is null order by "s"."name" desc nulls last, "i"."id" asc;

-- postgres
select "i"."name" as "item", "s"."name" as "shop" from "item" as "i" left join "shop" as "s" on "i"."shop_id" = "s"."id" inner join "item" as "j" on "j"."id" = "i"."id" where "s"."city" is null order by "s"."name" desc nulls last, "i"."id" asc;

-- mysql
select `i`.`name` as `item`, `s`.`name` as `shop` from `item` as `i` left join `shop` as `s` on `i`.`shop_id` = `s`.`id` inner join `item` as `j` on `j`.`id` = `i`.`id` where `s`.`city` is null order by `s`.`name` desc, `i`.`id` asc;

-- mariadb
select `i`.`name` as `item`, `s`.`name` as `shop` from `item` as `i` left join `shop` as `s` on `i`.`shop_id` = `s`.`id` inner join `item` as `j` on `j`.`id` = `i`.`id` where `s`.`city` is null order by `s`.`name` desc, `i`.`id` asc;

-- mssql
select [i].[name] as [item], [s].[name] as [shop] from [item] as [i] left join [shop] as [s] on [i].[shop_id] = [s].[id] inner join [item] as [j] on [j].[id] = [i].[id] where [s].[city] is null order by [s].[name] desc, [i].[id] asc;

-- oracle
select "i"."name" as "item", "s"."name" as "shop" from "item" "i" left join "shop" "s" on "i"."shop_id" = "s"."id" inner join "item" "j" on "j"."id" = "i"."id" where "s"."city" is null order by "s"."name" desc nulls last, "i"."id" asc;
