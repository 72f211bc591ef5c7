-- sqlite
update "item" set "rating" = (coalesce("item"."rating", ?) + ?), "note" = null, "name" = ?, "price" = ormdantic_calculate('*', "item"."price", ?, 2) where "item"."id" = ?;

-- postgres
update "item" set "rating" = (coalesce("item"."rating", $1::integer) + $2::bigint), "note" = null, "name" = $3, "price" = ("item"."price" * $4::bigint) where "item"."id" = $5;

-- mysql
update `item` set `rating` = (coalesce(`item`.`rating`, ?) + ?), `note` = null, `name` = ?, `price` = (`item`.`price` * ?) where `item`.`id` = ?;

-- mariadb
update `item` set `rating` = (coalesce(`item`.`rating`, ?) + ?), `note` = null, `name` = ?, `price` = (`item`.`price` * ?) where `item`.`id` = ?;

-- mssql
update [item] set [rating] = (coalesce([item].[rating], @p1) + @p2), [note] = null, [name] = @p3, [price] = ([item].[price] * @p4) where [item].[id] = @p5;

-- oracle
update "item" set "rating" = (coalesce("item"."rating", :1) + :2), "note" = null, "name" = :3, "price" = ("item"."price" * :4) where "item"."id" = :5;
