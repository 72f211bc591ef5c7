import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Connection, QueryOutcome } from "../../src/dialect/driver.ts";
import type { Expression, Node, Statement } from "../../src/sql/ast.ts";
import type { LogicalType } from "../../src/sql/logical-type.ts";
import { bindAll, connect, query, render, servers, values } from "./mysql-family-servers.ts";

const int: LogicalType = { kind: "integer", bits: 53 };
const text: LogicalType = { kind: "text", max: 20 };
const table: Node<"table"> = { kind: "table", schema: "test", name: "mf_row" };
const column = (name: string, type: LogicalType = int, of?: string): Node<"column"> => ({ kind: "column", table: of, name, type });
const value = (of: unknown, type: LogicalType = int): Node<"value"> => ({ kind: "value", value: of, type });
const named = (...names: string[]) => names.map((name) => ({ name, type: name === "label" ? text : int }));
const rowsOf = (...rows: (readonly Expression[])[]): Node<"valueRows"> => ({ kind: "valueRows", rows });
const select = (projections: readonly Expression[], rest: Partial<Node<"select">> = {}): Node<"select"> => ({
  kind: "select",
  projections: projections.map((expression) => ({ kind: "projection", expression })),
  from: table,
  orderBy: [],
  ...rest,
});

describe.each(servers)("statements on $name", (server) => {
  const { dialect } = server;
  let connection: Connection;
  const run = async (statement: Statement, types: readonly LogicalType[] = []): Promise<QueryOutcome> => {
    const compiled = render(dialect, statement);
    return connection.run(query(dialect, compiled.sql, types), bindAll(dialect, compiled));
  };
  const all = async () => (await connection.execute("select id, label, n from mf_row order by id", [])).rows;
  const keys = (rest: Partial<Node<"select">>) => values(connection, dialect, select([column("id")], rest), [int]);

  beforeAll(async () => {
    connection = await connect(server);
    await connection.execute("drop table if exists mf_row", []);
    await connection.execute(
      `create table mf_row (id bigint primary key auto_increment, label varchar(20) collate ${server.name === "mysql" ? "utf8mb4_0900_bin" : "utf8mb4_nopad_bin"}, n int default 7)`,
      [],
    );
  });
  beforeEach(async () => {
    await connection.execute("delete from mf_row", []);
    await connection.execute("insert into mf_row values (1, 'b', 1), (2, null, 2), (3, 'a', 3)", []);
  });
  afterAll(async () => {
    await connection.execute("drop table if exists mf_row", []);
    await connection.close();
  });

  it("puts nulls where they are wanted, in both directions", async () => {
    const by = (direction: "asc" | "desc", nulls: "first" | "last" | undefined) =>
      keys({ orderBy: [{ kind: "ordering", expression: column("label", text), direction, nulls }] });
    expect(await by("asc", "first")).toEqual([2, 3, 1]);
    expect(await by("asc", "last")).toEqual([3, 1, 2]);
    expect(await by("desc", "first")).toEqual([2, 1, 3]);
    expect(await by("desc", "last")).toEqual([1, 3, 2]);
    expect(await by("asc", undefined)).toEqual([2, 3, 1]);
  });

  it("pages with a limit, an offset, or both", async () => {
    const orderBy: Node<"ordering">[] = [{ kind: "ordering", expression: column("id"), direction: "asc" }];
    const page = (limit?: number, offset?: number) =>
      keys({
        orderBy,
        paging: {
          kind: "paging",
          limit: limit === undefined ? undefined : value(limit),
          offset: offset === undefined ? undefined : value(offset),
          ordered: true,
        },
      });
    expect(await page(2)).toEqual([1, 2]);
    expect(await page(undefined, 1)).toEqual([2, 3]);
    expect(await page(1, 1)).toEqual([2]);
  });

  it("inserts rows, generated keys first of them, and a row of defaults", async () => {
    const several = await run({ kind: "insert", table, columns: named("label"), source: rowsOf([value("x", text)], [value("y", text)]), returning: [] });
    expect(several.affected).toBe(2);
    const first = BigInt(several.insertId ?? 0);
    expect(await all()).toEqual(
      expect.arrayContaining([
        [first, "x", 7],
        [first + 1n, "y", 7],
      ]),
    );
    const empty = await run({ kind: "insert", table, columns: [], source: rowsOf([]), returning: [] });
    expect(empty).toMatchObject({ affected: 1, insertId: Number(several.insertId) + 2 });
    expect(await all()).toContainEqual([BigInt(empty.insertId ?? 0), null, 7]);
  });

  it("gives written rows back where the capabilities say so", async () => {
    const { returning } = dialect.capabilities;
    const back = [{ kind: "projection", expression: column("n") }] as const;
    if (returning.insert === "returning") {
      expect((await run({ kind: "insert", table, columns: named("id"), source: rowsOf([value(9)], [value(8)]), returning: back }, [int])).rows).toEqual([
        { 0: 7 },
        { 0: 7 },
      ]);
    }
    if (returning.delete === "returning") {
      const where: Expression = { kind: "compare", operator: "=", left: column("id"), right: value(3) };
      expect(await run({ kind: "delete", table, where, returning: back }, [int])).toMatchObject({ rows: [{ 0: 3 }], affected: 1 });
    }
    expect(returning.update).toBe("none");
  });

  it("updates the row that is there, from the proposed and the stored values", async () => {
    const target = named("id");
    const source = rowsOf([value(1), value("new", text), value(50)], [value(5), value("five", text), value(5)]);
    const label: Node<"assignment"> = { kind: "assignment", column: "label", value: { kind: "proposed", column: "label" } };
    const sum: Node<"assignment"> = {
      kind: "assignment",
      column: "n",
      value: { kind: "fragment", parts: [column("n"), { kind: "raw", text: " + " }, { kind: "proposed", column: "n" }] },
    };
    await run({ kind: "insert", table, columns: named("id", "label", "n"), source, conflict: { target, update: [label, sum] }, returning: [] });
    expect(await all()).toEqual([
      [1n, "new", 51],
      [2n, null, 2],
      [3n, "a", 3],
      [5n, "five", 5],
    ]);
    const kept = await run(
      {
        kind: "insert",
        table,
        columns: named("id", "label"),
        source: rowsOf([value(1), value("no", text)]),
        conflict: { target, update: [] },
        returning: dialect.capabilities.returning.upsert === "returning" ? [{ kind: "projection", expression: column("label", text) }] : [],
      },
      [text],
    );
    if (dialect.capabilities.returning.upsert === "returning") expect(kept.rows).toEqual([{ 0: "new" }]);
    expect(await all()).toContainEqual([1n, "new", 51]);
  });

  it("updates and deletes with and without an alias", async () => {
    for (const alias of [undefined, "a`s"]) {
      const where = (id: number): Expression => ({ kind: "compare", operator: "=", left: column("id", int, alias), right: value(id) });
      const target: Node<"table"> = { ...table, alias };
      const assignments: Node<"assignment">[] = [{ kind: "assignment", column: "n", value: value(alias ? 31 : 30) }];
      expect(await run({ kind: "update", table: target, assignments, where: where(3), returning: [] })).toMatchObject({ affected: 1 });
      expect(await run({ kind: "delete", table: target, where: where(alias ? 1 : 2), returning: [] })).toMatchObject({ affected: 1 });
    }
    expect(await all()).toEqual([[3n, "a", 31]]);
  });

  it("calls the portable functions", async () => {
    const call = (name: Node<"call">["name"], args: readonly Expression[] = [], type?: LogicalType): Expression => ({ kind: "call", name, args, type });
    const instant: LogicalType = { kind: "instant", form: "date", precision: 3, fixed: true };
    const uuid: LogicalType = { kind: "uuid" };
    const one = select([call("now", [], instant), call("lower", [value("ÄB", text)]), call("length", [value("😀é", text)]), call("uuid"), call("count")], {});
    const { rows } = await run(one, [instant, text, int, uuid, int]);
    const [row] = rows as Record<string, unknown>[];
    expect(Math.abs(Date.now() - Number(row?.["0"]))).toBeLessThan(60_000);
    expect(row).toMatchObject({ 1: "äb", 2: 2, 3: expect.stringMatching(/^[0-9a-f-]{36}$/), 4: 3 });
  });

  it("keeps empty conditions, negation and existence", async () => {
    const where = (condition: Expression) => keys({ where: condition, orderBy: [{ kind: "ordering", expression: column("id"), direction: "asc" }] });
    expect(await where({ kind: "logical", operator: "or", items: [] })).toEqual([]);
    expect(await where({ kind: "not", item: { kind: "logical", operator: "or", items: [] } })).toEqual([1, 2, 3]);
    expect(await where({ kind: "isNull", item: column("label"), negated: false })).toEqual([2]);
    expect(
      await where({ kind: "exists", query: select([{ kind: "constant", value: 1 }], { where: { kind: "constant", value: false } }), negated: true }),
    ).toEqual([1, 2, 3]);
  });

  it("keeps the conditions of a subquery in the condition of an outer join", async () => {
    await connection.execute("delete from mf_row", []);
    await connection.execute("insert into mf_row values (1, 'b', null), (2, null, null), (3, 'a', 3), (4, 'a', null), (5, 'a', 3)", []);
    const equal = (left: Expression, right: Expression): Expression => ({ kind: "compare", operator: "=", left, right });
    const both = (...items: readonly Expression[]): Expression => ({ kind: "logical", operator: "and", items });
    const key = column("id", int, "t1");
    const inner = column("n", int, "t2");
    const below = (bound: number): Expression => ({ kind: "compare", operator: "<", left: inner, right: value(bound) });
    const joined = async (condition: Expression) => {
      const on = both(equal(key, column("n", int, "t0")), condition);
      const join: Node<"join"> = { kind: "join", form: "left", source: { ...table, alias: "t1" }, on };
      const rows = await values(connection, dialect, select([key], { from: { ...table, alias: "t0" }, joins: [join] }), [int]);
      return rows.filter((id) => id !== null);
    };
    const from = { ...table, alias: "t2" };
    const exists = (bound: number): Expression => ({
      kind: "exists",
      query: select([value(1)], { from, where: both(equal(inner, key), below(bound)) }),
      negated: false,
    });
    const within = (bound: number): Expression => ({
      kind: "inQuery",
      item: key,
      query: select([inner], { from, where: below(bound), distinct: true }),
      negated: false,
    });
    for (const condition of [exists, within]) {
      expect(await joined(condition(1))).toEqual([]);
      expect(await joined(condition(9))).toEqual([3, 3]);
    }
  });

  it("refuses rows from arrays, which the capabilities rule out", () => {
    const source: Node<"arrayRows"> = { kind: "arrayRows", arrays: [], ordered: false };
    expect(() => render(dialect, { kind: "insert", table, columns: named("id"), source, returning: [] })).toThrow(TypeError);
  });
});
