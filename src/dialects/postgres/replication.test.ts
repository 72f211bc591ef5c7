import { expect, test } from "vitest";
import { replication } from "./replication.ts";

test.each([
  ["0/16B3748", "0/16B3748", true],
  ["0/16B3749", "0/16B3748", true],
  ["0/FFFFFFFF", "1/0", false],
  ["2/0", "1/FFFFFFFF", true],
])("a server at %s shows all up to %s: %s", (position, wanted, covered) => {
  expect(replication.covers(position, wanted)).toBe(covered);
});

test("a server in recovery is a replica, any other a primary", () => {
  expect(replication.read(["replica", null])).toEqual({ role: "replica", position: undefined });
  expect(replication.read(["primary", "0/1"])).toEqual({ role: "primary", position: "0/1" });
});
