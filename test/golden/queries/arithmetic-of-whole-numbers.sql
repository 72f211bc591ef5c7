-- sqlite
select ("item"."rating" + ?) as "plus", ("item"."id" - "item"."rating") as "minus", ("item"."rating" * "item"."rating") as "times", (cast("item"."rating" as real) / ?) as "div", ("item"."id" / ?) as "intDiv", ("item"."id" % ?) as "mod", cast(("item"."sold" + ?) as text) as "big", (("item"."rating" + ?) * ("item"."id" - ?)) as "nested" from "item";

-- postgres
select ("item"."rating"::bigint + $1::bigint) as "plus", ("item"."id" - "item"."rating"::bigint) as "minus", ("item"."rating"::bigint * "item"."rating"::bigint) as "times", ("item"."rating"::double precision / nullif($2::bigint, 0)) as "div", ("item"."id" / nullif($3::bigint, 0)) as "intDiv", ("item"."id" % nullif($4::bigint, 0)) as "mod", ("item"."sold" + $5::bigint) as "big", (("item"."rating"::bigint + $6::bigint) * ("item"."id" - $7::bigint)) as "nested" from "item";

-- mysql
select (`item`.`rating` + ?) as `plus`, (`item`.`id` - `item`.`rating`) as `minus`, (`item`.`rating` * `item`.`rating`) as `times`, (cast(`item`.`rating` as double) / nullif(?, 0)) as `div`, (`item`.`id` div nullif(?, 0)) as `intDiv`, (`item`.`id` % nullif(?, 0)) as `mod`, (`item`.`sold` + ?) as `big`, ((`item`.`rating` + ?) * (`item`.`id` - ?)) as `nested` from `item`;

-- mariadb
select (`item`.`rating` + ?) as `plus`, (`item`.`id` - `item`.`rating`) as `minus`, (`item`.`rating` * `item`.`rating`) as `times`, (cast(`item`.`rating` as double) / nullif(?, 0)) as `div`, (`item`.`id` div nullif(?, 0)) as `intDiv`, (`item`.`id` % nullif(?, 0)) as `mod`, (`item`.`sold` + ?) as `big`, ((`item`.`rating` + ?) * (`item`.`id` - ?)) as `nested` from `item`;

-- mssql
select (cast([item].[rating] as bigint) + @p1) as [plus], ([item].[id] - cast([item].[rating] as bigint)) as [minus], (cast([item].[rating] as bigint) * cast([item].[rating] as bigint)) as [times], (cast([item].[rating] as float) / nullif(@p2, 0)) as [div], ([item].[id] / nullif(@p3, 0)) as [intDiv], ([item].[id] % nullif(@p4, 0)) as [mod], ([item].[sold] + @p5) as [big], ((cast([item].[rating] as bigint) + @p6) * ([item].[id] - @p7)) as [nested] from [item];

-- oracle
select ("item"."rating" + :1) as "plus", ("item"."id" - "item"."rating") as "minus", ("item"."rating" * "item"."rating") as "times", (cast("item"."rating" as binary_double) / nullif(:2, 0)) as "div", trunc("item"."id" / nullif(:3, 0)) as "intDiv", mod("item"."id", nullif(:4, 0)) as "mod", to_char(("item"."sold" + to_number(:5))) as "big", (("item"."rating" + :6) * ("item"."id" - :7)) as "nested" from "item";
