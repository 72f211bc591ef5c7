-- sqlite
select ormdantic_calculate('+', "item"."price", ?, 2) as "plus", ormdantic_calculate('*', "item"."price", "item"."rating", 2) as "times", ormdantic_calculate('/', "item"."price", ?, 6) as "div", ormdantic_calculate('-', "item"."worth", "item"."price", 6) as "wide", ("item"."weight" * ?) as "weight", (cast("item"."weight" as real) / ?) as "half" from "item";

-- postgres
select ("item"."price" + $1::numeric) as "plus", ("item"."price" * "item"."rating"::bigint) as "times", round("item"."price" / nullif($2::bigint, 0), 6) as "div", ("item"."worth" - "item"."price") as "wide", ("item"."weight" * $3::double precision) as "weight", ("item"."weight"::double precision / nullif($4::bigint, 0)) as "half" from "item";

-- mysql
select (`item`.`price` + cast(? as decimal(65, 2))) as `plus`, (`item`.`price` * `item`.`rating`) as `times`, cast(`item`.`price` / nullif(?, 0) as decimal(65, 6)) as `div`, (`item`.`worth` - `item`.`price`) as `wide`, (`item`.`weight` * ?) as `weight`, (cast(`item`.`weight` as double) / nullif(?, 0)) as `half` from `item`;

-- mariadb
select (`item`.`price` + cast(? as decimal(65, 2))) as `plus`, (`item`.`price` * `item`.`rating`) as `times`, cast(`item`.`price` / nullif(?, 0) as decimal(65, 6)) as `div`, (`item`.`worth` - `item`.`price`) as `wide`, (`item`.`weight` * ?) as `weight`, (cast(`item`.`weight` as double) / nullif(?, 0)) as `half` from `item`;

-- mssql
select convert(varchar(41), ([item].[price] + cast(@p1 as decimal(38, 2)))) as [plus], convert(varchar(41), ([item].[price] * cast([item].[rating] as bigint))) as [times], convert(varchar(41), cast([item].[price] / nullif(@p2, 0) as decimal(38, 6))) as [div], convert(varchar(41), ([item].[worth] - [item].[price])) as [wide], ([item].[weight] * @p3) as [weight], (cast([item].[weight] as float) / nullif(@p4, 0)) as [half] from [item];

-- oracle
select to_char(("item"."price" + to_number(:1, '999999999999999999999999999999999999D99', 'NLS_NUMERIC_CHARACTERS=''.,''')), 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') as "plus", to_char(("item"."price" * "item"."rating"), 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') as "times", to_char(round("item"."price" / nullif(:2, 0), 6), 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') as "div", to_char(("item"."worth" - "item"."price"), 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') as "wide", ("item"."weight" * :3) as "weight", (cast("item"."weight" as binary_double) / nullif(:4, 0)) as "half" from "item";
