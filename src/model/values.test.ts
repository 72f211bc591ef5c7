import { expect, test } from "vitest";
import * as z from "zod";
import { ConfigurationError, QueryError, ValidationError } from "../kernel/errors.ts";
import type { ColumnDef } from "./definition.ts";
import { describe as describeModels } from "./describe.ts";
import { table } from "./table.ts";
import { bytes, decimal } from "./types.ts";

function column(schema: z.ZodType): ColumnDef {
  const found = describeModels([table("t", z.object({ id: z.int(), x: schema }), { pk: "id" })])
    .get("t")
    ?.columns.find(({ property }) => property === "x");
  if (!found) throw new Error("no column x");
  return found;
}
const typeOf = (schema: z.ZodType) => column(schema).type;
const stored = (schema: z.ZodType, value: unknown) => column(schema).values.encode(value);
const cents = z.codec(z.int(), z.number(), { decode: (c) => c / 100, encode: (euro) => Math.round(euro * 100) });

test("each kind of schema has its logical type", () => {
  expect(typeOf(z.string().max(5).optional())).toEqual({ kind: "text", max: 5 });
  expect(typeOf(z.string().uuid())).toEqual({ kind: "uuid" });
  expect(typeOf(z.guid())).toEqual({ kind: "uuid" });
  expect(typeOf(z.int32())).toEqual({ kind: "integer", bits: 32 });
  expect(typeOf(z.number().int().default(1))).toEqual({ kind: "integer", bits: 53 });
  expect(typeOf(z.uint32())).toEqual({ kind: "integer", bits: 53 });
  expect(typeOf(z.bigint().nullish())).toEqual({ kind: "integer", bits: 64 });
  expect(typeOf(z.number())).toEqual({ kind: "float", bits: 64 });
  expect(typeOf(z.float32())).toEqual({ kind: "float", bits: 32 });
  expect(typeOf(decimal({ precision: 10, scale: 2 }).meta({ a: 1 }).optional().readonly())).toEqual({ kind: "decimal", precision: 10, scale: 2 });
  expect(typeOf(z.boolean().catch(false))).toEqual({ kind: "boolean" });
  expect(typeOf(z.date())).toEqual({ kind: "instant", form: "date", precision: 3, fixed: true });
  expect(typeOf(z.iso.datetime())).toEqual({ kind: "instant", form: "text", precision: 6, fixed: false });
  expect(typeOf(z.iso.datetime({ local: true, precision: 0 }))).toEqual({ kind: "datetime", precision: 0, fixed: true });
  expect(typeOf(z.iso.date())).toEqual({ kind: "date" });
  expect(typeOf(z.iso.time())).toEqual({ kind: "time", precision: 6, fixed: false });
  expect(typeOf(z.iso.duration())).toEqual({ kind: "text" });
  expect(
    typeOf(
      bytes({ max: 9 })
        .refine(() => true)
        .meta({ a: 1 }),
    ),
  ).toEqual({ kind: "bytes", max: 9 });
  expect(typeOf(z.instanceof(Uint8Array).meta({ a: 1 }).nullable())).toEqual({ kind: "bytes" });
  expect(typeOf(z.enum(["a", "b"]))).toEqual({ kind: "enum", values: ["a", "b"] });
  expect(typeOf(z.enum({ A: 0, B: 1 }))).toEqual({ kind: "enum", values: [0, 1] });
  expect(typeOf(z.union([z.literal("a"), z.literal("b"), z.null()]))).toEqual({ kind: "enum", values: ["a", "b"] });
  expect(typeOf(z.literal(true))).toEqual({ kind: "boolean" });
  expect(typeOf(z.array(z.string().nullable()))).toEqual({ kind: "array", element: { kind: "text" } });
  expect(typeOf(z.array(z.object({ a: z.int() })))).toEqual({ kind: "json" });
  for (const schema of [
    z.object({}),
    z.record(z.string(), z.int()),
    z.tuple([z.int()]),
    z.map(z.string(), z.date()),
    z.set(z.int()),
    z.json(),
    z.any(),
    z.unknown(),
  ]) {
    expect(typeOf(schema)).toEqual({ kind: "json" });
  }
  expect(typeOf(cents)).toEqual({ kind: "integer", bits: 53 });
  expect(typeOf(z.stringbool())).toEqual({ kind: "text" });
  expect(typeOf(z.templateLiteral(["v", z.int()]))).toEqual({ kind: "text" });
  expect(typeOf(z.string().pipe(z.uuid()))).toEqual({ kind: "uuid" });
  expect(typeOf(z.lazy(() => z.int()))).toEqual({ kind: "integer", bits: 53 });
});

test("what cannot be stored is refused with the way out", () => {
  const refuse = (schema: z.ZodType) => {
    try {
      table("t", z.object({ id: z.int(), x: schema }), { pk: "id" });
    } catch (error) {
      if (error instanceof ConfigurationError) return error.message;
      throw error;
    }
    return "accepted";
  };
  expect(refuse(z.string().transform(Number))).toMatch(/one-way[\s\S]*x: z\.codec\(/);
  expect(refuse(z.preprocess((v) => v, z.string()))).toMatch(/preprocessed[\s\S]*z\.codec\(/);
  expect(refuse(z.object({ a: z.string().transform(Number) }))).toMatch(/z\.codec\(/);
  expect(refuse(z.symbol())).toMatch(/z\.codec\(\)/);
  expect(refuse(z.uint64())).toMatch(/decimal/);
  expect(refuse(z.nan())).toMatch(/NaN/);
  expect(refuse(z.instanceof(URL))).toMatch(/z\.codec\(\)/);
  expect(refuse(z.object({ when: z.instanceof(URL) }))).toMatch(/inside JSON/);
  expect(refuse(z.codec(z.string(), z.number(), { decode: async (text) => Number(text), encode: String }))).toMatch(/asynchronous codec/);
  expect(refuse(z.iso.datetime({ precision: 7 }))).toMatch(/precision: 6/);
  expect(refuse(z.union([z.date(), z.string()]).array())).toMatch(/discriminatedUnion/);
  expect(refuse(z.string().trim().toLowerCase())).toBe("accepted");
});

test("roots that are no plain objects are refused with advice", () => {
  const root = (schema: unknown) => () => table("t", schema as z.ZodObject, { pk: "id" as never });
  expect(root(z.object({ id: z.int() }).readonly())).toThrow(/readonly/);
  expect(root(z.union([z.object({ id: z.int() }), z.object({ id: z.string() })]))).toThrow(/one table for each option/);
  expect(root(z.object({ id: z.int() }).transform((v) => v))).toThrow(/codecs on its columns/);
  expect(root(z.intersection(z.object({ id: z.int() }), z.object({ b: z.int() })))).toThrow(/extend/);
  expect(root({ id: 1 })).toThrow(/Zod 4 object/);
});

test("values come out in canonical form", () => {
  expect(stored(z.uuid(), "AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA")).toBe("aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa");
  expect(stored(decimal({ precision: 6, scale: 2 }), "+007.5")).toBe("7.50");
  expect(stored(decimal({ precision: 6, scale: 2 }), "-0.00")).toBe("0.00");
  expect(stored(z.iso.datetime({ offset: true }), "2024-01-01T00:30:00.120+01:00")).toBe("2023-12-31T23:30:00.12Z");
  expect(stored(z.iso.datetime({ precision: 3 }), "2024-01-01T00:30:00.120Z")).toBe("2024-01-01T00:30:00.120Z");
  expect(stored(z.iso.time(), "10:30")).toBe("10:30:00");
  expect(Object.is(stored(z.number(), -0), 0)).toBe(true);
  expect(stored(z.float32(), 0.1)).toBe(Math.fround(0.1));
  expect(stored(cents, 12.34)).toBe(1234);
  expect(column(cents).values.decode?.(1234 as never)).toBe(12.34);
  expect(column(z.iso.time({ precision: -1 })).values.decode?.("10:30:00" as never)).toBe("10:30");
});

test("values no database holds are refused, and the column is named", () => {
  const bad: [z.ZodType, unknown][] = [
    [z.string(), "a\0b"],
    [z.string(), "\ud800"],
    [z.number(), Number.NaN],
    [z.number(), Number.POSITIVE_INFINITY],
    [z.int(), 2 ** 53 + 2],
    [z.int32(), 2 ** 31],
    [z.bigint(), 2n ** 63n],
    [z.date(), new Date(Number.NaN)],
    [z.date(), new Date(8.64e15)],
    [z.iso.date(), "0000-01-01"],
    [z.iso.datetime({ local: true }), "2024-01-01T00:00:00Z"],
    [z.iso.datetime(), "2024-01-01T00:00:00.1234567Z"],
    [decimal({ precision: 6, scale: 2 }), "1.005"],
    [z.string(), null],
    [z.string(), undefined],
    [z.coerce.number(), "5"],
    [z.coerce.number(), null],
    [z.int().catch(3), "x"],
    [z.any(), { a: Number.NaN }],
    [z.any(), { a: new Date() }],
    [z.record(z.string(), z.number()), { a: 2 ** 60 }],
    [z.object({ a: z.string() }), { a: "\0" }],
  ];
  for (const [schema, value] of bad) {
    expect(() => stored(schema, value)).toThrow(ValidationError);
    expect(() => stored(schema, value)).toThrow(/"t\.x/);
  }
});

test("null is NULL for every column that may be absent, and defaults fill only what is absent", () => {
  expect(stored(z.string().optional(), null)).toBeNull();
  expect(stored(z.string().nullable().default("d"), null)).toBeNull();
  expect(column(z.string().nullable().default("d")).values.absent()).toBe("d");
  expect(column(z.string().trim().prefault(" p ")).values.absent()).toBe("p");
  expect(column(z.int().catch(3)).values.absent()).toBe(3);
  expect(column(z.string().optional()).values.hasDefault).toBe(false);
  expect(
    column(
      z
        .string()
        .prefault("p")
        .refine(async () => true),
    ).values.absent(),
  ).toBe("p");
});

test("null is accepted where the schema accepts it, however it says so", () => {
  for (const schema of [z.string().nullable(), z.union([z.string(), z.null()]), z.literal(["a", null]), z.json(), z.unknown(), z.any()]) {
    expect([column(schema).nullable, column(schema).nullReads]).toEqual([true, "null"]);
  }
  expect(column(z.string()).nullable).toBe(false);
});

test("filters check types only", () => {
  const { encodeFilter } = column(z.string().min(5)).values;
  expect(encodeFilter("a")).toBe("a");
  expect(() => encodeFilter(1)).toThrow(QueryError);
  expect(() => encodeFilter("\0")).toThrow(QueryError);
  expect(column(cents).values.encodeFilter(0.5)).toBe(50);
  expect(() => column(z.int()).values.encodeFilter(1.5)).toThrow(QueryError);
  expect(() => column(z.int()).values.encodeFilter("1")).toThrow(QueryError);
});

test("JSON columns keep dates, bigints, maps, sets, bytes and codecs", () => {
  const schema = z.object({
    at: z.date(),
    big: z.bigint(),
    map: z.map(z.string(), z.date()),
    set: z.set(z.int()),
    raw: z.instanceof(Uint8Array),
    price: cents,
    left: z.string().optional(),
    kind: z.discriminatedUnion("t", [z.object({ t: z.literal("d"), at: z.date() }), z.object({ t: z.literal("s"), s: z.string() })]),
    either: z.union([z.date(), z.number()]),
  });
  const at = new Date(86_400_000);
  const value = {
    at,
    big: 2n ** 70n,
    map: new Map([["a", at]]),
    set: new Set([1, 2]),
    raw: new Uint8Array([0, 255]),
    price: 1.5,
    kind: { t: "d", at },
    either: at,
  };
  const { values } = column(schema);
  const json = values.encode({ ...value, left: undefined });
  const text = "1970-01-02T00:00:00.000Z";
  expect(json).toEqual({ at: text, big: `${2n ** 70n}`, map: [["a", text]], set: [1, 2], raw: "AP8=", price: 150, kind: { t: "d", at: text }, either: text });
  expect(values.decode?.(JSON.parse(JSON.stringify(json)) as never)).toEqual(value);
  expect(values.decodeStrictly(JSON.parse(JSON.stringify(json)))).toEqual(value);
});

test("recursive JSON is followed, and plain JSON needs no reading", () => {
  interface Tree {
    at: Date;
    children: Tree[];
  }
  const tree: z.ZodType<Tree> = z.object({
    at: z.date(),
    get children() {
      return z.array(tree);
    },
  }) as never;
  const value: Tree = { at: new Date(0), children: [{ at: new Date(1), children: [] }] };
  const { values } = column(tree);
  expect(values.decode?.(values.encode(value) as never)).toEqual(value);
  expect(column(z.json()).values.decode).toBeUndefined();
  expect(stored(z.json(), { ["__proto__x"]: [1, { a: null }] })).toEqual({ ["__proto__x"]: [1, { a: null }] });
});

test("asynchronous refinements are awaited, whether they say so or not", async () => {
  const said = column(z.string().refine(async (v) => v === "a")).values;
  expect(said.isAsync).toBe(true);
  expect(await said.encode("a")).toBe("a");
  await expect(said.encode("b")).rejects.toThrow(ValidationError);
  const unsaid = column(z.string().refine((v) => Promise.resolve(v === "a"))).values;
  await expect(unsaid.encode("b")).rejects.toThrow(ValidationError);
});

test("a stored value that its schema refuses is refused when reading strictly", () => {
  expect(column(z.string().min(2)).values.decodeStrictly("ab")).toBe("ab");
  expect(() => column(z.string().min(2)).values.decodeStrictly("a")).toThrow(ValidationError);
  expect(column(z.string().optional()).values.decodeStrictly(null)).toBeUndefined();
  expect(column(z.string().nullable()).values.decodeStrictly(null)).toBeNull();
  expect(column(cents).values.decodeStrictly(150)).toBe(1.5);
});

test("a proof is true only of values that encoding accepts and leaves alone", () => {
  const schemas = [
    z.string().min(2).max(5),
    z.string().regex(/^a+$/),
    z.email(),
    z.uuid(),
    z.uuidv4(),
    z.int(),
    z.int32().min(0).multipleOf(3),
    z.uint32(),
    z.number().positive(),
    z.float32(),
    z.bigint().max(9n),
    z.boolean(),
    z.date().min(new Date(0)),
    z.enum(["a", "b"]),
    z.enum({ A: 0, B: 1 }),
    z.literal([true]),
    z.iso.date(),
    z.iso.time({ precision: 0 }),
    z.iso.datetime({ precision: 3 }),
    decimal({ precision: 4, scale: 2 }),
    bytes({ max: 2 }),
    z.string().nullable(),
    z.int().optional(),
    z.int().default(3),
    z.instanceof(Uint8Array),
  ];
  const samples: unknown[] = [
    null,
    "",
    "a",
    "aa",
    "ab\0",
    "\ud800a",
    "a@b.co",
    "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa",
    "AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA",
    0,
    -0,
    1,
    3,
    -3,
    1.5,
    0.1,
    2 ** 31,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    10n,
    2n ** 64n,
    true,
    false,
    new Date(0),
    new Date(-1),
    new Date(Number.NaN),
    new Date(8.64e15),
    "2024-01-01",
    "0000-01-01",
    "2024-02-30",
    "10:00:00",
    "10:00",
    "2024-01-01T00:00:00.000Z",
    "2024-01-01T00:00:00Z",
    "1.50",
    "-0.00",
    "1.5",
    "01.50",
    "123.00",
    new Uint8Array(1),
    new Uint8Array(3),
    [],
    {},
  ];
  let proved = 0;
  for (const schema of schemas) {
    const { provesSame, encode } = column(schema).values;
    if (!provesSame) throw new Error(`nothing proves ${schema.type}`);
    const proof = new Function("v", `return ${provesSame("v")}`) as (value: unknown) => boolean;
    for (const sample of samples) {
      if (!proof(sample)) continue;
      proved++;
      expect(Object.is(encode(sample), sample)).toBe(true);
    }
  }
  expect(proved).toBeGreaterThan(40);
  for (const schema of [cents, z.string().trim(), z.string().refine(() => false), z.json(), z.url()]) expect(column(schema).values.provesSame).toBeUndefined();
});

test("what a codec is proved to give is what the schema gives", () => {
  const epoch = z.codec(z.int(), z.date(), { decode: (ms) => new Date(ms), encode: (date) => date.getTime() });
  const picky = z.codec(z.string().max(3), z.number(), {
    decode: Number,
    encode(value) {
      if (value === 7) throw new Error("no sevens");
      return String(value);
    },
  });
  const reporting = z.codec(z.int(), z.int(), {
    decode: (n) => n,
    encode(value, payload) {
      if (value > 5) payload.issues.push({ code: "custom", input: value, message: "too large" });
      return value;
    },
  });
  const samples: unknown[] = [null, undefined, 0, -0, 1, 7, 1.5, 1234, Number.NaN, "1", new Date(0), new Date(1.5e12), new Date(Number.NaN), 2n];
  let proved = 0;
  for (const schema of [epoch, epoch.nullable(), cents, picky.optional(), reporting]) {
    const { provesEncoded, encode } = column(schema).values;
    if (!provesEncoded) continue;
    const condition = (source: string) => new Function("v", `return ${source}`) as (value: unknown) => boolean;
    const [accepts, gives] = [condition(provesEncoded.accepts("v")), condition(provesEncoded.gives("v"))];
    for (const sample of samples) {
      if (sample === null || !accepts(sample)) continue;
      const made = provesEncoded.encode(sample);
      if (!gives(made)) continue;
      proved++;
      expect(Object.is(encode(sample), made)).toBe(true);
    }
  }
  expect(proved).toBeGreaterThan(10);
  for (const schema of [
    cents.refine(() => false),
    z.int(),
    z.json(),
    z.codec(z.string(), z.map(z.string(), z.int()), { decode: () => new Map(), encode: String }),
  ])
    expect(column(schema).values.provesEncoded).toBeUndefined();
});

test("only what every database understands alike becomes a rule", () => {
  expect(column(z.string().regex(/^[a-z]{2,3}-\d+$/)).rules).toEqual([{ rule: "pattern", source: "^[a-z]{2,3}-[0-9]+$" }]);
  for (const pattern of [/a|b/, /(a)/, /./, /[^a]/, /a/i, /\p{L}/u, /é/, /a+?/, /a{256}/, /\bx/]) expect(column(z.string().regex(pattern)).rules).toEqual([]);
  expect(column(z.string().min(3).trim()).rules).toEqual([]);
  expect(column(z.string().trim().min(3)).rules).toEqual([{ rule: "minLength", value: 3 }]);
  expect(column(z.int().positive().multipleOf(5)).rules).toEqual([
    { rule: "min", value: 0, inclusive: false },
    { rule: "multipleOf", value: 5 },
  ]);
  expect(column(z.number().multipleOf(0.1)).rules).toEqual([]);
  expect(column(decimal({ precision: 4, scale: 2, min: "0.5" })).rules).toEqual([{ rule: "min", value: "0.50", inclusive: true }]);
  expect(column(z.codec(z.string().max(9), z.int(), { decode: Number, encode: String })).type).toEqual({ kind: "text", max: 9 });
});
