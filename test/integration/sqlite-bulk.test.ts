import { Ormdantic, table } from "ormdantic";
import { NativeEngine } from "ormdantic/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { targetsOf, withDatabase } from "../support/servers.ts";

class Note extends table("note", z.object({ id: z.int(), text: z.string() }), { pk: "id", generated: ["id"] }) {}
class Big extends table("big", z.object({ id: z.bigint(), text: z.string() }), { pk: "id", generated: ["id"] }) {}

const texts = (count: number) => Array.from({ length: count }, (_, i) => ({ text: `n${(i * 7) % count}` }));

describe.each(targetsOf("sqlite").map((target) => [target.name, target] as const))("bulk writes on %s", (_name, target) => {
  const database = withDatabase(target);
  let db: Ormdantic;
  let native: NativeEngine;

  beforeAll(async () => {
    db = new Ormdantic(database.url, { models: [Note, Big] });
    native = new NativeEngine(database.url);
    await db.init();
  });
  afterAll(async () => {
    await db?.close();
    await native?.close();
  });

  /** The rows given back are those stored, in input order. */
  async function writesTruthfully(count: number): Promise<void> {
    const table = db.table(Note);
    const values = texts(count);
    const rows = await table.insertMany(values);
    expect(rows.map((row) => row.text)).toEqual(values.map(({ text }) => text));
    const stored = new Map((await table.findMany()).data.map((row) => [row.id, row.text]));
    expect(rows.map((row) => stored.get(row.id))).toEqual(values.map(({ text }) => text));
  }

  test("keys of many rows are counted, whatever keys were there before", async () => {
    await writesTruthfully(700);
    await db.table(Note).insert({ id: 5_000_000, text: "far away" });
    await writesTruthfully(300);
    await db.table(Note).deleteWhere({ id: { gt: 100 } });
    await writesTruthfully(20);
    await writesTruthfully(17);
    const rows = await db.table(Big).insertMany(texts(40));
    expect(rows.map((row) => row.id)).toEqual(Array.from({ length: 40 }, (_, i) => BigInt(i + 1)));
  });

  test("a trigger that writes to the same table makes the keys be read back", async () => {
    await native.execute(
      `create trigger echo after insert on note when new.text not like 'echo%' begin insert into note (text) values ('echo ' || new.text); end`,
    );
    const before = await db.table(Note).count();
    await writesTruthfully(500);
    expect(await db.table(Note).count()).toBe(before + 1000);
    const statements: { readonly operation: string; readonly batchRows?: number | undefined }[] = [];
    const handler = db.on("afterExecute", (event) => void statements.push(event));
    await writesTruthfully(100);
    db.off("afterExecute", handler);
    expect(statements.filter(({ operation }) => operation === "insert_many").map(({ batchRows }) => batchRows)).toEqual([64, 16, 16, 4]);
    await native.execute("drop trigger echo");
  });

  test("a failure among many rows leaves nothing behind", async () => {
    const before = await db.table(Note).count();
    await native.execute(`create trigger refuse before insert on note when new.text = 'n7' begin select raise(abort, 'no sevens'); end`);
    await expect(db.table(Note).insertMany(texts(600))).rejects.toThrow();
    expect(await db.table(Note).count()).toBe(before);
    await native.execute("drop trigger refuse");
    await native.execute(`create trigger skip before insert on note when new.text = 'n7' begin select raise(ignore); end`);
    await expect(db.table(Note).insertMany(texts(600))).rejects.toMatchObject({ code: "QUERY.ROWS_LOST" });
    expect(await db.table(Note).count()).toBe(before);
    await native.execute("drop trigger skip");
  });
});
