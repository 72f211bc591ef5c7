import { all, assign, type ColumnName, column, columns, compare, conflict, type GoldenCase, given, insert, proposed, table } from "./nodes.ts";

const typed = [
  "name",
  "code",
  "rating",
  "sold",
  "weight",
  "price",
  "worth",
  "active",
  "added",
  "born",
  "photo",
  "data",
  "tags",
] as const satisfies readonly ColumnName[];
const own = (name: ColumnName) => ({ ...column(name), table: undefined });
const byId = { kind: "compare", operator: "=", left: own("id"), right: given("id") } as const;

export const write: readonly GoldenCase[] = [
  {
    title: "insert one row",
    node: insert(["name", "rating"]),
    sql: {
      sqlite: 'insert into "flavor" ("name", "rating") values (?, ?)',
      postgres: 'insert into "flavor" ("name", "rating") values ($1, $2)',
      mysql: "insert into `flavor` (`name`, `rating`) values (?, ?)",
      mariadb: "insert into `flavor` (`name`, `rating`) values (?, ?)",
      mssql: "insert into [flavor] ([name], [rating]) values (@p1, @p2)",
      oracle: 'insert into "flavor" ("name", "rating") values (:1, :2)',
    },
  },
  {
    title: "insert one row and read it back",
    node: insert(["name", "price"], { read: ["id", "name", "price", "added"] }),
    sql: {
      sqlite: 'insert into "flavor" ("name", "price") values (?, ?) returning "id", "name", "price", "added"',
      postgres: 'insert into "flavor" ("name", "price") values ($1, $2) returning "id", "name", "price", "added"',
      mysql: "insert into `flavor` (`name`, `price`) values (?, cast(? as decimal(65, 2)))",
      mariadb: "insert into `flavor` (`name`, `price`) values (?, cast(? as decimal(65, 2))) returning `id`, `name`, `price`, cast(`added` as char)",
      mssql:
        "insert into [flavor] ([name], [price]) output inserted.[id], inserted.[name], convert(varchar(41), inserted.[price]), inserted.[added] values (@p1, cast(@p2 as decimal(10, 2)))",
      oracle:
        "insert into \"flavor\" (\"name\", \"price\") values (:1, to_number(:2, '999999999999999999999999999999999999D99', 'NLS_NUMERIC_CHARACTERS=''.,''')) returning \"id\", \"name\", to_char(\"price\", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,'''), to_char(\"added\", 'YYYY-MM-DD\"T\"HH24:MI:SS.FF6') into :r1, :r2, :r3, :r4",
    },
  },
  {
    title: "insert one row of every type",
    node: insert(typed),
    sql: {
      sqlite:
        'insert into "flavor" ("name", "code", "rating", "sold", "weight", "price", "worth", "active", "added", "born", "photo", "data", "tags") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      postgres:
        'insert into "flavor" ("name", "code", "rating", "sold", "weight", "price", "worth", "active", "added", "born", "photo", "data", "tags") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)',
      mysql:
        "insert into `flavor` (`name`, `code`, `rating`, `sold`, `weight`, `price`, `worth`, `active`, `added`, `born`, `photo`, `data`, `tags`) values (?, ?, ?, ?, ?, cast(? as decimal(65, 2)), cast(? as decimal(65, 10)), ?, ?, ?, ?, cast(? as json), cast(? as json))",
      mariadb:
        "insert into `flavor` (`name`, `code`, `rating`, `sold`, `weight`, `price`, `worth`, `active`, `added`, `born`, `photo`, `data`, `tags`) values (?, ?, ?, ?, ?, cast(? as decimal(65, 2)), cast(? as decimal(65, 10)), ?, ?, ?, ?, ?, ?)",
      mssql:
        "insert into [flavor] ([name], [code], [rating], [sold], [weight], [price], [worth], [active], [added], [born], [photo], [data], [tags]) values (@p1, cast(@p2 as uniqueidentifier), @p3, @p4, @p5, cast(@p6 as decimal(10, 2)), cast(@p7 as decimal(30, 10)), @p8, cast(@p9 as datetime2(3)), cast(@p10 as date), convert(varbinary(max), @p11), @p12, @p13)",
      oracle:
        'insert into "flavor" ("name", "code", "rating", "sold", "weight", "price", "worth", "active", "added", "born", "photo", "data", "tags") values (:1, :2, :3, to_number(:4), :5, to_number(:6, \'999999999999999999999999999999999999D99\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\'), to_number(:7, \'9999999999999999999999999999D9999999999\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\'), :8, to_timestamp(:9, \'YYYY-MM-DD"T"HH24:MI:SS.FF\'), to_date(:10, \'YYYY-MM-DD\'), :11, :12, :13)',
    },
  },
  {
    title: "insert nothing but defaults",
    node: insert([], { read: ["id"] }),
    sql: {
      sqlite: 'insert into "flavor" default values returning "id"',
      postgres: 'insert into "flavor" default values returning "id"',
      mysql: "insert into `flavor` () values ()",
      mariadb: "insert into `flavor` () values () returning `id`",
      mssql: "insert into [flavor] output inserted.[id] default values",
      oracle: 'insert into "flavor" ("id") values (default) returning "id" into :r1',
    },
  },
  {
    title: "insert with an identity of the caller's",
    node: insert(["id", "name"], { identity: "id" }),
    sql: {
      sqlite: 'insert into "flavor" ("id", "name") values (?, ?)',
      postgres: 'insert into "flavor" ("id", "name") overriding system value values ($1, $2)',
      mysql: "insert into `flavor` (`id`, `name`) values (?, ?)",
      mariadb: "insert into `flavor` (`id`, `name`) values (?, ?)",
      mssql: "set identity_insert [flavor] on; insert into [flavor] ([id], [name]) values (@p1, @p2); set identity_insert [flavor] off",
      oracle: 'insert into "flavor" ("id", "name") values (:1, :2)',
    },
  },
  {
    title: "insert many rows",
    node: insert(["name", "rating"], { count: 3 }),
    sql: {
      sqlite: 'insert into "flavor" ("name", "rating") values (?, ?), (?, ?), (?, ?)',
      postgres:
        'insert into "flavor" ("name", "rating") select u."c0", u."c1" from unnest($1::text[], $2::integer[]) with ordinality as u ("c0", "c1", "n") order by u."n"',
      mysql: "insert into `flavor` (`name`, `rating`) values (?, ?), (?, ?), (?, ?)",
      mariadb: "insert into `flavor` (`name`, `rating`) values (?, ?), (?, ?), (?, ?)",
      mssql: "insert into [flavor] ([name], [rating]) values (@p1, @p2), (@p3, @p4), (@p5, @p6)",
      oracle:
        'insert into "flavor" ("name", "rating") select cast(:1 as varchar2(50 char)), cast(:2 as number(10)) from dual union all select cast(:3 as varchar2(50 char)), cast(:4 as number(10)) from dual union all select cast(:5 as varchar2(50 char)), cast(:6 as number(10)) from dual',
    },
  },
  {
    title: "insert many rows and read them back in order",
    node: insert(["name", "tags"], { count: 2, read: ["id", "name"] }),
    sql: {
      sqlite: 'insert into "flavor" ("name", "tags") values (?, ?), (?, ?) returning "id", "name"',
      postgres:
        'insert into "flavor" ("name", "tags") select u."c0", u."c1"::text[] from unnest($1::text[], $2::text[]) with ordinality as u ("c0", "c1", "n") order by u."n" returning "id", "name"',
      mysql: "insert into `flavor` (`name`, `tags`) values (?, cast(? as json)), (?, cast(? as json))",
      mariadb: "insert into `flavor` (`name`, `tags`) values (?, ?), (?, ?) returning `id`, `name`",
      mssql:
        "declare @rows table ([n] int, [c0] bigint, [c1] nvarchar(50)); merge into [flavor] as [target] using (values (0, @p1, @p2), (1, @p3, @p4)) as [source] ([n], [name], [tags]) on 1 = 0 when not matched then insert ([name], [tags]) values ([source].[name], [source].[tags]) output [source].[n], inserted.[id], inserted.[name] into @rows; select [c0], [c1] from @rows order by [n]",
      oracle: 'insert into "flavor" ("name", "tags") values (:1, :2) returning "id", "name" into :r1, :r2',
    },
  },
  {
    title: "insert many rows with an identity of the caller's, read back",
    node: insert(["id", "name"], { count: 2, identity: "id", read: ["id", "added"] }),
    sql: {
      sqlite: 'insert into "flavor" ("id", "name") values (?, ?), (?, ?) returning "id", "added"',
      postgres:
        'insert into "flavor" ("id", "name") overriding system value select u."c0", u."c1" from unnest($1::bigint[], $2::text[]) with ordinality as u ("c0", "c1", "n") order by u."n" returning "id", "added"',
      mysql: "insert into `flavor` (`id`, `name`) values (?, ?), (?, ?)",
      mariadb: "insert into `flavor` (`id`, `name`) values (?, ?), (?, ?) returning `id`, cast(`added` as char)",
      mssql:
        "set identity_insert [flavor] on; declare @rows table ([n] int, [c0] bigint, [c1] datetime2(3)); merge into [flavor] as [target] using (values (0, @p1, @p2), (1, @p3, @p4)) as [source] ([n], [id], [name]) on 1 = 0 when not matched then insert ([id], [name]) values ([source].[id], [source].[name]) output [source].[n], inserted.[id], inserted.[added] into @rows; set identity_insert [flavor] off; select [c0], [c1] from @rows order by [n]",
      oracle: 'insert into "flavor" ("id", "name") values (:1, :2) returning "id", to_char("added", \'YYYY-MM-DD"T"HH24:MI:SS.FF6\') into :r1, :r2',
    },
  },
  {
    title: "insert into a table with triggers",
    node: insert(["name"], { read: ["id", "price"], triggers: true }),
    sql: {
      sqlite: 'insert into "flavor" ("name") values (?) returning "id", "price"',
      postgres: 'insert into "flavor" ("name") values ($1) returning "id", "price"',
      mysql: "insert into `flavor` (`name`) values (?)",
      mariadb: "insert into `flavor` (`name`) values (?) returning `id`, `price`",
      mssql:
        "declare @rows table ([c0] bigint, [c1] decimal(10, 2)); insert into [flavor] ([name]) output inserted.[id], inserted.[price] into @rows values (@p1); select [c0], convert(varchar(41), [c1]) from @rows",
      oracle: "insert into \"flavor\" (\"name\") values (:1) returning \"id\", to_char(\"price\", 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''') into :r1, :r2",
    },
  },
  {
    title: "upsert that leaves the row alone",
    node: insert(["id", "name"], { conflict: conflict(["id"], []) }),
    sql: {
      sqlite: 'insert into "flavor" ("id", "name") values (?, ?) on conflict ("id") do nothing',
      postgres: 'insert into "flavor" ("id", "name") values ($1, $2) on conflict ("id") do nothing',
      mysql: "insert into `flavor` (`id`, `name`) values (?, ?) on duplicate key update `id` = `id`",
      mariadb: "insert into `flavor` (`id`, `name`) values (?, ?) on duplicate key update `id` = `id`",
      mssql:
        "merge into [flavor] with (holdlock) as [target] using (values (@p1, @p2)) as [source] ([id], [name]) on [target].[id] = [source].[id] when not matched then insert ([id], [name]) values ([source].[id], [source].[name]);",
      oracle:
        'merge into "flavor" "target" using (select cast(:1 as number(19)) as "id", cast(:2 as varchar2(50 char)) as "name" from dual) "source" on ("target"."id" = "source"."id") when not matched then insert ("id", "name") values ("source"."id", "source"."name")',
    },
  },
  {
    title: "upsert that updates some columns",
    node: insert(["id", "name", "rating"], {
      conflict: conflict(["id"], [assign("name", proposed("name")), assign("rating", proposed("rating"))]),
      read: ["id", "name", "rating"],
    }),
    sql: {
      sqlite:
        'insert into "flavor" ("id", "name", "rating") values (?, ?, ?) on conflict ("id") do update set "name" = excluded."name", "rating" = excluded."rating" returning "id", "name", "rating"',
      postgres:
        'insert into "flavor" ("id", "name", "rating") values ($1, $2, $3) on conflict ("id") do update set "name" = excluded."name", "rating" = excluded."rating" returning "id", "name", "rating"',
      mysql:
        "insert into `flavor` (`id`, `name`, `rating`) values (?, ?, ?) as `_new` on duplicate key update `name` = `_new`.`name`, `rating` = `_new`.`rating`",
      mariadb:
        "insert into `flavor` (`id`, `name`, `rating`) values (?, ?, ?) on duplicate key update `name` = values(`name`), `rating` = values(`rating`) returning `id`, `name`, `rating`",
      mssql:
        "merge into [flavor] with (holdlock) as [target] using (values (@p1, @p2, @p3)) as [source] ([id], [name], [rating]) on [target].[id] = [source].[id] when matched then update set [name] = [source].[name], [rating] = [source].[rating] when not matched then insert ([id], [name], [rating]) values ([source].[id], [source].[name], [source].[rating]) output inserted.[id], inserted.[name], inserted.[rating];",
      oracle:
        'merge into "flavor" "target" using (select cast(:1 as number(19)) as "id", cast(:2 as varchar2(50 char)) as "name", cast(:3 as number(10)) as "rating" from dual) "source" on ("target"."id" = "source"."id") when matched then update set "name" = "source"."name", "rating" = "source"."rating" when not matched then insert ("id", "name", "rating") values ("source"."id", "source"."name", "source"."rating")',
    },
  },
  {
    title: "upsert that raises the version",
    node: insert(["code", "name"], {
      conflict: conflict(
        ["code"],
        [assign("name", proposed("name")), assign("version", { kind: "fragment", parts: [own("version"), { kind: "raw", text: " + 1" }] })],
      ),
    }),
    sql: {
      sqlite: 'insert into "flavor" ("code", "name") values (?, ?) on conflict ("code") do update set "name" = excluded."name", "version" = "version" + 1',
      postgres:
        'insert into "flavor" ("code", "name") values ($1, $2) on conflict ("code") do update set "name" = excluded."name", "version" = "flavor"."version" + 1',
      mysql: "insert into `flavor` (`code`, `name`) values (?, ?) as `_new` on duplicate key update `name` = `_new`.`name`, `version` = `flavor`.`version` + 1",
      mariadb: "insert into `flavor` (`code`, `name`) values (?, ?) on duplicate key update `name` = values(`name`), `version` = `flavor`.`version` + 1",
      mssql:
        "merge into [flavor] with (holdlock) as [target] using (values (cast(@p1 as uniqueidentifier), @p2)) as [source] ([code], [name]) on [target].[code] = [source].[code] when matched then update set [name] = [source].[name], [version] = [target].[version] + 1 when not matched then insert ([code], [name]) values ([source].[code], [source].[name]);",
      oracle:
        'merge into "flavor" "target" using (select cast(:1 as varchar2(36 char)) as "code", cast(:2 as varchar2(50 char)) as "name" from dual) "source" on ("target"."code" = "source"."code") when matched then update set "name" = "source"."name", "version" = "target"."version" + 1 when not matched then insert ("code", "name") values ("source"."code", "source"."name")',
    },
  },
  {
    title: "upsert many rows by two columns",
    node: insert(["name", "kind", "price"], { count: 2, conflict: conflict(["name", "kind"], [assign("price", proposed("price"))]), read: ["id", "price"] }),
    sql: {
      sqlite:
        'insert into "flavor" ("name", "kind", "price") values (?, ?, ?), (?, ?, ?) on conflict ("name", "kind") do update set "price" = excluded."price" returning "id", "price"',
      postgres:
        'insert into "flavor" ("name", "kind", "price") select u."c0", u."c1", u."c2" from unnest($1::text[], $2::text[], $3::numeric[]) with ordinality as u ("c0", "c1", "c2", "n") order by u."n" on conflict ("name", "kind") do update set "price" = excluded."price" returning "id", "price"',
      mysql:
        "insert into `flavor` (`name`, `kind`, `price`) values (?, ?, cast(? as decimal(65, 2))), (?, ?, cast(? as decimal(65, 2))) as `_new` on duplicate key update `price` = `_new`.`price`",
      mariadb:
        "insert into `flavor` (`name`, `kind`, `price`) values (?, ?, cast(? as decimal(65, 2))), (?, ?, cast(? as decimal(65, 2))) on duplicate key update `price` = values(`price`) returning `id`, `price`",
      mssql:
        "declare @rows table ([n] int, [c0] bigint, [c1] decimal(10, 2)); merge into [flavor] with (holdlock) as [target] using (values (0, @p1, @p2, cast(@p3 as decimal(10, 2))), (1, @p4, @p5, cast(@p6 as decimal(10, 2)))) as [source] ([n], [name], [kind], [price]) on [target].[name] = [source].[name] and [target].[kind] = [source].[kind] when matched then update set [price] = [source].[price] when not matched then insert ([name], [kind], [price]) values ([source].[name], [source].[kind], [source].[price]) output [source].[n], inserted.[id], inserted.[price] into @rows; select [c0], convert(varchar(41), [c1]) from @rows order by [n]",
      oracle:
        'merge into "flavor" "target" using (select cast(:1 as varchar2(50 char)) as "name", cast(:2 as varchar2(6 char)) as "kind", cast(to_number(:3, \'999999999999999999999999999999999999D99\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\') as number(10, 2)) as "price" from dual union all select cast(:4 as varchar2(50 char)), cast(:5 as varchar2(6 char)), cast(to_number(:6, \'999999999999999999999999999999999999D99\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\') as number(10, 2)) from dual) "source" on ("target"."name" = "source"."name" and "target"."kind" = "source"."kind") when matched then update set "price" = "source"."price" when not matched then insert ("name", "kind", "price") values ("source"."name", "source"."kind", "source"."price")',
    },
  },
  {
    title: "update by key",
    node: { kind: "update", table: table(), assignments: [assign("name"), assign("price"), assign("data")], where: byId, returning: [] },
    sql: {
      sqlite: 'update "flavor" set "name" = ?, "price" = ?, "data" = ? where "id" = ?',
      postgres: 'update "flavor" set "name" = $1, "price" = $2, "data" = $3 where "id" = $4',
      mysql: "update `flavor` set `name` = ?, `price` = cast(? as decimal(65, 2)), `data` = cast(? as json) where `id` = ?",
      mariadb: "update `flavor` set `name` = ?, `price` = cast(? as decimal(65, 2)), `data` = ? where `id` = ?",
      mssql: "update [flavor] set [name] = @p1, [price] = cast(@p2 as decimal(10, 2)), [data] = @p3 where [id] = @p4",
      oracle:
        'update "flavor" set "name" = :1, "price" = to_number(:2, \'999999999999999999999999999999999999D99\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\'), "data" = :3 where "id" = :4',
    },
  },
  {
    title: "update and read back",
    node: (d) => ({
      kind: "update",
      table: table(),
      assignments: [assign("added"), assign("version", { kind: "fragment", parts: [own("version"), { kind: "raw", text: " + 1" }] })],
      where: all(byId, { kind: "compare", operator: "=", left: own("version"), right: given("version") }),
      returning: d.capabilities.returning.update === "none" ? [] : columns(["id", "version"]),
    }),
    sql: {
      sqlite: 'update "flavor" set "added" = ?, "version" = "version" + 1 where ("id" = ? and "version" = ?) returning "id", "version"',
      postgres: 'update "flavor" set "added" = $1, "version" = "version" + 1 where ("id" = $2 and "version" = $3) returning "id", "version"',
      mysql: "update `flavor` set `added` = ?, `version` = `version` + 1 where (`id` = ? and `version` = ?)",
      mariadb: "update `flavor` set `added` = ?, `version` = `version` + 1 where (`id` = ? and `version` = ?)",
      mssql:
        "update [flavor] set [added] = cast(@p1 as datetime2(3)), [version] = [version] + 1 output inserted.[id], inserted.[version] where ([id] = @p2 and [version] = @p3)",
      oracle:
        'update "flavor" set "added" = to_timestamp(:1, \'YYYY-MM-DD"T"HH24:MI:SS.FF\'), "version" = "version" + 1 where ("id" = :2 and "version" = :3) returning "id", "version" into :r1, :r2',
    },
  },
  {
    title: "update of all rows through an alias",
    node: {
      kind: "update",
      table: table("t0"),
      assignments: [assign("active", { kind: "constant", value: false })],
      where: compare("rating", "<"),
      returning: [],
    },
    sql: {
      sqlite: 'update "flavor" as "t0" set "active" = 1 = 0 where "t0"."rating" < ?',
      postgres: 'update "flavor" as "t0" set "active" = 1 = 0 where "t0"."rating" < $1',
      mysql: "update `flavor` as `t0` set `active` = 1 = 0 where `t0`.`rating` < ?",
      mariadb: "update `flavor` as `t0` set `active` = 1 = 0 where `t0`.`rating` < ?",
      mssql: "update [t0] set [active] = 0 from [flavor] as [t0] where [t0].[rating] < @p1",
      oracle: 'update "flavor" "t0" set "active" = 0 where "t0"."rating" < :1',
    },
  },
  {
    title: "update of a table with triggers",
    node: (d) => ({
      kind: "update",
      table: { ...table(), triggers: true },
      assignments: [assign("name")],
      where: byId,
      returning: d.capabilities.returning.update === "none" ? [] : columns(["id", "code"]),
    }),
    sql: {
      sqlite: 'update "flavor" set "name" = ? where "id" = ? returning "id", "code"',
      postgres: 'update "flavor" set "name" = $1 where "id" = $2 returning "id", "code"',
      mysql: "update `flavor` set `name` = ? where `id` = ?",
      mariadb: "update `flavor` set `name` = ? where `id` = ?",
      mssql:
        "declare @rows table ([c0] bigint, [c1] uniqueidentifier); update [flavor] set [name] = @p1 output inserted.[id], inserted.[code] into @rows where [id] = @p2; select [c0], lower(convert(char(36), [c1])) from @rows",
      oracle: 'update "flavor" set "name" = :1 where "id" = :2 returning "id", "code" into :r1, :r2',
    },
  },
  {
    title: "delete by key",
    node: { kind: "delete", table: table(), where: byId, returning: [] },
    sql: {
      sqlite: 'delete from "flavor" where "id" = ?',
      postgres: 'delete from "flavor" where "id" = $1',
      mysql: "delete from `flavor` where `id` = ?",
      mariadb: "delete from `flavor` where `id` = ?",
      mssql: "delete from [flavor] where [id] = @p1",
      oracle: 'delete from "flavor" where "id" = :1',
    },
  },
  {
    title: "delete and read back",
    node: (d) => ({ kind: "delete", table: table(), where: byId, returning: d.capabilities.returning.delete === "none" ? [] : columns(["id", "name"]) }),
    sql: {
      sqlite: 'delete from "flavor" where "id" = ? returning "id", "name"',
      postgres: 'delete from "flavor" where "id" = $1 returning "id", "name"',
      mysql: "delete from `flavor` where `id` = ?",
      mariadb: "delete from `flavor` where `id` = ? returning `id`, `name`",
      mssql: "delete from [flavor] output deleted.[id], deleted.[name] where [id] = @p1",
      oracle: 'delete from "flavor" where "id" = :1 returning "id", "name" into :r1, :r2',
    },
  },
  {
    title: "delete through an alias",
    node: { kind: "delete", table: table("t0"), where: compare("rating", "<"), returning: [] },
    sql: {
      sqlite: 'delete from "flavor" as "t0" where "t0"."rating" < ?',
      postgres: 'delete from "flavor" as "t0" where "t0"."rating" < $1',
      mysql: "delete `t0` from `flavor` as `t0` where `t0`.`rating` < ?",
      mariadb: "delete `t0` from `flavor` as `t0` where `t0`.`rating` < ?",
      mssql: "delete from [t0] from [flavor] as [t0] where [t0].[rating] < @p1",
      oracle: 'delete from "flavor" "t0" where "t0"."rating" < :1',
    },
  },
  {
    title: "delete everything",
    node: { kind: "delete", table: table(), returning: [] },
    sql: {
      sqlite: 'delete from "flavor"',
      postgres: 'delete from "flavor"',
      mysql: "delete from `flavor`",
      mariadb: "delete from `flavor`",
      mssql: "delete from [flavor]",
      oracle: 'delete from "flavor"',
    },
  },
];
