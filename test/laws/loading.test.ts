import fc from "fast-check";
import { Ormdantic } from "ormdantic";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { targets, withDatabase } from "../support/servers.ts";
import { expected, keys, type Loads, links, type ModelName, models, type Row, shown, type Wanted, type World } from "./staff.ts";

const id = (most: number) => fc.integer({ min: 1, max: most });
const maybe = (most: number) => fc.option(id(most), { freq: 3 });
const unique = <T extends Row>(rows: fc.Arbitrary<T>, key: readonly string[], maxLength: number) =>
  fc.uniqueArray(rows, { maxLength, selector: (row) => key.map((name) => row[name]).join() });
const name = fc.constantFrom("a", "b", "c");

/** Keys that lead nowhere are among them: nothing promises a constraint. */
const world: fc.Arbitrary<World> = fc
  .record({
    Team: unique(fc.record({ id: id(4), name, leadId: fc.constant(null) }), keys.Team, 4),
    Person: unique(fc.record({ id: id(7), name, age: maybe(3), teamId: maybe(5), bossId: maybe(8) }), keys.Person, 7),
    Badge: unique(fc.record({ code: fc.constantFrom("k1", "k2", "k3", "k4", "k5"), personId: maybe(7) }), keys.Badge, 5),
    Skill: unique(fc.record({ id: id(4), label: name }), keys.Skill, 4),
    PersonSkill: unique(fc.record({ personId: id(7), skillId: id(4) }), keys.PersonSkill, 10),
    Task: unique(fc.record({ personId: id(7), no: id(3), title: name }), keys.Task, 8),
    Note: unique(fc.record({ id: id(9), personId: id(7), taskNo: maybe(3), text: name }), keys.Note, 9),
  })
  .map((made) => {
    const holders = new Set<unknown>();
    const isFree = ({ personId }: Row): boolean => personId === null || (!holders.has(personId) && holders.add(personId) !== undefined);
    return { ...made, Team: made.Team.map((team, i) => ({ ...team, leadId: (made.Person[i]?.id ?? null) as null })), Badge: made.Badge.filter(isFree) };
  });

const columnsOf = (model: ModelName) => Object.keys(models[model].schema.shape);
const comparable: Partial<Record<ModelName, string>> = { Team: "leadId", Person: "age", Badge: "personId", Skill: "id", Task: "no", Note: "taskNo" };

function whereOf(model: ModelName, depth: number): fc.Arbitrary<Row> {
  const column = comparable[model] ?? "personId";
  const plain = fc.oneof(
    fc.constant({}),
    fc.record({ [column]: fc.record({ gte: id(3) }) }),
    fc.record({ not: fc.record({ [column]: fc.record({ gte: id(3) }) }) }),
  );
  const relations = Object.entries(links[model]);
  if (depth === 0 || relations.length === 0) return plain;
  const byRelation = fc.constantFrom(...relations).chain(([relation, { to, many }]) => {
    const inner = whereOf(to, depth - 1);
    const condition = many
      ? fc.oneof(...(["some", "none", "every"] as const).map((form) => fc.record({ [form]: inner })))
      : fc.oneof(...(["is", "isNot"] as const).map((form) => fc.record({ [form]: fc.option(inner, { freq: 4 }) })));
    return fc.record({ [relation]: condition });
  });
  return fc.oneof(plain, byRelation);
}

const window = { limit: fc.integer({ min: 0, max: 3 }), offset: fc.integer({ min: 0, max: 2 }) };
const orderOf = (model: ModelName) =>
  fc
    .constantFrom(...columnsOf(model).flatMap((column) => [column, `-${column}`]))
    .map((first) => [first, ...keys[model].filter((key) => key !== first && `-${key}` !== first)]);
const selectOf = (model: ModelName) => fc.subarray(columnsOf(model)).map((some) => [...new Set([...some, ...keys[model]])]);

function wantedOf(model: ModelName, many: boolean, depth: number): fc.Arbitrary<Wanted> {
  const options = {
    where: whereOf(model, 1),
    select: selectOf(model),
    strategy: fc.constantFrom("auto", "joined", "selectin"),
    ...(many ? { orderBy: orderOf(model), ...window } : {}),
    load: loadsOf(model, depth - 1),
  };
  return fc.record(options, { requiredKeys: ["load"] }) as fc.Arbitrary<Wanted>;
}

function loadsOf(model: ModelName, depth: number): fc.Arbitrary<Loads> {
  const relations = Object.entries(links[model]);
  if (depth === 0 || relations.length === 0) return fc.constant({});
  return fc
    .subarray(relations, { maxLength: Math.min(2, relations.length) })
    .chain((some) => fc.record(Object.fromEntries(some.map(([relation, { to, many }]) => [relation, wantedOf(to, many, depth)]))));
}

const read = fc.constantFrom<ModelName>("Team", "Person", "Skill", "Task", "Badge", "Note").chain((model) =>
  fc.record({
    model: fc.constant(model),
    wanted: fc.record(
      { where: whereOf(model, 2), orderBy: orderOf(model), select: selectOf(model), ...window, load: loadsOf(model, 3) },
      { requiredKeys: ["load"] },
    ),
  }),
);

/** Every relation by a query of its own: what all strategies must agree with, and the most queries a load may take. */
function queries(load: Loads): number {
  return Object.values(load).reduce((sum, wanted) => sum + 1 + queries(wanted.load ?? {}), 0);
}

// biome-ignore lint/suspicious/noExplicitAny: the law makes calls no type can follow
type Untyped = any;

describe.each(targets)("loads on $name", (target) => {
  const database = withDatabase(target);
  let db: Ormdantic;
  beforeAll(async () => {
    db = new Ormdantic(database.url, { models });
    await db.init();
  });
  afterAll(() => db.close());

  async function fill(rows: World): Promise<void> {
    // Teams hold the only enforced key, to their leads.
    for (const model of ["Team", "Person", "Badge", "Skill", "PersonSkill", "Task", "Note"] as const)
      await db.table(models[model] as Untyped).deleteWhere({}, { allowAll: true });
    for (const model of ["Person", "Team", "Badge", "Skill", "PersonSkill", "Task", "Note"] as const) {
      if (rows[model].length > 0) await db.table(models[model] as Untyped).insertMany(rows[model]);
    }
  }

  const runs = target.dialect === "sqlite" ? 60 : 40;
  test("give what a naive join in memory gives, whatever the strategy, in as many queries as there are relations at most", async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.array(read, { minLength: 5, maxLength: 5 }), async (rows, reads) => {
        await fill(rows);
        for (const { model, wanted } of reads) {
          const { where, ...options } = wanted as Wanted;
          const handle = db.table(models[model] as Untyped) as Untyped;
          let count = 0;
          const counter = db.onQuery(() => {
            count += 1;
          });
          const found = await handle.findMany(where ?? {}, options);
          db.off("afterExecute", counter);
          const right = expected(rows, model, rows[model], wanted as Wanted);
          expect(shown(model, found.data, wanted as Wanted)).toEqual(right);
          expect(count).toBeLessThanOrEqual(1 + queries(options.load ?? {}));
          expect(await handle.count(where ?? {})).toBe(rows[model].filter((row) => expected(rows, model, [row], { where: where ?? {} }).length > 0).length);
          if (options.select === undefined) {
            const bare = (await handle.findMany(where ?? {}, { ...options, load: {} })).data;
            expect(shown(model, await handle.load(bare, options.load), wanted as Wanted)).toEqual(right);
          }
        }
      }),
      { numRuns: runs },
    );
  });

  test("give the same read in windows and pages", async () => {
    await fc.assert(
      fc.asyncProperty(world, read, async (rows, { model, wanted }) => {
        await fill(rows);
        const { where = {}, load, select } = wanted as Wanted;
        const handle = db.table(models[model] as Untyped) as Untyped;
        const right = expected(rows, model, rows[model], { where, load: load ?? {}, ...(select ? { select } : {}) });
        const streamed: Row[] = [];
        for await (const row of handle.stream(where, { load, select, batch: 2 })) streamed.push(row);
        expect(shown(model, streamed, { load: load ?? {}, ...(select ? { select } : {}) })).toEqual(right);
        const page = await handle.findPage(where, { load, select, first: 3 });
        expect(shown(model, page.data, { load: load ?? {}, ...(select ? { select } : {}) })).toEqual(right.slice(0, 3));
      }),
      { numRuns: runs },
    );
  });
});
