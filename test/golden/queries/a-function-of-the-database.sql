-- sqlite
select ltrim("item"."name") as "tail" from "item";

-- postgres
select ltrim("item"."name") as "tail" from "item";

-- mysql
select ltrim(`item`.`name`) as `tail` from `item`;

-- mariadb
select ltrim(`item`.`name`) as `tail` from `item`;

-- mssql
select ltrim([item].[name]) as [tail] from [item];

-- oracle
select ltrim("item"."name") as "tail" from "item";
