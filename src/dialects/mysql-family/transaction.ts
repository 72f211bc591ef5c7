import type { TransactionOptions, TransactionSql } from "../../dialect/dialect.ts";
import { quote } from "./render.ts";

function begin({ isolation, readOnly }: TransactionOptions): readonly string[] {
  const access = readOnly === undefined ? "" : readOnly ? " read only" : " read write";
  const start = `start transaction${access}`;
  // Without SESSION it holds for the next transaction only.
  return isolation === undefined ? [start] : [`set transaction isolation level ${isolation}`, start];
}

export const transaction: TransactionSql = {
  begin,
  commit: "commit",
  rollback: "rollback",
  savepoint: (name) => `savepoint ${quote(name)}`,
  rollbackTo: (name) => `rollback to savepoint ${quote(name)}`,
  release: (name) => `release savepoint ${quote(name)}`,
};
