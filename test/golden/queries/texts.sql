-- sqlite
select ormdantic_lower("item"."name") as "lower", ormdantic_upper("item"."name") as "upper", length("item"."name") as "length", trim("item"."name") as "trim", ltrim("item"."name") as "left", rtrim("item"."name") as "right", substr("item"."name", 2, 3) as "part", substr("item"."name", 2) as "rest", replace("item"."name", ?, ?) as "replaced", instr("item"."name", ?) as "place", ("item"."name" || ? || cast("item"."id" as text) || ?) as "whole" from "item";

-- postgres
select lower("item"."name") as "lower", upper("item"."name") as "upper", char_length("item"."name") as "length", trim("item"."name") as "trim", ltrim("item"."name") as "left", rtrim("item"."name") as "right", substr("item"."name", 2::integer, 3::integer) as "part", substr("item"."name", 2::integer) as "rest", replace("item"."name", $1::text, $2::text) as "replaced", strpos("item"."name", $3::text) as "place", ("item"."name" || $4::text || ("item"."id")::text || $5::text) as "whole" from "item";

-- mysql
select lower(`item`.`name`) as `lower`, upper(`item`.`name`) as `upper`, char_length(`item`.`name`) as `length`, trim(`item`.`name`) as `trim`, ltrim(`item`.`name`) as `left`, rtrim(`item`.`name`) as `right`, substr(`item`.`name`, 2, 3) as `part`, substr(`item`.`name`, 2) as `rest`, replace(`item`.`name`, ?, ?) as `replaced`, locate(?, `item`.`name`) as `place`, concat(`item`.`name`, ?, cast(`item`.`id` as char character set utf8mb4) collate utf8mb4_0900_bin, ?) as `whole` from `item`;

-- mariadb
select lower(`item`.`name`) as `lower`, upper(`item`.`name`) as `upper`, char_length(`item`.`name`) as `length`, trim(`item`.`name`) as `trim`, ltrim(`item`.`name`) as `left`, rtrim(`item`.`name`) as `right`, substr(`item`.`name`, 2, 3) as `part`, substr(`item`.`name`, 2) as `rest`, replace(`item`.`name`, ?, ?) as `replaced`, locate(?, `item`.`name`) as `place`, concat(`item`.`name`, ?, cast(`item`.`id` as char character set utf8mb4) collate utf8mb4_nopad_bin, ?) as `whole` from `item`;

-- mssql
select lower([item].[name]) as [lower], upper([item].[name]) as [upper], (len(cast([item].[name] as nvarchar(max)) + N'.') - 1) as [length], trim([item].[name]) as [trim], ltrim([item].[name]) as [left], rtrim([item].[name]) as [right], substring([item].[name], 2, 3) as [part], substring([item].[name], 2, 2147483647) as [rest], replace([item].[name], @p1, @p2) as [replaced], charindex(@p3, [item].[name]) as [place], ([item].[name] + @p4 + cast([item].[id] as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 + @p5) as [whole] from [item];

-- oracle
select lower("item"."name") as "lower", upper("item"."name") as "upper", length("item"."name") as "length", trim("item"."name") as "trim", ltrim("item"."name") as "left", rtrim("item"."name") as "right", substr("item"."name", 2, 3) as "part", substr("item"."name", 2) as "rest", replace("item"."name", :1, :2) as "replaced", instr("item"."name", :3) as "place", ("item"."name" || :4 || cast("item"."id" as varchar2(4000)) || :5) as "whole" from "item";
