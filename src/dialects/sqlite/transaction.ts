import type { TransactionSql } from "../../dialect/dialect.ts";
import { quoteDouble } from "../standard/render.ts";

/** Writers take the lock at once: a transaction that reads first and writes later could fail after its work was done. */
export const transaction: TransactionSql = {
  begin: ({ readOnly }) => (readOnly ? ["begin deferred", "pragma query_only = on"] : ["begin immediate"]),
  commit: "commit",
  rollback: "rollback",
  savepoint: (name) => `savepoint ${quoteDouble(name)}`,
  rollbackTo: (name) => `rollback to ${quoteDouble(name)}`,
  release: (name) => `release ${quoteDouble(name)}`,
  restore: ({ readOnly }, onReader) => (readOnly === true && !onReader ? ["pragma query_only = off"] : []),
};
