import type { MigrationSyntax } from "../../schema/dialect.ts";
import { quoteText } from "../standard/render.ts";

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
  pinned: ["foreignKey"],
  lockTimeout: (milliseconds) => `alter session set ddl_lock_timeout = ${Math.max(1, Math.ceil(milliseconds / 1000))}`,
};
