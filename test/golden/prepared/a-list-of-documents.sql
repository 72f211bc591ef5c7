-- sqlite
select "item"."id" as "id" from "item" where (ormdantic_json("item"."data") in (select value from json_each(?)) and "item"."id" > ?);

-- postgres
select "item"."id" as "id" from "item" where ("item"."data" = any($1::jsonb[]) and "item"."id" > $2);

-- mysql
select `item`.`id` as `id` from `item` where ((`item`.`data` = cast(? as json)) and `item`.`id` > ?);

-- mariadb
select `item`.`id` as `id` from `item` where ((if(`item`.`data` is null, null, json_equals(`item`.`data`, ?))) and `item`.`id` > ?);

-- mssql
select [item].[id] as [id] from [item] where ([item].[data] in (@p1) and [item].[id] > @p2);

-- oracle
select "item"."id" as "id" from "item" where ((dbms_lob.compare("item"."data", :1) = 0) and "item"."id" > :2);
