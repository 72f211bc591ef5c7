-- sqlite
select json_object(?, "item"."id", ?, cast("item"."sold" as text), ?, ormdantic_calculate('round', "item"."price", 0, 2), ?, "item"."active", ?, "item"."added", ?, json("item"."data"), ?, ?) as "object", json_array("item"."id", "item"."name", null) as "list" from "item";

-- postgres
select jsonb_build_object($1::text, "item"."id", $2::text, "item"."sold"::text, $3::text, "item"."price"::text, $4::text, "item"."active", $5::text, "item"."added"::text, $6::text, "item"."data", $7::text, $8::bigint) as "object", jsonb_build_array("item"."id", "item"."name", null) as "list" from "item";

-- mysql
select json_object(?, `item`.`id`, ?, cast(`item`.`sold` as char character set utf8mb4) collate utf8mb4_0900_bin, ?, cast(`item`.`price` as char character set utf8mb4) collate utf8mb4_0900_bin, ?, `item`.`active`, ?, cast(`item`.`added` as char character set utf8mb4) collate utf8mb4_0900_bin, ?, `item`.`data`, ?, ?) as `object`, json_array(`item`.`id`, `item`.`name`, null) as `list` from `item`;

-- mariadb
select json_object(?, `item`.`id`, ?, cast(`item`.`sold` as char character set utf8mb4) collate utf8mb4_nopad_bin, ?, cast(`item`.`price` as char character set utf8mb4) collate utf8mb4_nopad_bin, ?, `item`.`active`, ?, cast(`item`.`added` as char character set utf8mb4) collate utf8mb4_nopad_bin, ?, json_compact(`item`.`data`), ?, ?) as `object`, json_array(`item`.`id`, `item`.`name`, null) as `list` from `item`;

-- mssql
select (select [item].[id] as [id], convert(varchar(20), [item].[sold]) as [sold], convert(varchar(41), [item].[price]) as [price], [item].[active] as [active], convert(varchar(27), [item].[added], 121) as [added], json_query([item].[data]) as [data], @p1 as [one] for json path, without_array_wrapper, include_null_values) as [object], ('[' + concat_ws(',', coalesce((select json_query(j.d, '$.v') from (select (select [item].[id] as [v] for json path, without_array_wrapper, include_null_values) as d) as j), 'null'), coalesce((select json_query(j.d, '$.v') from (select (select [item].[name] as [v] for json path, without_array_wrapper, include_null_values) as d) as j), 'null'), coalesce((select json_query(j.d, '$.v') from (select (select null as [v] for json path, without_array_wrapper, include_null_values) as d) as j), 'null')) + ']') as [list] from [item];

-- oracle
select json_object(key 'id' value "item"."id", key 'sold' value to_char("item"."sold"), key 'price' value to_char("item"."price", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), key 'active' value "item"."active", key 'added' value to_char("item"."added", 'YYYY-MM-DD"T"HH24:MI:SS.FF6'), key 'data' value "item"."data" format json, key 'one' value :1 returning clob) as "object", json_array("item"."id", "item"."name", null null on null returning clob) as "list" from "item";
