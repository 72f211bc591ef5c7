import type { MigrationSyntax } from "../../schema/dialect.ts";
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
  pinned: ["foreignKey", "unique", "check", "index", "primaryKey"],
  lockTimeout: (milliseconds) => `set lock_timeout ${milliseconds}`,
};
