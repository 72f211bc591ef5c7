import { ForeignKeyViolationError, Ormdantic } from "ormdantic";
import { expect } from "vitest";
import { conforms } from "../conformance.ts";
import * as models from "../models.ts";
import { Egg, Hen } from "../models.ts";

conforms("createAll and dropAll can be repeated, tables that need each other included", async ({ db, url, dialect }) => {
  await db.createAll();
  await db.table(Egg).insert({ id: 1, henId: null });
  await db.table(Hen).insert({ id: 1, eggId: 1 });
  await db.table(Egg).update(1, { henId: 1 });
  await expect(db.table(Egg).update(1, { henId: 99 })).rejects.toThrow(ForeignKeyViolationError);
  await db.dropAll();
  await db.dropAll();
  await db.createAll();
  expect(await db.table(Egg).count()).toBe(0);
  expect(dialect).not.toBe("");
  const second = new Ormdantic(url, { models: Object.values(models) });
  await second.createAll();
  await second.close();
});
