/** A small world with every kind of relation, and a loader over plain arrays that says what a load must give. */
import { type Relate, table } from "ormdantic";
import * as z from "zod";

export class Team extends table("team", z.object({ id: z.int(), name: z.string().max(9), leadId: z.int().nullable() }), { pk: "id" }) {
  static relations = (r: Relate<typeof Team>) => ({ lead: r.belongsTo(Person, "leadId"), members: r.hasMany(Person, "teamId") });
}
export class Person extends table(
  "person",
  z.object({ id: z.int(), name: z.string().max(9), age: z.int().nullable(), teamId: z.int().nullable(), bossId: z.int().nullable() }),
  { pk: "id" },
) {
  static relations = (r: Relate<typeof Person>) => ({
    team: r.belongsTo(Team, "teamId", { constraint: false }),
    boss: r.belongsTo(Person, "bossId", { constraint: false }),
    reports: r.hasMany(Person, "bossId"),
    badge: r.hasOne(Badge, "personId"),
    skills: r.manyToMany(Skill, PersonSkill, "personId", "skillId"),
    tasks: r.hasMany(Task, "personId"),
  });
}
export class Badge extends table("badge", z.object({ code: z.string().max(9), personId: z.int().nullable() }), { pk: "code", unique: ["personId"] }) {
  static relations = (r: Relate<typeof Badge>) => ({ person: r.belongsTo(Person, "personId", { constraint: false }) });
}
export class Skill extends table("skill", z.object({ id: z.int(), label: z.string().max(9) }), { pk: "id" }) {
  static relations = (r: Relate<typeof Skill>) => ({ people: r.manyToMany(Person, PersonSkill, "skillId", "personId") });
}
export const PersonSkill = table("person_skill", z.object({ personId: z.int(), skillId: z.int() }), { pk: ["personId", "skillId"] });
export class Task extends table("task", z.object({ personId: z.int(), no: z.int(), title: z.string().max(9) }), { pk: ["personId", "no"] }) {
  static relations = (r: Relate<typeof Task>) => ({ notes: r.hasMany(Note, ["personId", "taskNo"]) });
}
export class Note extends table("note", z.object({ id: z.int(), personId: z.int(), taskNo: z.int().nullable(), text: z.string().max(9) }), { pk: "id" }) {
  static relations = (r: Relate<typeof Note>) => ({ task: r.belongsTo(Task, ["personId", "taskNo"], { constraint: false }) });
}

export const models = { Team, Person, Badge, Skill, PersonSkill, Task, Note };
export type ModelName = keyof typeof models;
export type Row = Readonly<Record<string, unknown>>;
export type World = { readonly [M in ModelName]: readonly Row[] };

interface Link {
  readonly to: ModelName;
  readonly many: boolean;
  readonly on: readonly (readonly [here: string, there: string])[];
  readonly through?: { readonly table: ModelName; readonly near: string; readonly far: string };
}
const one = (to: ModelName, ...on: Link["on"]): Link => ({ to, many: false, on });
const many = (to: ModelName, ...on: Link["on"]): Link => ({ to, many: true, on });

/** The relations once more, written down independently of the models. */
export const links: { readonly [M in ModelName]: Readonly<Record<string, Link>> } = {
  Team: { lead: one("Person", ["leadId", "id"]), members: many("Person", ["id", "teamId"]) },
  Person: {
    team: one("Team", ["teamId", "id"]),
    boss: one("Person", ["bossId", "id"]),
    reports: many("Person", ["id", "bossId"]),
    badge: one("Badge", ["id", "personId"]),
    skills: { ...many("Skill", ["id", "id"]), through: { table: "PersonSkill", near: "personId", far: "skillId" } },
    tasks: many("Task", ["id", "personId"]),
  },
  Badge: { person: one("Person", ["personId", "id"]) },
  Skill: { people: { ...many("Person", ["id", "id"]), through: { table: "PersonSkill", near: "skillId", far: "personId" } } },
  PersonSkill: {},
  Task: { notes: many("Note", ["personId", "personId"], ["no", "taskNo"]) },
  Note: { task: one("Task", ["personId", "personId"], ["taskNo", "no"]) },
};
export const keys: { readonly [M in ModelName]: readonly string[] } = {
  Team: ["id"],
  Person: ["id"],
  Badge: ["code"],
  Skill: ["id"],
  PersonSkill: ["personId", "skillId"],
  Task: ["personId", "no"],
  Note: ["id"],
};

export interface Wanted {
  readonly strategy?: string;
  readonly where?: Row;
  readonly orderBy?: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
  readonly select?: readonly string[];
  readonly batch?: number;
  readonly load?: Loads;
}
export type Loads = Readonly<Record<string, Wanted>>;

/** The rows a relation leads to. */
export function related(world: World, model: ModelName, relation: string, row: Row): readonly Row[] {
  const { to, on, through } = links[model][relation] as Link;
  const matches = (other: Row, pairs: Link["on"]): boolean => pairs.every(([here, there]) => row[here] !== null && row[here] === other[there]);
  if (!through) return world[to].filter((other) => matches(other, on));
  const far = world[through.table].filter((link) => link[through.near] === row["id"]).map((link) => link[through.far]);
  return world[to].filter((other) => far.includes(other["id"]));
}

type Truth = boolean | null;
const all = (parts: readonly Truth[]): Truth => (parts.includes(false) ? false : parts.includes(null) ? null : true);

/** Three-valued truth of the little grammar that the law uses. */
export function holds(world: World, model: ModelName, where: Row, row: Row): Truth {
  return all(
    Object.entries(where).map(([word, value]) => {
      if (word === "not") {
        const inner = holds(world, model, value as Row, row);
        return inner === null ? null : !inner;
      }
      const link = links[model][word];
      if (link) return all(Object.entries(value as Row).map(([form, filter]) => relatedHolds(world, model, word, form, filter as Row | null, row)));
      if (value === null) return row[word] === null;
      const bound = (value as { readonly gte: number }).gte;
      return row[word] === null ? null : (row[word] as number) >= bound;
    }),
  );
}

function relatedHolds(world: World, model: ModelName, relation: string, form: string, filter: Row | null, row: Row): boolean {
  const rows = related(world, model, relation, row);
  const { to } = links[model][relation] as Link;
  if (filter === null) return (form === "is") === (rows.length === 0);
  const matching = rows.filter((other) => holds(world, to, filter, other) === true).length;
  if (form === "some" || form === "is") return matching > 0;
  return form === "every" ? matching === rows.length : matching === 0;
}

function compareBy(orderBy: readonly string[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const item of orderBy) {
      const [name, sign] = item.startsWith("-") ? [item.slice(1), -1] : [item, 1];
      const [x, y] = [a[name], b[name]] as [number | string | null, number | string | null];
      if (x === y) continue;
      // NULLs first ascending, last descending.
      return sign * (x === null ? -1 : y === null ? 1 : x < y ? -1 : 1);
    }
    return 0;
  };
}

/** Rows as a read with these options must give them. What has no order asked for is put in the order of its key, here and in `shown`. */
export function expected(world: World, model: ModelName, rows: readonly Row[], { where, orderBy = [], limit, offset = 0, select, load = {} }: Wanted): Row[] {
  const found = rows.filter((row) => holds(world, model, where ?? {}, row) === true).sort(compareBy([...orderBy, ...keys[model]]));
  const window = found.slice(offset, limit === undefined ? undefined : offset + limit);
  return window.map((row) => {
    const columns = Object.fromEntries(Object.entries(row).filter(([name]) => select === undefined || select.includes(name)));
    const relations = Object.entries(load).map(([name, wanted]) => {
      const { to, many: isMany } = links[model][name] as Link;
      const loaded = expected(world, to, related(world, model, name, row), wanted);
      return [name, isMany ? loaded : (loaded[0] ?? null)];
    });
    return { ...columns, ...Object.fromEntries(relations) };
  });
}

/** What of loaded rows the load tree speaks of: shared objects may carry more. Collections without an order are sorted by key, which `select` must hold. */
export function shown(model: ModelName, rows: readonly Row[], { select, load = {}, orderBy, limit, offset }: Wanted): Row[] {
  const isOrdered = orderBy !== undefined || limit !== undefined || offset !== undefined;
  const sorted = isOrdered ? rows : [...rows].sort(compareBy(keys[model]));
  const columns = select ?? Object.keys(models[model].schema.shape);
  return sorted.map((row) => ({
    ...Object.fromEntries(columns.map((name) => [name, row[name]])),
    ...Object.fromEntries(
      Object.entries(load).map(([name, wanted]) => {
        const { to, many: isMany } = links[model][name] as Link;
        const value = row[name];
        if (isMany) return [name, shown(to, value as Row[], wanted)];
        return [name, value === null ? null : shown(to, [value as Row], wanted)[0]];
      }),
    ),
  }));
}
