import { expect } from "vitest";
import { conforms } from "../conformance.ts";
import { Flavor } from "../models.ts";

conforms("events come in order around a write", async ({ db }) => {
  const table = db.table(Flavor);
  const seen: string[] = [];
  const names = [
    "beforeCreate",
    "beforeInsert",
    "beforeExecute",
    "afterExecute",
    "afterInsert",
    "afterCreate",
    "beforeUpdate",
    "afterUpdate",
    "beforeUpsert",
    "afterUpsert",
    "beforeDelete",
    "afterDelete",
  ] as const;
  for (const name of names) db.on(name, () => void seen.push(name));
  try {
    const row = await table.insert({ name: "a", supplierId: null });
    expect(seen.filter((name) => name.includes("Create") || name.includes("Insert"))).toEqual(["beforeCreate", "beforeInsert", "afterInsert", "afterCreate"]);
    expect(seen.indexOf("beforeExecute")).toBeGreaterThan(seen.indexOf("beforeInsert"));
    expect(seen.lastIndexOf("afterExecute")).toBeLessThan(seen.indexOf("afterInsert"));
    seen.length = 0;
    await table.update(row.id, { rating: 1 });
    expect([seen[0], seen.at(-1)]).toEqual(["beforeUpdate", "afterUpdate"]);
    seen.length = 0;
    await table.upsert({ id: row.id, name: "b", supplierId: null });
    expect([seen[0], seen.at(-1)]).toEqual(["beforeUpsert", "afterUpsert"]);
    seen.length = 0;
    await table.delete(row.id);
    expect([seen[0], seen.at(-1)]).toEqual(["beforeDelete", "afterDelete"]);
  } finally {
    db.clearEvents();
  }
});

conforms("a handler that throws stops the write", async ({ db }) => {
  const table = db.table(Flavor);
  const handler = db.on("beforeInsert", ({ row }) => {
    if (row["name"] === "forbidden") throw new Error("not this one");
  });
  try {
    await expect(
      table.insertMany([
        { name: "fine", supplierId: null },
        { name: "forbidden", supplierId: null },
      ]),
    ).rejects.toThrow("not this one");
    expect(await table.count()).toBe(0);
  } finally {
    db.off("beforeInsert", handler);
  }
  await table.insert({ name: "forbidden", supplierId: null });
});
