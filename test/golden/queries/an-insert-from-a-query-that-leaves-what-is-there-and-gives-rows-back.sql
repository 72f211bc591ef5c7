-- sqlite
insert into "shop" ("id", "name") select ("item"."id" + ?) as "id", substr("item"."name", 1, 40) as "name" from "item" where 1 = 1 on conflict ("id") do nothing returning "id" as "id";

-- postgres
insert into "shop" ("id", "name") select ("item"."id" + $1::bigint) as "id", substr("item"."name", 1::integer, 40::integer) as "name" from "item" on conflict ("id") do nothing returning "id" as "id";

-- mysql
-- refused: QUERY.UNSUPPORTED: this database gives back no rows of an INSERT; read them in the same transaction, before or after

-- mariadb
-- refused: QUERY.UNSUPPORTED: MariaDB has no rows given back of an INSERT that leaves some as they are; read them again in the same transaction

-- mssql
merge into [shop] with (holdlock) as [target] using (select ([item].[id] + @p1) as [id], substring([item].[name], 1, 40) as [name] from [item]) as [source] ([id], [name]) on [target].[id] = [source].[id] when not matched then insert ([id], [name]) values ([source].[id], [source].[name]) output inserted.[id] as [id];;

-- oracle
-- refused: QUERY.UNSUPPORTED: this database gives back no rows of an INSERT; read them in the same transaction, before or after
