-- sqlite
delete from "item" where "item"."rating" is null returning "id" as "id", "name" as "name";

-- postgres
delete from "item" where "item"."rating" is null returning "id" as "id", "name" as "name";

-- mysql
-- refused: QUERY.UNSUPPORTED: this database gives back no rows of a DELETE; read them in the same transaction, before or after

-- mariadb
delete from `item` where `item`.`rating` is null returning `id` as `id`, `name` as `name`;

-- mssql
delete from [item] output deleted.[id] as [id], deleted.[name] as [name] where [item].[rating] is null;

-- oracle
delete from "item" where "item"."rating" is null returning "id", "name" into :r1, :r2;
