-- sqlite
insert into "shop" ("id", "name") select ("item"."id" + ?) as "id", substr("item"."name", 1, 40) as "name" from "item" where "item"."rating" > ?;

-- postgres
insert into "shop" ("id", "name") select ("item"."id" + $1::bigint) as "id", substr("item"."name", 1::integer, 40::integer) as "name" from "item" where "item"."rating" > $2;

-- mysql
insert into `shop` (`id`, `name`) select (`item`.`id` + ?) as `id`, substr(`item`.`name`, 1, 40) as `name` from `item` where `item`.`rating` > ?;

-- mariadb
insert into `shop` (`id`, `name`) select (`item`.`id` + ?) as `id`, substr(`item`.`name`, 1, 40) as `name` from `item` where `item`.`rating` > ?;

-- mssql
insert into [shop] ([id], [name]) select ([item].[id] + @p1) as [id], substring([item].[name], 1, 40) as [name] from [item] where [item].[rating] > @p2;

-- oracle
insert into "shop" ("id", "name") select ("item"."id" + :1) as "id", substr("item"."name", 1, 40) as "name" from "item" where "item"."rating" > :2;
