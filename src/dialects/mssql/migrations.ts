import type { MigrationSyntax } from "../../schema/dialect.ts";
import { onlineIndexesAndLateChecks as safer } from "../standard/safer.ts";
import { literal } from "./literal.ts";

const resource = (name: string): string => literal(`ormdantic:${name}`);

export const migrations: MigrationSyntax = {
  lock: {
    // 0 and 1 are a lock given, what is below is none
    acquire: (name) => [
      `declare @got int; exec @got = sp_getapplock @Resource = ${resource(name)}, @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = 0; select case when @got >= 0 then 1 else 0 end`,
    ],
    release: (name) => [`exec sp_releaseapplock @Resource = ${resource(name)}, @LockOwner = N'Session'`],
  },
  unchecked: { enter: [], leave: [], violations: undefined },
  stepsPerTransaction: Number.POSITIVE_INFINITY,
  pinned: ["foreignKey", "unique", "check", "index", "primaryKey"],
  lockTimeout: (milliseconds) => ({ set: `set lock_timeout ${milliseconds}`, reset: "set lock_timeout -1" }),
  safer,
  doneAlready: new Set(["2714", "2705", "1913", "3701", "3728", "4902", "15335"]),
  foreignKeyIndexes: "yours",
  weakTypes: { text: "nvarchar(max)", ntext: "nvarchar(max)", image: "varbinary(max)", datetime: "datetime2 keeps more than 3 ms", timestamp: "rowversion" },
  smallKeys: ["smallint", "int"],
};
