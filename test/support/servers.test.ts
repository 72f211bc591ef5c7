import { describe, expect, test } from "vitest";
import { findServers, servers } from "./server-list.ts";
import { targets, withDatabase } from "./servers.ts";

test("at least one SQLite driver runs here", () => {
  expect(targets.some((target) => target.dialect === "sqlite")).toBe(true);
});

test("a server that is not there says where it was looked for and how to say otherwise", async () => {
  const found = await findServers({ ORMDANTIC_POSTGRES_URL: "postgresql://nobody@127.0.0.1:1/test" });
  expect(found.postgres).toMatchObject({ reason: expect.stringMatching(/127\.0\.0\.1:1.*ORMDANTIC_POSTGRES_URL.*npm run test:servers/) });
});

for (const target of targets) {
  if (target.dialect === "sqlite") continue;
  const { run } = servers[target.dialect];
  describe(target.name, () => {
    const database = withDatabase(target);
    test("every test file gets a database of its own", async () => {
      await run(database.url, "create table probe (id int)", "insert into probe values (7)");
      expect(await run(database.url, "select id from probe")).toBe(7);
    });
  });
}
