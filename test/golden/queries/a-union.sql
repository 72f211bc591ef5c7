-- sqlite
select "rows"."name" as "name" from (select "item"."name" as "name" from "item" union select "shop"."name" as "name" from "shop") as "rows" order by "rows"."name" desc limit ?;

-- postgres
select "rows"."name" as "name" from (select "item"."name" as "name" from "item" union select "shop"."name" as "name" from "shop") as "rows" order by "rows"."name" desc limit $1;

-- mysql
select `rows`.`name` as `name` from (select `item`.`name` as `name` from `item` union select `shop`.`name` as `name` from `shop`) as `rows` order by `rows`.`name` desc limit ?;

-- mariadb
select `rows`.`name` as `name` from (select `item`.`name` as `name` from `item` union select `shop`.`name` as `name` from `shop`) as `rows` order by `rows`.`name` desc limit ?;

-- mssql
select top (@p1) [rows].[name] as [name] from (select [item].[name] as [name] from [item] union select [shop].[name] as [name] from [shop]) as [rows] order by [rows].[name] desc;

-- oracle
-- refused: QUERY.CANNOT_ORDER: Oracle cannot order by "name", which it stores as a large object; bound its length (.max(1000)) or order by another column
