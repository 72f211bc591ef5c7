import { all, any, call, column, columns, compare, type GoldenCase, isNull, order, paging, parameter, projection, select } from "./nodes.ts";

const one = { kind: "constant", value: 1 } as const;

export const ordering: readonly GoldenCase[] = [
  {
    title: "an order without NULLs has no clause for them",
    node: select({ orderBy: [order("name", "asc"), order("id", "desc")] }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" order by "t0"."name" asc, "t0"."id" desc',
      postgres: 'select "t0"."id" from "flavor" as "t0" order by "t0"."name" asc, "t0"."id" desc',
      mysql: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`name` asc, `t0`.`id` desc",
      mariadb: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`name` asc, `t0`.`id` desc",
      mssql: "select [t0].[id] from [flavor] as [t0] order by [t0].[name] asc, [t0].[id] desc",
      oracle: 'select "t0"."id" from "flavor" "t0" order by "t0"."name" asc, "t0"."id" desc',
    },
  },
  {
    title: "NULLs first ascending and last descending",
    node: select({ orderBy: [order("rating", "asc", "first"), order("price", "desc", "last")] }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" order by "t0"."rating" asc nulls first, "t0"."price" desc nulls last',
      postgres: 'select "t0"."id" from "flavor" as "t0" order by "t0"."rating" asc nulls first, "t0"."price" desc nulls last',
      mysql: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`rating` asc, `t0`.`price` desc",
      mariadb: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`rating` asc, `t0`.`price` desc",
      mssql: "select [t0].[id] from [flavor] as [t0] order by [t0].[rating] asc, [t0].[price] desc",
      oracle: 'select "t0"."id" from "flavor" "t0" order by "t0"."rating" asc nulls first, "t0"."price" desc nulls last',
    },
  },
  {
    title: "NULLs where they were asked for",
    node: select({ orderBy: [order("rating", "asc", "last"), order("added", "desc", "first")] }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" order by "t0"."rating" asc nulls last, "t0"."added" desc nulls first',
      postgres: 'select "t0"."id" from "flavor" as "t0" order by "t0"."rating" asc nulls last, "t0"."added" desc nulls first',
      mysql: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`rating` is null, `t0`.`rating` asc, `t0`.`added` is null desc, `t0`.`added` desc",
      mariadb: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`rating` is null, `t0`.`rating` asc, `t0`.`added` is null desc, `t0`.`added` desc",
      mssql:
        "select [t0].[id] from [flavor] as [t0] order by case when [t0].[rating] is null then 1 else 0 end, [t0].[rating] asc, case when [t0].[added] is null then 0 else 1 end, [t0].[added] desc",
      oracle: 'select "t0"."id" from "flavor" "t0" order by "t0"."rating" asc nulls last, "t0"."added" desc nulls first',
    },
  },
  {
    title: "order by wide decimals and unbounded text",
    node: select({ orderBy: [order("worth", "asc", "first"), order("note", "asc", "first")] }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" order by ormdantic_decimal("t0"."worth") asc nulls first, "t0"."note" asc nulls first',
      postgres: 'select "t0"."id" from "flavor" as "t0" order by "t0"."worth" asc nulls first, "t0"."note" asc nulls first',
      mysql: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`worth` asc, `t0`.`note` asc",
      mariadb: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`worth` asc, `t0`.`note` asc",
      mssql: "select [t0].[id] from [flavor] as [t0] order by [t0].[worth] asc, [t0].[note] asc",
      oracle: { refused: "QUERY.CANNOT_ORDER" },
    },
  },
  {
    title: "order by an expression",
    node: select({ orderBy: [{ kind: "ordering", expression: call("lower", [column("name")]), direction: "asc" }] }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" order by ormdantic_lower("t0"."name") asc',
      postgres: 'select "t0"."id" from "flavor" as "t0" order by lower("t0"."name") asc',
      mysql: "select `t0`.`id` from `flavor` as `t0` order by lower(`t0`.`name`) asc",
      mariadb: "select `t0`.`id` from `flavor` as `t0` order by lower(`t0`.`name`) asc",
      mssql: "select [t0].[id] from [flavor] as [t0] order by lower([t0].[name]) asc",
      oracle: 'select "t0"."id" from "flavor" "t0" order by lower("t0"."name") asc',
    },
  },
  {
    title: "limit",
    node: select({ orderBy: [order("id", "asc")], paging: paging(true, false) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" order by "t0"."id" asc limit ?',
      postgres: 'select "t0"."id" from "flavor" as "t0" order by "t0"."id" asc limit $1',
      mysql: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`id` asc limit ?",
      mariadb: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`id` asc limit ?",
      mssql: "select top (@p1) [t0].[id] from [flavor] as [t0] order by [t0].[id] asc",
      oracle: 'select "t0"."id" from "flavor" "t0" order by "t0"."id" asc fetch first :1 rows only',
    },
  },
  {
    title: "limit and offset",
    node: select({ orderBy: [order("id", "asc")], paging: paging(true, true) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" order by "t0"."id" asc limit ? offset ?',
      postgres: 'select "t0"."id" from "flavor" as "t0" order by "t0"."id" asc limit $1 offset $2',
      mysql: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`id` asc limit ? offset ?",
      mariadb: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`id` asc limit ? offset ?",
      mssql: "select [t0].[id] from [flavor] as [t0] order by [t0].[id] asc offset @p1 rows fetch next @p2 rows only",
      oracle: 'select "t0"."id" from "flavor" "t0" order by "t0"."id" asc offset :1 rows fetch next :2 rows only',
    },
  },
  {
    title: "offset alone",
    node: select({ orderBy: [order("id", "asc")], paging: paging(false, true) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" order by "t0"."id" asc limit -1 offset ?',
      postgres: 'select "t0"."id" from "flavor" as "t0" order by "t0"."id" asc offset $1',
      mysql: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`id` asc limit 18446744073709551615 offset ?",
      mariadb: "select `t0`.`id` from `flavor` as `t0` order by `t0`.`id` asc limit 18446744073709551615 offset ?",
      mssql: "select [t0].[id] from [flavor] as [t0] order by [t0].[id] asc offset @p1 rows",
      oracle: 'select "t0"."id" from "flavor" "t0" order by "t0"."id" asc offset :1 rows',
    },
  },
  {
    title: "limit without an order",
    node: select({ paging: paging(true, false, false) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" limit ?',
      postgres: 'select "t0"."id" from "flavor" as "t0" limit $1',
      mysql: "select `t0`.`id` from `flavor` as `t0` limit ?",
      mariadb: "select `t0`.`id` from `flavor` as `t0` limit ?",
      mssql: "select top (@p1) [t0].[id] from [flavor] as [t0]",
      oracle: 'select "t0"."id" from "flavor" "t0" fetch first :1 rows only',
    },
  },
  {
    title: "limit and offset without an order",
    node: select({ paging: paging(true, true, false) }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" limit ? offset ?',
      postgres: 'select "t0"."id" from "flavor" as "t0" limit $1 offset $2',
      mysql: "select `t0`.`id` from `flavor` as `t0` limit ? offset ?",
      mariadb: "select `t0`.`id` from `flavor` as `t0` limit ? offset ?",
      mssql: "select [t0].[id] from [flavor] as [t0] order by (select null) offset @p1 rows fetch next @p2 rows only",
      oracle: 'select "t0"."id" from "flavor" "t0" offset :1 rows fetch next :2 rows only',
    },
  },
  {
    title: "the page after a row, over a nullable column and the key",
    node: select({
      where: any(any(compare("rating", ">"), isNull("rating")), all(compare("rating", "="), compare("id", ">"))),
      orderBy: [order("rating", "asc", "last"), order("id", "asc")],
      paging: paging(true, false),
    }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where (("t0"."rating" > ? or "t0"."rating" is null) or ("t0"."rating" = ? and "t0"."id" > ?)) order by "t0"."rating" asc nulls last, "t0"."id" asc limit ?',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where (("t0"."rating" > $1 or "t0"."rating" is null) or ("t0"."rating" = $2 and "t0"."id" > $3)) order by "t0"."rating" asc nulls last, "t0"."id" asc limit $4',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where ((`t0`.`rating` > ? or `t0`.`rating` is null) or (`t0`.`rating` = ? and `t0`.`id` > ?)) order by `t0`.`rating` is null, `t0`.`rating` asc, `t0`.`id` asc limit ?",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where ((`t0`.`rating` > ? or `t0`.`rating` is null) or (`t0`.`rating` = ? and `t0`.`id` > ?)) order by `t0`.`rating` is null, `t0`.`rating` asc, `t0`.`id` asc limit ?",
      mssql:
        "select top (@p1) [t0].[id] from [flavor] as [t0] where (([t0].[rating] > @p2 or [t0].[rating] is null) or ([t0].[rating] = @p3 and [t0].[id] > @p4)) order by case when [t0].[rating] is null then 1 else 0 end, [t0].[rating] asc, [t0].[id] asc",
      oracle:
        'select "t0"."id" from "flavor" "t0" where (("t0"."rating" > :1 or "t0"."rating" is null) or ("t0"."rating" = :2 and "t0"."id" > :3)) order by "t0"."rating" asc nulls last, "t0"."id" asc fetch first :4 rows only',
    },
  },
  {
    title: "the page after a row, over three columns of both directions",
    node: select({
      where: any(compare("price", "<"), all(compare("price", "="), compare("name", ">")), all(compare("price", "="), compare("name", "="), compare("id", ">"))),
      orderBy: [order("price", "desc", "last"), order("name", "asc"), order("id", "asc")],
      paging: paging(true, false),
    }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."price" < ? or ("t0"."price" = ? and "t0"."name" > ?) or ("t0"."price" = ? and "t0"."name" = ? and "t0"."id" > ?)) order by "t0"."price" desc nulls last, "t0"."name" asc, "t0"."id" asc limit ?',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."price" < $1 or ("t0"."price" = $2 and "t0"."name" > $3) or ("t0"."price" = $4 and "t0"."name" = $5 and "t0"."id" > $6)) order by "t0"."price" desc nulls last, "t0"."name" asc, "t0"."id" asc limit $7',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`price` < cast(? as decimal(65, 2)) or (`t0`.`price` = cast(? as decimal(65, 2)) and `t0`.`name` > ?) or (`t0`.`price` = cast(? as decimal(65, 2)) and `t0`.`name` = ? and `t0`.`id` > ?)) order by `t0`.`price` desc, `t0`.`name` asc, `t0`.`id` asc limit ?",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`price` < cast(? as decimal(65, 2)) or (`t0`.`price` = cast(? as decimal(65, 2)) and `t0`.`name` > ?) or (`t0`.`price` = cast(? as decimal(65, 2)) and `t0`.`name` = ? and `t0`.`id` > ?)) order by `t0`.`price` desc, `t0`.`name` asc, `t0`.`id` asc limit ?",
      mssql:
        "select top (@p1) [t0].[id] from [flavor] as [t0] where ([t0].[price] < cast(@p2 as decimal(10, 2)) or ([t0].[price] = cast(@p3 as decimal(10, 2)) and [t0].[name] > @p4) or ([t0].[price] = cast(@p5 as decimal(10, 2)) and [t0].[name] = @p6 and [t0].[id] > @p7)) order by [t0].[price] desc, [t0].[name] asc, [t0].[id] asc",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."price" < to_number(:1, \'999999999999999999999999999999999999D99\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\') or ("t0"."price" = to_number(:2, \'999999999999999999999999999999999999D99\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\') and "t0"."name" > :3) or ("t0"."price" = to_number(:4, \'999999999999999999999999999999999999D99\', \'NLS_NUMERIC_CHARACTERS=\'\'.,\'\'\') and "t0"."name" = :5 and "t0"."id" > :6)) order by "t0"."price" desc nulls last, "t0"."name" asc, "t0"."id" asc fetch first :7 rows only',
    },
  },
  {
    title: "count",
    node: select({ read: [projection(call("count", [], { kind: "integer", bits: 53 }), "n")], where: compare("rating", ">=") }),
    sql: {
      sqlite: 'select count(*) as "n" from "flavor" as "t0" where "t0"."rating" >= ?',
      postgres: 'select count(*) as "n" from "flavor" as "t0" where "t0"."rating" >= $1',
      mysql: "select count(*) as `n` from `flavor` as `t0` where `t0`.`rating` >= ?",
      mariadb: "select count(*) as `n` from `flavor` as `t0` where `t0`.`rating` >= ?",
      mssql: "select count_big(*) as [n] from [flavor] as [t0] where [t0].[rating] >= @p1",
      oracle: 'select count(*) as "n" from "flavor" "t0" where "t0"."rating" >= :1',
    },
  },
  {
    title: "exists as one row or none",
    node: select({ read: [projection(one, "n")], where: compare("name", "="), paging: { kind: "paging", limit: one, ordered: false } }),
    sql: {
      sqlite: 'select 1 as "n" from "flavor" as "t0" where "t0"."name" = ? limit 1',
      postgres: 'select 1 as "n" from "flavor" as "t0" where "t0"."name" = $1 limit 1',
      mysql: "select 1 as `n` from `flavor` as `t0` where `t0`.`name` = ? limit 1",
      mariadb: "select 1 as `n` from `flavor` as `t0` where `t0`.`name` = ? limit 1",
      mssql: "select top (1) 1 as [n] from [flavor] as [t0] where [t0].[name] = @p1",
      oracle: 'select 1 as "n" from "flavor" "t0" where "t0"."name" = :1 fetch first 1 rows only',
    },
  },
  {
    title: "exists as a condition",
    node: select({
      where: {
        kind: "exists",
        negated: true,
        query: {
          kind: "select",
          projections: [projection(one)],
          from: { kind: "table", name: "flavor", alias: "t1" },
          where: { kind: "compare", operator: "=", left: column("id", "t1"), right: column("rating") },
          orderBy: [],
        },
      },
    }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where not exists (select 1 from "flavor" as "t1" where "t1"."id" = "t0"."rating")',
      postgres: 'select "t0"."id" from "flavor" as "t0" where not exists (select 1 from "flavor" as "t1" where "t1"."id" = "t0"."rating")',
      mysql: "select `t0`.`id` from `flavor` as `t0` where not exists (select 1 from `flavor` as `t1` where `t1`.`id` = `t0`.`rating`)",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where not exists (select 1 from `flavor` as `t1` where `t1`.`id` = `t0`.`rating`)",
      mssql: "select [t0].[id] from [flavor] as [t0] where not exists (select 1 from [flavor] as [t1] where [t1].[id] = [t0].[rating])",
      oracle: 'select "t0"."id" from "flavor" "t0" where not exists (select 1 from "flavor" "t1" where "t1"."id" = "t0"."rating")',
    },
  },
  {
    title: "functions",
    node: select({
      read: [
        projection(call("length", [column("name")]), "a"),
        projection(call("lower", [column("name")]), "b"),
        projection(call("now", [], { kind: "instant", form: "date", precision: 3, fixed: false }), "c"),
        projection(call("uuid", [], { kind: "uuid" }), "d"),
      ],
    }),
    sql: {
      sqlite:
        'select length("t0"."name") as "a", ormdantic_lower("t0"."name") as "b", strftime(\'%Y-%m-%d %H:%M:%f\', \'now\') as "c", (lower(hex(randomblob(4))) || \'-\' || lower(hex(randomblob(2))) || \'-4\' || substr(lower(hex(randomblob(2))), 2) || \'-\' || substr(\'89ab\', 1 + (random() & 3), 1) || substr(lower(hex(randomblob(2))), 2) || \'-\' || lower(hex(randomblob(6)))) as "d" from "flavor" as "t0"',
      postgres: 'select char_length("t0"."name") as "a", lower("t0"."name") as "b", now() as "c", gen_random_uuid() as "d" from "flavor" as "t0"',
      mysql: "select char_length(`t0`.`name`) as `a`, lower(`t0`.`name`) as `b`, utc_timestamp(3) as `c`, uuid() as `d` from `flavor` as `t0`",
      mariadb: "select char_length(`t0`.`name`) as `a`, lower(`t0`.`name`) as `b`, cast(utc_timestamp(3) as char) as `c`, uuid() as `d` from `flavor` as `t0`",
      mssql:
        "select (len(cast([t0].[name] as nvarchar(max)) + N'.') - 1) as [a], lower([t0].[name]) as [b], cast(sysutcdatetime() as datetime2(3)) as [c], lower(convert(char(36), newid())) as [d] from [flavor] as [t0]",
      oracle:
        'select length("t0"."name") as "a", lower("t0"."name") as "b", to_char(cast(sys_extract_utc(systimestamp) as timestamp(3)), \'YYYY-MM-DD"T"HH24:MI:SS.FF6\') as "c", lower(regexp_replace(rawtohex(standard_hash(sys_guid(), \'MD5\')), \'^(.{8})(.{4}).(.{3}).(.{3})(.{12})$\', \'\\1-\\2-4\\3-8\\4-\\5\')) as "d" from "flavor" "t0"',
    },
  },
  {
    title: "a fragment keeps its values out of the text",
    node: select({
      read: columns(["id"], "t0"),
      where: {
        kind: "fragment",
        parts: [
          column("rating"),
          { kind: "raw", text: " between " },
          { kind: "value", value: 1, type: { kind: "integer", bits: 53 } },
          { kind: "raw", text: " and " },
          parameter({ kind: "integer", bits: 53 }),
        ],
      },
    }),
    sql: {
      sqlite: 'select "t0"."id" from "flavor" as "t0" where "t0"."rating" between ? and ?',
      postgres: 'select "t0"."id" from "flavor" as "t0" where "t0"."rating" between $1 and $2',
      mysql: "select `t0`.`id` from `flavor` as `t0` where `t0`.`rating` between ? and ?",
      mariadb: "select `t0`.`id` from `flavor` as `t0` where `t0`.`rating` between ? and ?",
      mssql: "select [t0].[id] from [flavor] as [t0] where [t0].[rating] between @p1 and @p2",
      oracle: 'select "t0"."id" from "flavor" "t0" where "t0"."rating" between :1 and :2',
    },
  },
  {
    title: "a table in a schema",
    node: { ...select({}), from: { kind: "table", schema: "shop", name: "flavor", alias: "t0" } },
    sql: {
      sqlite: 'select "t0"."id" from "shop"."flavor" as "t0"',
      postgres: 'select "t0"."id" from "shop"."flavor" as "t0"',
      mysql: "select `t0`.`id` from `shop`.`flavor` as `t0`",
      mariadb: "select `t0`.`id` from `shop`.`flavor` as `t0`",
      mssql: "select [t0].[id] from [shop].[flavor] as [t0]",
      oracle: 'select "t0"."id" from "shop"."flavor" "t0"',
    },
  },
];
