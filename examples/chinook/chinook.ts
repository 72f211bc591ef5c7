/**
 * Loads the Chinook data into a database, reads every row back, compares it value by value, does the same with its relations, and asks questions.
 * `npm run chinook -- chinook.json postgresql://postgres@127.0.0.1/test`. It drops and creates its own tables there.
 */
import { createHash } from "node:crypto";
import { type AnyTable, Ormdantic } from "ormdantic";
import { questions } from "./questions.ts";
import { comparisons, relationQuestions } from "./relations.ts";
import { type Row, readSource, tables } from "./source.ts";

const [path, url] = process.argv.slice(2);
if (path === undefined || url === undefined) {
  console.error("Usage: npm run chinook -- DATA.json URL");
  process.exit(2);
}

const source = await readSource(path);
const db = new Ormdantic(url, { models: tables.map(({ model }) => model) });

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  console.log(`${what.padEnd(44)} ${(performance.now() - began).toFixed(0).padStart(6)} ms`);
  return result;
}

/** Reads the whole table and counts the rows that are missing, too many, or hold another value than the file. */
async function compare(model: AnyTable, expected: readonly Row[]): Promise<number> {
  const columns = Object.keys(model.schema.shape);
  const text = (row: Row): string => JSON.stringify(columns.map((column) => row[column]));
  const wanted = new Set(expected.map(text));
  let wrong = 0;
  for await (const row of db.table(model).stream()) if (!wanted.delete(text(row as Row))) wrong += 1;
  return wrong + wanted.size;
}

async function load(): Promise<void> {
  await timed("tables dropped and created", async () => {
    await db.dropAll();
    await db.createAll();
  });
  for (const { name, model } of tables) {
    const rows = source.get(name) ?? [];
    await timed(`${name}: ${rows.length} rows inserted`, () => db.table(model).insertMany(rows));
  }
}

async function verify(): Promise<number> {
  let wrong = 0;
  for (const { name, model } of tables) {
    const rows = source.get(name) ?? [];
    const bad = await timed(`${name}: ${rows.length} rows read back and compared`, () => compare(model, rows));
    if (bad > 0) console.error(`${name}: ${bad} rows differ from the file`);
    wrong += bad;
  }
  for (const { relations, differences } of comparisons) {
    const bad = await timed(relations, () => differences(db, source));
    if (bad > 0) console.error(`${relations}: ${bad} differ from a join of the file's own rows`);
    wrong += bad;
  }
  return wrong;
}

async function ask(): Promise<string> {
  const hash = createHash("sha256");
  for (const { question, answer } of [...questions, ...relationQuestions]) {
    const lines = await timed(question, () => answer(db));
    for (const [name, value] of lines) console.log(`    ${String(value).padStart(10)}  ${name}`);
    hash.update(JSON.stringify(lines));
  }
  return hash.digest("hex").slice(0, 16);
}

try {
  await load();
  const wrong = await verify();
  const total = [...source.values()].reduce((sum, rows) => sum + rows.length, 0);
  const answers = await ask();
  console.log(wrong === 0 ? `all ${total} rows, and their relations, came back as they went in` : `${wrong} of ${total} rows and their relations differ`);
  console.log(`answers ${answers}`);
  if (wrong > 0) process.exitCode = 1;
} finally {
  await db.close();
}
