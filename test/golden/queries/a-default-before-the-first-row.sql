-- sqlite
select lag("item"."rating", 1, ?) over (order by "item"."id" asc) as "before" from "item";

-- postgres
select lag("item"."rating", 1, $1::integer) over (order by "item"."id" asc) as "before" from "item";

-- mysql
select lag(`item`.`rating`, 1, ?) over (order by `item`.`id` asc) as `before` from `item`;

-- mariadb
-- refused: QUERY.UNSUPPORTED: MariaDB has no default in lag(); write coalesce(lag(...).over(...), value), or case() where the column may be NULL

-- mssql
select lag([item].[rating], 1, @p1) over (order by [item].[id] asc) as [before] from [item];

-- oracle
select lag("item"."rating", 1, :1) over (order by "item"."id" asc) as "before" from "item";
