-- sqlite
update "item" set "active" = ? where "item"."active" = ? returning "id" as "id", cast("sold" as text) as "sold";

-- postgres
update "item" set "active" = $1 where "item"."active" = $2 returning "id" as "id", "sold" as "sold";

-- mysql
-- refused: QUERY.UNSUPPORTED: this database gives back no rows of an UPDATE; read them in the same transaction, before or after

-- mariadb
-- refused: QUERY.UNSUPPORTED: this database gives back no rows of an UPDATE; read them in the same transaction, before or after

-- mssql
update [item] set [active] = @p1 output inserted.[id] as [id], inserted.[sold] as [sold] where [item].[active] = @p2;

-- oracle
update "item" set "active" = :1 where "item"."active" = :2 returning "id", to_char("sold") into :r1, :r2;
