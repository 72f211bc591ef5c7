/** A first program, told as a story. `npm run quickstart`; with `-- --sql` it shows every statement as well. */
import { fileURLToPath } from "node:url";
import { Ormdantic, UniqueViolationError } from "ormdantic";
import { Flavor, Supplier } from "./models.ts";

const file = fileURLToPath(new URL("./quickstart.sqlite3", import.meta.url));
const showSql = process.argv.includes("--sql");

const db = new Ormdantic(`sqlite:///${file}`, { models: [Supplier, Flavor], debug: showSql });
if (showSql) db.on("beforeExecute", ({ sql = "", parameters = [] }) => console.log(statement(sql, parameters)));

function statement(sql: string, parameters: readonly unknown[]): string {
  const values = parameters.map((value) => (typeof value === "string" ? `'${value}'` : String(value)));
  return `      ${sql.replaceAll("\n", "\n      ")}${values.length > 0 ? `   -- ${values.join(", ")}` : ""}`;
}

function say(text: string): void {
  console.log(`\n${text}`);
}

function show(flavors: Iterable<Flavor>): void {
  for (const { name, stars, createdAt } of flavors) console.log(`   ${name.padEnd(12)} ${stars.padEnd(5)} since ${createdAt.toISOString()}`);
}

await db.dropAll();
await db.init();
say(`1. A database for two Zod schemas, Supplier and Flavor: ${file}`);

const suppliers = db.table(Supplier);
const flavors = db.table(Flavor);

const dairy = await suppliers.insert({ name: "Alpine Dairy", country: "CH" });
say(`2. A supplier, its key made for us: ${dairy.name}, ${dairy.id}`);

const made = await flavors.insertMany([
  { name: "Vanilla", rating: 5, supplierId: dairy.id },
  { name: "Chocolate", rating: 4, supplierId: dairy.id },
  { name: "Liquorice", rating: 1, supplierId: null },
  { name: "Mint", supplierId: null },
]);
say(`3. ${made.length} flavors in one call; Mint was given no rating and has the schema's default`);
show(made);

const good = await flavors.findMany({ rating: { gte: 4 }, supplierId: dairy.id }, { orderBy: ["-rating"] });
say("4. Those of Alpine Dairy rated 4 or better, best first");
show(good);

const [, , liquorice] = made;
if (liquorice !== undefined) {
  const better = await flavors.update(liquorice.id, { rating: 3 });
  say("5. Liquorice grows on people");
  show([better]);
}

const vanilla = await flavors.upsert({ name: "Vanilla", rating: 4, supplierId: dairy.id }, { conflict: ["name"] });
const pear = await flavors.upsert({ name: "Pear", rating: 2, supplierId: null }, { conflict: ["name"] });
say("6. Upserting by name: Vanilla was there and changed, Pear was not and came");
show([vanilla, pear]);

try {
  await flavors.insert({ name: "Vanilla", supplierId: null });
} catch (error) {
  if (!(error instanceof UniqueViolationError)) throw error;
  say(`7. A second Vanilla is refused: ${error.code}`);
}

const gone = await flavors.delete(pear.id);
say(`8. Pear is deleted: ${gone}; a second time: ${await flavors.delete(pear.id)}`);

say(`9. ${await flavors.count()} flavors are left, ${await flavors.count({ supplierId: null })} of them without a supplier`);
show(await flavors.findMany({}, { orderBy: ["name"] }));

await db.close();
