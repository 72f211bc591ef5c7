import { joinedload, lazyload, load, noload, type Ormdantic, plain, QueryError, RelationshipLoadingError, raiseload, selectinload } from "ormdantic";
import { expect } from "vitest";
import { conforms, counted } from "../conformance.ts";
import { Badge, blue, cut, fillShelves, fillTeams, Member, MemberSkill, red, Shelf, Skill, sew, Team } from "../relation-models.ts";

const names = (rows: readonly { readonly name: string }[]): string[] => rows.map(({ name }) => name);
const byId = { orderBy: ["id"] } as const;
/** More parents than rows would fit a batch of 2. */
const teamsByName = { orderBy: ["name"] } as const;

conforms("every strategy takes where, orderBy, limit and offset for each parent", async ({ db }) => {
  await fillTeams(db);
  const options = { where: { rating: { gte: 1 } }, orderBy: ["-rating"], limit: 1, offset: 1 } as const;
  for (const members of [options, joinedload(options), selectinload(options), { ...options, strategy: "joined" } as const]) {
    const teams = await db.table(Team).findMany({}, { ...teamsByName, load: { members } });
    expect(teams.data.map((team) => [team.name, names(team.members)])).toEqual([
      ["Blue", ["Eve"]],
      ["Idle", []],
      ["Red", ["Bob"]],
    ]);
  }
  for (const skills of [joinedload({ orderBy: ["-label"], limit: 1 }), selectinload({ orderBy: ["-label"], limit: 1 })]) {
    const members = await db
      .table(Member)
      .findMany({ id: [1, 2, 3] as never } as never, { ...byId, load: { skills } })
      .catch((error) => error);
    expect(members).toBeInstanceOf(QueryError);
    const rows = await db.table(Member).findMany({ id: { le: 3 } }, { ...byId, load: { skills } });
    expect(rows.data.map((row) => row.skills.map(({ label }) => label))).toEqual([["sew"], ["sew"], []]);
  }
  const offsets = await db.table(Team).findMany({}, { ...teamsByName, load: { members: { orderBy: ["id"], offset: 1 } } });
  expect(offsets.data.map((team) => names(team.members))).toEqual([["Eve"], [], ["Bob", "Cid"]]);
  const none = await db.table(Team).findMany({}, { ...teamsByName, load: { members: { limit: 0 } } });
  expect(none.data.map((team) => team.members)).toEqual([[], [], []]);
});

conforms("a filter of a to-one leaves null where the row does not match, and keeps the parents", async ({ db }) => {
  await fillTeams(db);
  for (const way of [joinedload, selectinload]) {
    const rows = await db.table(Member).findMany({}, { ...byId, load: { team: way({ where: { name: "Blue" } }) } });
    expect(rows.data.map((row) => row.team?.name ?? null)).toEqual([null, null, null, "Blue", "Blue", null]);
    const badges = await db.table(Badge).findMany({}, { ...byId, load: { member: way({ where: { rating: { lt: 5 } } }) } });
    expect(badges.data.map((row) => row.member?.name ?? null)).toEqual([null, "Dee"]);
  }
});

conforms("filters of a load take the whole grammar, relations and conditions included", async ({ db }) => {
  await fillTeams(db);
  for (const way of [joinedload, selectinload]) {
    const grown = await db.table(Team).findMany(
      {},
      {
        ...teamsByName,
        load: {
          members: way({
            where: { or: [{ skills: { some: { label: "cut" } } }, { not: { manager: { is: { rating: 5 } } } }], rating: { ne: null } },
            orderBy: ["id"],
          }),
        },
      },
    );
    expect(grown.data.map((team) => names(team.members))).toEqual([["Dee", "Eve"], [], ["Ann"]]);
    const busy = await db.table(Team).findMany(
      {},
      {
        ...teamsByName,
        load: {
          members: way({
            where: db
              .relation(Member, "reports")
              .count({ rating: { ge: 3 } })
              .gte(1),
            orderBy: [db.relation(Member, "reports").count().desc(), "id"],
          }),
        },
      },
    );
    expect(busy.data.map((team) => names(team.members))).toEqual([[], [], ["Ann", "Bob"]]);
  }
});

conforms("loads nest to any depth, each level with options and a strategy of its own", async ({ db }) => {
  await fillTeams(db);
  const inner = { orderBy: ["label"], load: { members: { orderBy: ["id"], select: ["name", "rating"] } } } as const;
  const expected = [
    {
      name: "Blue",
      members: [
        {
          name: "Dee",
          skills: [
            {
              label: "cut",
              members: [
                { name: "Ann", rating: 5 },
                { name: "Dee", rating: 4 },
              ],
            },
          ],
        },
        { name: "Eve", skills: [] },
      ],
    },
    { name: "Idle", members: [] },
    {
      name: "Red",
      members: [
        {
          name: "Ann",
          skills: [
            {
              label: "cut",
              members: [
                { name: "Ann", rating: 5 },
                { name: "Dee", rating: 4 },
              ],
            },
            {
              label: "sew",
              members: [
                { name: "Ann", rating: 5 },
                { name: "Bob", rating: 3 },
              ],
            },
          ],
        },
        {
          name: "Bob",
          skills: [
            {
              label: "sew",
              members: [
                { name: "Ann", rating: 5 },
                { name: "Bob", rating: 3 },
              ],
            },
          ],
        },
        { name: "Cid", skills: [] },
      ],
    },
  ];
  for (const outer of [joinedload, selectinload]) {
    for (const middle of [joinedload, selectinload]) {
      const teams = await db.table(Team).findMany(
        {},
        {
          ...teamsByName,
          select: ["name"],
          load: { members: outer({ orderBy: ["id"], select: ["name"], load: { skills: middle({ ...inner, select: ["label"] }) } }) },
        },
      );
      expect(teams.data).toEqual(expected);
    }
  }
});

conforms("limits and offsets count the rows of the root, whatever is joined to them", async ({ db }) => {
  await fillTeams(db);
  for (const way of [joinedload, selectinload]) {
    const load = { skills: way({ orderBy: ["label"] }), reports: way({ orderBy: ["id"] }) } as const;
    const page = await db.table(Member).findMany({ rating: { ne: null } }, { orderBy: ["-rating"], limit: 2, offset: 1, load, withTotal: true });
    expect(page.data.map((row) => [row.name, row.skills.length, row.reports.length])).toEqual([
      ["Dee", 1, 0],
      ["Bob", 1, 2],
    ]);
    expect(page.total).toBe(5);
    const counted = await db.table(Member).findMany(
      {},
      {
        orderBy: [
          db
            .relation(Member, "reports")
            .count({ rating: { ge: 0 } })
            .desc(),
          "id",
        ],
        limit: 3,
        load,
      },
    );
    expect(counted.data.map((row) => [row.name, row.reports.length])).toEqual([
      ["Bob", 2],
      ["Ann", 2],
      ["Cid", 0],
    ]);
    expect((await db.table(Member).findOne({ rating: { gt: 0 } }, { orderBy: ["-rating"], load }))?.skills).toHaveLength(2);
    expect((await db.table(Member).findOne(1, { load }))?.reports.map(({ name }) => name)).toEqual(["Bob", "Cid"]);
  }
});

conforms("the number of queries is that of levels and batches, never that of parents", async ({ db }) => {
  await fillTeams(db);
  const count = async (load: object, table: typeof Team | typeof Member = Team) =>
    (await counted(db, () => db.table(table as typeof Team).findMany({}, { load: load as never }))).queries;
  expect(await count({ members: true })).toBe(2);
  expect(await count({ members: joinedload() })).toBe(1);
  expect(await count({ members: { load: { manager: true, badge: true, team: true } } })).toBe(2);
  expect(await count({ members: { load: { skills: true, friends: true } } })).toBe(4);
  expect(await count({ members: { batch: 1, load: { manager: selectinload({ batch: 1 }) } } })).toBe(1 + 3 + 2);
  expect(await count({ members: joinedload({ load: { skills: joinedload({ load: { members: joinedload() } }) } }) })).toBe(1);
  expect(await count({ members: lazyload(), fans: noload() })).toBe(1);
  expect(await count({ team: selectinload(), backup: selectinload() }, Member)).toBe(3);
  // Few rows for certain: joined. Who knows how many: one query for each relation is faster.
  const limited = await counted(db, () => db.table(Member).findMany({}, { limit: 5, load: { team: true, backup: true } }));
  const one = await counted(db, () => db.table(Member).findOne(1, { load: { team: true, backup: true } }));
  expect([limited.queries, one.queries, await count({ team: true, backup: true }, Member)]).toEqual([1, 1, 3]);
  const few = await counted(db, () => db.table(Member).findMany({ id: 1 }, { load: { reports: { load: { skills: true } } } }));
  const all = await counted(db, () => db.table(Member).findMany({}, { load: { reports: { load: { skills: true } } } }));
  expect([few.queries, all.queries]).toEqual([3, 3]);
  const nobody = await counted(db, () => db.table(Member).findMany({ id: 0 }, { load: { reports: { load: { skills: true } } } }));
  expect(nobody.queries).toBe(1);
});

conforms("batches of parents give what one query gives", async ({ db }) => {
  await fillTeams(db);
  const all = await db
    .table(Member)
    .findMany({}, { ...byId, load: { reports: { orderBy: ["id"], limit: 1 }, skills: { orderBy: ["label"] }, team: selectinload() } });
  for (const batch of [1, 2, 5, 1000]) {
    const load = { reports: { orderBy: ["id"], limit: 1, batch }, skills: selectinload({ orderBy: ["label"], batch }), team: selectinload({ batch }) } as const;
    expect(await db.table(Member).findMany({}, { ...byId, load })).toEqual(all);
  }
});

conforms("paths are data: strings, helpers with options, steps on the way", async ({ db }) => {
  await fillTeams(db);
  const wanted = await db
    .table(Team)
    .findMany(
      {},
      { ...teamsByName, load: { members: { where: { rating: { ge: 1 } }, orderBy: ["-rating"], limit: 2, load: { skills: { orderBy: ["label"] } } } } },
    );
  const given = await db.table(Team).findMany(
    {},
    {
      ...teamsByName,
      load: [
        selectinload("members")
          .filter({ rating: { ge: 1 } })
          .sortedBy("-rating")
          .batched(2)
          .limit(2),
        load("members.skills").sortedBy("label"),
      ],
    },
  );
  expect(given).toEqual(wanted);
  expect(names(given.data[2]?.members ?? [])).toEqual(["Ann", "Bob"]);
  const path: string = ["members", "team"].join(".");
  const dynamic = await db.table(Team).findMany({}, { ...teamsByName, load: [path] });
  expect(plain(dynamic.data[0])).toHaveProperty("members.0.team", { id: blue });
  const steps = await db.table(Team).findMany({}, { ...teamsByName, load: ["members.skills", "members.team"] });
  expect(Object.keys(steps.data[0]?.members[0] ?? {})).toEqual(expect.arrayContaining(["skills", "team"]));
  const joined = await counted(db, () => db.table(Team).findMany({}, { load: [joinedload("members"), joinedload("members.skills").sortedBy("label")] }));
  expect(joined.queries).toBe(1);
});

conforms("depth loads all relations that far, never back through the one it came by", async ({ db }) => {
  await fillTeams(db);
  const team = await db.table(Team).findOne({ name: "Blue" }, { depth: 1 });
  expect(Object.keys(team ?? {})).toEqual(expect.arrayContaining(["members", "substitutes", "fans"]));
  expect(Object.keys(team?.members[0] ?? {})).not.toContain("team");
  const deeper = await db.table(Badge).findOne(2, { depth: 2 });
  const dee = deeper?.member;
  expect(Object.keys(dee ?? {})).toEqual(expect.arrayContaining(["team", "backup", "favoriteTeam", "manager", "reports", "skills", "friends", "friendOf"]));
  expect(Object.hasOwn(dee ?? {}, "badge")).toBe(false);
  expect([dee?.manager?.name, dee?.team?.name, dee?.friends[0]?.name]).toEqual(["Bob", "Blue", "Ann"]);
  const { queries } = await counted(db, () => db.table(Badge).findMany({}, { depth: 1, limit: 5 }));
  expect(queries).toBe(1);
  expect(Object.keys((await db.table(Badge).findOne(1, { depth: 0 })) ?? {})).toEqual(["id", "metal", "memberId"]);
  for (const depth of [-1, 1.5, Number.NaN, "1" as never])
    await expect(db.table(Badge).findMany({}, { depth })).rejects.toThrow(/depth must be a whole number/);
  await expect(db.table(Badge).findMany({}, { depth: 1, load: { member: true } })).rejects.toThrow(/use one of them/);
  await expect(db.table(Member).findMany({}, { depth: 30 })).rejects.toThrow(/depth 30 of "member"/);
});

conforms("select reads the columns asked for, and what keys need is not given back", async ({ db }) => {
  await fillTeams(db);
  for (const way of [joinedload, selectinload]) {
    const teams = await db
      .table(Team)
      .findMany(
        {},
        { ...teamsByName, select: ["name"], load: { members: way({ select: ["name"], orderBy: ["id"] }), fans: way({ select: ["id"], orderBy: ["id"] }) } },
      );
    expect(teams.data).toEqual([
      { name: "Blue", members: [{ name: "Dee" }, { name: "Eve" }], fans: [{ id: 1 }, { id: 4 }] },
      { name: "Idle", members: [], fans: [] },
      { name: "Red", members: [{ name: "Ann" }, { name: "Bob" }, { name: "Cid" }], fans: [{ id: 3 }] },
    ]);
    expect(Object.getPrototypeOf(teams.data[0]?.members[0])).toBe(Object.prototype);
    const members = await db
      .table(Member)
      .findMany(
        { id: { le: 2 } },
        { ...byId, select: ["name"], load: { manager: way({ select: ["rating"] }), skills: way({ select: ["label"], orderBy: ["id"] }) } },
      );
    expect(members.data).toEqual([
      { name: "Ann", manager: null, skills: [{ label: "sew" }, { label: "cut" }] },
      { name: "Bob", manager: { rating: 5 }, skills: [{ label: "sew" }] },
    ]);
  }
});

conforms("counts of relations stand beside the row without loading anything", async ({ db }) => {
  await fillTeams(db);
  const { result, queries } = await counted(db, () =>
    db.table(Team).findMany({}, { ...teamsByName, counts: { members: true, fans: { where: { rating: { gt: 4 } } } } }),
  );
  expect(queries).toBe(1);
  expect(result.data.map((team) => [team.name, team.counts])).toEqual([
    ["Blue", { members: 2, fans: 1 }],
    ["Idle", { members: 0, fans: 0 }],
    ["Red", { members: 3, fans: 0 }],
  ]);
  for (const way of [joinedload, selectinload]) {
    const badges = await db.table(Badge).findMany({}, { ...byId, load: { member: way({ counts: { skills: true, friendOf: { where: { name: "Dee" } } } }) } });
    expect(badges.data.map((badge) => badge.member.counts)).toEqual([
      { skills: 2, friendOf: 1 },
      { skills: 1, friendOf: 0 },
    ]);
  }
  const page = await db.table(Member).findPage({}, { orderBy: ["-id"], first: 2, counts: { reports: true } });
  expect(page.data.map((row) => row.counts.reports)).toEqual([0, 0]);
  for await (const row of db.table(Member).stream({ id: 2 }, { counts: { reports: true } })) expect(row.counts.reports).toBe(2);
  await expect(db.table(Team).findMany({}, { counts: { member: true } as never })).rejects.toThrow(/counts names "member"/);
});

conforms("what is not loaded is not there, and raise makes its access an error", async ({ db }) => {
  await fillTeams(db);
  const lazy = await db.table(Member).findOne(1, { load: { team: lazyload(), reports: noload(), badge: raiseload() } });
  expect(Object.keys(lazy ?? {})).toEqual(["id", "name", "rating", "teamId", "favorite", "managerId", "backupId"]);
  expect((lazy as unknown as { readonly team?: unknown }).team).toBeUndefined();
  const raising = lazy as unknown as { readonly badge: unknown };
  expect(() => raising.badge).toThrow(RelationshipLoadingError);
  expect(() => raising.badge).toThrow(/"member.badge" was not loaded/);
  expect(JSON.stringify(lazy)).not.toContain("badge");
  expect({ ...lazy }).not.toHaveProperty("badge");
  const [again] = await db.table(Member).load([lazy as Member], { badge: true });
  expect(again?.badge?.metal).toBe("gold");
  expect(Object.keys(again ?? {})).toContain("badge");
});

conforms("raise keeps to rows that no path loads, whichever path sees them first", async ({ db }) => {
  await fillTeams(db);
  for (const way of [joinedload, selectinload]) {
    const { data } = await db.table(Member).findMany({}, { ...byId, load: { team: raiseload(), reports: way({ load: { team: way() }, orderBy: ["id"] }) } });
    expect(data[0]?.reports.map((row) => row.team?.name)).toEqual(["Red", "Red"]);
    expect(data[1]?.reports.map((row) => row.team?.name)).toEqual(["Blue", "Blue"]);
    const mirrored = await db.table(Member).findMany({}, { ...byId, load: { team: way(), reports: way({ load: { team: raiseload() }, orderBy: ["id"] }) } });
    expect(mirrored.data.map((row) => row.team?.name)).toEqual(["Red", "Red", "Red", "Blue", "Blue", undefined]);
  }
  const { data } = await db.table(Member).findMany({}, { ...byId, load: { manager: { load: { badge: raiseload() } } } });
  expect(data[1]?.manager).toBe(data[0]);
  expect(() => (data[0] as unknown as { readonly badge: unknown }).badge).toThrow(RelationshipLoadingError);
});

conforms("findOne, findMany, findPage and stream load alike", async ({ db }) => {
  await fillTeams(db);
  for (const way of [joinedload, selectinload]) {
    const load = {
      team: way(),
      skills: way({ orderBy: ["label"] }),
      reports: way({ orderBy: ["-id"], limit: 1, select: ["name"], load: { badge: way() } }),
    } as const;
    const all = (await db.table(Member).findMany({}, { orderBy: ["-name"], load })).data.map((row) => plain(row));
    const pages: unknown[] = [];
    let after: string | undefined;
    do {
      const page = await db.table(Member).findPage({}, { orderBy: ["-name"], first: 4, load, ...(after === undefined ? {} : { after }) });
      pages.push(...plain(page.data));
      after = page.hasNext ? (page.endCursor ?? undefined) : undefined;
    } while (after !== undefined);
    expect(pages).toEqual(all);
    const last = await db.table(Member).findPage({}, { orderBy: ["-name"], last: 2, load });
    expect(plain(last.data)).toEqual(all.slice(-2));
    for (const batch of [1, 2, 100]) {
      const streamed: unknown[] = [];
      for await (const row of db.table(Member).stream({}, { orderBy: ["-name"], batch, load })) streamed.push(plain(row));
      expect(streamed).toEqual(all);
    }
    const windowed: unknown[] = [];
    for await (const row of db.table(Member).stream({}, { orderBy: ["-name"], batch: 2, limit: 3, offset: 2, load })) windowed.push(plain(row));
    expect(windowed).toEqual(all.slice(2, 5));
    expect(plain(await db.table(Member).findOne({ name: "Dee" }, { load }))).toEqual(all[2]);
    expect(plain(await db.table(Member).findOne(4, { load }))).toEqual(all[2]);
  }
});

conforms("relations are loaded onto rows in hand, in place, with the strategies and options of a read", async ({ db }) => {
  await fillTeams(db);
  const teams = await db.table(Team).findMany({}, teamsByName);
  const { result, queries } = await counted(db, () => db.table(Team).load(teams, { members: { orderBy: ["id"], load: { team: true, badge: true } } }));
  expect(queries).toBe(1);
  expect(result[2]).toBe(teams.data[2]);
  expect(result.map((team) => names(team.members))).toEqual([["Dee", "Eve"], [], ["Ann", "Bob", "Cid"]]);
  expect(result[2]?.members[0]?.team).toBe(result[2]);
  expect(result[2]?.members[0]?.badge?.metal).toBe("gold");
  const again = await db.table(Team).load(result, ["members.skills"]);
  expect(again[0]?.members.map((row) => row.skills.length)).toEqual([1, 0]);
  expect(await db.table(Team).load([], { members: true })).toEqual([]);
});

conforms("rows in hand may come twice, and copies of one row each get their relations", async ({ db }) => {
  await fillTeams(db);
  const members = (await db.table(Member).findMany({ id: { le: 3 } }, { ...byId, load: { team: true } })).data;
  const teams = members.flatMap(({ team }) => (team ? [team] : []));
  expect(new Set(teams).size).toBe(1);
  const [team] = await db.table(Team).load(teams, { members: byId, substitutes: joinedload(byId) });
  expect(names(team?.members ?? [])).toEqual(["Ann", "Bob", "Cid"]);
  expect(names(team?.substitutes ?? [])).toEqual(["Dee"]);
  const copies = await db.table(Team).load(
    [
      { id: red, name: "one", code: "R" },
      { id: red, name: "two", code: "R" },
    ],
    { members: byId },
  );
  expect(copies.map((row) => names(row.members))).toEqual([
    ["Ann", "Bob", "Cid"],
    ["Ann", "Bob", "Cid"],
  ]);
});

conforms("rows in hand without the columns a relation needs are refused, and so is what is no row", async ({ db }) => {
  await fillTeams(db);
  const rows = (await db.table(Member).findMany({}, { select: ["id", "name"] })).data;
  await expect(db.table(Member).load(rows as never, { team: true })).rejects.toThrow(/"member.teamId"/);
  for (const bad of [null, undefined, {}, [1], ["x"]]) await expect(db.table(Team).load(bad as never, { members: true })).rejects.toThrow(QueryError);
  for (const bad of [undefined, null, 1, "members", { nope: true }]) await expect(db.table(Team).load([], bad as never)).rejects.toThrow(QueryError);
});

conforms("one row is one object in a load, whatever paths lead to it", async ({ db }) => {
  await fillTeams(db);
  for (const way of [joinedload, selectinload]) {
    const members = (await db.table(Member).findMany({}, { ...byId, load: { team: way({ load: { members: way(byId) } }) } })).data;
    for (const member of members) expect(member.team === null || member.team.members.includes(member)).toBe(true);
    expect(members[0]?.team).toBe(members[1]?.team);
    const two = (await db.table(Member).findMany({}, { ...byId, load: { team: way(), backup: way(), favoriteTeam: way() } })).data;
    expect(two[0]?.backup).toBe(two[3]?.team);
    expect(two[0]?.favoriteTeam).toBe(two[0]?.backup);
  }
  const mixed = (
    await db.table(Member).findMany(
      {},
      {
        ...byId,
        load: {
          manager: joinedload({ load: { team: selectinload() } }),
          team: joinedload(),
          reports: selectinload({ orderBy: ["id"], load: { team: joinedload() } }),
        },
      },
    )
  ).data;
  expect(mixed[1]?.manager).toBe(mixed[0]);
  expect(mixed[0]?.reports[0]).toBe(mixed[1]);
  expect(mixed[3]?.manager?.team).toBe(mixed[0]?.team);
});

conforms("cycles come back to the same collections, which nothing overwrites", async ({ db }) => {
  await fillTeams(db);
  for (const way of [joinedload, selectinload]) {
    const { data } = await db.table(Member).findMany({}, { ...byId, load: { reports: way({ ...byId, load: { manager: way() } }) } });
    expect(data.map((row) => row.reports.map(({ id }) => id))).toEqual([[2, 3], [4, 5], [], [], [], []]);
    for (const row of data) for (const report of row.reports) expect(report.manager).toBe(row);
    const deep = await db
      .table(Team)
      .findMany(
        {},
        { ...teamsByName, load: { members: way({ ...byId, load: { team: way({ load: { members: way({ ...byId, load: { team: way() } }) } }) } }) } },
      );
    expect(deep.data.map((team) => names(team.members))).toEqual([["Dee", "Eve"], [], ["Ann", "Bob", "Cid"]]);
    expect(deep.data[0]?.members[0]?.team?.members[1]?.team?.name).toBe("Blue");
  }
});

conforms("two loads of one relation with different options never share what they fill", async ({ db }) => {
  await fillTeams(db);
  for (const way of [joinedload, selectinload]) {
    const { data } = await db.table(Member).findMany(
      { id: { in: [1, 3] } },
      {
        ...byId,
        load: {
          team: way({ load: { members: way({ orderBy: ["id"], limit: 1 }) } }),
          backup: way({ load: { members: way({ orderBy: ["-id"] }) } }),
          favoriteTeam: way({ select: ["code"] }),
        },
      },
    );
    expect(data.map((row) => [names(row.team?.members ?? []), names(row.backup?.members ?? []), row.favoriteTeam])).toEqual([
      [["Ann"], ["Eve", "Dee"], { code: "B" }],
      [["Ann"], ["Eve", "Dee"], { code: "R" }],
    ]);
  }
});

conforms("plain copies are trees of JSON: rows on the path to themselves are cut to their key", async ({ db }) => {
  await fillTeams(db);
  const { data } = await db
    .table(Member)
    .findMany({ id: 1 }, { load: { team: { load: { members: { ...byId, where: { id: { le: 2 } } } } }, skills: { orderBy: ["label"] } } });
  const copy = plain(data);
  expect(copy[0]).toEqual({
    id: 1,
    name: "Ann",
    rating: 5,
    teamId: red,
    backupId: blue,
    favorite: "B",
    managerId: null,
    team: {
      id: red,
      name: "Red",
      code: "R",
      members: [{ id: 1 }, { id: 2, name: "Bob", rating: 3, teamId: red, favorite: null, managerId: 1 }],
    },
    skills: [
      { id: String(cut), label: "cut" },
      { id: String(sew), label: "sew" },
    ],
  });
  expect(JSON.parse(JSON.stringify(copy))).toEqual(copy);
  expect(Object.getPrototypeOf(copy[0])).toBe(Object.prototype);
  await fillShelves(db);
  const shelf = await db.table(Shelf).findOne({ room: "hall", no: sew }, { load: { books: { orderBy: ["id"], limit: 1, load: { shelf: true } } } });
  expect(plain(shelf)?.books[0]?.shelf).toEqual({ room: "hall", no: String(sew) });
});

conforms("rows read strictly load the same, their relations checked as well", async ({ db }) => {
  await fillTeams(db);
  const load = { team: joinedload(), reports: { orderBy: ["id"], load: { badge: true } } } as const;
  const strict = await db.table(Member).findMany({}, { ...byId, validate: true, load });
  expect(strict).toEqual(await db.table(Member).findMany({}, { ...byId, load }));
});

conforms("loads happen in the transaction of their read", async ({ db }) => {
  await fillTeams(db);
  await db
    .transaction(async () => {
      await db.table(Member).insert({ id: 7, name: "Gil", rating: 9, teamId: red, favorite: null, managerId: null });
      await db.table(MemberSkill).insert({ memberId: 7, skillId: cut });
      const team = await db.table(Team).findOne(red, { load: { members: { where: { rating: 9 }, load: { skills: true } } } });
      expect(team?.members.map((row) => [row.name, row.skills.length])).toEqual([["Gil", 1]]);
      const streamed: string[] = [];
      for await (const row of db.table(Skill).stream({}, { ...byId, load: { members: { where: { id: 7 } } } }))
        streamed.push(`${row.label}${row.members.length}`);
      expect(streamed).toEqual(["sew0", "cut1", "dye0"]);
      throw new Error("undone");
    })
    .catch((error) => expect(String(error)).toContain("undone"));
  expect((await db.table(Team).findOne(red, { load: { members: true } }))?.members).toHaveLength(3);
});

async function refused(db: Ormdantic, load: unknown, message: RegExp): Promise<void> {
  await expect(db.table(Team).findMany({}, { load: load as never })).rejects.toMatchObject({ name: "QueryError", message: expect.stringMatching(message) });
}

conforms("loads that cannot be are refused, and say why and what there is", async ({ db }) => {
  await refused(
    db,
    { member: true },
    /load path "member" cannot be followed: "team.member" is no relation; the relations of "team" are: members, substitutes, fans/,
  );
  await refused(db, { name: true }, /"team.name" is a column, not a relation/);
  await refused(db, { members: { load: { skill: true } } }, /load path "members.skill" cannot be followed: "member.skill" is no relation/);
  await refused(db, ["members.skil"], /"members.skil"/);
  await refused(db, [""], /empty step/);
  await refused(db, ["members..team"], /empty step/);
  await refused(db, [1], /a list of loads holds paths/);
  await refused(db, 1, /load takes an object of relations or a list of paths, not/);
  await refused(db, { members: false }, /load.members takes true/);
  await refused(db, { members: { lod: {} } }, /unknown option "lod" of the load "members"/);
  await refused(db, { members: { strategy: "eager" } }, /unknown strategy "eager"/);
  await refused(db, [selectinload("members"), joinedload("members")], /"members" is given options twice/);
  await refused(db, [lazyload("members").filter({ id: 1 })], /"members" is lazy, which loads nothing, so where cannot be said/);
  await refused(db, [noload("members"), "members.team"], /"members.team" cannot be loaded: "members" is noload/);
  await refused(db, { members: { load: { team: { limit: 1 } } } }, /"member.team" leads to one row at most, so limit/);
  await refused(db, { members: { load: { badge: { orderBy: ["id"] } } } }, /"member.badge" leads to one row at most, so orderBy/);
  await refused(db, { members: { limit: -1 } }, /limit/);
  await refused(db, { members: { offset: 0.5 } }, /offset/);
  await refused(db, [selectinload("members").batched(0)], /batch of the load "members" must be/);
  await refused(db, { members: joinedload({ batch: 2 }) }, /is joined, one query for all parents, so batch/);
  await refused(db, { members: { select: [] } }, /select/);
  await refused(db, { members: { select: ["nme"] } }, /"member" has no column "nme"/);
  await refused(db, { members: { orderBy: ["-nme"] } }, /"member" has no column "nme"/);
  await refused(db, { members: { where: { nme: 1 } } }, /"member" has no column "nme"/);
  await refused(db, { members: { where: { name: undefined } } }, /"member.name" is undefined/);
  await refused(db, { members: { counts: { teams: true } } }, /counts names "teams"/);
});
