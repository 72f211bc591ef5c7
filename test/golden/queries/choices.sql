-- sqlite
select case when "item"."rating" >= ? then ? when "item"."rating" is null then ? else ? end as "label", case when "item"."active" then ? end as "open", coalesce("item"."note", "item"."name", ?) as "first", case when "item"."rating" = ? then null else "item"."rating" end as "none", max("item"."rating", ?) as "most", case when ormdantic_decimal("item"."price") <= ormdantic_decimal("item"."worth") then "item"."price" when not (ormdantic_decimal("item"."price") <= ormdantic_decimal("item"."worth")) then "item"."worth" end as "least" from "item";

-- postgres
select case when "item"."rating" >= $1 then $2::text when "item"."rating" is null then $3::text else $4::text end as "label", case when "item"."active" then $5::bigint end as "open", coalesce("item"."note", "item"."name", $6::text) as "first", nullif("item"."rating", $7::integer) as "none", case when "item"."rating" is null or $8::integer is null then null else greatest("item"."rating", $8::integer) end as "most", case when "item"."price" is null or "item"."worth" is null then null else least("item"."price", "item"."worth") end as "least" from "item";

-- mysql
select case when `item`.`rating` >= ? then ? when `item`.`rating` is null then ? else ? end as `label`, case when `item`.`active` then ? end as `open`, coalesce(`item`.`note`, `item`.`name`, ?) as `first`, nullif(`item`.`rating`, ?) as `none`, greatest(`item`.`rating`, ?) as `most`, least(`item`.`price`, `item`.`worth`) as `least` from `item`;

-- mariadb
select case when `item`.`rating` >= ? then ? when `item`.`rating` is null then ? else ? end as `label`, case when `item`.`active` then ? end as `open`, coalesce(`item`.`note`, `item`.`name`, ?) as `first`, nullif(`item`.`rating`, ?) as `none`, greatest(`item`.`rating`, ?) as `most`, least(`item`.`price`, `item`.`worth`) as `least` from `item`;

-- mssql
select case when [item].[rating] >= @p1 then @p2 when [item].[rating] is null then @p3 else @p4 end as [label], case when [item].[active] = 1 then @p5 end as [open], coalesce([item].[note], [item].[name], @p6) as [first], nullif([item].[rating], @p7) as [none], case when [item].[rating] is null or @p8 is null then null else (select max([v]) from (values ([item].[rating]), (@p8)) as l ([v])) end as [most], convert(varchar(41), case when [item].[price] is null or [item].[worth] is null then null else (select min([v]) from (values ([item].[price]), ([item].[worth])) as l ([v])) end) as [least] from [item];

-- oracle
select case when "item"."rating" >= :1 then :2 when "item"."rating" is null then :3 else :4 end as "label", case when "item"."active" = 1 then :5 end as "open", coalesce("item"."note", "item"."name", :6) as "first", nullif("item"."rating", :7) as "none", greatest("item"."rating", :8) as "most", to_char(least("item"."price", "item"."worth"), 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') as "least" from "item";
