-- sqlite
-- refused: QUERY.UNSUPPORTED: SQLite has no EXCEPT ALL; leave ALL out, or number the rows and compare the numbers too

-- postgres
select "rows"."name" as "name" from (select * from (select "item"."name" as "name" from "item" intersect all select "shop"."name" as "name" from "shop") as "members" except all select "item"."name" as "name" from "item") as "rows";

-- mysql
select `rows`.`name` as `name` from (select * from (select `item`.`name` as `name` from `item` intersect all select `shop`.`name` as `name` from `shop`) as `members` except all select `item`.`name` as `name` from `item`) as `rows`;

-- mariadb
select `rows`.`name` as `name` from (select * from (select `item`.`name` as `name` from `item` intersect all select `shop`.`name` as `name` from `shop`) as `members` except all select `item`.`name` as `name` from `item`) as `rows`;

-- mssql
-- refused: QUERY.UNSUPPORTED: SQL Server has no EXCEPT ALL; leave ALL out, or number the rows and compare the numbers too

-- oracle
-- refused: QUERY.UNSUPPORTED: Oracle has no EXCEPT ALL; leave ALL out, or number the rows and compare the numbers too
