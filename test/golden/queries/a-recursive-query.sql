-- sqlite
with recursive "numbers" ("n") as (select ? as "n" union all select ("x"."n" + ?) as "n" from "numbers" as "x" where "x"."n" < ?) select "k"."n" as "n" from "numbers" as "k" order by "k"."n" asc nulls first;

-- postgres
with recursive "numbers" ("n") as (select $1::bigint as "n" union all select ("x"."n" + $2::bigint) as "n" from "numbers" as "x" where "x"."n" < $3) select "k"."n" as "n" from "numbers" as "k" order by "k"."n" asc nulls first;

-- mysql
with recursive `numbers` (`n`) as (select ? as `n` from dual union all select (`x`.`n` + ?) as `n` from `numbers` as `x` where `x`.`n` < ?) select `k`.`n` as `n` from `numbers` as `k` order by `k`.`n` asc;

-- mariadb
with recursive `numbers` (`n`) as (select ? as `n` from dual union all select (`x`.`n` + ?) as `n` from `numbers` as `x` where `x`.`n` < ?) select `k`.`n` as `n` from `numbers` as `k` order by `k`.`n` asc;

-- mssql
with [numbers] ([n]) as (select @p1 as [n] union all select ([x].[n] + @p2) as [n] from [numbers] as [x] where [x].[n] < @p3) select [k].[n] as [n] from [numbers] as [k] order by [k].[n] asc;

-- oracle
with "numbers" ("n") as (select :1 as "n" from dual union all select ("x"."n" + :2) as "n" from "numbers" "x" where "x"."n" < :3) select "k"."n" as "n" from "numbers" "k" order by "k"."n" asc nulls first;
