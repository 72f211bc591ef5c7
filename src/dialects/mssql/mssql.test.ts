import { describe, expect, it } from "vitest";
import type { Codec } from "../../dialect/codec.ts";
import { ConfigurationError } from "../../kernel/errors.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { mssql } from "./dialect.ts";
import { columnCollation } from "./types.ts";

const codecOf = (type: LogicalType): Codec => (mssql.codecs[type.kind] as (type: LogicalType) => Codec)(type);
const encode = (type: LogicalType, value: unknown): unknown => codecOf(type).encode?.(value as never) ?? value;
const decode = (type: LogicalType, value: unknown): unknown => {
  const { decode: read } = codecOf(type);
  return read ? read(value as never) : value;
};
const instant = (form: "date" | "text", precision: 3 | 6): LogicalType => ({ kind: "instant", form, precision, fixed: false });

describe("values of SQL Server", () => {
  it("read back as they were written, from the forms that tedious gives", () => {
    const now = new Date("1969-12-31T23:59:59.999Z");
    const cases: readonly (readonly [LogicalType, unknown, unknown])[] = [
      [{ kind: "integer", bits: 53 }, "9007199254740991", 9_007_199_254_740_991],
      [{ kind: "integer", bits: 64 }, "-9223372036854775808", -(2n ** 63n)],
      [{ kind: "decimal", precision: 38, scale: 2 }, "-0.50", "-0.50"],
      [{ kind: "boolean" }, true, true],
      [{ kind: "uuid" }, "0E984725-C51C-4BF4-9960-E1C80E27ABA0", "0e984725-c51c-4bf4-9960-e1c80e27aba0"],
      [instant("date", 3), now, now],
      [instant("text", 6), "2026-01-02 03:04:05.123400", "2026-01-02T03:04:05.1234Z"],
      [{ kind: "datetime", precision: 3, fixed: true }, "0001-01-01 00:00:00.000", "0001-01-01T00:00:00.000"],
      [{ kind: "time", precision: 0, fixed: false }, "23:59:59", "23:59:59"],
      [{ kind: "date" }, "9999-12-31", "9999-12-31"],
      [{ kind: "json" }, '{"a":[1]}', { a: [1] }],
      [{ kind: "array", element: { kind: "integer", bits: 64 } }, '["1",null]', [1n, null]],
      [{ kind: "float", bits: 32 }, 0.10000000149011612, Math.fround(0.1)],
    ];
    for (const [type, stored, value] of cases) expect(decode(type, stored)).toEqual(value);
    expect(decode({ kind: "bytes" }, Buffer.from([1, 2]))).toEqual(new Uint8Array([1, 2]));
  });

  it("refuse integers that a number does not hold", () => {
    expect(() => decode({ kind: "integer", bits: 53 }, "9007199254740993")).toThrow(/bigint/);
  });

  it("travel without a zone, and JSON in canonical text", () => {
    expect(encode(instant("date", 3), new Date(0))).toBe("1970-01-01T00:00:00.000");
    expect(encode(instant("text", 6), "2026-01-02T03:04:05.5Z")).toBe("2026-01-02T03:04:05.5");
    expect(encode({ kind: "json" }, { b: 1, a: { d: 1, c: 2 } })).toBe('{"a":{"c":2,"d":1},"b":1}');
  });

  it("make lists of numbers digit by digit", () => {
    expect(codecOf({ kind: "integer", bits: 64 }).encodeList([2n ** 63n - 1n, -1n] as never[])).toBe("[9223372036854775807,-1]");
    expect(codecOf({ kind: "bytes" }).encodeList([new Uint8Array([255])] as never[])).toBe('["ff"]');
  });
});

describe("types of SQL Server", () => {
  it("are bounded in keys and count UTF-16 units", () => {
    expect(mssql.nativeType({ kind: "text", max: 4000 })).toBe("nvarchar(4000)");
    expect(mssql.nativeType({ kind: "text", max: 4001 })).toBe("nvarchar(max)");
    expect(mssql.nativeType({ kind: "text" }, { key: true })).toBe("nvarchar(450)");
    expect(mssql.nativeType({ kind: "bytes", max: 8001 })).toBe("varbinary(max)");
    expect(mssql.nativeType({ kind: "enum", values: [1, 2 ** 40] })).toBe("bigint");
    expect(columnCollation({ kind: "text" })).toBe("Latin1_General_100_BIN2_UTF8");
    expect(columnCollation({ kind: "text", collation: "Greek_CI_AS" })).toBe("Greek_CI_AS");
    expect(columnCollation({ kind: "date" })).toBeUndefined();
  });
});

describe("literals of SQL Server", () => {
  it("are typed, and never join lines", () => {
    expect(mssql.literal("it's")).toBe("N'it''s'");
    expect(mssql.literal("a\\\nb")).toBe("(N'a\\' + N'\nb')");
    expect(mssql.literal(true)).toBe("1");
    expect(mssql.literal("1.50", { kind: "decimal", precision: 4, scale: 2 })).toBe("1.50");
    expect(mssql.literal(new Date(0), instant("date", 3))).toBe("cast(N'1970-01-01T00:00:00.000' as datetime2(3))");
    expect(mssql.literal(new Uint8Array([0, 255]))).toBe("0x00ff");
    expect(mssql.literal("x", { kind: "json" })).toBe("N'\"x\"'");
    expect(() => mssql.literal(Number.NaN)).toThrow(TypeError);
  });
});

describe("errors of SQL Server", () => {
  const failed = (number: number, message = "") => mssql.classify(Object.assign(new Error(message), { number, code: "EREQUEST" }));

  it("are told by number, with names from the message", () => {
    expect(
      failed(2627, "Violation of UNIQUE KEY constraint 'uq_name'. Cannot insert duplicate key in object 'dbo.flavor'. The duplicate key value is (x)."),
    ).toEqual({
      kind: "unique",
      nativeCode: "2627",
      constraint: "uq_name",
      table: "flavor",
    });
    expect(failed(2601, "Cannot insert duplicate key row in object 'dbo.flavor' with unique index 'ix'.")).toMatchObject({
      kind: "unique",
      constraint: "ix",
      table: "flavor",
    });
    expect(failed(515, "Cannot insert the value NULL into column 'name', table 'shop.dbo.flavor'; column does not allow nulls.")).toMatchObject({
      kind: "notNull",
      columns: ["name"],
      table: "flavor",
    });
    const conflicted = (what: string) =>
      `The INSERT statement conflicted with the ${what} constraint "c1". The conflict occurred in database "shop", table "dbo.supplier", column 'id'.`;
    expect(failed(547, conflicted("FOREIGN KEY"))).toMatchObject({ kind: "foreignKey", constraint: "c1", table: "supplier", columns: ["id"] });
    expect(failed(547, conflicted("CHECK")).kind).toBe("check");
    expect([1205, 1222, 3960, 18456, 229, 208, 207, 102].map((number) => failed(number).kind)).toEqual([
      "deadlock",
      "lockTimeout",
      "serialization",
      "authentication",
      "permission",
      "missingTable",
      "missingColumn",
      "syntax",
    ]);
    expect(failed(99_999)).toEqual({ kind: "unknown", nativeCode: "99999" });
  });

  it("of the driver are told by its code", () => {
    expect(mssql.classify({ name: "RequestError", code: "ETIMEOUT" }).kind).toBe("statementTimeout");
    expect(mssql.classify({ name: "ConnectionError", code: "ETIMEOUT" }).kind).toBe("connection");
    expect(mssql.classify({ code: "ECANCEL" }).kind).toBe("cancelled");
    expect(mssql.classify("boom")).toEqual({ kind: "unknown", nativeCode: undefined });
  });
});

describe("the driver of SQL Server", () => {
  it("says that this version does not connect", async () => {
    const [driver] = mssql.drivers;
    expect(driver?.unavailable?.()).toMatch(/SQL Server.*does not connect/);
    await expect(driver?.load()).rejects.toThrow(ConfigurationError);
  });
});

describe("transactions of SQL Server", () => {
  it("always name their isolation level, and survive a rollback by the server", () => {
    const { transaction } = mssql;
    expect(transaction.begin({})).toEqual(["set transaction isolation level read committed", "begin transaction"]);
    expect(transaction.begin({ isolation: "snapshot" })[0]).toBe("set transaction isolation level snapshot");
    expect(transaction.rollback).toContain("@@trancount > 0");
    expect([transaction.savepoint("a]b"), transaction.rollbackTo("s"), transaction.release("s")]).toEqual([
      "save transaction [a]]b]",
      "rollback transaction [s]",
      undefined,
    ]);
  });
});
