-- sqlite
select abs("item"."weight") as "abs", round("item"."weight", 1) as "round", ormdantic_calculate('round', "item"."price", 0, 1) as "exact", ormdantic_calculate('floor', "item"."price", 0, 0) as "floor", ceil("item"."weight") as "ceil", power("item"."rating", ?) as "power", sqrt("item"."weight") as "sqrt", case when "item"."rating" < 0 then -1 when "item"."rating" > 0 then 1 when "item"."rating" = 0 then 0 end as "sign" from "item";

-- postgres
select abs("item"."weight") as "abs", round("item"."weight"::numeric, 1)::double precision as "round", round("item"."price"::numeric, 1) as "exact", floor("item"."price") as "floor", ceil("item"."weight") as "ceil", power("item"."rating"::double precision, $1::bigint::double precision) as "power", sqrt("item"."weight"::double precision) as "sqrt", case when "item"."rating" < 0 then -1 when "item"."rating" > 0 then 1 when "item"."rating" = 0 then 0 end as "sign" from "item";

-- mysql
select abs(`item`.`weight`) as `abs`, (sign(`item`.`weight`) * floor(abs(`item`.`weight`) * 1e1 + 0.5) / 1e1) as `round`, round(`item`.`price`, 1) as `exact`, cast(floor(`item`.`price`) as decimal(65, 0)) as `floor`, ceil(`item`.`weight`) as `ceil`, power(`item`.`rating`, ?) as `power`, sqrt(`item`.`weight`) as `sqrt`, case when `item`.`rating` < 0 then -1 when `item`.`rating` > 0 then 1 when `item`.`rating` = 0 then 0 end as `sign` from `item`;

-- mariadb
select abs(`item`.`weight`) as `abs`, (sign(`item`.`weight`) * floor(abs(`item`.`weight`) * 1e1 + 0.5) / 1e1) as `round`, round(`item`.`price`, 1) as `exact`, cast(floor(`item`.`price`) as decimal(65, 0)) as `floor`, ceil(`item`.`weight`) as `ceil`, power(`item`.`rating`, ?) as `power`, sqrt(`item`.`weight`) as `sqrt`, case when `item`.`rating` < 0 then -1 when `item`.`rating` > 0 then 1 when `item`.`rating` = 0 then 0 end as `sign` from `item`;

-- mssql
select abs([item].[weight]) as [abs], round([item].[weight], 1) as [round], convert(varchar(41), cast(round([item].[price], 1) as decimal(38, 1))) as [exact], convert(varchar(41), cast(floor([item].[price]) as decimal(38, 0))) as [floor], ceiling([item].[weight]) as [ceil], power(cast([item].[rating] as float), cast(@p1 as float)) as [power], sqrt(cast([item].[weight] as float)) as [sqrt], case when [item].[rating] < 0 then -1 when [item].[rating] > 0 then 1 when [item].[rating] = 0 then 0 end as [sign] from [item];

-- oracle
select abs("item"."weight") as "abs", round("item"."weight", 1) as "round", to_char(round("item"."price", 1), 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') as "exact", to_char(floor("item"."price"), 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') as "floor", ceil("item"."weight") as "ceil", power("item"."rating", :1) as "power", sqrt("item"."weight") as "sqrt", case when "item"."rating" < 0 then -1 when "item"."rating" > 0 then 1 when "item"."rating" = 0 then 0 end as "sign" from "item";
