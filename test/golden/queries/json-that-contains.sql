-- sqlite
select "item"."id" as "id" from "item" where ormdantic_json_contains("item"."data", ?);

-- postgres
select "item"."id" as "id" from "item" where "item"."data" @> $1::jsonb;

-- mysql
select `item`.`id` as `id` from `item` where json_contains(`item`.`data`, cast(? as json));

-- mariadb
select `item`.`id` as `id` from `item` where json_contains(`item`.`data`, ?);

-- mssql
-- refused: QUERY.UNSUPPORTED: SQL Server has no test whether a JSON document contains another; compare members by json.text() or json.number()

-- oracle
-- refused: QUERY.UNSUPPORTED: Oracle has no test whether a JSON document contains another; compare members by json.text() or json.number()
