import { Ormdantic, table } from "ormdantic";
import { expect, test } from "vitest";
import * as z from "zod";

const Shop = table("shop", z.object({ id: z.int(), name: z.string().max(50) }), { pk: "id", generated: ["id"] });

test("migrations tell of themselves, and a handler that throws keeps them from running", async () => {
  const db = new Ormdantic("sqlite:///:memory:", { models: [Shop] });
  try {
    const artifact = await db.migrations.autogenerate("0001");
    if (!artifact) throw new Error("there is nothing to migrate");
    const told: unknown[] = [];
    db.on("beforeMigration", ({ direction, revision, stepCount, backend }) => told.push([direction, revision, stepCount > 0, backend]));
    db.on("afterMigration", ({ direction, outcome, error, durationMs }) => told.push([direction, outcome, error, durationMs >= 0]));
    await db.migrations.apply(artifact);
    await db.migrations.apply(artifact);
    await db.migrations.rollback(artifact, { allowDestructive: true });
    expect(told).toEqual([
      ["apply", "0001", true, "sqlite"],
      ["apply", "applied", undefined, true],
      ["apply", "0001", true, "sqlite"],
      ["apply", "skipped", undefined, true],
      ["rollback", "0001", true, "sqlite"],
      ["rollback", "rolledBack", undefined, true],
    ]);
    db.clearEvents();
    db.on("beforeMigration", () => {
      throw new Error("not on a Friday");
    });
    await expect(db.migrations.apply(artifact)).rejects.toThrow("not on a Friday");
    expect((await db.migrations.status()).applied).toEqual([]);
  } finally {
    await db.close();
  }
});
