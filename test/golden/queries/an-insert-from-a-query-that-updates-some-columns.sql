-- sqlite
insert into "shop" ("id", "name") select * from (select ("item"."id" + ?) as "id", substr("item"."name", 1, 40) as "name" from "item" union select ("item"."id" + ?) as "id", substr("item"."name", 1, 40) as "name" from "item") as "rows" where 1 = 1 on conflict ("id") do update set "name" = excluded."name";

-- postgres
insert into "shop" ("id", "name") select ("item"."id" + $1::bigint) as "id", substr("item"."name", 1::integer, 40::integer) as "name" from "item" union select ("item"."id" + $2::bigint) as "id", substr("item"."name", 1::integer, 40::integer) as "name" from "item" on conflict ("id") do update set "name" = excluded."name";

-- mysql
insert into `shop` (`id`, `name`) select * from (select (`item`.`id` + ?) as `id`, substr(`item`.`name`, 1, 40) as `name` from `item` union select (`item`.`id` + ?) as `id`, substr(`item`.`name`, 1, 40) as `name` from `item`) as `_new` (`id`, `name`) on duplicate key update `name` = `_new`.`name`;

-- mariadb
insert into `shop` (`id`, `name`) select * from (select (`item`.`id` + ?) as `id`, substr(`item`.`name`, 1, 40) as `name` from `item` union select (`item`.`id` + ?) as `id`, substr(`item`.`name`, 1, 40) as `name` from `item`) as `_new` on duplicate key update `name` = values(`name`);

-- mssql
merge into [shop] with (holdlock) as [target] using (select ([item].[id] + @p1) as [id], substring([item].[name], 1, 40) as [name] from [item] union select ([item].[id] + @p2) as [id], substring([item].[name], 1, 40) as [name] from [item]) as [source] ([id], [name]) on [target].[id] = [source].[id] when matched then update set [name] = [source].[name] when not matched then insert ([id], [name]) values ([source].[id], [source].[name]);;

-- oracle
merge into "shop" "target" using (select "rows"."id" as "id", "rows"."name" as "name" from (select ("item"."id" + :1) as "id", substr("item"."name", 1, 40) as "name" from "item" union select ("item"."id" + :2) as "id", substr("item"."name", 1, 40) as "name" from "item") "rows") "source" on ("target"."id" = "source"."id") when matched then update set "name" = "source"."name" when not matched then insert ("id", "name") values ("source"."id", "source"."name");
