-- sqlite
insert into "shop" ("id", "name") with recursive "numbers" ("n") as (select ? as "n" union all select ("x"."n" + ?) as "n" from "numbers" as "x" where "x"."n" < ?) select ("k"."n" + ?) as "id", (? || cast("k"."n" as text)) as "name" from "numbers" as "k" returning "id" as "id", "name" as "name";

-- postgres
insert into "shop" ("id", "name") with recursive "numbers" ("n") as (select $1::bigint as "n" union all select ("x"."n" + $2::bigint) as "n" from "numbers" as "x" where "x"."n" < $3) select ("k"."n" + $4::bigint) as "id", ($5::text || ("k"."n")::text) as "name" from "numbers" as "k" returning "id" as "id", "name" as "name";

-- mysql
-- refused: QUERY.UNSUPPORTED: this database gives back no rows of an INSERT; read them in the same transaction, before or after

-- mariadb
insert into `shop` (`id`, `name`) with recursive `numbers` (`n`) as (select ? as `n` from dual union all select (`x`.`n` + ?) as `n` from `numbers` as `x` where `x`.`n` < ?) select (`k`.`n` + ?) as `id`, concat(?, cast(`k`.`n` as char character set utf8mb4) collate utf8mb4_nopad_bin) as `name` from `numbers` as `k` returning `id` as `id`, `name` as `name`;

-- mssql
with [numbers] ([n]) as (select @p1 as [n] union all select ([x].[n] + @p2) as [n] from [numbers] as [x] where [x].[n] < @p3) insert into [shop] ([id], [name]) output inserted.[id] as [id], inserted.[name] as [name] select ([k].[n] + @p4) as [id], (@p5 + cast([k].[n] as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8) as [name] from [numbers] as [k];

-- oracle
-- refused: QUERY.UNSUPPORTED: Oracle has no rows given back by an INSERT from a query; read them again in the same transaction
