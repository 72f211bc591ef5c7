import { expect, test } from "vitest";
import * as z from "zod";
import { ConfigurationError, ValidationError } from "../kernel/errors.ts";
import { now } from "../sql/tag.ts";
import type { ColumnDef, TableDef } from "./definition.ts";
import { describe as describeModels } from "./describe.ts";
import type { Relate } from "./relation.ts";
import { table } from "./table.ts";

class Supplier extends table("supplier", z.object({ id: z.uuid(), name: z.string() }), { pk: "id" }) {
  static relations = (r: Relate<typeof Supplier>) => ({ flavors: r.hasMany(Flavor, "supplierId") });
}
class Flavor extends table(
  "flavor",
  z.object({
    id: z.uuid(),
    name: z.string().min(2).max(63),
    rating: z.int().default(0),
    supplierId: z.uuid().nullable(),
    parentId: z.uuid().optional(),
    createdAt: z.date(),
    apiToken: z.string().nullish(),
  }),
  {
    pk: "id",
    generated: ["id", "createdAt"],
    indexed: ["name", "rating"],
    unique: ["name"],
    columns: { createdAt: { serverDefault: now() } },
    checks: [{ name: "rating_positive", expression: (c) => c.rating.gte(0) }],
    indexes: [["supplierId", "rating"]],
    comment: "what there is",
    postgres: { with: { fillfactor: 70 } },
  },
) {
  static relations = (r: Relate<typeof Flavor>) => ({
    supplier: r.belongsTo(Supplier, "supplierId", { onDelete: "cascade" }),
    parent: r.belongsTo(Flavor, "parentId", { constraint: false }),
    tags: r.manyToMany(Tag, FlavorTag, "flavorId", "tagId"),
  });
  get stars(): string {
    return "*".repeat(this.rating);
  }
}
class Tag extends table("tag", z.object({ id: z.int(), label: z.string() }), { pk: "id", generated: ["id"] }) {}
const FlavorTag = table("flavor_tag", z.object({ flavorId: z.uuid(), tagId: z.int() }), { pk: ["flavorId", "tagId"] });

const catalog = describeModels([Flavor]);
const tableOf = (name: string): TableDef => {
  const found = catalog.get(name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const columnOf = (property: string): ColumnDef => {
  const found = tableOf("flavor").columns.find((column) => column.property === property);
  if (!found) throw new Error(`no ${property}`);
  return found;
};

test("tables reached by relations are described too", () => {
  expect([...catalog.keys()].sort()).toEqual(["flavor", "flavor_tag", "supplier", "tag"]);
});

test("the four facts of a column are kept apart", () => {
  const facts = ["rating", "supplierId", "parentId", "createdAt", "apiToken"].map((property) => {
    const { name, nullable, nullReads, optional, fill, sensitive, values } = columnOf(property);
    return [name, nullable, nullReads, optional, fill?.by, values.hasDefault, sensitive];
  });
  expect(facts).toEqual([
    ["rating", false, "absent", true, undefined, true, false],
    ["supplier_id", true, "null", false, undefined, false, false],
    ["parent_id", true, "absent", true, undefined, false, false],
    ["created_at", false, "absent", true, "default", false, false],
    ["api_token", true, "null", true, undefined, false, true],
  ]);
  expect(columnOf("id").fill).toEqual({ by: "uuid" });
  expect(tableOf("tag").columns[0]?.fill).toEqual({ by: "identity", always: false });
});

test("checks of the schema become rules and lengths", () => {
  expect(columnOf("name").type).toEqual({ kind: "text", max: 63 });
  expect(columnOf("name").rules).toEqual([
    { rule: "minLength", value: 2 },
    { rule: "maxLength", value: 63 },
  ]);
});

test("constraints and indexes have names made of the table and the columns in the database", () => {
  const { uniques, indexes, foreignKeys, checks, dialectOptions } = tableOf("flavor");
  expect(uniques.map(({ name, columns }) => [name, columns])).toEqual([["uq_flavor_name", ["name"]]]);
  expect(indexes.map(({ name, columns }) => [name, columns])).toEqual([
    ["ix_flavor_supplier_id_rating", ["supplierId", "rating"]],
    ["ix_flavor_rating", ["rating"]],
  ]);
  expect(foreignKeys).toMatchObject([
    { name: "fk_flavor_supplier_id", columns: ["supplierId"], references: { table: "supplier", columns: ["id"] }, onDelete: "cascade" },
  ]);
  expect(checks[0]?.expression).toMatchObject({
    kind: "compare",
    left: { kind: "column", name: "rating" },
    right: { value: 0, type: { kind: "integer", bits: 53 } },
  });
  expect(dialectOptions).toEqual({ postgres: { with: { fillfactor: 70 } } });
});

test("relations know their columns, targets and cardinality", () => {
  expect(tableOf("flavor").relations).toMatchObject([
    { name: "supplier", kind: "belongsTo", cardinality: "maybe", target: "supplier", columns: ["supplierId"], targetColumns: ["id"] },
    { name: "parent", kind: "belongsTo", cardinality: "maybe", target: "flavor" },
    {
      name: "tags",
      kind: "manyToMany",
      cardinality: "many",
      target: "tag",
      columns: ["id"],
      targetColumns: ["id"],
      through: { table: "flavor_tag", columns: ["flavorId"], targetColumns: ["tagId"] },
    },
  ]);
  expect(tableOf("supplier").relations).toMatchObject([
    { name: "flavors", kind: "hasMany", cardinality: "many", columns: ["id"], targetColumns: ["supplierId"] },
  ]);
});

test("rows get a prototype only when the class has members of its own", () => {
  expect(tableOf("flavor").prototype).toBe(Flavor.prototype);
  expect(tableOf("supplier").prototype).toBeUndefined();
});

test("a class with fields of its own is refused, since rows are made without its constructor", () => {
  const base = () => table("t", z.object({ id: z.int(), name: z.string() }), { pk: "id" });
  class Initialised extends base() {
    shouted = "!";
  }
  class Empty extends base() {
    extra: string | undefined;
  }
  class Inherited extends Initialised {}
  class Private extends base() {
    readonly #secret = 1;
    get open(): number {
      return this.#secret;
    }
  }
  class PrivateMethod extends base() {
    get open(): number {
      return this.#secret();
    }
    #secret(): number {
      return this.id;
    }
  }
  for (const [model, name] of [
    [Initialised, "shouted"],
    [Empty, "extra"],
    [Inherited, "shouted"],
    [Private, "#secret"],
    [PrivateMethod, "#secret"],
  ] as const)
    expect(() => describeModels([model]), name).toThrow(
      expect.objectContaining({ code: "MODEL.INSTANCE_FIELD", message: expect.stringContaining(`"${name}"`) }),
    );
});

test("getters, methods, declared fields, private statics and constructors of a class are no fields", () => {
  class Fine extends table("t", z.object({ id: z.int(), name: z.string() }), { pk: "id" }) {
    static #count = 0;
    declare readonly label: string;
    constructor(values: { id: number; name: string }) {
      super(values);
      Fine.#count++;
    }
    /** `#color = 1;` in a comment, and below in a text. */
    get shown(): string {
      return `"; #color = ${this.name}`;
    }
    static get count(): number {
      return Fine.#count;
    }
  }
  expect(describeModels([Fine]).size).toBe(1);
  expect(Fine.count).toBe(0);
  expect(new Fine({ id: 1, name: "x" })).toMatchObject({ id: 1, name: "x" });
});

test("definitions are frozen", () => {
  expect(Object.isFrozen(tableOf("flavor"))).toBe(true);
  expect(Object.isFrozen(columnOf("name").rules)).toBe(true);
});

const keyed = { pk: "id" } as const;
const id = z.int();

test("what cannot be told apart is refused by name", () => {
  const twice = table("twice", z.object({ id, userName: id, user_name: id }), keyed);
  expect(() => describeModels([twice])).toThrow(/both are the column "user_name"/);
  expect(() => describeModels([table("a", z.object({ id }), keyed), table("a", z.object({ id }), keyed)])).toThrow(/two models are the table "a"/);
  expect(() => describeModels([])).toThrow(ConfigurationError);
  class Named extends table("named", z.object({ id, other: id }), keyed) {
    static relations = (r: Relate<typeof Named>) => ({ other: r.belongsTo(Named, "other") });
  }
  expect(() => describeModels([Named])).toThrow(/has the name of a column/);
});

test("generated columns need somebody to generate them", () => {
  expect(() => describeModels([table("a", z.object({ id, name: z.string() }), { pk: "id", generated: ["name"] })])).toThrow(/nothing says by what/);
  expect(() => describeModels([table("a", z.object({ id, count: id }), { pk: "id", generated: ["count"] })])).toThrow(/nothing says by what/);
});

test("models may come as a module, in which other things are passed over", () => {
  expect([...describeModels({ Tag, helper: 1, text: "x", fn: () => 1 }).keys()]).toEqual(["tag"]);
});

test("rules over several columns run on rows, without validating the columns again", async () => {
  const spans = z.object({ id, from: z.int().min(5), to: z.int() });
  const span = describeModels([
    table(
      "span",
      spans.refine((v) => v.from <= v.to, { path: ["to"], message: "ends before it begins" }),
      keyed,
    ),
  ]).get("span");
  expect(() => span?.refine?.({ id: 1, from: 1, to: 2 })).not.toThrow();
  expect(() => span?.refine?.({ id: 1, from: 3, to: 2 })).toThrow(ValidationError);
  const late = describeModels([
    table(
      "late",
      spans.refine(async (v) => v.from <= v.to),
      keyed,
    ),
  ]).get("late");
  await expect(late?.refine?.({ id: 1, from: 3, to: 2 })).rejects.toThrow(ValidationError);
});
