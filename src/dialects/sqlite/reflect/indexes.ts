import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { IndexKeySnapshot, IndexSnapshot } from "../../../schema/snapshot.ts";
import { bag, perTable, text } from "../../standard/reflect/rows.ts";
import { masterQuery } from "./master.ts";
import { Statement } from "./statement.ts";

/** Those that CREATE INDEX made; SQLite makes the indexes of constraints itself, without a text. */
export const indexes: ReflectionFacet = {
  name: "indexes",
  query: (scope) => masterQuery(["index"], scope),
  read: (rows) => ({ tables: perTable(rows, (own) => ({ indexes: own.map(([, , , name, sql]) => index(text(name), text(sql))) })) }),
};

function index(name: string, sql: string): IndexSnapshot {
  const statement = new Statement(sql);
  statement.take("create");
  const unique = statement.take("unique");
  statement.until((mark) => mark === "on");
  statement.take("on");
  statement.until((mark) => mark === "(");
  const keys = statement.members().map(key);
  const where = statement.take("where") ? statement.rest() : undefined;
  return { name, keys, unique, include: [], ...(where === undefined ? {} : { where }) };
}

function key(member: Statement): IndexKeySnapshot {
  const isExpression = member.mark() === "(";
  const isName = !isExpression && [undefined, "collate", "asc", "desc"].includes(member.mark(1));
  const named = isName ? { column: member.name() } : { expression: member.until((mark) => mark === "collate" || mark === "asc" || mark === "desc") };
  const collation = member.take("collate") ? member.name() : undefined;
  const descending = member.take("desc");
  return { ...named, ...(descending ? { descending: true } : {}), ...bag({ collation }) } as IndexKeySnapshot;
}
