-- sqlite
select "s"."name" as "name", "t"."total" as "total", "t"."n" as "n" from (select "i"."shop_id" as "shopId", ormdantic_sum("i"."price") as "total", count(*) as "n" from "item" as "i" group by "i"."shop_id") as "t" left join "shop" as "s" on "t"."shopId" = "s"."id" where ormdantic_decimal("t"."total") > ormdantic_decimal(?);

-- postgres
select "s"."name" as "name", "t"."total" as "total", "t"."n" as "n" from (select "i"."shop_id" as "shopId", sum("i"."price") as "total", count(*) as "n" from "item" as "i" group by "i"."shop_id") as "t" left join "shop" as "s" on "t"."shopId" = "s"."id" where "t"."total" > $1;

-- mysql
select `s`.`name` as `name`, `t`.`total` as `total`, `t`.`n` as `n` from (select `i`.`shop_id` as `shopId`, sum(`i`.`price`) as `total`, count(*) as `n` from `item` as `i` group by `i`.`shop_id`) as `t` left join `shop` as `s` on `t`.`shopId` = `s`.`id` where `t`.`total` > cast(? as decimal(65, 0));

-- mariadb
select `s`.`name` as `name`, `t`.`total` as `total`, `t`.`n` as `n` from (select `i`.`shop_id` as `shopId`, sum(`i`.`price`) as `total`, count(*) as `n` from `item` as `i` group by `i`.`shop_id`) as `t` left join `shop` as `s` on `t`.`shopId` = `s`.`id` where `t`.`total` > cast(? as decimal(65, 0));

-- mssql
select [s].[name] as [name], convert(varchar(41), [t].[total]) as [total], [t].[n] as [n] from (select [i].[shop_id] as [shopId], sum([i].[price]) as [total], count_big(*) as [n] from [item] as [i] group by [i].[shop_id]) as [t] left join [shop] as [s] on [t].[shopId] = [s].[id] where [t].[total] > cast(@p1 as decimal(38, 0));

-- oracle
select "s"."name" as "name", to_char("t"."total", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') as "total", "t"."n" as "n" from (select "i"."shop_id" as "shopId", sum("i"."price") as "total", count(*) as "n" from "item" "i" group by "i"."shop_id") "t" left join "shop" "s" on "t"."shopId" = "s"."id" where "t"."total" > to_number(:1, '99999999999999999999999999999999999999', 'NLS_NUMERIC_CHARACTERS=''.,''');
