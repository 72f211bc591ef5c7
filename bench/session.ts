/**
 * A session of 10,000 new objects with relations, beside `insertMany` for each table by hand and beside bulk inserts on the driver itself:
 * `npm run bench:session -- [rounds]`. See README.md. PostgreSQL at $ORMDANTIC_POSTGRES_URL (default: the usual port of this machine).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decimal, Ormdantic, type Relate, table } from "ormdantic";
import * as z from "zod";

class Customer extends table(
  "bench_customer",
  z.object({ id: z.int(), name: z.string().max(60), email: z.email(), score: z.number(), joinedAt: z.date(), note: z.string().nullable() }),
  { pk: "id", generated: ["id"] },
) {
  static relations = (r: Relate<typeof Customer>) => ({ orders: r.hasMany(Order, "customerId") });
}
class Order extends table(
  "bench_order",
  z.object({
    id: z.int(),
    customerId: z.int(),
    placedAt: z.date(),
    status: z.enum(["open", "paid", "sent"]),
    total: decimal({ precision: 12, scale: 2 }),
    items: z.int().default(1),
  }),
  { pk: "id", generated: ["id"] },
) {
  static relations = (r: Relate<typeof Order>) => ({ customer: r.belongsTo(Customer, "customerId") });
}

const customers = 2_000;
const ordersEach = 4;
const status = ["open", "paid", "sent"] as const;

const customer = (i: number) => ({
  name: `Customer number ${i}`,
  email: `customer${i}@example.com`,
  score: i / 7,
  joinedAt: new Date(1_600_000_000_000 + i * 1_000),
  note: i % 3 === 0 ? null : `note ${i}`,
});
const order = (i: number) => ({
  placedAt: new Date(1_700_000_000_000 + i * 1_000),
  status: status[i % 3] as (typeof status)[number],
  total: `${i}.50`,
  items: (i % 9) + 1,
});

/** One way to store all of it: takes the objects as an application has them, and stores them until the commit. */
type Way = (db: Ormdantic, given: Given) => Promise<void>;
interface Given {
  readonly customers: readonly ReturnType<typeof customer>[];
  /** By customer. */
  readonly orders: readonly ReturnType<typeof order>[][];
}

function makeGiven(): Given {
  return {
    customers: Array.from({ length: customers }, (_, i) => customer(i)),
    orders: Array.from({ length: customers }, (_, i) => Array.from({ length: ordersEach }, (_, k) => order(i * ordersEach + k))),
  };
}

async function withSession(db: Ormdantic, given: Given): Promise<void> {
  const session = db.session();
  for (const [i, row] of given.customers.entries()) session.add(Customer, { ...row, orders: given.orders[i] as ReturnType<typeof order>[] });
  await session.commit();
  await session.close();
}

async function byHand(db: Ormdantic, given: Given): Promise<void> {
  await db.transaction(async () => {
    const rows = await db.table(Customer).insertMany(given.customers);
    await db.table(Order).insertMany(rows.flatMap(({ id }, i) => (given.orders[i] ?? []).map((one) => ({ ...one, customerId: id }))));
  });
}

interface Target {
  readonly name: string;
  readonly db: Ormdantic;
  readonly raw: Way;
  /** Takes all rows away. */
  clean(): Promise<unknown>;
  close(): Promise<void>;
}

async function sqlite(): Promise<Target> {
  const { default: Database } = await import("better-sqlite3");
  const folder = mkdtempSync(join(tmpdir(), "ormdantic-bench-"));
  const file = join(folder, "bench.sqlite3");
  const db = new Ormdantic(`sqlite:///${file}?driver=better-sqlite3`, { models: { Customer, Order } });
  await db.init();
  const own = new Database(file);
  own.pragma("foreign_keys = on");
  own.pragma("synchronous = normal");
  const perStatement = 50;
  const places = (columns: number) => Array.from({ length: perStatement }, () => `(${"?,".repeat(columns).slice(0, -1)})`).join();
  const text = (date: Date) => date.toISOString().replace("T", " ").slice(0, 23);
  const raw: Way = async (_, given) => {
    const first = own.prepare(`insert into bench_customer (name, email, score, joined_at, note) values ${places(5)}`);
    const second = own.prepare(`insert into bench_order (customer_id, placed_at, status, total, items) values ${places(5)}`);
    own.exec("begin immediate");
    const ids: number[] = [];
    for (let from = 0; from < customers; from += perStatement) {
      const values: unknown[] = [];
      for (let i = from; i < from + perStatement; i++) {
        const { name, email, score, joinedAt, note } = given.customers[i] as ReturnType<typeof customer>;
        values.push(name, email, score, text(joinedAt), note);
      }
      const last = Number(first.run(values).lastInsertRowid);
      for (let i = 1; i <= perStatement; i++) ids.push(last - perStatement + i);
    }
    const orders = given.orders.flat();
    for (let from = 0; from < orders.length; from += perStatement) {
      const values: unknown[] = [];
      for (let i = from; i < from + perStatement; i++) {
        const { placedAt, status, total, items } = orders[i] as ReturnType<typeof order>;
        values.push(ids[Math.floor(i / ordersEach)], text(placedAt), status, total, items);
      }
      second.run(values);
    }
    own.exec("commit");
  };
  const clean = async () => own.exec("delete from bench_order; delete from bench_customer");
  const close = async (): Promise<void> => {
    own.close();
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { name: "SQLite", db, raw, clean, close };
}

async function postgres(): Promise<Target> {
  const { default: pg } = await import("pg");
  const server = process.env["ORMDANTIC_POSTGRES_URL"] ?? "postgresql://postgres@127.0.0.1:5432/test";
  const database = `ormdantic_bench_${process.pid}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${database}`);
  const url = new URL(server);
  url.pathname = `/${database}`;
  const db = new Ormdantic(url.href, { models: { Customer, Order } });
  await db.init();
  const own = new pg.Client({ connectionString: url.href });
  await own.connect();
  const raw: Way = async (_, given) => {
    await own.query("begin");
    const rows = given.customers;
    const { rows: keys } = await own.query({
      name: "raw customers",
      text: `insert into bench_customer (name, email, score, joined_at, note)
        select a, b, c, d, e from unnest($1::text[], $2::text[], $3::float8[], $4::timestamptz[], $5::text[]) with ordinality as u(a, b, c, d, e, n) order by n returning id`,
      values: [
        rows.map((row) => row.name),
        rows.map((row) => row.email),
        rows.map((row) => row.score),
        rows.map((row) => row.joinedAt),
        rows.map((row) => row.note),
      ],
      rowMode: "array",
    });
    const orders = given.orders.flat();
    await own.query({
      name: "raw orders",
      text: `insert into bench_order (customer_id, placed_at, status, total, items)
        select * from unnest($1::int8[], $2::timestamptz[], $3::text[], $4::numeric[], $5::int8[]) returning id`,
      values: [
        orders.map((_, i) => keys[Math.floor(i / ordersEach)]?.[0]),
        orders.map((row) => row.placedAt),
        orders.map((row) => row.status),
        orders.map((row) => row.total),
        orders.map((row) => row.items),
      ],
      rowMode: "array",
    });
    await own.query("commit");
  };
  const clean = () => own.query("truncate bench_order, bench_customer");
  const close = async (): Promise<void> => {
    await own.end();
    await db.close();
    await admin.query(`drop database ${database} with (force)`);
    await admin.end();
  };
  return { name: "PostgreSQL", db, raw, clean, close };
}

async function timed(way: Way, { db, clean }: Target): Promise<number> {
  await clean();
  const given = makeGiven();
  const began = performance.now();
  await way(db, given);
  const took = performance.now() - began;
  const stored = (await db.table(Order).count()) + (await db.table(Customer).count());
  if (stored !== customers * (ordersEach + 1)) throw new Error(`${stored} rows were stored`);
  return took;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

const rounds = Number(process.argv[2] ?? 15);
for (const make of [sqlite, postgres]) {
  const target = await make();
  const ways: Readonly<Record<string, Way>> = { session: withSession, insertMany: byHand, raw: target.raw };
  const times = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
  for (let round = -3; round < rounds; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const took = await timed(way, target);
      if (round >= 0) times.get(name)?.push(took);
    }
  }
  const [session, insertMany, raw] = [...times.values()] as [number[], number[], number[]];
  const ratio = (of: readonly number[], to: readonly number[]): string =>
    `${(median(of) / median(to)).toFixed(2)} (of minimums ${(Math.min(...of) / Math.min(...to)).toFixed(2)})`;
  console.log(`${target.name}: session ${median(session).toFixed(0)} ms, insertMany ${median(insertMany).toFixed(0)} ms, raw ${median(raw).toFixed(0)} ms`);
  console.log(`  session / insertMany ${ratio(session, insertMany)}, session / raw ${ratio(session, raw)}`);
  await target.close();
}
