-- sqlite
select "item"."id" as "id" from "item" where ("item"."name" not in (select value from json_each(?)) and "item"."id" > ?);

-- postgres
select "item"."id" as "id" from "item" where ("item"."name" <> all($1::text[]) and "item"."id" > $2);

-- mysql
select `item`.`id` as `id` from `item` where (`item`.`name` not in (select j.v from json_table(?, '$[*]' columns (v varchar(50) collate utf8mb4_0900_bin path '$')) as j) and `item`.`id` > ?);

-- mariadb
select `item`.`id` as `id` from `item` where (`item`.`name` not in (select j.v from json_table(?, '$[*]' columns (v varchar(50) collate utf8mb4_nopad_bin path '$')) as j) and `item`.`id` > ?);

-- mssql
select [item].[id] as [id] from [item] where ([item].[name] not in (select [v] collate Latin1_General_100_BIN2_UTF8 from openjson(@p1) with ([v] nvarchar(max) '$') where [v] is not null) and [item].[id] > @p2);

-- oracle
select "item"."id" as "id" from "item" where ("item"."name" not in (select "j"."v" from json_table(:1, '$[*]' columns ("v" varchar2(4000) path '$')) "j" where "j"."v" is not null) and "item"."id" > :2);
