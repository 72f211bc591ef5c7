-- sqlite
with "totals" ("shopId", "total", "n") as (select "i"."shop_id" as "shopId", ormdantic_sum("i"."price") as "total", count(*) as "n" from "item" as "i" group by "i"."shop_id") select "a"."shopId" as "shopId", "a"."total" as "total" from "totals" as "a" inner join "totals" as "b" on "a"."shopId" = "b"."shopId" where "b"."n" in (select max("t"."n") as "n" from "totals" as "t");

-- postgres
with "totals" ("shopId", "total", "n") as (select "i"."shop_id" as "shopId", sum("i"."price") as "total", count(*) as "n" from "item" as "i" group by "i"."shop_id") select "a"."shopId" as "shopId", "a"."total" as "total" from "totals" as "a" inner join "totals" as "b" on "a"."shopId" = "b"."shopId" where "b"."n" in (select max("t"."n") as "n" from "totals" as "t");

-- mysql
with `totals` (`shopId`, `total`, `n`) as (select `i`.`shop_id` as `shopId`, sum(`i`.`price`) as `total`, count(*) as `n` from `item` as `i` group by `i`.`shop_id`) select `a`.`shopId` as `shopId`, `a`.`total` as `total` from `totals` as `a` inner join `totals` as `b` on `a`.`shopId` = `b`.`shopId` where `b`.`n` in (select max(`t`.`n`) as `n` from `totals` as `t`);

-- mariadb
with `totals` (`shopId`, `total`, `n`) as (select `i`.`shop_id` as `shopId`, sum(`i`.`price`) as `total`, count(*) as `n` from `item` as `i` group by `i`.`shop_id`) select `a`.`shopId` as `shopId`, `a`.`total` as `total` from `totals` as `a` inner join `totals` as `b` on `a`.`shopId` = `b`.`shopId` where `b`.`n` in (select max(`t`.`n`) as `n` from `totals` as `t`);

-- mssql
with [totals] ([shopId], [total], [n]) as (select [i].[shop_id] as [shopId], sum([i].[price]) as [total], count_big(*) as [n] from [item] as [i] group by [i].[shop_id]) select [a].[shopId] as [shopId], convert(varchar(41), [a].[total]) as [total] from [totals] as [a] inner join [totals] as [b] on [a].[shopId] = [b].[shopId] where [b].[n] in (select max([t].[n]) as [n] from [totals] as [t]);

-- oracle
with "totals" ("shopId", "total", "n") as (select "i"."shop_id" as "shopId", sum("i"."price") as "total", count(*) as "n" from "item" "i" group by "i"."shop_id") select "a"."shopId" as "shopId", to_char("a"."total", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') as "total" from "totals" "a" inner join "totals" "b" on "a"."shopId" = "b"."shopId" where "b"."n" in (select max("t"."n") as "n" from "totals" "t");
