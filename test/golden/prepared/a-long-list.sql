-- sqlite
select "item"."id" as "id" from "item" where ("item"."rating" in (select value from json_each(?)) and "item"."id" > ?);

-- postgres
select "item"."id" as "id" from "item" where ("item"."rating" = any($1::integer[]) and "item"."id" > $2);

-- mysql
select `item`.`id` as `id` from `item` where (`item`.`rating` in (select j.v from json_table(?, '$[*]' columns (v bigint path '$')) as j) and `item`.`id` > ?);

-- mariadb
select `item`.`id` as `id` from `item` where (`item`.`rating` in (select j.v from json_table(?, '$[*]' columns (v bigint path '$')) as j) and `item`.`id` > ?);

-- mssql
select [item].[id] as [id] from [item] where ([item].[rating] in (select [v] from openjson(@p1) with ([v] bigint '$') where [v] is not null) and [item].[id] > @p2);

-- oracle
select "item"."id" as "id" from "item" where ("item"."rating" in (select "j"."v" from json_table(:1, '$[*]' columns ("v" number path '$')) "j" where "j"."v" is not null) and "item"."id" > :2);
