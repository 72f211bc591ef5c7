-- sqlite
-- refused: QUERY.UNSUPPORTED: SQLite has no row locks; write inside db.transaction(): it has the whole file to itself from its first statement

-- postgres
select "i"."id" as "id" from "item" as "i" inner join "shop" as "s" on "i"."shop_id" = "s"."id" for update of "i";

-- mysql
select `i`.`id` as `id` from `item` as `i` inner join `shop` as `s` on `i`.`shop_id` = `s`.`id` for update of `i`;

-- mariadb
-- refused: QUERY.UNSUPPORTED: MariaDB has no locks that name their tables; lock all rows of the query, or read the others in a query of their own

-- mssql
select [i].[id] as [id] from [item] as [i] with (updlock, rowlock) inner join [shop] as [s] on [i].[shop_id] = [s].[id];

-- oracle
select "i"."id" as "id" from "item" "i" inner join "shop" "s" on "i"."shop_id" = "s"."id" for update of "i"."id";
