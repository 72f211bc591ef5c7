import type { Expression, Node } from "../../src/sql/ast.ts";
import { all, type ColumnName, call, column, columns, compare, type GoldenCase, order, paging, parameter, projection, select, table, types } from "./nodes.ts";

const count = { kind: "integer", bits: 53 } as const;
const one: Node<"projection"> = projection({ kind: "constant", value: 1 });
/** "flavor" leads to itself here: `version` is the id of another one. */
const equal = (left: Expression, right: Expression): Expression => ({ kind: "compare", operator: "=", left, right });
const join = (form: "inner" | "left", alias: string, on: Expression, source: Node<"table" | "derived"> = table(alias)): Node<"join"> => ({
  kind: "join",
  form,
  source,
  on,
});
const children = (alias: string, where?: Expression): Node<"select"> => ({
  kind: "select",
  projections: [one],
  from: table(alias),
  where: where ? all(equal(column("version", alias), column("id")), where) : equal(column("version", alias), column("id")),
  orderBy: [],
});
const rows = (...names: readonly ColumnName[]): Expression => ({
  kind: "inRows",
  items: names.map((name) => column(name)),
  lists: names.map((name) => ({ kind: "parameter", slot: 0, type: types[name], list: true })),
});
const rowNumber: Node<"over"> = {
  kind: "over",
  call: call("rowNumber"),
  partitionBy: [column("version", "t1")],
  orderBy: [
    { ...order("rating", "desc", "last"), expression: column("rating", "t1") },
    { ...order("id", "asc"), expression: column("id", "t1") },
  ],
};
const numbered: Node<"derived"> = {
  kind: "derived",
  alias: "t1",
  query: { ...select({ read: [...columns(["id", "version"], "t1"), projection(rowNumber, "_rn")] }), from: table("t1") },
};
const number: Node<"column"> = { kind: "column", table: "t1", name: "_rn", type: count, nullable: false };

export const loading: readonly GoldenCase[] = [
  {
    title: "relations joined to their parents",
    node: {
      ...select({ read: [...columns(["id"], "t0"), ...columns(["name"], "t1"), ...columns(["name"], "t3")], orderBy: [order("id", "asc")] }),
      joins: [
        join("left", "t1", equal(column("id", "t1"), column("version"))),
        join("left", "t2", equal(column("version", "t2"), column("id"))),
        join("left", "t3", all(equal(column("id", "t3"), column("version", "t2")), { ...compare("rating", ">="), left: column("rating", "t3") })),
      ],
    },
    sql: {
      sqlite:
        'select "t0"."id", "t1"."name", "t3"."name" from "flavor" as "t0" left join "flavor" as "t1" on "t1"."id" = "t0"."version" left join "flavor" as "t2" on "t2"."version" = "t0"."id" left join "flavor" as "t3" on ("t3"."id" = "t2"."version" and "t3"."rating" >= ?) order by "t0"."id" asc',
      postgres:
        'select "t0"."id", "t1"."name", "t3"."name" from "flavor" as "t0" left join "flavor" as "t1" on "t1"."id" = "t0"."version" left join "flavor" as "t2" on "t2"."version" = "t0"."id" left join "flavor" as "t3" on ("t3"."id" = "t2"."version" and "t3"."rating" >= $1) order by "t0"."id" asc',
      mysql:
        "select `t0`.`id`, `t1`.`name`, `t3`.`name` from `flavor` as `t0` left join `flavor` as `t1` on `t1`.`id` = `t0`.`version` left join `flavor` as `t2` on `t2`.`version` = `t0`.`id` left join `flavor` as `t3` on (`t3`.`id` = `t2`.`version` and `t3`.`rating` >= ?) order by `t0`.`id` asc",
      mariadb:
        "select `t0`.`id`, `t1`.`name`, `t3`.`name` from `flavor` as `t0` left join `flavor` as `t1` on `t1`.`id` = `t0`.`version` left join `flavor` as `t2` on `t2`.`version` = `t0`.`id` left join `flavor` as `t3` on (`t3`.`id` = `t2`.`version` and `t3`.`rating` >= ?) order by `t0`.`id` asc",
      mssql:
        "select [t0].[id], [t1].[name], [t3].[name] from [flavor] as [t0] left join [flavor] as [t1] on [t1].[id] = [t0].[version] left join [flavor] as [t2] on [t2].[version] = [t0].[id] left join [flavor] as [t3] on ([t3].[id] = [t2].[version] and [t3].[rating] >= @p1) order by [t0].[id] asc",
      oracle:
        'select "t0"."id", "t1"."name", "t3"."name" from "flavor" "t0" left join "flavor" "t1" on "t1"."id" = "t0"."version" left join "flavor" "t2" on "t2"."version" = "t0"."id" left join "flavor" "t3" on ("t3"."id" = "t2"."version" and "t3"."rating" >= :1) order by "t0"."id" asc',
    },
  },
  {
    title: "rows of given parents, through a join table",
    node: {
      ...select({
        read: [...columns(["id"], "t0"), ...columns(["id"], "t1")],
        where: { kind: "inList", item: column("id", "t1"), list: { kind: "parameter", slot: 0, type: types.id, list: true }, negated: false },
        orderBy: [order("name", "asc")],
      }),
      joins: [join("inner", "t1", equal(column("version", "t1"), column("id")))],
    },
    sql: {
      sqlite:
        'select "t0"."id", "t1"."id" from "flavor" as "t0" inner join "flavor" as "t1" on "t1"."version" = "t0"."id" where "t1"."id" in (select value from json_each(?)) order by "t0"."name" asc',
      postgres:
        'select "t0"."id", "t1"."id" from "flavor" as "t0" inner join "flavor" as "t1" on "t1"."version" = "t0"."id" where "t1"."id" = any($1::bigint[]) order by "t0"."name" asc',
      mysql:
        "select `t0`.`id`, `t1`.`id` from `flavor` as `t0` inner join `flavor` as `t1` on `t1`.`version` = `t0`.`id` where `t1`.`id` in (select j.v from json_table(?, '$[*]' columns (v bigint path '$')) as j) order by `t0`.`name` asc",
      mariadb:
        "select `t0`.`id`, `t1`.`id` from `flavor` as `t0` inner join `flavor` as `t1` on `t1`.`version` = `t0`.`id` where `t1`.`id` in (select j.v from json_table(?, '$[*]' columns (v bigint path '$')) as j) order by `t0`.`name` asc",
      mssql:
        "select [t0].[id], [t1].[id] from [flavor] as [t0] inner join [flavor] as [t1] on [t1].[version] = [t0].[id] where [t1].[id] in (select [v] from openjson(@p1) with ([v] bigint '$') where [v] is not null) order by [t0].[name] asc",
      oracle:
        'select "t0"."id", "t1"."id" from "flavor" "t0" inner join "flavor" "t1" on "t1"."version" = "t0"."id" where "t1"."id" in (select "j"."v" from json_table(:1, \'$[*]\' columns ("v" number path \'$\')) "j" where "j"."v" is not null) order by "t0"."name" asc',
    },
  },
  {
    title: "a window of rows, taken before collections are joined",
    node: {
      ...select({ read: [...columns(["id"], "t0"), ...columns(["id"], "t1")], orderBy: [order("name", "asc")] }),
      from: {
        kind: "derived",
        alias: "t0",
        query: select({ read: columns(["id", "name"], "t0"), where: compare("rating", "="), orderBy: [order("name", "asc")], paging: paging(true, true) }),
      },
      joins: [join("left", "t1", equal(column("version", "t1"), column("id")))],
    },
    sql: {
      sqlite:
        'select "t0"."id", "t1"."id" from (select "t0"."id", "t0"."name" from "flavor" as "t0" where "t0"."rating" = ? order by "t0"."name" asc limit ? offset ?) as "t0" left join "flavor" as "t1" on "t1"."version" = "t0"."id" order by "t0"."name" asc',
      postgres:
        'select "t0"."id", "t1"."id" from (select "t0"."id", "t0"."name" from "flavor" as "t0" where "t0"."rating" = $1 order by "t0"."name" asc limit $2 offset $3) as "t0" left join "flavor" as "t1" on "t1"."version" = "t0"."id" order by "t0"."name" asc',
      mysql:
        "select `t0`.`id`, `t1`.`id` from (select `t0`.`id`, `t0`.`name` from `flavor` as `t0` where `t0`.`rating` = ? order by `t0`.`name` asc limit ? offset ?) as `t0` left join `flavor` as `t1` on `t1`.`version` = `t0`.`id` order by `t0`.`name` asc",
      mariadb:
        "select `t0`.`id`, `t1`.`id` from (select `t0`.`id`, `t0`.`name` from `flavor` as `t0` where `t0`.`rating` = ? order by `t0`.`name` asc limit ? offset ?) as `t0` left join `flavor` as `t1` on `t1`.`version` = `t0`.`id` order by `t0`.`name` asc",
      mssql:
        "select [t0].[id], [t1].[id] from (select [t0].[id], [t0].[name] from [flavor] as [t0] where [t0].[rating] = @p1 order by [t0].[name] asc offset @p2 rows fetch next @p3 rows only) as [t0] left join [flavor] as [t1] on [t1].[version] = [t0].[id] order by [t0].[name] asc",
      oracle:
        'select "t0"."id", "t1"."id" from (select "t0"."id", "t0"."name" from "flavor" "t0" where "t0"."rating" = :1 order by "t0"."name" asc offset :2 rows fetch next :3 rows only) "t0" left join "flavor" "t1" on "t1"."version" = "t0"."id" order by "t0"."name" asc',
    },
  },
  {
    title: "rows numbered within their parents",
    node: {
      ...select({
        read: columns(["id"], "t1"),
        where: all(
          { kind: "compare", operator: ">", left: number, right: parameter(count) },
          { kind: "compare", operator: "<=", left: number, right: parameter(count) },
        ),
        orderBy: [{ kind: "ordering", expression: number, direction: "asc" }],
      }),
      from: numbered,
    },
    sql: {
      sqlite:
        'select "t1"."id" from (select "t1"."id", "t1"."version", row_number() over (partition by "t1"."version" order by "t1"."rating" desc nulls last, "t1"."id" asc) as "_rn" from "flavor" as "t1") as "t1" where ("t1"."_rn" > ? and "t1"."_rn" <= ?) order by "t1"."_rn" asc',
      postgres:
        'select "t1"."id" from (select "t1"."id", "t1"."version", row_number() over (partition by "t1"."version" order by "t1"."rating" desc nulls last, "t1"."id" asc) as "_rn" from "flavor" as "t1") as "t1" where ("t1"."_rn" > $1 and "t1"."_rn" <= $2) order by "t1"."_rn" asc',
      mysql:
        "select `t1`.`id` from (select `t1`.`id`, `t1`.`version`, row_number() over (partition by `t1`.`version` order by `t1`.`rating` desc, `t1`.`id` asc) as `_rn` from `flavor` as `t1`) as `t1` where (`t1`.`_rn` > ? and `t1`.`_rn` <= ?) order by `t1`.`_rn` asc",
      mariadb:
        "select `t1`.`id` from (select `t1`.`id`, `t1`.`version`, row_number() over (partition by `t1`.`version` order by `t1`.`rating` desc, `t1`.`id` asc) as `_rn` from `flavor` as `t1`) as `t1` where (`t1`.`_rn` > ? and `t1`.`_rn` <= ?) order by `t1`.`_rn` asc",
      mssql:
        "select [t1].[id] from (select [t1].[id], [t1].[version], row_number() over (partition by [t1].[version] order by [t1].[rating] desc, [t1].[id] asc) as [_rn] from [flavor] as [t1]) as [t1] where ([t1].[_rn] > @p1 and [t1].[_rn] <= @p2) order by [t1].[_rn] asc",
      oracle:
        'select "t1"."id" from (select "t1"."id", "t1"."version", row_number() over (partition by "t1"."version" order by "t1"."rating" desc nulls last, "t1"."id" asc) as "_rn" from "flavor" "t1") "t1" where ("t1"."_rn" > :1 and "t1"."_rn" <= :2) order by "t1"."_rn" asc',
    },
  },
  {
    title: "numbered rows joined to their parents",
    node: {
      ...select({ read: [...columns(["id"], "t0"), ...columns(["id"], "t1")] }),
      joins: [
        join(
          "left",
          "t1",
          all(equal(column("version", "t1"), column("id")), { kind: "compare", operator: "<=", left: number, right: parameter(count) }),
          numbered,
        ),
      ],
    },
    sql: {
      sqlite:
        'select "t0"."id", "t1"."id" from "flavor" as "t0" left join (select "t1"."id", "t1"."version", row_number() over (partition by "t1"."version" order by "t1"."rating" desc nulls last, "t1"."id" asc) as "_rn" from "flavor" as "t1") as "t1" on ("t1"."version" = "t0"."id" and "t1"."_rn" <= ?)',
      postgres:
        'select "t0"."id", "t1"."id" from "flavor" as "t0" left join (select "t1"."id", "t1"."version", row_number() over (partition by "t1"."version" order by "t1"."rating" desc nulls last, "t1"."id" asc) as "_rn" from "flavor" as "t1") as "t1" on ("t1"."version" = "t0"."id" and "t1"."_rn" <= $1)',
      mysql:
        "select `t0`.`id`, `t1`.`id` from `flavor` as `t0` left join (select `t1`.`id`, `t1`.`version`, row_number() over (partition by `t1`.`version` order by `t1`.`rating` desc, `t1`.`id` asc) as `_rn` from `flavor` as `t1`) as `t1` on (`t1`.`version` = `t0`.`id` and `t1`.`_rn` <= ?)",
      mariadb:
        "select `t0`.`id`, `t1`.`id` from `flavor` as `t0` left join (select `t1`.`id`, `t1`.`version`, row_number() over (partition by `t1`.`version` order by `t1`.`rating` desc, `t1`.`id` asc) as `_rn` from `flavor` as `t1`) as `t1` on (`t1`.`version` = `t0`.`id` and `t1`.`_rn` <= ?)",
      mssql:
        "select [t0].[id], [t1].[id] from [flavor] as [t0] left join (select [t1].[id], [t1].[version], row_number() over (partition by [t1].[version] order by [t1].[rating] desc, [t1].[id] asc) as [_rn] from [flavor] as [t1]) as [t1] on ([t1].[version] = [t0].[id] and [t1].[_rn] <= @p1)",
      oracle:
        'select "t0"."id", "t1"."id" from "flavor" "t0" left join (select "t1"."id", "t1"."version", row_number() over (partition by "t1"."version" order by "t1"."rating" desc nulls last, "t1"."id" asc) as "_rn" from "flavor" "t1") "t1" on ("t1"."version" = "t0"."id" and "t1"."_rn" <= :1)',
    },
  },
  {
    title: "some and none",
    node: select({
      where: all(
        { kind: "exists", query: children("t1"), negated: false },
        { kind: "exists", query: children("t2", { ...compare("name", "="), left: column("name", "t2") }), negated: true },
      ),
    }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where (exists (select 1 from "flavor" as "t1" where "t1"."version" = "t0"."id") and not exists (select 1 from "flavor" as "t2" where ("t2"."version" = "t0"."id" and "t2"."name" = ?)))',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where (exists (select 1 from "flavor" as "t1" where "t1"."version" = "t0"."id") and not exists (select 1 from "flavor" as "t2" where ("t2"."version" = "t0"."id" and "t2"."name" = $1)))',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (exists (select 1 from `flavor` as `t1` where `t1`.`version` = `t0`.`id`) and not exists (select 1 from `flavor` as `t2` where (`t2`.`version` = `t0`.`id` and `t2`.`name` = ?)))",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (exists (select 1 from `flavor` as `t1` where `t1`.`version` = `t0`.`id`) and not exists (select 1 from `flavor` as `t2` where (`t2`.`version` = `t0`.`id` and `t2`.`name` = ?)))",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where (exists (select 1 from [flavor] as [t1] where [t1].[version] = [t0].[id]) and not exists (select 1 from [flavor] as [t2] where ([t2].[version] = [t0].[id] and [t2].[name] = @p1)))",
      oracle:
        'select "t0"."id" from "flavor" "t0" where (exists (select 1 from "flavor" "t1" where "t1"."version" = "t0"."id") and not exists (select 1 from "flavor" "t2" where ("t2"."version" = "t0"."id" and "t2"."name" = :1)))',
    },
  },
  {
    title: "every: no row for which the condition is false or unknown",
    node: select({
      where: {
        kind: "exists",
        query: children("t1", { kind: "truth", item: { ...compare("rating", ">="), left: column("rating", "t1") }, negated: true }),
        negated: true,
      },
    }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where not exists (select 1 from "flavor" as "t1" where ("t1"."version" = "t0"."id" and ("t1"."rating" >= ?) is not true))',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where not exists (select 1 from "flavor" as "t1" where ("t1"."version" = "t0"."id" and ("t1"."rating" >= $1) is not true))',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where not exists (select 1 from `flavor` as `t1` where (`t1`.`version` = `t0`.`id` and (`t1`.`rating` >= ?) is not true))",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where not exists (select 1 from `flavor` as `t1` where (`t1`.`version` = `t0`.`id` and (`t1`.`rating` >= ?) is not true))",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where not exists (select 1 from [flavor] as [t1] where ([t1].[version] = [t0].[id] and case when [t1].[rating] >= @p1 then 1 else 0 end = 0))",
      oracle:
        'select "t0"."id" from "flavor" "t0" where not exists (select 1 from "flavor" "t1" where ("t1"."version" = "t0"."id" and case when "t1"."rating" >= :1 then 1 else 0 end = 0))',
    },
  },
  {
    title: "conditions that are true, or not, and never unknown",
    node: select({
      where: all(
        { kind: "truth", item: compare("rating", ">"), negated: false },
        { kind: "truth", item: all(compare("rating", "<"), compare("name", "=")), negated: true },
        { kind: "truth", item: { kind: "constant", value: true }, negated: false },
      ),
    }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where (("t0"."rating" > ?) is true and (("t0"."rating" < ? and "t0"."name" = ?)) is not true and (1 = 1) is true)',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where (("t0"."rating" > $1) is true and (("t0"."rating" < $2 and "t0"."name" = $3)) is not true and (1 = 1) is true)',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where ((`t0`.`rating` > ?) is true and ((`t0`.`rating` < ? and `t0`.`name` = ?)) is not true and (1 = 1) is true)",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where ((`t0`.`rating` > ?) is true and ((`t0`.`rating` < ? and `t0`.`name` = ?)) is not true and (1 = 1) is true)",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where (case when [t0].[rating] > @p1 then 1 else 0 end = 1 and case when ([t0].[rating] < @p2 and [t0].[name] = @p3) then 1 else 0 end = 0 and case when 1 = 1 then 1 else 0 end = 1)",
      oracle:
        'select "t0"."id" from "flavor" "t0" where (case when "t0"."rating" > :1 then 1 else 0 end = 1 and case when ("t0"."rating" < :2 and "t0"."name" = :3) then 1 else 0 end = 0 and case when 1 = 1 then 1 else 0 end = 1)',
    },
  },
  {
    title: "counts of relations, read, compared and ordered by",
    node: (() => {
      const counted = (alias: string, where?: Expression): Node<"subquery"> => ({
        kind: "subquery",
        query: { ...children(alias, where), projections: [projection(call("count"))] },
        type: count,
      });
      return select({
        read: [...columns(["id"], "t0"), projection(counted("t1"))],
        where: { kind: "compare", operator: ">=", left: counted("t2", { ...compare("active", "="), left: column("active", "t2") }), right: parameter(count) },
        orderBy: [{ kind: "ordering", expression: counted("t3"), direction: "desc" }],
      });
    })(),
    sql: {
      sqlite:
        'select "t0"."id", (select count(*) from "flavor" as "t1" where "t1"."version" = "t0"."id") from "flavor" as "t0" where (select count(*) from "flavor" as "t2" where ("t2"."version" = "t0"."id" and "t2"."active" = ?)) >= ? order by (select count(*) from "flavor" as "t3" where "t3"."version" = "t0"."id") desc',
      postgres:
        'select "t0"."id", (select count(*) from "flavor" as "t1" where "t1"."version" = "t0"."id") from "flavor" as "t0" where (select count(*) from "flavor" as "t2" where ("t2"."version" = "t0"."id" and "t2"."active" = $1)) >= $2 order by (select count(*) from "flavor" as "t3" where "t3"."version" = "t0"."id") desc',
      mysql:
        "select `t0`.`id`, (select count(*) from `flavor` as `t1` where `t1`.`version` = `t0`.`id`) from `flavor` as `t0` where (select count(*) from `flavor` as `t2` where (`t2`.`version` = `t0`.`id` and `t2`.`active` = ?)) >= ? order by (select count(*) from `flavor` as `t3` where `t3`.`version` = `t0`.`id`) desc",
      mariadb:
        "select `t0`.`id`, (select count(*) from `flavor` as `t1` where `t1`.`version` = `t0`.`id`) from `flavor` as `t0` where (select count(*) from `flavor` as `t2` where (`t2`.`version` = `t0`.`id` and `t2`.`active` = ?)) >= ? order by (select count(*) from `flavor` as `t3` where `t3`.`version` = `t0`.`id`) desc",
      mssql:
        "select [t0].[id], (select count_big(*) from [flavor] as [t1] where [t1].[version] = [t0].[id]) from [flavor] as [t0] where (select count_big(*) from [flavor] as [t2] where ([t2].[version] = [t0].[id] and [t2].[active] = @p1)) >= @p2 order by (select count_big(*) from [flavor] as [t3] where [t3].[version] = [t0].[id]) desc",
      oracle:
        'select "t0"."id", (select count(*) from "flavor" "t1" where "t1"."version" = "t0"."id") from "flavor" "t0" where (select count(*) from "flavor" "t2" where ("t2"."version" = "t0"."id" and "t2"."active" = :1)) >= :2 order by (select count(*) from "flavor" "t3" where "t3"."version" = "t0"."id") desc',
    },
  },
  {
    title: "keys of several columns as one parameter each",
    node: select({ where: rows("id", "kind") }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."id", "t0"."kind") in (select j0.value, j1.value from json_each(?) as j0 join json_each(?) as j1 on j1.key = j0.key)',
      postgres: 'select "t0"."id" from "flavor" as "t0" where ("t0"."id", "t0"."kind") in (select * from unnest($1::bigint[], $2::text[]))',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`id`, `t0`.`kind`) in (select j0.v, j1.v from json_table(?, '$[*]' columns (n for ordinality, v bigint path '$')) as j0 join json_table(?, '$[*]' columns (n for ordinality, v varchar(6) collate utf8mb4_0900_bin path '$')) as j1 on j1.n = j0.n)",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`id`, `t0`.`kind`) in (select j0.v, j1.v from json_table(?, '$[*]' columns (n for ordinality, v bigint path '$')) as j0 join json_table(?, '$[*]' columns (n for ordinality, v varchar(6) collate utf8mb4_nopad_bin path '$')) as j1 on j1.n = j0.n)",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where exists (select 1 from openjson(@p1) as j0 join openjson(@p2) as j1 on j1.[key] = j0.[key] where [t0].[id] = cast(j0.[value] as bigint) and [t0].[kind] = cast(j1.[value] as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8)",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."id", "t0"."kind") in (select "j0"."v", "j1"."v" from json_table(:1, \'$[*]\' columns ("n" for ordinality, "v" number path \'$\')) "j0" join json_table(:2, \'$[*]\' columns ("n" for ordinality, "v" varchar2(4000) path \'$\')) "j1" on "j1"."n" = "j0"."n")',
    },
  },
  {
    title: "keys of every kind of column",
    node: select({ where: rows("code", "name", "sold", "price", "worth", "added", "seen", "born", "photo", "active") }),
    sql: {
      sqlite:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."code", "t0"."name", "t0"."sold", "t0"."price", "t0"."worth", "t0"."added", "t0"."seen", "t0"."born", "t0"."photo", "t0"."active") in (select j0.value, j1.value, j2.value, j3.value, j4.value, j5.value, j6.value, j7.value, unhex(j8.value), j9.value from json_each(?) as j0 join json_each(?) as j1 on j1.key = j0.key join json_each(?) as j2 on j2.key = j0.key join json_each(?) as j3 on j3.key = j0.key join json_each(?) as j4 on j4.key = j0.key join json_each(?) as j5 on j5.key = j0.key join json_each(?) as j6 on j6.key = j0.key join json_each(?) as j7 on j7.key = j0.key join json_each(?) as j8 on j8.key = j0.key join json_each(?) as j9 on j9.key = j0.key)',
      postgres:
        'select "t0"."id" from "flavor" as "t0" where ("t0"."code", "t0"."name", "t0"."sold", "t0"."price", "t0"."worth", "t0"."added", "t0"."seen", "t0"."born", "t0"."photo", "t0"."active") in (select * from unnest($1::uuid[], $2::text[], $3::bigint[], $4::numeric[], $5::numeric[], $6::timestamptz[], $7::timestamptz[], $8::date[], $9::bytea[], $10::boolean[]))',
      mysql:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`code`, `t0`.`name`, `t0`.`sold`, `t0`.`price`, `t0`.`worth`, `t0`.`added`, `t0`.`seen`, `t0`.`born`, `t0`.`photo`, `t0`.`active`) in (select j0.v, j1.v, j2.v, j3.v, j4.v, j5.v, j6.v, j7.v, unhex(j8.v), j9.v from json_table(?, '$[*]' columns (n for ordinality, v char(36) character set ascii collate ascii_bin path '$')) as j0 join json_table(?, '$[*]' columns (n for ordinality, v varchar(50) collate utf8mb4_0900_bin path '$')) as j1 on j1.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v bigint path '$')) as j2 on j2.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v decimal(65, 2) path '$')) as j3 on j3.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v decimal(65, 10) path '$')) as j4 on j4.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v datetime(6) path '$')) as j5 on j5.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v datetime(6) path '$')) as j6 on j6.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v date path '$')) as j7 on j7.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v longtext collate utf8mb4_0900_bin path '$')) as j8 on j8.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v tinyint(1) path '$')) as j9 on j9.n = j0.n)",
      mariadb:
        "select `t0`.`id` from `flavor` as `t0` where (`t0`.`code`, `t0`.`name`, `t0`.`sold`, `t0`.`price`, `t0`.`worth`, `t0`.`added`, `t0`.`seen`, `t0`.`born`, `t0`.`photo`, `t0`.`active`) in (select j0.v, j1.v, j2.v, j3.v, j4.v, j5.v, j6.v, j7.v, unhex(j8.v), j9.v from json_table(?, '$[*]' columns (n for ordinality, v char(36) character set ascii collate ascii_bin path '$')) as j0 join json_table(?, '$[*]' columns (n for ordinality, v varchar(50) collate utf8mb4_nopad_bin path '$')) as j1 on j1.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v bigint path '$')) as j2 on j2.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v decimal(65, 2) path '$')) as j3 on j3.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v decimal(65, 10) path '$')) as j4 on j4.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v datetime(6) path '$')) as j5 on j5.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v datetime(6) path '$')) as j6 on j6.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v date path '$')) as j7 on j7.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v longtext collate utf8mb4_nopad_bin path '$')) as j8 on j8.n = j0.n join json_table(?, '$[*]' columns (n for ordinality, v tinyint(1) path '$')) as j9 on j9.n = j0.n)",
      mssql:
        "select [t0].[id] from [flavor] as [t0] where exists (select 1 from openjson(@p1) as j0 join openjson(@p2) as j1 on j1.[key] = j0.[key] join openjson(@p3) as j2 on j2.[key] = j0.[key] join openjson(@p4) as j3 on j3.[key] = j0.[key] join openjson(@p5) as j4 on j4.[key] = j0.[key] join openjson(@p6) as j5 on j5.[key] = j0.[key] join openjson(@p7) as j6 on j6.[key] = j0.[key] join openjson(@p8) as j7 on j7.[key] = j0.[key] join openjson(@p9) as j8 on j8.[key] = j0.[key] join openjson(@p10) as j9 on j9.[key] = j0.[key] where [t0].[code] = cast(j0.[value] as uniqueidentifier) and [t0].[name] = cast(j1.[value] as nvarchar(max)) collate Latin1_General_100_BIN2_UTF8 and [t0].[sold] = cast(j2.[value] as bigint) and [t0].[price] = cast(j3.[value] as decimal(38, 2)) and [t0].[worth] = cast(j4.[value] as decimal(38, 10)) and [t0].[added] = cast(j5.[value] as datetime2(7)) and [t0].[seen] = cast(j6.[value] as datetime2(7)) and [t0].[born] = cast(j7.[value] as date) and [t0].[photo] = convert(varbinary(max), cast(j8.[value] as varchar(max)), 2) and [t0].[active] = cast(j9.[value] as bit))",
      oracle:
        'select "t0"."id" from "flavor" "t0" where ("t0"."code", "t0"."name", "t0"."sold", "t0"."price", "t0"."worth", "t0"."added", "t0"."seen", "t0"."born", "t0"."photo", "t0"."active") in (select "j0"."v", "j1"."v", "j2"."v", "j3"."v", "j4"."v", to_timestamp("j5"."v", \'YYYY-MM-DD"T"HH24:MI:SS.FF\'), to_timestamp("j6"."v", \'YYYY-MM-DD"T"HH24:MI:SS.FF\'), to_date("j7"."v", \'YYYY-MM-DD\'), hextoraw("j8"."v"), "j9"."v" from json_table(:1, \'$[*]\' columns ("n" for ordinality, "v" varchar2(4000) path \'$\')) "j0" join json_table(:2, \'$[*]\' columns ("n" for ordinality, "v" varchar2(4000) path \'$\')) "j1" on "j1"."n" = "j0"."n" join json_table(:3, \'$[*]\' columns ("n" for ordinality, "v" number path \'$\')) "j2" on "j2"."n" = "j0"."n" join json_table(:4, \'$[*]\' columns ("n" for ordinality, "v" number path \'$\')) "j3" on "j3"."n" = "j0"."n" join json_table(:5, \'$[*]\' columns ("n" for ordinality, "v" number path \'$\')) "j4" on "j4"."n" = "j0"."n" join json_table(:6, \'$[*]\' columns ("n" for ordinality, "v" varchar2(32) path \'$\')) "j5" on "j5"."n" = "j0"."n" join json_table(:7, \'$[*]\' columns ("n" for ordinality, "v" varchar2(32) path \'$\')) "j6" on "j6"."n" = "j0"."n" join json_table(:8, \'$[*]\' columns ("n" for ordinality, "v" varchar2(32) path \'$\')) "j7" on "j7"."n" = "j0"."n" join json_table(:9, \'$[*]\' columns ("n" for ordinality, "v" varchar2(4000) path \'$\')) "j8" on "j8"."n" = "j0"."n" join json_table(:10, \'$[*]\' columns ("n" for ordinality, "v" number path \'$\')) "j9" on "j9"."n" = "j0"."n")',
    },
  },
  {
    title: "a write whose condition reads its own table, by the keys found first",
    node: {
      kind: "delete",
      table: table(),
      where: {
        kind: "exists",
        negated: false,
        query: {
          kind: "select",
          projections: [one],
          from: { kind: "derived", alias: "t2", query: { ...select({ where: { kind: "exists", query: children("t1"), negated: false } }), distinct: true } },
          where: equal(column("id", "t2"), column("id", "flavor")),
          orderBy: [],
        },
      },
      returning: [],
    },
    sql: {
      sqlite:
        'delete from "flavor" where exists (select 1 from (select distinct "t0"."id" from "flavor" as "t0" where exists (select 1 from "flavor" as "t1" where "t1"."version" = "t0"."id")) as "t2" where "t2"."id" = "flavor"."id")',
      postgres:
        'delete from "flavor" where exists (select 1 from (select distinct "t0"."id" from "flavor" as "t0" where exists (select 1 from "flavor" as "t1" where "t1"."version" = "t0"."id")) as "t2" where "t2"."id" = "flavor"."id")',
      mysql:
        "delete from `flavor` where exists (select 1 from (select distinct `t0`.`id` from `flavor` as `t0` where exists (select 1 from `flavor` as `t1` where `t1`.`version` = `t0`.`id`)) as `t2` where `t2`.`id` = `flavor`.`id`)",
      mariadb:
        "delete from `flavor` where exists (select 1 from (select distinct `t0`.`id` from `flavor` as `t0` where exists (select 1 from `flavor` as `t1` where `t1`.`version` = `t0`.`id`)) as `t2` where `t2`.`id` = `flavor`.`id`)",
      mssql:
        "delete from [flavor] where exists (select 1 from (select distinct [t0].[id] from [flavor] as [t0] where exists (select 1 from [flavor] as [t1] where [t1].[version] = [t0].[id])) as [t2] where [t2].[id] = [flavor].[id])",
      oracle:
        'delete from "flavor" where exists (select 1 from (select distinct "t0"."id" from "flavor" "t0" where exists (select 1 from "flavor" "t1" where "t1"."version" = "t0"."id")) "t2" where "t2"."id" = "flavor"."id")',
    },
  },
];
