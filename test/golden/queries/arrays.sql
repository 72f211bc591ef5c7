-- sqlite
select json_array_length("item"."words") as "n" from "item" where (ormdantic_json_contains("item"."words", ?) and ormdantic_json_contains("item"."words", ?) and exists (select 1 from json_each("item"."words") as a join json_each(?) as b on a.value = b.value));

-- postgres
select cardinality("item"."words") as "n" from "item" where ("item"."words" @> $1::text[] and "item"."words" @> $2::text[] and "item"."words" && $3::text[]);

-- mysql
select json_length(`item`.`words`) as `n` from `item` where (json_contains(`item`.`words`, cast(? as json)) and json_contains(`item`.`words`, cast(? as json)) and json_overlaps(`item`.`words`, cast(? as json)));

-- mariadb
select json_length(`item`.`words`) as `n` from `item` where (json_contains(`item`.`words`, ?) and json_contains(`item`.`words`, ?) and json_overlaps(`item`.`words`, ?));

-- mssql
select (select count(*) from openjson([item].[words])) as [n] from [item] where (not exists (select [v] from openjson(@p1) with ([v] nvarchar(max) '$') except select [v] from openjson([item].[words]) with ([v] nvarchar(max) '$')) and not exists (select [v] from openjson(@p2) with ([v] nvarchar(max) '$') except select [v] from openjson([item].[words]) with ([v] nvarchar(max) '$')) and exists (select [v] from openjson(@p3) with ([v] nvarchar(max) '$') intersect select [v] from openjson([item].[words]) with ([v] nvarchar(max) '$')));

-- oracle
select json_value("item"."words", '$.size()' returning number) as "n" from "item" where (not exists (select "v" from json_table(:1, '$[*]' columns ("v" varchar2(4000) path '$')) minus select "v" from json_table("item"."words", '$[*]' columns ("v" varchar2(4000) path '$'))) and not exists (select "v" from json_table(:2, '$[*]' columns ("v" varchar2(4000) path '$')) minus select "v" from json_table("item"."words", '$[*]' columns ("v" varchar2(4000) path '$'))) and exists (select "v" from json_table(:3, '$[*]' columns ("v" varchar2(4000) path '$')) intersect select "v" from json_table("item"."words", '$[*]' columns ("v" varchar2(4000) path '$'))));
