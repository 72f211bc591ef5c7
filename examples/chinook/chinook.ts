/**
 * Loads the Chinook data into a database, reads every row back, compares it value by value, does the same with its relations, and asks questions.
 * `npm run chinook -- chinook.json postgresql://postgres@127.0.0.1/test`. It drops and creates its own tables there.
 */
import { createHash } from "node:crypto";
import { type AnyTable, Ormdantic } from "ormdantic";
import { expressions } from "./expressions.ts";
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

/** Equal answers have equal hashes, whichever database or code they come from. */
async function ask(asked: typeof questions): Promise<string> {
  const hash = createHash("sha256");
  for (const { question, answer } of asked) {
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
  const answers = await ask(questions);
  console.log("the same, each as one query");
  const asQueries = await ask(expressions.slice(0, questions.length));
  console.log("and more of relations and of the database");
  const others = await ask([...relationQuestions, ...expressions.slice(questions.length)]);
  console.log(wrong === 0 ? `all ${total} rows, and their relations, came back as they went in` : `${wrong} of ${total} rows and their relations differ`);
  console.log(`answers ${answers} and ${others}; as queries ${asQueries === answers ? "the same" : asQueries}`);
  if (wrong > 0 || asQueries !== answers) process.exitCode = 1;
} finally {
  await db.close();
}
