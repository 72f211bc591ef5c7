-- sqlite
select "i"."name" as "item", "s"."name" as "shop" from "item" as "i" cross join "shop" as "s";

-- postgres
select "i"."name" as "item", "s"."name" as "shop" from "item" as "i" cross join "shop" as "s";

-- mysql
select `i`.`name` as `item`, `s`.`name` as `shop` from `item` as `i` cross join `shop` as `s`;

-- mariadb
select `i`.`name` as `item`, `s`.`name` as `shop` from `item` as `i` cross join `shop` as `s`;

-- mssql
select [i].[name] as [item], [s].[name] as [shop] from [item] as [i] cross join [shop] as [s];

-- oracle
select "i"."name" as "item", "s"."name" as "shop" from "item" "i" cross join "shop" "s";
