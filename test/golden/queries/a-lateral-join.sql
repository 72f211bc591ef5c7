-- sqlite
-- refused: QUERY.UNSUPPORTED: SQLite has no LATERAL; number the rows by rowNumber().over({ partitionBy }) in a joined query and keep the first ones, or use subquery()

-- postgres
select "s"."name" as "shop", "best"."name" as "item", "best"."price" as "price" from "shop" as "s" left join lateral (select "i"."name" as "name", "i"."price" as "price" from "item" as "i" where "i"."shop_id" = "s"."id" order by "i"."price" desc limit $1) as "best" on 1 = 1;

-- mysql
select `s`.`name` as `shop`, `best`.`name` as `item`, `best`.`price` as `price` from `shop` as `s` left join lateral (select `i`.`name` as `name`, `i`.`price` as `price` from `item` as `i` where `i`.`shop_id` = `s`.`id` order by `i`.`price` desc limit ?) as `best` on 1 = 1;

-- mariadb
-- refused: QUERY.UNSUPPORTED: MariaDB has no LATERAL; number the rows by rowNumber().over({ partitionBy }) in a joined query and keep the first ones, or use subquery()

-- mssql
select [s].[name] as [shop], [best].[name] as [item], convert(varchar(41), [best].[price]) as [price] from [shop] as [s] outer apply (select top (@p1) [i].[name] as [name], [i].[price] as [price] from [item] as [i] where [i].[shop_id] = [s].[id] order by [i].[price] desc) as [best];

-- oracle
select "s"."name" as "shop", "best"."name" as "item", to_char("best"."price", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') as "price" from "shop" "s" left join lateral (select "i"."name" as "name", "i"."price" as "price" from "item" "i" where "i"."shop_id" = "s"."id" order by "i"."price" desc fetch first :1 rows only) "best" on 1 = 1;
