import { describe, expect, it } from "vitest";
import { type Artifact, sealed } from "../../src/migrate/artifact.ts";
import { lint, rules } from "../../src/migrate/lint/lint.ts";
import { plan } from "../../src/migrate/plan.ts";
import type { Step } from "../../src/migrate/step.ts";
import type { ColumnSnapshot, Snapshot, TableSnapshot } from "../../src/schema/snapshot.ts";
import { type SchemaName, schemas } from "../golden/ddl-schemas.ts";

const column = (name: string, more: Partial<ColumnSnapshot> = {}): ColumnSnapshot => ({ name, type: "integer", nullable: true, ...more });
function table(more: Partial<TableSnapshot> = {}): TableSnapshot {
  return {
    name: "flavor",
    columns: [column("id", { type: "bigint", nullable: false }), column("a"), column("b", { type: "varchar(40)" }), column("c"), column("d")],
    primaryKey: { name: "pk_flavor", columns: ["id"] },
    uniques: [],
    checks: [],
    foreignKeys: [],
    indexes: [],
    ...more,
  };
}
const other = table({ name: "other", primaryKey: { name: "pk_other", columns: ["id"] } });
const shape = (...tables: TableSnapshot[]): Snapshot => ({ tables: [other, ...tables] });
const edited = (change: (one: ColumnSnapshot) => ColumnSnapshot | undefined): TableSnapshot =>
  table({ columns: table().columns.flatMap((one) => change(one) ?? []) });
const set = (name: string, more: Partial<ColumnSnapshot>): TableSnapshot => edited((one) => (one.name === name ? { ...one, ...more } : one));
const add = (more: Partial<ColumnSnapshot>): TableSnapshot => table({ columns: [...table().columns, column("e", more)] });
const index = (keys: readonly string[], more: object = {}) => ({
  name: `ix_${keys.join("_")}`,
  keys: keys.map((one) => ({ column: one })),
  unique: false,
  include: [],
  ...more,
});
const reference = { name: "fk_a", columns: ["a"], references: { table: "other", columns: ["id"] } };

interface Made {
  readonly dialect?: SchemaName;
  readonly from?: Snapshot;
  readonly to?: Snapshot;
  readonly safe?: boolean;
  readonly more?: Partial<Artifact>;
  readonly steps?: readonly Step[];
  readonly renames?: Parameters<typeof plan>[3] extends infer O ? (O extends { readonly renames?: infer R } ? R : never) : never;
}

function artifact({ dialect = "postgres", from = shape(table()), to = shape(table()), safe = false, more = {}, steps = [], renames }: Made): Artifact {
  const { up, down } = plan(from, to, schemas[dialect], { safe, ...(renames && { renames }) });
  return sealed({
    version: 1,
    revision: "r",
    description: "",
    createdAt: "",
    dialect: schemas[dialect].dialect.name,
    dependsOn: [],
    labels: [],
    warnings: [],
    lockTimeout: 1,
    up: [...up, ...steps],
    down: up.length === 0 ? [{ describe: "nothing", statements: ["select 1"], risk: "none" }] : down,
    from,
    to,
    ...more,
  });
}

const long = "n".repeat(70);
const byHand = (...statements: string[]): Step => ({ describe: "by hand", statements, risk: "none" });

/** For each rule: migrations it finds something in, and some it does not. */
const cases: Readonly<Record<string, { readonly fires: readonly Made[]; readonly silent: readonly Made[] }>> = {
  "drop-table": { fires: [{ to: shape() }], silent: [{ from: shape(), to: shape(table()) }] },
  "drop-column": {
    fires: [
      { to: shape(edited((one) => (one.name === "d" ? undefined : one))) },
      { dialect: "sqlite", to: shape(edited((one) => (one.name === "d" ? undefined : one))) },
    ],
    silent: [{ to: shape(add({})) }],
  },
  "rename-table": { fires: [{ to: shape(table({ name: "taste" })), renames: [{ table: "flavor", to: "taste" }] }], silent: [{ to: shape(add({})) }] },
  "rename-column": {
    fires: [{ to: shape(edited((one) => (one.name === "d" ? { ...one, name: "z" } : one))), renames: [{ table: "flavor", column: "d", to: "z" }] }],
    silent: [{ to: shape(add({})) }],
  },
  "narrow-type": {
    fires: [
      { to: shape(set("b", { type: "varchar(20)" })) },
      { to: shape(set("a", { type: "bigint" })) },
      { dialect: "mariadb", to: shape(set("b", { type: "varchar(200)" })) },
    ],
    silent: [{ to: shape(set("b", { type: "varchar(60)" })) }, { dialect: "mariadb", to: shape(set("b", { type: "varchar(60)" })) }],
  },
  "not-null-on-existing-column": {
    fires: [{ to: shape(set("a", { nullable: false })) }],
    silent: [{ from: shape(set("a", { nullable: false })), to: shape(table()) }],
  },
  "required-column-without-default": {
    fires: [{ to: shape(add({ nullable: false })) }],
    silent: [{ to: shape(add({ nullable: false, default: "1" })) }, { to: shape(add({})) }],
  },
  "volatile-default": { fires: [{ to: shape(add({ default: "random()" })) }], silent: [{ to: shape(add({ default: "1" })) }] },
  "filled-on-existing-table": {
    fires: [{ to: shape(add({ computed: { expression: "a + 1", stored: true } })) }, { to: shape(set("id", { identity: { always: false } })) }],
    silent: [{ from: shape(), to: shape(set("id", { identity: { always: false } })) }],
  },
  "weak-type": {
    fires: [{ to: shape(add({ type: "json" })) }, { from: shape(), to: shape(add({ type: "char(3)" })) }],
    silent: [{ to: shape(add({ type: "jsonb" })) }, { dialect: "mysql", to: shape(add({ type: "json" })) }],
  },
  "table-option-rewrite": {
    fires: [{ to: shape(table({ options: { unlogged: true } })) }],
    silent: [{ to: shape(table({ options: { with: { fillfactor: "70" } } })) }],
  },
  "index-blocks-writes": {
    fires: [{ to: shape(table({ indexes: [index(["a"])] })) }, { dialect: "mssql", to: shape(table({ indexes: [index(["a"])] })) }],
    silent: [
      { to: shape(table({ indexes: [index(["a"])] })), safe: true },
      { dialect: "sqlite", to: shape(table({ indexes: [index(["a"])] })) },
    ],
  },
  "drop-index-blocks": {
    fires: [{ from: shape(table({ indexes: [index(["a"])] })) }],
    silent: [{ from: shape(table({ indexes: [index(["a"])] })), safe: true }],
  },
  "unique-on-existing-table": {
    fires: [{ to: shape(table({ uniques: [{ name: "uq", columns: ["a"] }] })) }, { to: shape(table({ indexes: [index(["a"], { unique: true })] })) }],
    silent: [{ from: shape(), to: shape(table({ uniques: [{ name: "uq", columns: ["a"] }] })) }],
  },
  "foreign-key-validated": {
    fires: [{ to: shape(table({ foreignKeys: [reference] })) }],
    silent: [{ to: shape(table({ foreignKeys: [reference] })), safe: true }],
  },
  "foreign-key-without-index": {
    fires: [{ to: shape(table({ foreignKeys: [reference] })) }, { from: shape(), to: shape(table({ foreignKeys: [reference] })) }],
    silent: [
      { to: shape(table({ foreignKeys: [reference], indexes: [index(["a", "c"])] })) },
      { dialect: "mariadb", to: shape(table({ foreignKeys: [reference] })) },
    ],
  },
  "check-validated": {
    fires: [
      { to: shape(table({ checks: [{ name: "ck", expression: "a > 1" }] })) },
      { to: shape(table({ exclusions: [{ name: "ex", method: "gist", elements: [{ column: "a", operator: "=" }] }] })) },
    ],
    silent: [{ to: shape(table({ checks: [{ name: "ck", expression: "a > 1" }] })), safe: true }],
  },
  "primary-key-change": {
    fires: [
      { to: shape(table({ primaryKey: { name: "pk_flavor", columns: ["id", "a"] } })) },
      { from: shape(), to: shape(set("id", { type: "integer", identity: { always: false } })) },
    ],
    silent: [{ from: shape(), to: shape(set("id", { identity: { always: false } })) }],
  },
  "enum-values": {
    fires: [{ from: { ...shape(), enumTypes: [{ name: "size", values: ["s", "m"] }] }, to: { ...shape(), enumTypes: [{ name: "size", values: ["m"] }] } }],
    silent: [
      { from: { ...shape(), enumTypes: [{ name: "size", values: ["s", "m"] }] }, to: { ...shape(), enumTypes: [{ name: "size", values: ["s", "x", "m"] }] } },
    ],
  },
  "index-shape": {
    fires: [
      { to: shape(table({ indexes: [index(["a", "b", "c", "d"])] })) },
      { from: shape(table({ indexes: [index(["a", "c"])] })), to: shape(table({ indexes: [index(["a", "c"]), index(["a"])] })) },
    ],
    silent: [{ to: shape(table({ indexes: [index(["a", "b", "c"])] })) }],
  },
  "concurrently-in-transaction": {
    fires: [{ steps: [byHand("create index concurrently x on y (z)")] }],
    silent: [{ steps: [{ ...byHand("create index concurrently x on y (z)"), outside: true }] }],
  },
  "data-with-schema": {
    fires: [
      { to: shape(set("a", { nullable: false })), steps: [byHand("update flavor set a = 1 where a is null")] },
      { steps: [byHand("update flavor set a = 1")] },
    ],
    silent: [{ steps: [byHand("update flavor set a = 1 where id < 1000")] }],
  },
  "no-lock-timeout": {
    fires: [{ to: shape(set("a", { nullable: false })), more: { lockTimeout: undefined } }],
    silent: [
      { to: shape(set("a", { nullable: false })) },
      { dialect: "sqlite", to: shape(table({ indexes: [index(["a"])] })), more: { lockTimeout: undefined } },
    ],
  },
  "takes-away-by-hand": {
    fires: [{ steps: [byHand("truncate flavor")] }, { steps: [byHand("drop view x cascade")] }],
    silent: [{ steps: [byHand("update flavor set a = 1 where id = 2")] }],
  },
  "statement-by-statement": {
    fires: [{ dialect: "mysql", to: shape(add({}), table({ name: "third" })) }],
    silent: [{ to: shape(add({}), table({ name: "third" })) }],
  },
  "table-copy": {
    fires: [{ dialect: "sqlite", to: shape(set("a", { nullable: false, default: "1" })) }],
    silent: [{ to: shape(set("a", { nullable: false, default: "1" })) }],
  },
  "name-too-long": { fires: [{ to: shape(add({ name: long })) }], silent: [{ dialect: "mssql", to: shape(add({ name: long })) }] },
  "no-way-back": {
    fires: [{ to: shape(add({})), more: { down: [] } }, { to: shape(edited((one) => (one.name === "d" ? undefined : one))) }],
    silent: [{ to: shape(table({ indexes: [index(["a"])] })) }],
  },
  "changed-file": { fires: [{ more: { checksum: "sha256:0" } as Partial<Artifact> }], silent: [{}] },
};

const found = async (made: Made): Promise<string[]> => {
  const one = artifact(made);
  const checksum = made.more?.checksum;
  return (await lint([checksum === undefined ? one : { ...one, checksum }], schemas[made.dialect ?? "postgres"])).map(({ rule }) => rule);
};

describe.each(Object.entries(cases))("the rule %s", (rule, { fires, silent }) => {
  it("finds what it is about", async () => {
    for (const made of fires) expect(await found(made)).toContain(rule);
  });
  it("says nothing of what is safe", async () => {
    for (const made of silent) expect(await found(made)).not.toContain(rule);
  });
});

describe("the linter", () => {
  it("has a case for each of its rules, 28 and more", () => {
    expect([...Object.keys(cases), "branches"].toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
    expect(rules.length).toBeGreaterThanOrEqual(28);
  });

  it("sees branches, and whether their order matters", async () => {
    const root = artifact({ more: { revision: "root" } });
    const left = artifact({ to: shape(add({})), more: { revision: "left", dependsOn: ["root"] } });
    const right = artifact({ to: shape(set("a", { nullable: false })), more: { revision: "right", dependsOn: ["root"] } });
    const apart = artifact({ from: shape(), to: shape(table({ name: "third" })), more: { revision: "apart", dependsOn: ["root"] } });
    const merge = artifact({ more: { revision: "merge", dependsOn: ["left", "right"] } });
    const branches = async (...all: Artifact[]) =>
      (await lint(all, schemas.postgres)).filter(({ rule }) => rule === "branches").map(({ revision, severity }) => [revision, severity]);
    expect(await branches(root, left)).toEqual([]);
    expect(await branches(root, left, right)).toEqual([
      ["left", "error"],
      ["right", "error"],
    ]);
    expect(await branches(root, left, apart)).toEqual([
      ["left", "warning"],
      ["apart", "warning"],
    ]);
    expect(await branches(root, left, right, merge)).toEqual([]);
  });

  it("takes a suppression with a reason, and refuses one of no rule", async () => {
    const made = artifact({ to: shape(), more: { suppress: [{ rule: "drop-table", reason: "nobody uses it" }] } });
    expect((await lint([made], schemas.postgres)).find(({ rule }) => rule === "drop-table")?.suppressed).toBe("nobody uses it");
    await expect(lint([artifact({ more: { suppress: [{ rule: "dropt-able", reason: "x" }] } })], schemas.postgres)).rejects.toMatchObject({
      code: "MIGRATION.UNKNOWN_RULE",
    });
  });

  it("asks a live database how many rows are concerned, and keeps quiet about empty tables", async () => {
    const made = artifact({ to: shape(set("a", { nullable: false })) });
    const rows = (count: number) => async () => [[count]];
    const say = async (count: number) =>
      (await lint([made], schemas.postgres, rows(count))).filter(({ rule }) => rule === "not-null-on-existing-column").map((one) => one.rows);
    expect(await say(0)).toEqual([]);
    expect(await say(12)).toEqual([12]);
  });
});
