-- sqlite
delete from "item" as "a" where exists (select 1 from "item" as "b" where ("a"."name" = "b"."name" and "a"."id" > "b"."id")) returning "id" as "id";

-- postgres
delete from "item" as "a" using "item" as "b" where ("a"."name" = "b"."name" and "a"."id" > "b"."id") returning "a"."id" as "id";

-- mysql
-- refused: QUERY.UNSUPPORTED: this database gives back no rows of a DELETE; read them in the same transaction, before or after

-- mariadb
delete from `item` where exists (select 1 from `item` as `b` where (`item`.`name` = `b`.`name` and `item`.`id` > `b`.`id`)) returning `id` as `id`;

-- mssql
delete from [a] output deleted.[id] as [id] from [item] as [a] inner join [item] as [b] on ([a].[name] = [b].[name] and [a].[id] > [b].[id]);

-- oracle
delete from "item" "a" where exists (select 1 from "item" "b" where ("a"."name" = "b"."name" and "a"."id" > "b"."id")) returning "id" into :r1;
