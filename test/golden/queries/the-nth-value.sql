-- sqlite
select nth_value("item"."name", 2) over (order by "item"."id" asc) as "second" from "item";

-- postgres
select nth_value("item"."name", 2) over (order by "item"."id" asc) as "second" from "item";

-- mysql
select nth_value(`item`.`name`, 2) over (order by `item`.`id` asc) as `second` from `item`;

-- mariadb
select nth_value(`item`.`name`, 2) over (order by `item`.`id` asc) as `second` from `item`;

-- mssql
-- refused: QUERY.UNSUPPORTED: SQL Server has no nth_value(); number the rows by rowNumber() in an inner query and take the one you want

-- oracle
select nth_value("item"."name", 2) over (order by "item"."id" asc) as "second" from "item";
