-- sqlite
-- refused: QUERY.UNSUPPORTED: SQLite has no full-text search in ordinary tables; use contains() or like(), or query an FTS5 table of your own by sql

-- postgres
select "item"."id" as "id" from "item" where to_tsvector('simple', coalesce("item"."name", '') || ' ' || coalesce("item"."note", '')) @@ websearch_to_tsquery('simple', $1);

-- mysql
select `item`.`id` as `id` from `item` where match (`item`.`name`, `item`.`note`) against (? in natural language mode);

-- mariadb
select `item`.`id` as `id` from `item` where match (`item`.`name`, `item`.`note`) against (? in natural language mode);

-- mssql
select [item].[id] as [id] from [item] where freetext(([item].[name], [item].[note]), @p1);

-- oracle
-- refused: QUERY.UNSUPPORTED: Oracle has no full-text search in several columns at once; join one match() per column by or()
