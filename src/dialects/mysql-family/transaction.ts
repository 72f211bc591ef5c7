import type { TransactionOptions, TransactionSql } from "../../dialect/dialect.ts";
import { withoutLeadingComments } from "../standard/leading-comments.ts";
import { quote } from "./render.ts";

/** https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html, https://mariadb.com/kb/en/sql-statements-that-cause-an-implicit-commit/ */
const COMMITS =
  /^(?:alter|rename|truncate|grant|revoke|install|uninstall|optimize|repair|flush|reset|cache\s+index|(?:analyze|check)\s+(?:local\s+|no_write_to_binlog\s+)?table|create(?!\s+(?:or\s+replace\s+)?temporary\s)|drop(?!\s+temporary\s)|begin(?!\s+not\b)|start\s+transaction|lock\s+tables?|set\s+password)\b/i;

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
  commitsBefore: (sql) => COMMITS.test(withoutLeadingComments(sql)),
};
