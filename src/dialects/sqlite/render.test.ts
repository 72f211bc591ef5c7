import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openMemory } from "../../../test/support/sqlite-memory.ts";
import { ConfigurationError } from "../../kernel/errors.ts";
import type { Expression, LikeForm } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { Writer } from "../../sql/writer.ts";
import { sqlite } from "./dialect.ts";
import { lowerCase } from "./like.ts";

/** Little alphabets make matches likely. */
const subject = fc.string({
  unit: fc.constantFrom("a", "A", "b", "%", "_", "*", "?", "[", "]", "\\", "^", "-", "é", "É", "😀", "Σ", "ς", "\ud7ff", "\u{10ffff}"),
  maxLength: 6,
});

/** LIKE as PostgreSQL has it, as a regular expression; a backslash at the end stands for itself. */
function likeMatches(value: string, pattern: string): boolean {
  let source = "";
  const characters = Array.from(pattern);
  for (let i = 0; i < characters.length; i++) {
    let c = characters[i] ?? "";
    if (c === "%") source += ".*";
    else if (c === "_") source += ".";
    else {
      if (c === "\\" && i + 1 < characters.length) c = characters[++i] ?? "";
      source += c.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&");
    }
  }
  return new RegExp(`^${source}$`, "su").test(value);
}
const reference: Record<LikeForm, (value: string, text: string) => boolean> = {
  like: likeMatches,
  contains: (value, text) => value.includes(text),
  startsWith: (value, text) => value.startsWith(text),
  endsWith: (value, text) => value.endsWith(text),
};
const column = (type: LogicalType, name = "v"): Expression => ({ kind: "column", table: "t", name, type });

describe.each(["like", "contains", "startsWith", "endsWith"] as const)("%s", (form) => {
  it.each([false, true])("finds exactly the texts that match (insensitive: %s)", async (insensitive) => {
    const db = await openMemory();
    db.execute("create table t (v text)", []);
    const fold = insensitive ? lowerCase : (text: string) => text;
    fc.assert(
      fc.property(subject, subject, fc.boolean(), (value, other, part) => {
        const pattern = part ? Array.from(value).slice(0, 2).join("") : other;
        db.execute("delete from t", []);
        db.execute("insert into t values (?)", [value]);
        const node: Expression = { kind: "like", item: column({ kind: "text" }), pattern: { kind: "parameter", slot: 0 }, form, insensitive };
        expect(db.count(node, [pattern])).toBe(reference[form](fold(value), fold(pattern)) ? 1 : 0);
        if (insensitive) return;
        const literal: Expression = { ...node, pattern: { kind: "value", value: pattern, type: { kind: "text" } } };
        const { sql } = new Writer(sqlite, { literals: true }).write("select count(*) from t where ", literal).finish();
        expect(db.execute(sql, []).rows[0]?.[0]).toBe(reference[form](value, pattern) ? 1 : 0);
      }),
      { numRuns: 300 },
    );
    db.close();
  });
});

describe("startsWith", () => {
  it("uses an index, and does not miss texts of columns that ignore case", async () => {
    const db = await openMemory();
    db.execute("create table t (v text, n text collate nocase)", []);
    db.execute("create index i on t (v)", []);
    db.execute("create index j on t (n)", []);
    db.execute("insert into t values ('aZq', 'aZq')", []);
    const node = (name: string): Expression => ({
      kind: "like",
      item: column({ kind: "text" }, name),
      pattern: { kind: "value", value: "aZ" },
      form: "startsWith",
      insensitive: false,
    });
    expect([db.count(node("v")), db.count(node("n"))]).toEqual([1, 1]);
    const { sql } = new Writer(sqlite).write("explain query plan select v from t where ", node("v")).finish();
    expect(db.execute(sql, ["aZ", "aZ", "aZ", "a["]).rows[0]?.[3]).toContain("v>? AND v<?");
    db.close();
  });
});

describe("comparisons", () => {
  it("order decimals of more than 15 digits as numbers, between columns of any scale too", async () => {
    const wide: LogicalType = { kind: "decimal", precision: 30, scale: 2 };
    const finer: LogicalType = { kind: "decimal", precision: 30, scale: 5 };
    const db = await openMemory();
    db.execute(`create table t (v ${sqlite.nativeType(wide)}, w ${sqlite.nativeType(finer)})`, []);
    for (const [v, w] of [
      ["-10.00", "-9.00000"],
      ["9.00", "9.00000"],
      ["123456789012345678901.10", "123456789012345678901.10001"],
      ["0.00", "-0.00001"],
    ])
      db.execute("insert into t values (?, ?)", [v, w]);
    const less: Expression = { kind: "compare", operator: "<", left: column(wide), right: column(finer, "w") };
    expect(db.count(less)).toBe(2);
    expect(db.count({ ...less, operator: "=" })).toBe(1);
    expect(
      db.count({ kind: "between", item: column(wide), low: { kind: "parameter", slot: 0, type: wide }, high: { kind: "parameter", slot: 1, type: wide } }, [
        "-10.00",
        "9.00",
      ]),
    ).toBe(3);
    const { sql } = new Writer(sqlite).write("select v from t order by ", { kind: "ordering", expression: column(wide), direction: "desc" }).finish();
    expect(db.execute(sql, []).rows.flat()).toEqual(["123456789012345678901.10", "9.00", "0.00", "-10.00"]);
    db.close();
  });

  it("treat JSON that differs in the order of keys as equal", async () => {
    const db = await openMemory();
    db.execute("create table t (v text)", []);
    db.execute("insert into t values (?)", ['{"b": 1, "a": [1, {"d": 2, "c": 3}]}']);
    const same: Expression = { kind: "compare", operator: "=", left: column({ kind: "json" }), right: { kind: "parameter", slot: 0, type: { kind: "json" } } };
    expect(db.count(same, ['{"a":[1,{"c":3,"d":2}],"b":1.0}'])).toBe(1);
    expect(db.count(same, ['{"a":[{"c":3,"d":2},1],"b":1}'])).toBe(0);
    db.close();
  });

  it("bring instants of different precision to one width, and the clock to that of the column", async () => {
    const milli: LogicalType = { kind: "instant", form: "date", precision: 3, fixed: false };
    const micro: LogicalType = { kind: "instant", form: "text", precision: 6, fixed: false };
    const second: LogicalType = { kind: "instant", form: "text", precision: 0, fixed: false };
    const db = await openMemory();
    db.execute("create table t (v text, w text, x text)", []);
    db.execute("insert into t values ('2026-11-23 10:00:00.000', '2026-11-23 10:00:00.000000', '2026-11-23 10:00:00')", []);
    for (const [a, b] of [
      [column(milli), column(micro, "w")],
      [column(second, "x"), column(milli)],
      [column(micro, "w"), column(second, "x")],
    ] as const) {
      expect(db.count({ kind: "compare", operator: "=", left: a, right: b })).toBe(1);
    }
    for (const precision of [0, 1, 2, 3, 4, 5, 6] as const) {
      const now = db.value({ kind: "call", name: "now", args: [], type: { ...micro, precision } });
      expect(now).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d${precision === 0 ? "" : `\\.\\d{${precision}}`}$`));
    }
    const { sql } = new Writer(sqlite)
      .write({ kind: "compare", operator: "<", left: column(micro, "w"), right: { kind: "call", name: "now", args: [] } })
      .finish();
    expect(sql).toBe(`"t"."w" < (strftime('%Y-%m-%d %H:%M:%f', 'now') || '000')`);
    db.close();
  });

  it("make random uuids of version 4", async () => {
    const db = await openMemory();
    expect(db.value({ kind: "call", name: "uuid", args: [] })).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    db.close();
  });

  it("refuse in DDL what needs a function of ours", () => {
    const ddl = (node: Expression) => () => new Writer(sqlite, { literals: true }).write(node);
    const wide: LogicalType = { kind: "decimal", precision: 20, scale: 2 };
    expect(ddl({ kind: "compare", operator: ">", left: column(wide), right: { kind: "value", value: "1.00", type: wide } })).toThrow(ConfigurationError);
    expect(ddl({ kind: "like", item: column({ kind: "text" }), pattern: { kind: "value", value: "x" }, form: "contains", insensitive: true })).toThrow(
      /ormdantic_lower/,
    );
  });
});

describe("paging", () => {
  it("has an offset without a limit", async () => {
    const { sql } = new Writer(sqlite).write("select 1 union select 2", { kind: "paging", offset: { kind: "constant", value: 1 }, ordered: true }).finish();
    const db = await openMemory();
    expect(db.execute(sql, []).rows).toEqual([[2]]);
    db.close();
  });
});
