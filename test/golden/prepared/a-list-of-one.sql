-- sqlite
select "item"."id" as "id" from "item" where ("item"."rating" in (select value from json_each(?)) and "item"."id" > ?);

-- postgres
select "item"."id" as "id" from "item" where ("item"."rating" = any($1::integer[]) and "item"."id" > $2);

-- mysql
select `item`.`id` as `id` from `item` where (`item`.`rating` in (?) and `item`.`id` > ?);

-- mariadb
select `item`.`id` as `id` from `item` where (`item`.`rating` in (?) and `item`.`id` > ?);

-- mssql
select [item].[id] as [id] from [item] where ([item].[rating] in (@p1) and [item].[id] > @p2);

-- oracle
select "item"."id" as "id" from "item" where ("item"."rating" in (:1) and "item"."id" > :2);
