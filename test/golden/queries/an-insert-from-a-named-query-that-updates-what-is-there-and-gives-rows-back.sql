-- sqlite
insert into "shop" ("id", "name") with recursive "numbers" ("n") as (select ? as "n" union all select ("x"."n" + ?) as "n" from "numbers" as "x" where "x"."n" < ?) select ("k"."n" + ?) as "id", (? || cast("k"."n" as text)) as "name" from "numbers" as "k" where 1 = 1 on conflict ("id") do update set "name" = excluded."name" returning "id" as "id", "name" as "name";

-- postgres
insert into "shop" ("id", "name") with recursive "numbers" ("n") as (select $1::bigint as "n" union all select ("x"."n" + $2::bigint) as "n" from "numbers" as "x" where "x"."n" < $3) select ("k"."n" + $4::bigint) as "id", ($5::text || ("k"."n")::text) as "name" from "numbers" as "k" on conflict ("id") do update set "name" = excluded."name" returning "id" as "id", "name" as "name";

-- mysql
-- refused: QUERY.UNSUPPORTED: this database gives back no rows of an INSERT; read them in the same transaction, before or after

-- mariadb
insert into `shop` (`id`, `name`) select * from (with recursive `numbers` (`n`) as (select ? as `n` from dual union all select (`x`.`n` + ?) as `n` from `numbers` as `x` where `x`.`n` < ?) select (`k`.`n` + ?) as `id`, concat(?, cast(`k`.`n` as char character set utf8mb4) collate utf8mb4_nopad_bin) as `name` from `numbers` as `k`) as `_new` on duplicate key update `name` = values(`name`) returning `id` as `id`, `name` as `name`;

-- mssql
with [numbers] ([n]) as (select @p1 as [n] union all select ([x].[n] + @p2) as [n] from [numbers] as [x] where [x].[n] < @p3) merge into [shop] with (holdlock) as [target] using (select ([k].[n] + @p4) as [id], (@p5 + cast([k].[n] as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8) as [name] from [numbers] as [k]) as [source] ([id], [name]) on [target].[id] = [source].[id] when matched then update set [name] = [source].[name] when not matched then insert ([id], [name]) values ([source].[id], [source].[name]) output inserted.[id] as [id], inserted.[name] as [name];;

-- oracle
-- refused: QUERY.UNSUPPORTED: this database gives back no rows of an INSERT; read them in the same transaction, before or after
