-- sqlite
select json_set("item"."data", ?, json(?)) as "set", json_set("item"."data", ?, json(?)) as "list", json_set("item"."data", ?, "item"."rating") as "copy", json_remove("item"."data", ?) as "removed" from "item";

-- postgres
select jsonb_set("item"."data", $1::text[], $2::jsonb) as "set", jsonb_set("item"."data", $3::text[], $4::jsonb) as "list", jsonb_set("item"."data", $5::text[], to_jsonb("item"."rating")) as "copy", ("item"."data" #- $6::text[]) as "removed" from "item";

-- mysql
select json_set(`item`.`data`, ?, cast(? as json)) as `set`, json_set(`item`.`data`, ?, cast(? as json)) as `list`, json_set(`item`.`data`, ?, `item`.`rating`) as `copy`, json_remove(`item`.`data`, ?) as `removed` from `item`;

-- mariadb
select json_set(`item`.`data`, ?, json_compact(?)) as `set`, json_set(`item`.`data`, ?, json_compact(?)) as `list`, json_set(`item`.`data`, ?, `item`.`rating`) as `copy`, json_remove(`item`.`data`, ?) as `removed` from `item`;

-- mssql
select json_modify([item].[data], @p1, json_query(@p2)) as [set], json_modify([item].[data], @p3, json_query(@p4)) as [list], json_modify([item].[data], @p5, [item].[rating]) as [copy], json_modify([item].[data], @p6, null) as [removed] from [item];

-- oracle
select json_transform("item"."data", set '$."size"' = :1 format json returning clob) as "set", json_transform("item"."data", set '$."tags"' = :2 format json returning clob) as "list", json_transform("item"."data", set '$."size"' = "item"."rating" returning clob) as "copy", json_transform("item"."data", remove '$."tags"[0]' returning clob) as "removed" from "item";
