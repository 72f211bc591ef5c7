import { describe, expect, it } from "vitest";
import type { Codec } from "../../dialect/codec.ts";
import { ConfigurationError, QueryError } from "../../kernel/errors.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import { Writer } from "../../sql/writer.ts";
import { oracle } from "./dialect.ts";

const codecOf = (type: LogicalType): Codec => (oracle.codecs[type.kind] as (type: LogicalType) => Codec)(type);
const encode = (type: LogicalType, value: unknown): unknown => {
  const { encode: write } = codecOf(type);
  return write ? write(value as never) : value;
};
const decode = (type: LogicalType, value: unknown): unknown => {
  const { decode: read } = codecOf(type);
  return read ? read(value as never) : value;
};
const decimal: LogicalType = { kind: "decimal", precision: 10, scale: 2 };
const time: LogicalType = { kind: "time", precision: 3, fixed: false };

describe("values of Oracle", () => {
  it("read back as they were written, from the forms that oracledb gives", () => {
    expect(decode(decimal, "-.5")).toBe("-0.50");
    expect(decode(decimal, "12")).toBe("12.00");
    expect(decode({ kind: "integer", bits: 64 }, "9223372036854775807")).toBe(2n ** 63n - 1n);
    expect(decode({ kind: "boolean" }, 1)).toBe(true);
    expect(decode({ kind: "instant", form: "date", precision: 3, fixed: false }, "1969-12-31T23:59:59.999000")).toEqual(new Date(-1));
    expect(decode({ kind: "instant", form: "text", precision: 6, fixed: false }, "2026-01-02T03:04:05.100000")).toBe("2026-01-02T03:04:05.1Z");
    expect(decode(time, "10:00:00.500")).toBe("10:00:00.5");
    expect(() => decode(decimal, "0.001")).toThrow(/2 digits/);
    expect(() => decode({ kind: "integer", bits: 53 }, 2 ** 60)).toThrow(/bigint/);
  });

  it("are written as text where numbers and times would lose something", () => {
    expect(encode({ kind: "integer", bits: 64 }, 2n ** 62n)).toBe("4611686018427387904");
    expect(encode({ kind: "boolean" }, false)).toBe(0);
    expect(encode({ kind: "instant", form: "text", precision: 6, fixed: false }, "2026-01-02T03:04:05Z")).toBe("2026-01-02T03:04:05.0");
    expect(encode(time, "10:00:00")).toBe("10:00:00.000");
  });

  it("have inline encoders that agree with the functions", () => {
    const { encodeInline } = codecOf({ kind: "boolean" });
    const inline = new Function("v", `return ${encodeInline?.("v")}`) as (v: boolean) => unknown;
    expect([inline(true), inline(false)]).toEqual([encode({ kind: "boolean" }, true), encode({ kind: "boolean" }, false)]);
  });
});

describe("types of Oracle", () => {
  it("are large objects where a VARCHAR2 or RAW could be too short", () => {
    expect(oracle.nativeType({ kind: "text", max: 1333 })).toBe("varchar2(1333 char)");
    expect(oracle.nativeType({ kind: "text", max: 1334 })).toBe("clob");
    expect(oracle.nativeType({ kind: "text" }, { key: true })).toBe("varchar2(500 char)");
    expect(oracle.nativeType({ kind: "bytes", max: 2000 })).toBe("raw(2000)");
    expect(oracle.nativeType({ kind: "bytes" })).toBe("blob");
    expect(oracle.nativeType({ kind: "time", precision: 3, fixed: false })).toBe("varchar2(12 char)");
    expect(oracle.nativeType({ kind: "boolean" })).toBe("number(1)");
  });
});

describe("SQL of Oracle", () => {
  it("refuses what the database has no form for, and says what to do", () => {
    const table = { kind: "table", name: "t" } as const;
    const insert = { kind: "insert", table, columns: [], source: { kind: "valueRows", rows: [[]] }, returning: [] } as const;
    expect(() => new Writer(oracle).write(insert)).toThrow(QueryError);
    expect(() => oracle.quote('a"b')).toThrow(ConfigurationError);
  });

  it("has literals that do not depend on the session", () => {
    expect(oracle.literal(new Date(0))).toBe(`to_timestamp('1970-01-01T00:00:00.000', 'YYYY-MM-DD"T"HH24:MI:SS.FF')`);
    expect(oracle.literal("2026-01-02", { kind: "date" })).toBe("to_date('2026-01-02', 'YYYY-MM-DD')");
    expect(oracle.literal("1.50", decimal)).toBe("1.50");
    expect(oracle.literal([1n], { kind: "array", element: { kind: "integer", bits: 64 } })).toBe("'[\"1\"]'");
    expect(oracle.literal(new Uint8Array([255]))).toBe("hextoraw('ff')");
  });
});

describe("errors of Oracle", () => {
  const failed = (errorNum: number, message = "") => oracle.classify({ errorNum, code: `ORA-${String(errorNum).padStart(5, "0")}`, message });

  it("are told by number, with names from the message", () => {
    expect(failed(1, "ORA-00001: unique constraint (SHOP.UQ_NAME) violated")).toEqual({ kind: "unique", nativeCode: "ORA-00001", constraint: "UQ_NAME" });
    expect(failed(2291, "ORA-02291: integrity constraint (SHOP.FK) violated - parent key not found")).toMatchObject({ kind: "foreignKey", constraint: "FK" });
    expect(failed(1400, 'ORA-01400: cannot insert NULL into ("SHOP"."flavor"."name")')).toMatchObject({ kind: "notNull", table: "flavor", columns: ["name"] });
    expect([2292, 2290, 60, 8177, 54, 1017, 942, 904, 1013].map((number) => failed(number).kind)).toEqual([
      "foreignKey",
      "check",
      "deadlock",
      "serialization",
      "lockTimeout",
      "authentication",
      "missingTable",
      "missingColumn",
      "cancelled",
    ]);
    expect(failed(99_999).kind).toBe("unknown");
  });

  it("of the driver are told by its code", () => {
    expect(oracle.classify({ code: "NJS-503", message: "connection refused" })).toEqual({ kind: "connection", nativeCode: "NJS-503" });
    expect(oracle.classify({ code: "NJS-123" }).kind).toBe("statementTimeout");
    expect(oracle.classify({ errorNum: 0, message: "x" }).kind).toBe("unknown");
    expect(oracle.classify(undefined)).toEqual({ kind: "unknown", nativeCode: undefined });
  });
});

describe("the driver of Oracle", () => {
  it("says that this version does not connect", async () => {
    const [driver] = oracle.drivers;
    expect(driver?.unavailable?.()).toMatch(/Oracle.*does not connect/);
    await expect(driver?.load()).rejects.toThrow(ConfigurationError);
  });
});

describe("transactions of Oracle", () => {
  it("begin with the one statement that sets them up", () => {
    expect(oracle.transaction.begin({ isolation: "serializable" })).toEqual(["set transaction isolation level serializable"]);
    expect(oracle.transaction.begin({ readOnly: true })).toEqual(["set transaction read only"]);
    expect(oracle.transaction.rollbackTo("s")).toBe('rollback to savepoint "s"');
  });
});
