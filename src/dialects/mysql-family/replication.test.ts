import { expect, test } from "vitest";
import { mariadbReplication, mysqlReplication } from "./replication.ts";

const a = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
const b = "3E11FA47-71CA-11E1-9E33-C80AA9429563";

test.each([
  [mariadbReplication, "0-1-100", "0-1-100", true],
  [mariadbReplication, "0-2-101", "0-1-100", true],
  [mariadbReplication, "0-1-99", "0-1-100", false],
  [mariadbReplication, "0-1-100", "0-1-100,1-1-1", false],
  [mariadbReplication, "1-3-7,0-1-1000", "0-1-999,1-1-7", true],
  [mysqlReplication, `${a}:1-5`, `${a}:1-5`, true],
  [mysqlReplication, `${a}:1-5:7-9`, `${a}:2-4:8`, true],
  [mysqlReplication, `${a}:1-5:7-9`, `${a}:1-9`, false],
  [mysqlReplication, `${a}:1-5,\n${b}:1-3`, `${b.toLowerCase()}:3`, true],
  [mysqlReplication, `${a}:1-5`, `${b}:1`, false],
  [mysqlReplication, `${a}:1-5:tag:1-2`, `${a}:tag:2`, true],
  [mysqlReplication, `${a}:1-5`, `${a}:tag:2`, false],
] as const)("positions of servers compare: %#", (replication, position, wanted, covered) => {
  expect(replication.covers(position, wanted)).toBe(covered);
});

test("a server that counts nothing has no position, and one that takes writes is no replica for certain", () => {
  expect(mariadbReplication.read([1n, "0-1-3"])).toEqual({ role: "replica", position: "0-1-3" });
  expect(mariadbReplication.read(["OFF", ""])).toEqual({ role: "writable", position: undefined });
  expect(mysqlReplication.read([0, ""])).toEqual({ role: "writable", position: undefined });
});
