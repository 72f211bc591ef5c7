import { describe, expect, it } from "vitest";
import { unitOf } from "./changes/units.ts";
import type { SchemaRules } from "./dialect.ts";
import { nothingExists } from "./existing.ts";
import { creation, removal } from "./plan.ts";
import type { ForeignKeySnapshot, TableSnapshot } from "./snapshot.ts";

const rules: SchemaRules = {
  foreignKeysOfCycles: "later",
  comments: "separate",
  commented: [],
  namespaces: "created",
  enumTypes: "named",
  nullableUniques: "constraint",
  checksOnCascades: "allowed",
  features: {
    partialIndex: true,
    expressionIndex: true,
    includeColumns: true,
    deferrableForeignKey: true,
    deferrableUnique: true,
    virtualComputed: true,
    computedFromIdentity: true,
    identityBesideKey: true,
    identityOfComposite: true,
    identityStart: true,
    identityIncrement: true,
    identityLimits: true,
    matchFull: true,
    unvalidatedForeignKey: true,
    unvalidatedCheck: true,
    exclusion: true,
    sequence: true,
    sequenceType: true,
    materializedView: true,
  },
  indexMethods: "any",
  onDelete: [],
  onUpdate: [],
  foldsNames: false,
};

function table(name: string, references: readonly string[] = [], more: Partial<TableSnapshot> = {}): TableSnapshot {
  const foreignKeys = references.map(
    (target): ForeignKeySnapshot => ({ name: `fk_${name}_${target}`, columns: ["x"], references: { table: target, columns: ["id"] } }),
  );
  return {
    name,
    columns: [{ name: "id", type: "integer", nullable: false }],
    primaryKey: { columns: ["id"] },
    uniques: [],
    checks: [],
    foreignKeys,
    indexes: [],
    ...more,
  };
}

const said = (changes: ReturnType<typeof creation>): string[] => changes.map((change) => unitOf(change).describe(change));
const index = { name: "ix_a", keys: [{ column: "id" }], unique: false, include: [] };

describe("the order of creation", () => {
  it("puts tables after those they refer to", () => {
    expect(said(creation({ tables: [table("c", ["b"]), table("b", ["a"]), table("a")] }, rules))).toEqual([
      "create table a",
      "create table b",
      "create table c",
    ]);
  });

  it("adds the foreign keys of a cycle when its tables are there, and leaves the others in their tables", () => {
    const changes = creation({ tables: [table("a", ["b", "a", "c"]), table("b", ["a"]), table("c")] }, rules);
    expect(said(changes).toSorted()).toEqual([
      "add foreign key fk_a_b to a",
      "add foreign key fk_b_a to b",
      "create table a",
      "create table b",
      "create table c",
    ]);
    const made = changes.find((change) => change.kind === "createTable" && change.table.name === "a");
    expect(made?.kind === "createTable" && made.table.foreignKeys.map(({ name }) => name)).toEqual(["fk_a_a", "fk_a_c"]);
    const position = (name: string): number => said(changes).indexOf(name);
    expect(position("add foreign key fk_a_b to a")).toBeGreaterThan(Math.max(position("create table a"), position("create table b")));
  });

  it("writes the foreign keys of a cycle with the tables where none can be added later", () => {
    const changes = creation({ tables: [table("a", ["b"]), table("b", ["a"])] }, { ...rules, foreignKeysOfCycles: "inline" });
    expect(said(changes).toSorted()).toEqual(["create table a", "create table b"]);
  });

  it("makes namespaces and enum types first", () => {
    const snapshot = { namespaces: [{ name: "s" }], enumTypes: [{ schema: "s", name: "size", values: ["x"] }], tables: [table("a", [], { schema: "s" })] };
    expect(said(creation(snapshot, rules))).toEqual(["create schema s", "create enum type s.size", "create table s.a"]);
  });

  it("makes new tables with all they have, and adds indexes that are missing to old ones", () => {
    const snapshot = { tables: [table("a", [], { comment: "A", indexes: [index] })] };
    expect(creation(snapshot, rules)).toEqual([{ kind: "createTable", table: snapshot.tables[0], unlessExists: true }]);
    const existing = { ...nothingExists, has: (kind: string) => kind === "table" };
    expect(said(creation(snapshot, rules, existing))).toEqual(["create index ix_a on a"]);
    expect(said(creation(snapshot, rules, { ...nothingExists, has: () => true }))).toEqual([]);
  });
});

describe("removal", () => {
  it("is creation backwards, without namespaces, indexes and comments", () => {
    const snapshot = { namespaces: [{ name: "s" }], tables: [table("b", ["a"], { comment: "B", indexes: [index] }), table("a", ["b"])] };
    const names = said(removal(snapshot, rules));
    expect(names.slice(0, 2).toSorted()).toEqual(["drop foreign key fk_a_b of a", "drop foreign key fk_b_a of b"]);
    expect(names.slice(2).toSorted()).toEqual(["drop table a", "drop table b"]);
  });

  it("leaves out what is not there", () => {
    expect(removal({ tables: [table("a", ["b"]), table("b", ["a"])] }, rules, nothingExists)).toEqual([]);
  });

  it("can be reversed into the whole definition", () => {
    const [drop] = removal({ tables: [table("a", ["a"], { indexes: [] })] }, rules);
    expect(drop && unitOf(drop).reverse(drop)).toEqual({ kind: "createTable", table: table("a", ["a"]), unlessExists: true });
  });
});
