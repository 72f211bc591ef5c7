/**
 * Our contender for the side-by-side benchmark, the same for every database: ordinary calls, nothing prepared by hand.
 * One file on purpose: it is copied as it is into the benchmark's folder of contenders. See bench/README.md.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as z from "zod";

/** The folder of the built package: $ORMDANTIC_DIST, else the root of this repository. */
const folder = process.env.ORMDANTIC_DIST ?? fileURLToPath(new URL("../../..", import.meta.url));
const built = [join(folder, "dist/index.js"), join(folder, "index.js")].find((path) => existsSync(path));
if (built === undefined) throw new Error(`No built package in ${folder}: run npm run build there, or set ORMDANTIC_DIST.`);
const { Ormdantic, table } = await import(pathToFileURL(built).href);

export const meta = { kind: "peer", pkg: "ormdantic" };

/** The benchmark's tables in SQLite hold instants as epoch milliseconds; the servers have a type for them. */
const epoch = z.codec(z.int(), z.date(), { decode: (ms) => new Date(ms), encode: (date) => date.getTime() });

function models(db) {
  const instant = db === "sqlite" ? epoch : z.date();
  const text = z.string().max(80);
  const options = { pk: "id", generated: ["id"] };
  const id = z.int32();
  const order = {
    id,
    customerId: z.int32(),
    employeeId: z.int32(),
    orderDate: instant,
    freight: z.number(),
    shipName: text,
    shipCity: text,
    shipRegion: text.nullable(),
    shipCountry: text,
    paid: z.boolean(),
  };
  const customer = {
    id,
    companyName: text,
    contactName: text,
    contactTitle: text,
    address: text,
    city: text,
    postalCode: text.nullable(),
    region: text.nullable(),
    country: text,
    phone: text,
  };
  return {
    Customer: table("customers", z.object(customer), options),
    Order: table("orders", z.object(order), options),
    OrderLog: table("order_logs", z.object(order), options),
  };
}

function address({ db, file, pgUrl, cfg }) {
  if (db === "sqlite") return `sqlite:///${file}?synchronous=off`; // as everybody there
  return db === "pg" ? pgUrl : `mariadb://${cfg.user}:${cfg.password}@${cfg.host}:${cfg.port}/${cfg.database}`;
}

/** @param ctx what the benchmark tells every contender: the kind of database, where it is, the size of the pool. */
export async function open(ctx) {
  const { Customer, Order, OrderLog } = models(ctx.db);
  const db = new Ormdantic(address(ctx), { models: [Customer, Order, OrderLog], pool: { size: ctx.pool } });
  const customers = db.table(Customer);
  const orders = db.table(Order);
  const logs = db.table(OrderLog);
  const list = async (start, limit) => (await orders.findMany({ id: { gte: start } }, { orderBy: ["id"], limit })).data;
  return {
    w1: (id) => customers.findOne(id),
    w2: (start) => list(start, 1_000),
    w3: (start) => list(start, 10_000),
    w6: async (payload) => (await logs.insert(payload)).id,
    w7: (payloads) => logs.insertMany(payloads),
    w8: (id, contactName, phone) => customers.update(id, { contactName, phone }),
    close: () => db.close(),
  };
}
