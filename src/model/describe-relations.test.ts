import { expect, test } from "vitest";
import * as z from "zod";
import { ConfigurationError } from "../kernel/errors.ts";
import { describe as describeModels } from "./describe.ts";
import { KeyTypeError, MismatchingBackReferenceError, UndefinedBackReferenceError } from "./errors.ts";
import type { Relate } from "./relation.ts";
import { table } from "./table.ts";
import type { AnyTable } from "./table-class.ts";

const id = z.int();
const keyed = { pk: "id" } as const;

/** What the compiler would refuse as well, said without it. */
interface Loose {
  belongsTo(to: AnyTable, foreignKey: unknown, options?: unknown): unknown;
  hasMany(to: AnyTable, foreignKey: unknown, options?: unknown): unknown;
  hasOne(to: AnyTable, foreignKey: unknown, options?: unknown): unknown;
  manyToMany(to: AnyTable, through: AnyTable, nearKey: unknown, farKey: unknown): unknown;
}
function related<T extends AnyTable>(model: T, relations: (r: Loose) => object): T {
  return Object.assign(model, { relations });
}

test("a column that is not there is refused: both tables are named, and what may be written", () => {
  const cases: readonly (readonly [AnyTable, RegExp])[] = [
    [
      related(table("b", z.object({ id }), keyed), (r) => ({ a: r.hasMany(table("a", z.object({ id, name: z.string() }), keyed), "bId") })),
      /"b\.a" needs the column "a\.bId", to be matched with "b", but there is none: add it to "a", or name one of id, name/,
    ],
    [
      related(table("b", z.object({ id }), keyed), (r) => ({ a: r.belongsTo(table("a", z.object({ id }), keyed), "aId") })),
      /"b\.a" needs the column "b\.aId", to be matched with "a".*add it to "b"/,
    ],
    [
      related(table("b", z.object({ id }), keyed), (r) => ({ a: r.belongsTo(table("a", z.object({ id }), keyed), "id", { references: "code" }) })),
      /"b\.a" needs the column "a\.code", to be matched with "b"/,
    ],
    [
      related(table("b", z.object({ id }), keyed), (r) => ({
        a: r.manyToMany(table("a", z.object({ id }), keyed), table("ab", z.object({ id, bId: id }), keyed), "bId", "aId"),
      })),
      /"b\.a" needs the column "ab\.aId", to be matched with "a".*name one of id, bId/,
    ],
  ];
  for (const [model, message] of cases) {
    expect(() => describeModels([model])).toThrow(UndefinedBackReferenceError);
    expect(() => describeModels([model])).toThrow(message);
  }
});

test("two sides of one column that lead to different tables are refused, with the way out", () => {
  const other = table("other", z.object({ id }), keyed);
  const child = related(table("child", z.object({ id, parentId: id }), keyed), (r) => ({ owner: r.belongsTo(other, "parentId") }));
  for (const kind of ["hasMany", "hasOne"] as const) {
    const parent = related(table("parent", z.object({ id }), keyed), (r) => ({ children: r[kind](child, "parentId") }));
    expect(() => describeModels([parent])).toThrow(MismatchingBackReferenceError);
    expect(() => describeModels([parent])).toThrow(
      /"parent\.children" says that "child\.parentId" holds its key, but "child\.owner" says it holds one of "other": let both lead to one table, or give each a column of its own/,
    );
  }
});

test("a key of another logical type is refused, though TypeScript takes both for strings", () => {
  const target = table("target", z.object({ id: z.uuid() }), keyed);
  class Holder extends table("holder", z.object({ id, targetId: z.string() }), keyed) {
    static relations = (r: Relate<typeof Holder>) => ({ target: r.belongsTo(target, "targetId") });
  }
  expect(() => describeModels([Holder])).toThrow(KeyTypeError);
  expect(() => describeModels([Holder])).toThrow(
    /"holder\.target" cannot hold: "holder\.targetId" does not hold a key of "target" \("id"\): "targetId" is text, "id" is uuid; give both columns one type, or name another unique key of "target" by \{ references: ... \}/,
  );
});

test("keys whose texts could differ for one value are of different types", () => {
  const pairs = [
    [z.int32(), z.int(), /a 32-bit integer.*a 53-bit integer/],
    [z.bigint(), z.int(), /a 64-bit integer.*a 53-bit integer/],
    [z.iso.datetime({ precision: 3 }), z.iso.datetime(), /as text of 3 digits of a second.*up to 6 digits/],
    [z.iso.datetime(), z.date(), /as text.*as a Date/],
    [z.iso.time({ precision: 0 }), z.iso.time(), /a time of 0 digits/],
    [z.iso.datetime({ local: true, precision: 3 }), z.iso.datetime({ local: true }), /a local date-time of 3 digits/],
  ] as const;
  for (const [near, far, message] of pairs) {
    const target = table("target", z.object({ id: far }), keyed);
    const holder = related(table("holder", z.object({ id, targetId: near }), keyed), (r) => ({ target: r.belongsTo(target, "targetId") }));
    expect(() => describeModels([holder])).toThrow(KeyTypeError);
    expect(() => describeModels([holder])).toThrow(message);
    const same = related(table("holder", z.object({ id, targetId: far }), keyed), (r) => ({ target: r.belongsTo(target, "targetId") }));
    expect(() => describeModels([same])).not.toThrow();
  }
});

test("composite keys are matched whole, in order", () => {
  const line = table("line", z.object({ orderId: id, no: z.bigint() }), { pk: ["orderId", "no"] });
  const note = (foreignKey: readonly string[]): AnyTable =>
    related(table("note", z.object({ id, orderId: id, lineNo: z.bigint() }), keyed), (r) => ({ line: r.belongsTo(line, foreignKey) }));
  expect(() => describeModels([note(["orderId"])])).toThrow(
    /"note\.orderId" does not hold a key of "line" \("orderId, no"\): it has 1 columns, the key 2; give one column for each of the key's, in its order/,
  );
  expect(() => describeModels([note(["lineNo", "orderId"])])).toThrow(/"lineNo" is a 64-bit integer, "orderId" is a 53-bit integer/);
  expect(() => describeModels([note(["orderId", "lineNo"])])).not.toThrow();
  const tag = table("tag", z.object({ id }), keyed);
  const joined = related(table("owner", z.object({ id: z.uuid() }), keyed), (r) => ({
    tags: r.manyToMany(tag, table("j", z.object({ a: id, b: id }), { pk: ["a", "b"] }), "a", "b"),
  }));
  expect(() => describeModels([joined])).toThrow(/"owner\.tags" cannot hold: "j\.a" does not hold a key of "owner" \("id"\).*give both columns one type$/);
});

test("a hasOne needs a unique far side, and references a unique key", () => {
  const far = table("far", z.object({ id, nearId: id }), keyed);
  const near = table("near", z.object({ id, code: id }), keyed);
  expect(() => describeModels([related(near, (r) => ({ far: r.hasOne(far, "nearId") }))])).toThrow(
    /"near\.far" is a hasOne, but "far\.nearId" is not unique: list it in unique, or use hasMany/,
  );
  const unsure = related(near, (r) => ({ far: r.hasMany(far, "nearId", { references: "code" }) }));
  expect(() => describeModels([unsure])).toThrow(/"near\.far" references "near\.code", which is neither primary key nor unique: list it in unique/);
  expect(() => describeModels([unsure])).toThrow(ConfigurationError);
});

test("a relation to null cannot be set where no null is", () => {
  const target = table("target", z.object({ id }), keyed);
  const holder = related(table("holder", z.object({ id, targetId: id }), keyed), (r) => ({ target: r.belongsTo(target, "targetId", { onDelete: "setNull" }) }));
  expect(() => describeModels([holder])).toThrow(/"holder\.targetId" is to be set to null when its "target" is deleted, but does not accept null/);
});
