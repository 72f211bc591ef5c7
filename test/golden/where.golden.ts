import { all, any, type ColumnName, column, compare, type GoldenCase, given, isIn, isInList, isNull, like, not, projection, select } from "./nodes.ts";

export const where: readonly GoldenCase[] = [
  {
    title: "every comparison of a number",
    node: select({
      where: all(
        compare("rating", "="),
        compare("rating", "<>"),
        compare("rating", "<"),
        compare("rating", "<="),
        compare("rating", ">"),
        compare("rating", ">="),
      ),
    }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."rating" = ? and "t0"."rating" <> ? and "t0"."rating" < ? and "t0"."rating" <= ? and "t0"."rating" > ? and "t0"."rating" >= ?)',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."rating" = $1 and "t0"."rating" <> $2 and "t0"."rating" < $3 and "t0"."rating" <= $4 and "t0"."rating" > $5 and "t0"."rating" >= $6)',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`rating` = ? and `t0`.`rating` <> ? and `t0`.`rating` < ? and `t0`.`rating` <= ? and `t0`.`rating` > ? and `t0`.`rating` >= ?)",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`rating` = ? and `t0`.`rating` <> ? and `t0`.`rating` < ? and `t0`.`rating` <= ? and `t0`.`rating` > ? and `t0`.`rating` >= ?)",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where ([t0].[rating] = @p1 and [t0].[rating] <> @p2 and [t0].[rating] < @p3 and [t0].[rating] <= @p4 and [t0].[rating] > @p5 and [t0].[rating] >= @p6)",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."rating" = :1 and "t0"."rating" <> :2 and "t0"."rating" < :3 and "t0"."rating" <= :4 and "t0"."rating" > :5 and "t0"."rating" >= :6)',
    },
  },
  {
    title: "equality of text, unbounded text, a uuid and an enum",
    node: select({ where: any(compare("name", "="), compare("note", "="), compare("code", "="), compare("kind", "=")) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where ("t0"."name" = ? or "t0"."note" = ? or "t0"."code" = ? or "t0"."kind" = ?)',
      postgres: 'select "t0"."id" from "flavor" as "t0" where ("t0"."name" = $1 or "t0"."note" = $2 or "t0"."code" = $3 or "t0"."kind" = $4)',
      mysql: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`name` = ? or `t0`.`note` = ? or `t0`.`code` = ? or `t0`.`kind` = ?)",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`name` = ? or `t0`.`note` = ? or `t0`.`code` = ? or `t0`.`kind` = ?)",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where ([t0].[name] = @p1 or [t0].[note] = @p2 or [t0].[code] = cast(@p3 as uniqueidentifier) or [t0].[kind] = @p4)",
      oracle: 'select "t0"."id" from "flavor" "t0" where ("t0"."name" = :1 or dbms_lob.compare("t0"."note", :2) = 0 or "t0"."code" = :3 or "t0"."kind" = :4)',
    },
  },
  {
    title: "decimals of any size",
    node: select({ where: all(compare("price", ">="), compare("worth", "<")) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where ("t0"."price" >= ? and ormdantic_decimal("t0"."worth") < ormdantic_decimal(?))',
      postgres: 'select "t0"."id" from "flavor" as "t0" where ("t0"."price" >= $1 and "t0"."worth" < $2)',
      mysql: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`price` >= cast(? as decimal(65, 2)) and `t0`.`worth` < cast(? as decimal(65, 10)))",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`price` >= cast(? as decimal(65, 2)) and `t0`.`worth` < cast(? as decimal(65, 10)))",
      mssql: "select [t0].[id] from [flavor] as [t0] where ([t0].[price] >= cast(@p1 as decimal(10, 2)) and [t0].[worth] < cast(@p2 as decimal(30, 10)))",
      oracle:
        "select \"t0\".\"id\" from \"flavor\" \"t0\" where (\"t0\".\"price\" >= to_number(:1, '999999999999999999999999999999999999D99', 'NLS_NUMERIC_CHARACTERS=''.,''') and \"t0\".\"worth\" < to_number(:2, '9999999999999999999999999999D9999999999', 'NLS_NUMERIC_CHARACTERS=''.,'''))",
    },
  },
  {
    title: "bigints, floats, booleans and bytes",
    node: select({ where: all(compare("sold", "="), compare("weight", ">"), compare("active", "="), compare("photo", "=")) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where ("t0"."sold" = ? and "t0"."weight" > ? and "t0"."active" = ? and "t0"."photo" = ?)',
      postgres: 'select "t0"."id" from "flavor" as "t0" where ("t0"."sold" = $1 and "t0"."weight" > $2 and "t0"."active" = $3 and "t0"."photo" = $4)',
      mysql: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`sold` = ? and `t0`.`weight` > ? and `t0`.`active` = ? and `t0`.`photo` = ?)",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`sold` = ? and `t0`.`weight` > ? and `t0`.`active` = ? and `t0`.`photo` = ?)",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where ([t0].[sold] = @p1 and [t0].[weight] > @p2 and [t0].[active] = @p3 and [t0].[photo] = convert(varbinary(max), @p4))",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."sold" = to_number(:1) and "t0"."weight" > :2 and "t0"."active" = :3 and dbms_lob.compare("t0"."photo", :4) = 0)',
    },
  },
  {
    title: "instants, dates and times",
    node: select({ where: all(compare("added", ">="), compare("seen", "<"), compare("born", "="), compare("opens", "<=")) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where ("t0"."added" >= ? and "t0"."seen" < ? and "t0"."born" = ? and "t0"."opens" <= ?)',
      postgres: 'select "t0"."id" from "flavor" as "t0" where ("t0"."added" >= $1 and "t0"."seen" < $2 and "t0"."born" = $3 and "t0"."opens" <= $4)',
      mysql: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`added` >= ? and `t0`.`seen` < ? and `t0`.`born` = ? and `t0`.`opens` <= ?)",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`added` >= ? and `t0`.`seen` < ? and `t0`.`born` = ? and `t0`.`opens` <= ?)",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where ([t0].[added] >= cast(@p1 as datetime2(3)) and [t0].[seen] < cast(@p2 as datetime2(6)) and [t0].[born] = cast(@p3 as date) and [t0].[opens] <= cast(@p4 as time(0)))",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."added" >= to_timestamp(:1, \'YYYY-MM-DD"T"HH24:MI:SS.FF\') and "t0"."seen" < to_timestamp(:2, \'YYYY-MM-DD"T"HH24:MI:SS.FF\') and "t0"."born" = to_date(:3, \'YYYY-MM-DD\') and "t0"."opens" <= :4)',
    },
  },
  {
    title: "equality of JSON and arrays",
    node: select({ where: all(compare("data", "="), compare("data", "<>"), compare("tags", "=")) }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where (ormdantic_json("t0"."data") = ormdantic_json(?) and ormdantic_json("t0"."data") <> ormdantic_json(?) and ormdantic_json("t0"."tags") = ormdantic_json(?))',
      postgres: 'select "t0"."id" from "flavor" as "t0" where ("t0"."data" = $1 and "t0"."data" <> $2 and "t0"."tags" = $3)',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`data` = cast(? as json) and `t0`.`data` <> cast(? as json) and `t0`.`tags` = cast(? as json))",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (if(`t0`.`data` is null, null, json_equals(`t0`.`data`, ?)) and if(`t0`.`data` is null, null, not json_equals(`t0`.`data`, ?)) and if(`t0`.`tags` is null, null, json_equals(`t0`.`tags`, ?)))",
      mssql: "select [t0].[id] from [flavor] as [t0] where ([t0].[data] = @p1 and [t0].[data] <> @p2 and [t0].[tags] = @p3)",
      oracle:
        'select "t0"."id" from "flavor" "t0" where (dbms_lob.compare("t0"."data", :1) = 0 and dbms_lob.compare("t0"."data", :2) <> 0 and dbms_lob.compare("t0"."tags", :3) = 0)',
    },
  },
  {
    title: "null tests",
    node: select({ where: all(isNull("note"), isNull("rating", true)) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where ("t0"."note" is null and "t0"."rating" is not null)',
      postgres: 'select "t0"."id" from "flavor" as "t0" where ("t0"."note" is null and "t0"."rating" is not null)',
      mysql: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`note` is null and `t0`.`rating` is not null)",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`note` is null and `t0`.`rating` is not null)",
      mssql: "select [t0].[id] from [flavor] as [t0] where ([t0].[note] is null and [t0].[rating] is not null)",
      oracle: 'select "t0"."id" from "flavor" "t0" where ("t0"."note" is null and "t0"."rating" is not null)',
    },
  },
  {
    title: "not of a group",
    node: select({ where: not(any(compare("rating", "<"), isNull("rating"))) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where not (("t0"."rating" < ? or "t0"."rating" is null))',
      postgres: 'select "t0"."id" from "flavor" as "t0" where not (("t0"."rating" < $1 or "t0"."rating" is null))',
      mysql: "select `t0`.`id` from `flavor` as `t0` where not ((`t0`.`rating` < ? or `t0`.`rating` is null))",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where not ((`t0`.`rating` < ? or `t0`.`rating` is null))",
      mssql: "select [t0].[id] from [flavor] as [t0] where not (([t0].[rating] < @p1 or [t0].[rating] is null))",
      oracle: 'select "t0"."id" from "flavor" "t0" where not (("t0"."rating" < :1 or "t0"."rating" is null))',
    },
  },
  {
    title: "a group of nothing is true or false",
    node: select({ where: any(all(), any()) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where (1 = 1 or 1 = 0)',
      postgres: 'select "t0"."id" from "flavor" as "t0" where (1 = 1 or 1 = 0)',
      mysql: "select `t0`.`id` from `flavor` as `t0` where (1 = 1 or 1 = 0)",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where (1 = 1 or 1 = 0)",
      mssql: "select [t0].[id] from [flavor] as [t0] where (1 = 1 or 1 = 0)",
      oracle: 'select "t0"."id" from "flavor" "t0" where (1 = 1 or 1 = 0)',
    },
  },
  {
    title: "between",
    node: select({
      where: all(
        ...(["rating", "price", "name"] as const).map((name) => ({ kind: "between", item: column(name), low: given(name), high: given(name) }) as const),
      ),
    }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where ("t0"."rating" between ? and ? and "t0"."price" between ? and ? and "t0"."name" between ? and ?)',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."rating" between $1 and $2 and "t0"."price" between $3 and $4 and "t0"."name" between $5 and $6)',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`rating` between ? and ? and `t0`.`price` between cast(? as decimal(65, 2)) and cast(? as decimal(65, 2)) and `t0`.`name` between ? and ?)",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`rating` between ? and ? and `t0`.`price` between cast(? as decimal(65, 2)) and cast(? as decimal(65, 2)) and `t0`.`name` between ? and ?)",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where ([t0].[rating] between @p1 and @p2 and [t0].[price] between cast(@p3 as decimal(10, 2)) and cast(@p4 as decimal(10, 2)) and [t0].[name] between @p5 and @p6)",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."rating" between :1 and :2 and "t0"."price" between to_number(:3, \'999999999999999999999999999999999999D99\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\') and to_number(:4, \'999999999999999999999999999999999999D99\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\') and "t0"."name" between :5 and :6)',
    },
  },
  {
    title: "a short list",
    node: select({ where: all(isIn("id", 2), isIn("name", 4, true)) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where ("t0"."id" in (?, ?) and "t0"."name" not in (?, ?, ?, ?))',
      postgres: 'select "t0"."id" from "flavor" as "t0" where ("t0"."id" in ($1, $2) and "t0"."name" not in ($3, $4, $5, $6))',
      mysql: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`id` in (?, ?) and `t0`.`name` not in (?, ?, ?, ?))",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where (`t0`.`id` in (?, ?) and `t0`.`name` not in (?, ?, ?, ?))",
      mssql: "select [t0].[id] from [flavor] as [t0] where ([t0].[id] in (@p1, @p2) and [t0].[name] not in (@p3, @p4, @p5, @p6))",
      oracle: 'select "t0"."id" from "flavor" "t0" where ("t0"."id" in (:1, :2) and "t0"."name" not in (:3, :4, :5, :6))',
    },
  },
  {
    title: "an empty list",
    node: select({ where: any(isIn("id", 0), isIn("id", 0, true)) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where (1 = 0 or 1 = 1)',
      postgres: 'select "t0"."id" from "flavor" as "t0" where (1 = 0 or 1 = 1)',
      mysql: "select `t0`.`id` from `flavor` as `t0` where (1 = 0 or 1 = 1)",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where (1 = 0 or 1 = 1)",
      mssql: "select [t0].[id] from [flavor] as [t0] where (1 = 0 or 1 = 1)",
      oracle: 'select "t0"."id" from "flavor" "t0" where (1 = 0 or 1 = 1)',
    },
  },
  {
    title: "a list of integers in one parameter",
    node: select({ where: all(isInList("id"), isInList("rating", true)) }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."id" in (select value from json_each(?)) and "t0"."rating" not in (select value from json_each(?)))',
      postgres: 'select "t0"."id" from "flavor" as "t0" where ("t0"."id" = any($1::bigint[]) and "t0"."rating" <> all($2::integer[]))',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`id` in (select j.v from json_table(?, '$[*]' columns (v bigint path '$')) as j) and `t0`.`rating` not in (select j.v from json_table(?, '$[*]' columns (v bigint path '$')) as j))",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`id` in (select j.v from json_table(?, '$[*]' columns (v bigint path '$')) as j) and `t0`.`rating` not in (select j.v from json_table(?, '$[*]' columns (v bigint path '$')) as j))",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where ([t0].[id] in (select [v] from openjson(@p1) with ([v] bigint '$') where [v] is not null) and [t0].[rating] not in (select [v] from openjson(@p2) with ([v] bigint '$') where [v] is not null))",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."id" in (select "j"."v" from json_table(:1, \'$[*]\' columns ("v" number path \'$\')) "j" where "j"."v" is not null) and "t0"."rating" not in (select "j"."v" from json_table(:2, \'$[*]\' columns ("v" number path \'$\')) "j" where "j"."v" is not null))',
    },
  },
  {
    title: "a list of text in one parameter",
    node: select({ where: all(isInList("name"), isInList("kind"), isInList("code")) }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."name" in (select value from json_each(?)) and "t0"."kind" in (select value from json_each(?)) and "t0"."code" in (select value from json_each(?)))',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."name" = any($1::text[]) and "t0"."kind" = any($2::text[]) and "t0"."code" = any($3::uuid[]))',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`name` in (select j.v from json_table(?, '$[*]' columns (v varchar(50) collate utf8mb4_0900_bin path '$')) as j) and `t0`.`kind` in (select j.v from json_table(?, '$[*]' columns (v varchar(6) collate utf8mb4_0900_bin path '$')) as j) and `t0`.`code` in (select j.v from json_table(?, '$[*]' columns (v char(36) character set ascii collate ascii_bin path '$')) as j))",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`name` in (select j.v from json_table(?, '$[*]' columns (v varchar(50) collate utf8mb4_nopad_bin path '$')) as j) and `t0`.`kind` in (select j.v from json_table(?, '$[*]' columns (v varchar(6) collate utf8mb4_nopad_bin path '$')) as j) and `t0`.`code` in (select j.v from json_table(?, '$[*]' columns (v char(36) character set ascii collate ascii_bin path '$')) as j))",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where ([t0].[name] in (select [v] collate Latin1_General_100_BIN2_UTF8 from openjson(@p1) with ([v] nvarchar(max) '$') where [v] is not null) and [t0].[kind] in (select [v] collate Latin1_General_100_BIN2_UTF8 from openjson(@p2) with ([v] nvarchar(max) '$') where [v] is not null) and [t0].[code] in (select [v] from openjson(@p3) with ([v] uniqueidentifier '$') where [v] is not null))",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."name" in (select "j"."v" from json_table(:1, \'$[*]\' columns ("v" varchar2(4000) path \'$\')) "j" where "j"."v" is not null) and "t0"."kind" in (select "j"."v" from json_table(:2, \'$[*]\' columns ("v" varchar2(4000) path \'$\')) "j" where "j"."v" is not null) and "t0"."code" in (select "j"."v" from json_table(:3, \'$[*]\' columns ("v" varchar2(4000) path \'$\')) "j" where "j"."v" is not null))',
    },
  },
  {
    title: "a list of unbounded text in one parameter",
    node: select({ where: isInList("note", true) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where "t0"."note" not in (select value from json_each(?))',
      postgres: 'select "t0"."id" from "flavor" as "t0" where "t0"."note" <> all($1::text[])',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where `t0`.`note` not in (select j.v from json_table(?, '$[*]' columns (v longtext collate utf8mb4_0900_bin path '$')) as j)",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where `t0`.`note` not in (select j.v from json_table(?, '$[*]' columns (v longtext collate utf8mb4_nopad_bin path '$')) as j)",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where [t0].[note] not in (select [v] collate Latin1_General_100_BIN2_UTF8 from openjson(@p1) with ([v] nvarchar(max) '$') where [v] is not null)",
      oracle:
        'select "t0"."id" from "flavor" "t0" where case when "t0"."note" is null then null when exists (select 1 from json_table(:1, \'$[*]\' columns ("v" clob path \'$\')) "j" where dbms_lob.compare("t0"."note", "j"."v") = 0) then 1 else 0 end = 0',
    },
  },
  {
    title: "a list of decimals and bigints in one parameter",
    node: select({ where: all(isInList("price"), isInList("worth"), isInList("sold")) }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."price" in (select value from json_each(?)) and "t0"."worth" in (select value from json_each(?)) and "t0"."sold" in (select value from json_each(?)))',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."price" = any($1::numeric[]) and "t0"."worth" = any($2::numeric[]) and "t0"."sold" = any($3::bigint[]))',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`price` in (select j.v from json_table(?, '$[*]' columns (v decimal(65, 2) path '$')) as j) and `t0`.`worth` in (select j.v from json_table(?, '$[*]' columns (v decimal(65, 10) path '$')) as j) and `t0`.`sold` in (select j.v from json_table(?, '$[*]' columns (v bigint path '$')) as j))",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`price` in (select j.v from json_table(?, '$[*]' columns (v decimal(65, 2) path '$')) as j) and `t0`.`worth` in (select j.v from json_table(?, '$[*]' columns (v decimal(65, 10) path '$')) as j) and `t0`.`sold` in (select j.v from json_table(?, '$[*]' columns (v bigint path '$')) as j))",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where ([t0].[price] in (select [v] from openjson(@p1) with ([v] decimal(38, 2) '$') where [v] is not null) and [t0].[worth] in (select [v] from openjson(@p2) with ([v] decimal(38, 10) '$') where [v] is not null) and [t0].[sold] in (select [v] from openjson(@p3) with ([v] bigint '$') where [v] is not null))",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."price" in (select "j"."v" from json_table(:1, \'$[*]\' columns ("v" number path \'$\')) "j" where "j"."v" is not null) and "t0"."worth" in (select "j"."v" from json_table(:2, \'$[*]\' columns ("v" number path \'$\')) "j" where "j"."v" is not null) and "t0"."sold" in (select "j"."v" from json_table(:3, \'$[*]\' columns ("v" number path \'$\')) "j" where "j"."v" is not null))',
    },
  },
  {
    title: "a list of moments in one parameter",
    node: select({ where: all(isInList("added"), isInList("seen"), isInList("born"), isInList("opens")) }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."added" in (select value from json_each(?)) and "t0"."seen" in (select value from json_each(?)) and "t0"."born" in (select value from json_each(?)) and "t0"."opens" in (select value from json_each(?)))',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."added" = any($1::timestamptz[]) and "t0"."seen" = any($2::timestamptz[]) and "t0"."born" = any($3::date[]) and "t0"."opens" = any($4::time[]))',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`added` in (select j.v from json_table(?, '$[*]' columns (v datetime(6) path '$')) as j) and `t0`.`seen` in (select j.v from json_table(?, '$[*]' columns (v datetime(6) path '$')) as j) and `t0`.`born` in (select j.v from json_table(?, '$[*]' columns (v date path '$')) as j) and `t0`.`opens` in (select j.v from json_table(?, '$[*]' columns (v time(6) path '$')) as j))",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`added` in (select j.v from json_table(?, '$[*]' columns (v datetime(6) path '$')) as j) and `t0`.`seen` in (select j.v from json_table(?, '$[*]' columns (v datetime(6) path '$')) as j) and `t0`.`born` in (select j.v from json_table(?, '$[*]' columns (v date path '$')) as j) and `t0`.`opens` in (select j.v from json_table(?, '$[*]' columns (v time(6) path '$')) as j))",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where ([t0].[added] in (select [v] from openjson(@p1) with ([v] datetime2(7) '$') where [v] is not null) and [t0].[seen] in (select [v] from openjson(@p2) with ([v] datetime2(7) '$') where [v] is not null) and [t0].[born] in (select [v] from openjson(@p3) with ([v] date '$') where [v] is not null) and [t0].[opens] in (select [v] from openjson(@p4) with ([v] time(7) '$') where [v] is not null))",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."added" in (select to_timestamp("j"."v", \'YYYY-MM-DD"T"HH24:MI:SS.FF\') from json_table(:1, \'$[*]\' columns ("v" varchar2(32) path \'$\')) "j" where "j"."v" is not null) and "t0"."seen" in (select to_timestamp("j"."v", \'YYYY-MM-DD"T"HH24:MI:SS.FF\') from json_table(:2, \'$[*]\' columns ("v" varchar2(32) path \'$\')) "j" where "j"."v" is not null) and "t0"."born" in (select to_date("j"."v", \'YYYY-MM-DD\') from json_table(:3, \'$[*]\' columns ("v" varchar2(32) path \'$\')) "j" where "j"."v" is not null) and "t0"."opens" in (select "j"."v" from json_table(:4, \'$[*]\' columns ("v" varchar2(4000) path \'$\')) "j" where "j"."v" is not null))',
    },
  },
  {
    title: "a list of booleans, floats and bytes in one parameter",
    node: select({ where: all(isInList("active"), isInList("weight"), isInList("photo")) }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."active" in (select value from json_each(?)) and "t0"."weight" in (select ormdantic_real(value) from json_each(?)) and "t0"."photo" in (select unhex(value) from json_each(?)))',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."active" = any($1::boolean[]) and "t0"."weight" = any($2::double precision[]) and "t0"."photo" = any($3::bytea[]))',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`active` in (select j.v from json_table(?, '$[*]' columns (v tinyint(1) path '$')) as j) and `t0`.`weight` in (select j.v from json_table(?, '$[*]' columns (v double path '$')) as j) and `t0`.`photo` in (select unhex(j.v) from json_table(?, '$[*]' columns (v longtext collate utf8mb4_0900_bin path '$')) as j))",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`active` in (select j.v from json_table(?, '$[*]' columns (v tinyint(1) path '$')) as j) and `t0`.`weight` in (select j.v from json_table(?, '$[*]' columns (v double path '$')) as j) and `t0`.`photo` in (select unhex(j.v) from json_table(?, '$[*]' columns (v longtext collate utf8mb4_nopad_bin path '$')) as j))",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where ([t0].[active] in (select [v] from openjson(@p1) with ([v] bit '$') where [v] is not null) and [t0].[weight] in (select [v] from openjson(@p2) with ([v] float '$') where [v] is not null) and [t0].[photo] in (select convert(varbinary(max), [v], 2) from openjson(@p3) with ([v] varchar(max) '$') where [v] is not null))",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."active" in (select "j"."v" from json_table(:1, \'$[*]\' columns ("v" number path \'$\')) "j" where "j"."v" is not null) and "t0"."weight" in (select to_binary_double("j"."v") from json_table(:2, \'$[*]\' columns ("v" number path \'$\')) "j" where "j"."v" is not null) and case when "t0"."photo" is null then null when exists (select 1 from json_table(:3, \'$[*]\' columns ("v" varchar2(4000) path \'$\')) "j" where dbms_lob.compare("t0"."photo", hextoraw("j"."v")) = 0) then 1 else 0 end = 1)',
    },
  },
  {
    title: "the like family",
    node: select({ where: any(like("name", "like"), like("name", "contains"), like("name", "startsWith"), like("name", "endsWith")) }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."name" glob ? or instr("t0"."name", ?) > 0 or (substr("t0"."name", 1, length(?)) = ? and "t0"."name" collate binary >= ? and "t0"."name" collate binary < ?) or substr("t0"."name", length("t0"."name") - length(?) + 1) = ?)',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."name" like $1 escape \'\\\' or "t0"."name" like $2 escape \'\\\' or "t0"."name" like $3 escape \'\\\' or "t0"."name" like $4 escape \'\\\')',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`name` like ? collate utf8mb4_0900_bin escape '\\\\' or `t0`.`name` like ? collate utf8mb4_0900_bin escape '\\\\' or `t0`.`name` like ? collate utf8mb4_0900_bin escape '\\\\' or `t0`.`name` like ? collate utf8mb4_0900_bin escape '\\\\')",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`name` like ? collate utf8mb4_nopad_bin escape '\\\\' or `t0`.`name` like ? collate utf8mb4_nopad_bin escape '\\\\' or `t0`.`name` like ? collate utf8mb4_nopad_bin escape '\\\\' or `t0`.`name` like ? collate utf8mb4_nopad_bin escape '\\\\')",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where ([t0].[name] like @p1 escape '\\' or [t0].[name] like @p2 escape '\\' or [t0].[name] like @p3 escape '\\' or [t0].[name] like @p4 escape '\\')",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."name" like :1 escape \'\\\' or "t0"."name" like :2 escape \'\\\' or "t0"."name" like :3 escape \'\\\' or "t0"."name" like :4 escape \'\\\')',
    },
  },
  {
    title: "the like family without regard to case",
    node: select({ where: any(like("name", "like", true), like("name", "contains", true), like("name", "startsWith", true), like("name", "endsWith", true)) }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where (ormdantic_lower("t0"."name") glob ? or instr(ormdantic_lower("t0"."name"), ?) > 0 or (substr(ormdantic_lower("t0"."name"), 1, length(?)) = ?) or substr(ormdantic_lower("t0"."name"), length(ormdantic_lower("t0"."name")) - length(?) + 1) = ?)',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."name" ilike $1 escape \'\\\' or "t0"."name" ilike $2 escape \'\\\' or "t0"."name" ilike $3 escape \'\\\' or "t0"."name" ilike $4 escape \'\\\')',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (lower(`t0`.`name`) like lower(?) collate utf8mb4_0900_bin escape '\\\\' or lower(`t0`.`name`) like lower(?) collate utf8mb4_0900_bin escape '\\\\' or lower(`t0`.`name`) like lower(?) collate utf8mb4_0900_bin escape '\\\\' or lower(`t0`.`name`) like lower(?) collate utf8mb4_0900_bin escape '\\\\')",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (lower(`t0`.`name`) like lower(?) collate utf8mb4_nopad_bin escape '\\\\' or lower(`t0`.`name`) like lower(?) collate utf8mb4_nopad_bin escape '\\\\' or lower(`t0`.`name`) like lower(?) collate utf8mb4_nopad_bin escape '\\\\' or lower(`t0`.`name`) like lower(?) collate utf8mb4_nopad_bin escape '\\\\')",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where (lower([t0].[name]) like lower(@p1) escape '\\' or lower([t0].[name]) like lower(@p2) escape '\\' or lower([t0].[name]) like lower(@p3) escape '\\' or lower([t0].[name]) like lower(@p4) escape '\\')",
      oracle:
        'select "t0"."id" from "flavor" "t0" where (lower("t0"."name") like lower(:1) escape \'\\\' or lower("t0"."name") like lower(:2) escape \'\\\' or lower("t0"."name") like lower(:3) escape \'\\\' or lower("t0"."name") like lower(:4) escape \'\\\')',
    },
  },
  {
    title: "like on unbounded text and a uuid",
    node: select({ where: any(like("note", "contains"), like("code", "startsWith")) }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where (instr("t0"."note", ?) > 0 or (substr("t0"."code", 1, length(?)) = ? and "t0"."code" collate binary >= ? and "t0"."code" collate binary < ?))',
      postgres: 'select "t0"."id" from "flavor" as "t0" where ("t0"."note" like $1 escape \'\\\' or ("t0"."code")::text like $2 escape \'\\\')',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`note` like ? collate utf8mb4_0900_bin escape '\\\\' or `t0`.`code` like ? collate utf8mb4_0900_bin escape '\\\\')",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`note` like ? collate utf8mb4_nopad_bin escape '\\\\' or `t0`.`code` like ? collate utf8mb4_nopad_bin escape '\\\\')",
      mssql: "select [t0].[id] from [flavor] as [t0] where ([t0].[note] like @p1 escape '\\' or lower(convert(char(36), [t0].[code])) like @p2 escape '\\')",
      oracle: 'select "t0"."id" from "flavor" "t0" where ("t0"."note" like :1 escape \'\\\' or "t0"."code" like :2 escape \'\\\')',
    },
  },
  {
    title: "a column against a column",
    node: select({ where: compare("sold", ">", column("rating")) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where "t0"."sold" > "t0"."rating"',
      postgres: 'select "t0"."id" from "flavor" as "t0" where "t0"."sold" > "t0"."rating"',
      mysql: "select `t0`.`id` from `flavor` as `t0` where `t0`.`sold` > `t0`.`rating`",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where `t0`.`sold` > `t0`.`rating`",
      mssql: "select [t0].[id] from [flavor] as [t0] where [t0].[sold] > [t0].[rating]",
      oracle: 'select "t0"."id" from "flavor" "t0" where "t0"."sold" > "t0"."rating"',
    },
  },
  {
    title: "conditions as values",
    node: select({ read: [projection(isNull("note"), "plain"), projection(compare("rating", ">"), "good")] }),
    sql: {
      sqlite: 'select "t0"."note" is null as "plain", "t0"."rating" > ? as "good" from "flavor" as "t0"',
      postgres: 'select "t0"."note" is null as "plain", "t0"."rating" > $1 as "good" from "flavor" as "t0"',
      mysql: "select `t0`.`note` is null as `plain`, `t0`.`rating` > ? as `good` from `flavor` as `t0`",
      mariadb: "select `t0`.`note` is null as `plain`, `t0`.`rating` > ? as `good` from `flavor` as `t0`",
      mssql:
        "select cast(case when [t0].[note] is null then 1 when not ([t0].[note] is null) then 0 end as bit) as [plain], cast(case when [t0].[rating] > @p1 then 1 when not ([t0].[rating] > @p1) then 0 end as bit) as [good] from [flavor] as [t0]",
      oracle:
        'select case when "t0"."note" is null then 1 when not ("t0"."note" is null) then 0 end as "plain", case when "t0"."rating" > :1 then 1 when not ("t0"."rating" > :1) then 0 end as "good" from "flavor" "t0"',
    },
  },
  {
    title: "reading every type",
    node: select({
      read: (
        [
          "id",
          "code",
          "name",
          "note",
          "rating",
          "sold",
          "weight",
          "price",
          "worth",
          "active",
          "added",
          "seen",
          "born",
          "opens",
          "photo",
          "data",
          "kind",
          "tags",
        ] as const satisfies readonly ColumnName[]
      ).map((name) => projection(column(name))),
    }),
    sql: {
      sqlite:
        'select "t0"."id", "t0"."code", "t0"."name", "t0"."note", "t0"."rating", cast("t0"."sold" as text), "t0"."weight", "t0"."price", "t0"."worth", "t0"."active", "t0"."added", "t0"."seen", "t0"."born", "t0"."opens", "t0"."photo", "t0"."data", "t0"."kind", "t0"."tags" from "flavor" as "t0"',
      postgres:
        'select "t0"."id", "t0"."code", "t0"."name", "t0"."note", "t0"."rating", "t0"."sold", "t0"."weight", "t0"."price", "t0"."worth", "t0"."active", "t0"."added", "t0"."seen", "t0"."born", "t0"."opens", "t0"."photo", "t0"."data", "t0"."kind", "t0"."tags" from "flavor" as "t0"',
      mysql:
        "select `t0`.`id`, `t0`.`code`, `t0`.`name`, `t0`.`note`, `t0`.`rating`, `t0`.`sold`, `t0`.`weight`, `t0`.`price`, `t0`.`worth`, `t0`.`active`, `t0`.`added`, `t0`.`seen`, `t0`.`born`, `t0`.`opens`, `t0`.`photo`, `t0`.`data`, `t0`.`kind`, `t0`.`tags` from `flavor` as `t0`",
      mariadb:
        "select `t0`.`id`, `t0`.`code`, `t0`.`name`, `t0`.`note`, `t0`.`rating`, `t0`.`sold`, `t0`.`weight`, `t0`.`price`, `t0`.`worth`, `t0`.`active`, cast(`t0`.`added` as char), cast(`t0`.`seen` as char), `t0`.`born`, `t0`.`opens`, `t0`.`photo`, `t0`.`data`, `t0`.`kind`, `t0`.`tags` from `flavor` as `t0`",
      mssql:
        "select [t0].[id], lower(convert(char(36), [t0].[code])), [t0].[name], [t0].[note], [t0].[rating], [t0].[sold], [t0].[weight], convert(varchar(41), [t0].[price]), convert(varchar(41), [t0].[worth]), [t0].[active], [t0].[added], convert(varchar(27), [t0].[seen], 121), convert(char(10), [t0].[born], 23), convert(varchar(16), [t0].[opens], 121), [t0].[photo], [t0].[data], [t0].[kind], [t0].[tags] from [flavor] as [t0]",
      oracle:
        'select "t0"."id", "t0"."code", "t0"."name", "t0"."note", "t0"."rating", to_char("t0"."sold"), "t0"."weight", to_char("t0"."price", \'TM9\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\'), to_char("t0"."worth", \'TM9\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\'), "t0"."active", to_char("t0"."added", \'YYYY-MM-DD"T"HH24:MI:SS.FF6\'), to_char("t0"."seen", \'YYYY-MM-DD"T"HH24:MI:SS.FF6\'), to_char("t0"."born", \'YYYY-MM-DD\'), "t0"."opens", "t0"."photo", "t0"."data", "t0"."kind", "t0"."tags" from "flavor" "t0"',
    },
  },
];
