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
const { count, from, literal, Ormdantic, sum, table } = await import(pathToFileURL(built).href);

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
  const employee = { id, lastName: text, firstName: text.nullable(), title: text, birthDate: instant, city: text, country: text, active: z.boolean() };
  const detail = { id, orderId: z.int32(), productId: z.int32(), unitPrice: z.number(), quantity: z.int32(), discount: z.number() };
  const product = { id, name: text, qtPerUnit: text, unitPrice: z.number(), unitsInStock: z.int32(), discontinued: z.boolean(), supplierId: z.int32() };
  const Customer = table("customers", z.object(customer), options);
  const Employee = table("employees", z.object(employee), options);
  const Product = table("products", z.object(product), options);
  class Detail extends table("order_details", z.object(detail), options) {
    static relations = (r) => ({ product: r.belongsTo(Product, "productId") });
  }
  class Order extends table("orders", z.object(order), options) {
    static relations = (r) => ({
      customer: r.belongsTo(Customer, "customerId"),
      employee: r.belongsTo(Employee, "employeeId"),
      details: r.hasMany(Detail, "orderId"),
    });
  }
  return { Customer, Employee, Product, Detail, Order, OrderLog: table("order_logs", z.object(order), options) };
}

function address({ db, file, pgUrl, cfg }) {
  if (db === "sqlite") return `sqlite:///${file}?synchronous=off`; // as everybody there
  return db === "pg" ? pgUrl : `mariadb://${cfg.user}:${cfg.password}@${cfg.host}:${cfg.port}/${cfg.database}`;
}

/** @param ctx what the benchmark tells every contender: the kind of database, where it is, the size of the pool. */
export async function open(ctx) {
  const tables = models(ctx.db);
  const { Customer, Detail, Order, OrderLog } = tables;
  const db = new Ormdantic(address(ctx), { models: tables, pool: { size: ctx.pool } });
  const customers = db.table(Customer);
  const orders = db.table(Order);
  const logs = db.table(OrderLog);
  const list = async (start, limit, load) => (await orders.findMany({ id: { gte: start } }, { orderBy: ["id"], limit, load })).data;
  const nested = { details: { load: { product: true } } };
  const toOne = { customer: true, employee: true };
  const revenue = (d) => sum(d.quantity.times(d.unitPrice).times(literal(1).minus(d.discount)));
  const byCountry = (start) =>
    from(Order, "o")
      .innerJoin(Customer, "c", ({ o, c }) => c.id.eq(o.customerId))
      .innerJoin(Detail, "d", ({ o, d }) => d.orderId.eq(o.id))
      .where(({ o }) => o.id.gte(start).and(o.id.lt(start + 1_000)))
      .groupBy(({ c }) => [c.country])
      .orderBy(({ d }) => [revenue(d).desc()])
      .select(({ o, c, d }) => ({ country: c.country, orders: count(o.id).distinct(), revenue: revenue(d) }));
  return {
    w1: (id) => customers.findOne(id),
    w2: (start) => list(start, 1_000),
    w3: (start) => list(start, 10_000),
    w4: (start) => list(start, 100, nested),
    w5: (start) => list(start, 1_000, toOne),
    w6: async (payload) => (await logs.insert(payload)).id,
    w7: (payloads) => logs.insertMany(payloads),
    w8: {
      "update, gives the row back": (id, contactName, phone) => customers.update(id, { contactName, phone }),
      "updateWhere, counts": (id, contactName, phone) => customers.updateWhere({ id }, { contactName, phone }),
    },
    w9: (start) => db.query(byCountry(start)).all(),
    close: () => db.close(),
  };
}
