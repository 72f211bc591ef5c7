-- sqlite
select "i"."name" as "item", "s"."name" as "shop" from "item" as "i" full join "shop" as "s" on "i"."shop_id" = "s"."id";

-- postgres
select "i"."name" as "item", "s"."name" as "shop" from "item" as "i" full join "shop" as "s" on "i"."shop_id" = "s"."id";

-- mysql
-- refused: QUERY.UNSUPPORTED: MySQL has no FULL JOIN; use a LEFT JOIN and unionAll() the rows of the other side that match nothing

-- mariadb
-- refused: QUERY.UNSUPPORTED: MariaDB has no FULL JOIN; use a LEFT JOIN and unionAll() the rows of the other side that match nothing

-- mssql
select [i].[name] as [item], [s].[name] as [shop] from [item] as [i] full join [shop] as [s] on [i].[shop_id] = [s].[id];

-- oracle
select "i"."name" as "item", "s"."name" as "shop" from "item" "i" full join "shop" "s" on "i"."shop_id" = "s"."id";
