import type { Change, ChangeKind } from "../../src/schema/changes/units.ts";
import type { ColumnSnapshot, ForeignKeySnapshot, IndexSnapshot, TableSnapshot } from "../../src/schema/snapshot.ts";
import type { SchemaName } from "./ddl-schemas.ts";

/** A type of each database for the same purpose. */
type Types = Readonly<Record<SchemaName, string>>;
const integer: Types = { sqlite: "INTEGER", postgres: "integer", mysql: "int", mariadb: "int", mssql: "int", oracle: "number(10)" };
const big: Types = { sqlite: "INTEGER", postgres: "bigint", mysql: "bigint", mariadb: "bigint", mssql: "bigint", oracle: "number(19)" };
const text = (size: number): Types => ({
  sqlite: `VARCHAR(${size})`,
  postgres: `varchar(${size})`,
  mysql: `varchar(${size})`,
  mariadb: `varchar(${size})`,
  mssql: `nvarchar(${size})`,
  oracle: `varchar2(${size} char)`,
});

/** Every kind of change with an example or more: a dialect name gives the change with its types. */
export const changeCases: { readonly [K in ChangeKind]: Readonly<Record<string, (name: SchemaName) => Change<K>>> } = {
  createNamespace: { shop: () => ({ kind: "createNamespace", namespace: "shop" }) },
  dropNamespace: { shop: () => ({ kind: "dropNamespace", namespace: "shop" }) },
  createEnumType: { size: () => ({ kind: "createEnumType", enumType: { name: "size", values: ["s", "it's"], comment: "Sizes" } }) },
  dropEnumType: { size: () => ({ kind: "dropEnumType", enumType: { name: "size", values: ["s"] } }) },
  addEnumValues: {
    "in three places": () => ({
      kind: "addEnumValues",
      from: { name: "size", values: ["s", "l"] },
      to: { name: "size", values: ["xs", "s", "m", "l", "xl"] },
      users: [],
    }),
  },
  replaceEnumType: {
    "used by a column with a default": () => ({
      kind: "replaceEnumType",
      from: { name: "size", values: ["s", "m", "l"] },
      to: { name: "size", values: ["s", "l"] },
      users: [{ table: { name: "flavor" }, column: { name: "size", type: '"size"', nullable: false, default: "'s'::size" } }],
    }),
  },
  createTable: { "with everything": (name) => ({ kind: "createTable", table: flavor(name), unlessExists: false }) },
  dropTable: { "that is there": (name) => ({ kind: "dropTable", table: flavor(name), ifExists: false }) },
  renameTable: { "in its schema": () => ({ kind: "renameTable", from: { name: "flavor" }, to: { name: "taste" } }) },
  addColumn: {
    nullable: (name) => ({ kind: "addColumn", table, column: column(name) }),
    "with a default": (name) => ({ kind: "addColumn", table, column: column(name, { nullable: false, default: "7" }) }),
    "required, without a default": (name) => ({ kind: "addColumn", table, column: column(name, { nullable: false }) }),
    computed: (name) => ({ kind: "addColumn", table, column: column(name, { computed: { expression: "1 + 1", stored: true } }) }),
  },
  dropColumn: { "with a default": (name) => ({ kind: "dropColumn", table, column: column(name, { default: "7" }) }) },
  renameColumn: { rating: (name) => ({ kind: "renameColumn", table, column: column(name, { name: "score" }), from: "rating" }) },
  alterColumnType: {
    "to a greater integer": (name) => ({ kind: "alterColumnType", table, from: column(name), to: column(name, { type: big[name] }) }),
    "to longer text": (name) => ({ kind: "alterColumnType", table, from: column(name, { type: text(20)[name] }), to: column(name, { type: text(40)[name] }) }),
    "to shorter text": (name) => ({ kind: "alterColumnType", table, from: column(name, { type: text(40)[name] }), to: column(name, { type: text(20)[name] }) }),
    "from integer to text": (name) => ({
      kind: "alterColumnType",
      table,
      from: column(name, { default: "7" }),
      to: column(name, { type: text(20)[name], default: "'7'" }),
    }),
    "from text to integer": (name) => ({ kind: "alterColumnType", table, from: column(name, { type: text(20)[name] }), to: column(name) }),
    "that means nothing": (name) => ({ kind: "alterColumnType", table, from: column(name), to: column(name, { type: date[name] }) }),
  },
  alterColumnNullability: {
    "to required, with a default": (name) => ({
      kind: "alterColumnNullability",
      table,
      from: column(name, { default: "7" }),
      to: column(name, { default: "7", nullable: false }),
    }),
    "to required": (name) => ({ kind: "alterColumnNullability", table, from: column(name), to: column(name, { nullable: false }) }),
    "to nullable": (name) => ({ kind: "alterColumnNullability", table, from: column(name, { nullable: false }), to: column(name) }),
  },
  alterColumnDefault: {
    "to another": (name) => ({ kind: "alterColumnDefault", table, from: column(name, { default: "7" }), to: column(name, { default: "8" }) }),
    "to none": (name) => ({ kind: "alterColumnDefault", table, from: column(name, { default: "7" }), to: column(name) }),
  },
  alterIdentity: {
    "to numbered": (name) => ({
      kind: "alterIdentity",
      table,
      from: column(name, { nullable: false }),
      to: column(name, { nullable: false, identity: { always: false } }),
    }),
    "to plain": (name) => ({
      kind: "alterIdentity",
      table,
      from: column(name, { nullable: false, identity: { always: false } }),
      to: column(name, { nullable: false }),
    }),
  },
  alterComputed: {
    "to another expression": (name) => ({
      kind: "alterComputed",
      table,
      from: column(name, { computed: { expression: "1 + 1", stored: true } }),
      to: column(name, { computed: { expression: "1 + 2", stored: true } }),
    }),
    "to plain": (name) => ({ kind: "alterComputed", table, from: column(name, { computed: { expression: "1 + 1", stored: false } }), to: column(name) }),
  },
  alterColumnOptions: {
    "of storage": (name) => ({
      kind: "alterColumnOptions",
      table,
      from: column(name),
      to: column(name, name === "postgres" ? { options: { storage: "external" } } : {}),
    }),
  },
  alterTableOptions: {
    "of each database": (name) => ({
      kind: "alterTableOptions",
      from: { ...flavor(name), options: undefined },
      to: { ...flavor(name), options: tableOptions[name] },
    }),
  },
  alterPrimaryKey: {
    "to two columns": () => ({
      kind: "alterPrimaryKey",
      table,
      from: { name: "pk_flavor", columns: ["id"] },
      to: { name: "pk_flavor", columns: ["id", "rating"] },
    }),
    "to none": () => ({ kind: "alterPrimaryKey", table, from: { name: "pk_flavor", columns: ["id"] }, to: undefined }),
  },
  addUnique: {
    plain: () => ({ kind: "addUnique", table, constraint: { name: "uq_flavor_rating", columns: ["rating"] } }),
    "of an index": () => ({ kind: "addUnique", table, constraint: { name: "uq_flavor_rating", columns: ["rating"] }, byIndex: true }),
  },
  dropUnique: { plain: () => ({ kind: "dropUnique", table, constraint: { name: "uq_flavor_rating", columns: ["rating"] } }) },
  addCheck: {
    plain: () => ({ kind: "addCheck", table, constraint: { name: "ck_flavor_rating", expression: "1 < 2" } }),
    "for new rows": () => ({ kind: "addCheck", table, constraint: { name: "ck_flavor_rating", expression: "1 < 2", validated: false } }),
  },
  dropCheck: { plain: () => ({ kind: "dropCheck", table, constraint: { name: "ck_flavor_rating", expression: "1 < 2" } }) },
  addExclusion: {
    plain: () => ({
      kind: "addExclusion",
      table,
      constraint: { name: "ex_flavor", method: "gist", elements: [{ column: "rating", operator: "=" }], where: "1 < 2", deferrable: "initiallyDeferred" },
    }),
  },
  dropExclusion: {
    plain: () => ({ kind: "dropExclusion", table, constraint: { name: "ex_flavor", method: "gist", elements: [{ column: "rating", operator: "=" }] } }),
  },
  addForeignKey: {
    plain: () => ({ kind: "addForeignKey", table, constraint: foreignKey }),
    "for new rows": () => ({ kind: "addForeignKey", table, constraint: { ...foreignKey, validated: false } }),
  },
  dropForeignKey: { plain: () => ({ kind: "dropForeignKey", table, constraint: foreignKey }) },
  validateConstraint: {
    check: () => ({ kind: "validateConstraint", table, of: "check", constraint: { name: "ck_flavor_rating", expression: "1 < 2" } }),
    "foreign key": () => ({ kind: "validateConstraint", table, of: "foreignKey", constraint: foreignKey }),
  },
  keepValidated: { check: () => ({ kind: "keepValidated", table, of: "check", constraint: { name: "ck_flavor_rating", expression: "1 < 2" } }) },
  createIndex: {
    plain: () => ({ kind: "createIndex", table, index, unlessExists: false }),
    online: () => ({ kind: "createIndex", table, index, unlessExists: false, online: true }),
  },
  dropIndex: {
    plain: () => ({ kind: "dropIndex", table, index }),
    online: () => ({ kind: "dropIndex", table, index, online: true }),
  },
  renamePart: {
    "an index": () => ({ kind: "renamePart", table, of: "index", part: { ...index, name: "ix_new" }, from: "ix_flavor_rating" }),
    "a unique": () => ({ kind: "renamePart", table, of: "unique", part: { name: "uq_new", columns: ["rating"] }, from: "uq_old" }),
    "a check": () => ({ kind: "renamePart", table, of: "check", part: { name: "ck_new", expression: "1 < 2" }, from: "ck_old" }),
    "a foreign key": () => ({ kind: "renamePart", table, of: "foreignKey", part: { ...foreignKey, name: "fk_new" }, from: "fk_old" }),
  },
  createSequence: { "with steps": () => ({ kind: "createSequence", sequence: { name: "ticket", start: "5", increment: "2", max: "1000", cycle: true } }) },
  alterSequence: {
    "to other steps": () => ({ kind: "alterSequence", from: { name: "ticket", increment: "2" }, to: { name: "ticket", increment: "3", max: "900" } }),
  },
  dropSequence: { plain: () => ({ kind: "dropSequence", sequence: { name: "ticket" } }) },
  createView: { plain: () => ({ kind: "createView", view: { name: "tasty", definition: "select 1 as one from flavor" } }) },
  dropView: { plain: () => ({ kind: "dropView", view: { name: "tasty", definition: "select 1 as one from flavor" } }) },
  setTableComment: {
    some: () => ({ kind: "setTableComment", table, from: undefined, to: "What's in it" }),
    none: () => ({ kind: "setTableComment", table, from: "x", to: undefined }),
  },
  setColumnComment: { other: (name) => ({ kind: "setColumnComment", table, from: column(name, { comment: "a" }), to: column(name, { comment: "b" }) }) },
  setComment: {
    "on a check": () => ({ kind: "setComment", target: { of: "check", table, name: "ck_flavor_rating" }, from: "a", to: "b" }),
    "on an index": () => ({ kind: "setComment", target: { of: "index", table, name: index.name, index: { ...index, comment: "b" } }, from: "a", to: "b" }),
    "on a view": () => ({ kind: "setComment", target: { of: "view", name: { name: "tasty" } }, from: undefined, to: "b" }),
  },
};

const date: Types = { sqlite: "DATE_TEXT", postgres: "date", mysql: "date", mariadb: "date", mssql: "date", oracle: "date" };
const tableOptions: Readonly<Record<SchemaName, Readonly<Record<string, unknown>>>> = {
  sqlite: { withoutRowid: true },
  postgres: { unlogged: true, with: { fillfactor: "70" } },
  mysql: { rowFormat: "dynamic" },
  mariadb: { rowFormat: "dynamic" },
  mssql: { filegroup: "fast" },
  oracle: { tablespace: "FAST" },
};
const table = { name: "flavor" };
const index: IndexSnapshot = { name: "ix_flavor_rating", keys: [{ column: "rating", descending: true }], unique: false, include: [] };
const foreignKey: ForeignKeySnapshot = {
  name: "fk_flavor_supplier",
  columns: ["supplier_id"],
  references: { table: "supplier", columns: ["id"] },
  onDelete: "cascade",
};

function column(name: SchemaName, more: Partial<ColumnSnapshot> = {}): ColumnSnapshot {
  return { name: "rating", type: integer[name], nullable: true, ...more };
}

function flavor(name: SchemaName): TableSnapshot {
  return {
    name: "flavor",
    columns: [
      column(name, { name: "id", nullable: false, identity: { always: false } }),
      column(name, { comment: "Stars" }),
      column(name, { name: "supplier_id" }),
    ],
    primaryKey: { name: "pk_flavor", columns: ["id"] },
    uniques: [{ name: "uq_flavor_supplier", columns: ["supplier_id"] }],
    checks: [{ name: "ck_flavor_rating", expression: "1 < 2" }],
    foreignKeys: [foreignKey],
    indexes: [index],
    comment: "Flavors",
  };
}
