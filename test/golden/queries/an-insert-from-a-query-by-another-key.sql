-- sqlite
insert into "stock" ("id", "code", "in_store") select "item"."id" as "id", "item"."name" as "code", ("item"."id" * ?) as "amount" from "item" where "item"."active" = ? on conflict ("code") do update set "in_store" = excluded."in_store", "version" = "version" + 1;

-- postgres
insert into "stock" ("id", "code", "in_store") select "item"."id" as "id", "item"."name" as "code", ("item"."id" * $1::bigint) as "amount" from "item" where "item"."active" = $2 on conflict ("code") do update set "in_store" = excluded."in_store", "version" = "stock"."version" + 1;

-- mysql
-- refused: QUERY.UNSUPPORTED: this database cannot tell which unique key of "stock" a row is in conflict with; read the rows of the query and give them to upsertMany()

-- mariadb
-- refused: QUERY.UNSUPPORTED: this database cannot tell which unique key of "stock" a row is in conflict with; read the rows of the query and give them to upsertMany()

-- mssql
merge into [stock] with (holdlock) as [target] using (select [item].[id] as [id], [item].[name] as [code], ([item].[id] * @p1) as [amount] from [item] where [item].[active] = @p2) as [source] ([id], [code], [in_store]) on [target].[code] = [source].[code] when matched then update set [in_store] = [source].[in_store], [version] = [target].[version] + 1 when not matched then insert ([id], [code], [in_store]) values ([source].[id], [source].[code], [source].[in_store]);;

-- oracle
merge into "stock" "target" using (select "rows"."id" as "id", "rows"."code" as "code", "rows"."amount" as "in_store" from (select "item"."id" as "id", "item"."name" as "code", ("item"."id" * :1) as "amount" from "item" where "item"."active" = :2) "rows") "source" on ("target"."code" = "source"."code") when matched then update set "in_store" = "source"."in_store", "version" = "target"."version" + 1 when not matched then insert ("id", "code", "in_store") values ("source"."id", "source"."code", "source"."in_store");
