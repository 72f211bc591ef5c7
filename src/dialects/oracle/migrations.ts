import type { MigrationSyntax } from "../../schema/dialect.ts";
import { quoteText } from "../standard/render.ts";
import { onlineIndexesAndLateChecks as safer } from "../standard/safer.ts";

const handle = (name: string): string => `dbms_lock.allocate_unique(${quoteText(`ormdantic:${name}`)}, handle)`;

/** The login needs EXECUTE on DBMS_LOCK. The lock outlives the commit every DDL statement makes. */
export const migrations: MigrationSyntax = {
  lock: {
    acquire: (name) => [
      `declare handle varchar2(128); answer integer; begin ${handle(name)}; answer := dbms_lock.request(handle, dbms_lock.x_mode, 30, false); ` +
        "if answer not in (0, 4) then raise_application_error(-20001, 'another process migrates this database'); end if; end;",
      "select 1 from dual",
    ],
    release: (name) => [`declare handle varchar2(128); answer integer; begin ${handle(name)}; answer := dbms_lock.release(handle); end;`],
  },
  unchecked: { enter: [], leave: [], violations: undefined },
  stepsPerTransaction: Number.POSITIVE_INFINITY,
  pinned: ["foreignKey"],
  lockTimeout: (milliseconds) => ({
    set: `alter session set ddl_lock_timeout = ${Math.max(1, Math.ceil(milliseconds / 1000))}`,
    reset: "alter session set ddl_lock_timeout = 0",
  }),
  safer,
  // a name that is used already; a column, table, index and constraint of the name that is there or not
  doneAlready: new Set(["955", "1430", "1408", "2275", "2264", "2260", "942", "904", "1418", "2443", "957", "1442", "1451"]),
  foreignKeyIndexes: "yours",
  weakTypes: { long: "clob", "long raw": "blob" },
  smallKeys: [],
};
