-- sqlite
delete from "item" as "a" where exists (select 1 from "item" as "b" where ("a"."name" = "b"."name" and "a"."id" > "b"."id"));

-- postgres
delete from "item" as "a" using "item" as "b" where ("a"."name" = "b"."name" and "a"."id" > "b"."id");

-- mysql
delete `a` from `item` as `a` inner join `item` as `b` on (`a`.`name` = `b`.`name` and `a`.`id` > `b`.`id`);

-- mariadb
delete `a` from `item` as `a` inner join `item` as `b` on (`a`.`name` = `b`.`name` and `a`.`id` > `b`.`id`);

-- mssql
delete from [a] from [item] as [a] inner join [item] as [b] on ([a].[name] = [b].[name] and [a].[id] > [b].[id]);

-- oracle
delete from "item" "a" where exists (select 1 from "item" "b" where ("a"."name" = "b"."name" and "a"."id" > "b"."id"));
