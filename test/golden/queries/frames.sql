-- sqlite
select sum("item"."rating") over (order by "item"."id" asc rows between unbounded preceding and current row) as "running", avg("item"."weight") over (order by "item"."id" asc rows between 1 preceding and 1 following) as "around", last_value("item"."name") over (order by "item"."id" asc range between current row and unbounded following) as "last" from "item";

-- postgres
select (sum("item"."rating") over (order by "item"."id" asc rows between unbounded preceding and current row))::bigint as "running", (avg("item"."weight") over (order by "item"."id" asc rows between 1 preceding and 1 following))::double precision as "around", last_value("item"."name") over (order by "item"."id" asc range between current row and unbounded following) as "last" from "item";

-- mysql
select cast(sum(`item`.`rating`) over (order by `item`.`id` asc rows between unbounded preceding and current row) as signed) as `running`, avg(cast(`item`.`weight` as double)) over (order by `item`.`id` asc rows between 1 preceding and 1 following) as `around`, last_value(`item`.`name`) over (order by `item`.`id` asc range between current row and unbounded following) as `last` from `item`;

-- mariadb
select cast(sum(`item`.`rating`) over (order by `item`.`id` asc rows between unbounded preceding and current row) as signed) as `running`, avg(cast(`item`.`weight` as double)) over (order by `item`.`id` asc rows between 1 preceding and 1 following) as `around`, last_value(`item`.`name`) over (order by `item`.`id` asc range between current row and unbounded following) as `last` from `item`;

-- mssql
select sum((cast([item].[rating] as bigint))) over (order by [item].[id] asc rows between unbounded preceding and current row) as [running], avg((cast([item].[weight] as float))) over (order by [item].[id] asc rows between 1 preceding and 1 following) as [around], last_value([item].[name]) over (order by [item].[id] asc range between current row and unbounded following) as [last] from [item];

-- oracle
select sum("item"."rating") over (order by "item"."id" asc rows between unbounded preceding and current row) as "running", cast(avg("item"."weight") over (order by "item"."id" asc rows between 1 preceding and 1 following) as binary_double) as "around", last_value("item"."name") over (order by "item"."id" asc range between current row and unbounded following) as "last" from "item";
