import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionError, Ormdantic, type OrmdanticError, type Session, TransactionOutcomeUnknownError, table } from "ormdantic";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { Cluster, expectPoolAtRest } from "./cluster.ts";

/** No key of its own making: what is written twice is there twice. */
const Entry = table("entry", z.object({ id: z.int(), token: z.int(), writer: z.string().max(40) }), { pk: "id", generated: ["id"], indexed: ["token"] });
const Purse = table("purse", z.object({ id: z.int(), amount: z.int() }), { pk: "id" });
const models = [Entry, Purse];
const poolSize = 6;

/** Writes an entry and raises a purse; the two belong together. */
const writers = {
  "transaction with retry": (db: Ormdantic, token: number) => db.transaction(() => inTransaction(db, token, "transaction with retry"), { retry: 1_000 }),
  transaction: (db: Ormdantic, token: number) => db.transaction(() => inTransaction(db, token, "transaction")),
  "session with retry": (db: Ormdantic, token: number) => db.session((session) => inSession(session, token, "session with retry"), { retry: 1_000 }),
  session: (db: Ormdantic, token: number) => db.session((session) => inSession(session, token, "session")),
  "session by hand": async (db: Ormdantic, token: number) => {
    await using session = db.session();
    await inSession(session, token, "session by hand");
    await session.commit();
  },
} as const;
type Writer = keyof typeof writers;
const names = Object.keys(writers) as Writer[];
const purseOf = (writer: string): number => names.indexOf(writer as Writer);

async function inTransaction(db: Ormdantic, token: number, writer: Writer): Promise<void> {
  const purse = await db.table(Purse).findOne(purseOf(writer), { lock: "update" });
  await db.table(Entry).insert({ token, writer });
  await db.table(Purse).update(purseOf(writer), { amount: (purse?.amount ?? 0) + 1 });
}

async function inSession(session: Session, token: number, writer: Writer): Promise<void> {
  const purse = await session.get(Purse, purseOf(writer), { lock: "update" });
  session.add(Entry, { token, writer });
  if (purse) purse.amount += 1;
}

describe.each([
  ["mariadb", "ORMDANTIC_MARIADB_URL"],
  ["postgres", "ORMDANTIC_POSTGRES_URL"],
] as const)("one %s, shut down and started again", (script, variable) => {
  let server: Cluster;
  let db: Ormdantic;
  beforeAll(async () => {
    server = await Cluster.start(script);
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    db = new Ormdantic(server.url(variable), { models, pool: { size: poolSize } });
    await db.init();
    for (const model of models) await db.table(model).deleteWhere({}, { allowAll: true });
    await db.table(Purse).insertMany(names.map((_, id) => ({ id, amount: 0 })));
  });
  afterEach(() => db.close());

  /** Calls of every kind, none of which has a second try. */
  async function expectNextCallsWork(): Promise<void> {
    await Promise.all([
      db.table(Entry).insert({ token: -1, writer: "alone" }),
      db.table(Purse).count(),
      db.transaction(() => db.table(Entry).insert({ token: -2, writer: "alone" })),
      db.session(async (session) => session.add(Entry, { token: -3, writer: "alone" })),
    ]);
    expect(await db.table(Entry).count({ token: { lt: 0 } })).toBe(3);
    await expectPoolAtRest(db, poolSize);
  }

  test("under load it loses nothing that was acknowledged and doubles nothing, with and without retry", async () => {
    const acknowledged = new Set<number>();
    const failures = new Map<number, OrmdanticError>();
    let serial = 0;
    let isOver = false;
    const work = async (writer: Writer): Promise<void> => {
      while (!isOver) {
        const token = serial++;
        try {
          await writers[writer](db, token);
          acknowledged.add(token);
        } catch (error) {
          failures.set(token, error as OrmdanticError);
          await sleep(20);
        }
      }
    };
    const load = [...names, ...names].map(work);
    await sleep(500);
    await server.act("down");
    const before = acknowledged.size;
    await sleep(500);
    await server.act("up");
    await sleep(1_500);
    isOver = true;
    await Promise.all(load);

    expect(before).toBeGreaterThan(20);
    expect(acknowledged.size).toBeGreaterThan(before + 20);
    expect(failures.size).toBeGreaterThan(0);
    const codes = ["CONNECTION.REFUSED", "CONNECTION.LOST", "TRANSACTION.CONNECTION_LOST", "TRANSACTION.FAILED", "TRANSACTION.OUTCOME_UNKNOWN"];
    for (const error of failures.values()) expect(codes).toContain(error.code);
    const stored = (await db.table(Entry).findMany()).data;
    const times = new Map<number, number>();
    for (const { token } of stored) times.set(token, (times.get(token) ?? 0) + 1);
    expect([...times].filter(([, n]) => n > 1)).toEqual([]);
    expect([...acknowledged].filter((token) => !times.has(token))).toEqual([]);
    const certain = [...failures].filter(([, error]) => !(error instanceof TransactionOutcomeUnknownError));
    expect(certain.filter(([token]) => times.has(token))).toEqual([]);
    // Entry and purse were kept or undone together.
    const purses = (await db.table(Purse).findMany({}, { orderBy: ["id"] })).data.map(({ amount }) => amount);
    expect(purses).toEqual(names.map((name) => stored.filter(({ writer }) => writer === name).length));
    await expectNextCallsWork();
  });

  test("a session that was open while it went down says so, and does its work after a rollback", async () => {
    const session = db.session();
    const purse = await session.get(Purse, 0, { lock: "update" });
    if (!purse) throw new Error("not found");
    purse.amount = 7;
    await session.flush();
    const entry = session.add(Entry, { token: 1, writer: "session" });
    await server.act("down");
    await expect(session.commit()).rejects.toBeInstanceOf(ConnectionError);
    await session.rollback();
    await expect(session.findMany(Entry)).rejects.toMatchObject({ constructor: ConnectionError, retryable: true });
    await server.act("up");
    expect([purse.amount, session.has(entry)]).toEqual([7, false]);
    session.add(Entry, entry);
    await session.commit();
    await session.close();
    expect(await db.table(Purse).findOne(0)).toEqual({ id: 0, amount: 7 });
    expect(await db.table(Entry).count({ token: 1 })).toBe(1);
    await expectNextCallsWork();
  });

  test("behind the back of a quiet pool it is not noticed by the next calls", async () => {
    await Promise.all(Array.from({ length: poolSize }, () => db.transaction(() => db.table(Purse).count())));
    await expectPoolAtRest(db, poolSize);
    await server.act("down");
    await server.act("up");
    await expectNextCallsWork();
  });
});
