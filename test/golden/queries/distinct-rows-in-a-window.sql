-- sqlite
select distinct "i"."name" as "name" from "item" as "i" order by "i"."name" asc limit ? offset ?;

-- postgres
select distinct "i"."name" as "name" from "item" as "i" order by "i"."name" asc limit $1 offset $2;

-- mysql
select distinct `i`.`name` as `name` from `item` as `i` order by `i`.`name` asc limit ? offset ?;

-- mariadb
select distinct `i`.`name` as `name` from `item` as `i` order by `i`.`name` asc limit ? offset ?;

-- mssql
select distinct [i].[name] as [name] from [item] as [i] order by [i].[name] asc offset @p1 rows fetch next @p2 rows only;

-- oracle
select distinct "i"."name" as "name" from "item" "i" order by "i"."name" asc offset :1 rows fetch next :2 rows only;
