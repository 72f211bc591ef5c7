import { CancelledError, TransactionError, UniqueViolationError } from "ormdantic";
import { expect } from "vitest";
import { conforms } from "../conformance.ts";
import { Flavor } from "../models.ts";

const row = (name: string) => ({ name, supplierId: null });

conforms("a transaction keeps all or nothing", async ({ db }) => {
  const table = db.table(Flavor);
  const answer = await db.transaction(async () => {
    await table.insert(row("a"));
    await table.insertMany([row("b"), row("c")]);
    return table.count();
  });
  expect(answer).toBe(3);
  await expect(
    db.transaction(async () => {
      await table.deleteWhere({}, { allowAll: true });
      expect(await table.count()).toBe(0);
      throw new Error("mine");
    }),
  ).rejects.toThrow("mine");
  expect(await table.count()).toBe(3);
});

conforms("a nested transaction is a savepoint: what it did can go alone", async ({ db }) => {
  const table = db.table(Flavor);
  await db.transaction(async (tx) => {
    await table.insert(row("outer"));
    await expect(
      db.transaction(async () => {
        await table.insert(row("inner"));
        await table.insert(row("outer"));
      }),
    ).rejects.toThrow(UniqueViolationError);
    await tx.savepoint(async () => {
      await table.insert(row("kept"));
    });
  });
  expect((await table.findMany({}, { orderBy: ["name"] })).data.map((r) => r.name)).toEqual(["kept", "outer"]);
});

conforms("a transaction follows the async context, and calls at once inside it take turns", async ({ db }) => {
  const table = db.table(Flavor);
  await db.transaction(async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => table.insert(row(`n${i}`))));
    expect(await table.count()).toBe(20);
  });
  await expect(
    db.transaction(async () => {
      await Promise.all([table.insert(row("n100")), table.insert(row("n1"))]);
    }),
  ).rejects.toThrow(UniqueViolationError);
  expect(await table.count()).toBe(20);
});

conforms("two transactions at once never mix", async ({ db }) => {
  const table = db.table(Flavor);
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const one = db.transaction(async () => {
    await table.insert(row("one"));
    await gate;
    await new Promise((resolve) => setTimeout(resolve, 20));
    throw new Error("undo one");
  });
  const two = db.transaction(async () => {
    open();
    await table.insert(row("two"));
  });
  open();
  await expect(one).rejects.toThrow("undo one");
  await two;
  expect((await table.findMany()).data.map((r) => r.name)).toEqual(["two"]);
});

conforms("a handle that outlives its transaction says so", async ({ db }) => {
  let late: unknown;
  await db.transaction(async (tx) => {
    late = tx;
  });
  await expect(db.table(Flavor).count({}, { tx: late as never })).rejects.toThrow(TransactionError);
});

conforms("a call that was cancelled before it began does nothing", async ({ db }) => {
  const table = db.table(Flavor);
  const signal = AbortSignal.abort(new Error("changed my mind"));
  await expect(table.insert(row("x"), { signal })).rejects.toThrow(CancelledError);
  await expect(table.findMany({}, { signal })).rejects.toThrow(CancelledError);
  await expect(db.transaction(async () => table.insert(row("x")), { signal })).rejects.toThrow(CancelledError);
  expect(await table.count()).toBe(0);
});

conforms("a transaction that is cancelled halfway leaves nothing behind", async ({ db }) => {
  const table = db.table(Flavor);
  const controller = new AbortController();
  await expect(
    db.transaction(
      async () => {
        await table.insert(row("x"));
        controller.abort();
        await table.insert(row("y"));
      },
      { signal: controller.signal },
    ),
  ).rejects.toThrow(CancelledError);
  expect(await table.count()).toBe(0);
});

conforms("a savepoint by the handle of an outer scope is one of the innermost", async ({ db }) => {
  const table = db.table(Flavor);
  await db.transaction(async (tx) => {
    await tx.savepoint(async () => {
      await tx.savepoint(async () => {
        await table.insert(row("inner"));
      });
      await expect(
        tx.savepoint(async () => {
          await table.insert(row("undone"));
          throw new Error("mine");
        }),
      ).rejects.toThrow("mine");
    });
  });
  expect((await table.findMany()).data.map((r) => r.name)).toEqual(["inner"]);
});
