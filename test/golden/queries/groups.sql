-- sqlite
select substr("item"."name", 1, 1) as "initial", ("item"."name" || ?) as "label", count(*) as "n" from "item" group by substr("item"."name", 1, 1), 2 having count(*) > ? order by count(*) desc nulls last, "label" asc nulls first;

-- postgres
select substr("item"."name", 1::integer, 1::integer) as "initial", ("item"."name" || $1::text) as "label", count(*) as "n" from "item" group by substr("item"."name", 1::integer, 1::integer), ("item"."name" || $1::text) having count(*) > $2::bigint order by count(*) desc nulls last, ("item"."name" || $1::text) asc nulls first;

-- mysql
select substr(`item`.`name`, 1, 1) as `initial`, concat(`item`.`name`, ?) as `label`, count(*) as `n` from `item` group by substr(`item`.`name`, 1, 1), 2 having count(*) > ? order by count(*) desc, `label` asc;

-- mariadb
select substr(`item`.`name`, 1, 1) as `initial`, concat(`item`.`name`, ?) as `label`, count(*) as `n` from `item` group by substr(`item`.`name`, 1, 1), 2 having count(*) > ? order by count(*) desc, `label` asc;

-- mssql
select substring([item].[name], 1, 1) as [initial], ([item].[name] + @p1) as [label], count_big(*) as [n] from [item] group by substring([item].[name], 1, 1), ([item].[name] + @p1) having count_big(*) > @p2 order by count_big(*) desc, ([item].[name] + @p1) asc;

-- oracle
select substr("item"."name", 1, 1) as "initial", ("item"."name" || :1) as "label", count(*) as "n" from "item" group by substr("item"."name", 1, 1), ("item"."name" || :1) having count(*) > :2 order by count(*) desc nulls last, ("item"."name" || :1) asc nulls first;
