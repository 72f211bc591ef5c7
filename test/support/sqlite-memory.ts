import type { Codec } from "../../src/dialect/codec.ts";
import type { NativeOutcome, PreparedQuery } from "../../src/dialect/driver.ts";
import { arrayHydrator } from "../../src/dialect/row-function.ts";
import type { RowShape } from "../../src/dialect/row-shape.ts";
import { codecs } from "../../src/dialects/sqlite/codecs.ts";
import { sqlite } from "../../src/dialects/sqlite/dialect.ts";
import { SyncConnection } from "../../src/dialects/sqlite/drivers/sync-connection.ts";
import type { Expression } from "../../src/sql/ast.ts";
import type { LogicalType } from "../../src/sql/logical-type.ts";
import { Writer } from "../../src/sql/writer.ts";
import { sqliteDrivers } from "./sqlite-drivers.ts";

/** Names of the SQLite drivers that work on this runtime. */
export const availableDrivers = sqliteDrivers().flatMap(({ name, reason }) => (reason === undefined ? [name] : []));

export async function openFile(
  database: string,
  {
    driver = availableDrivers[0],
    readOnly = false,
    parameters = {},
  }: { driver?: string | undefined; readOnly?: boolean; parameters?: Record<string, string> } = {},
): Promise<SyncConnection> {
  const loaded = await sqlite.drivers.find(({ name }) => name === driver)?.load();
  const connection = await loaded?.connect({ database, parameters, readOnly });
  if (!(connection instanceof SyncConnection)) throw new TypeError("no SQLite driver works here");
  return connection;
}

export interface MemoryDatabase {
  execute(sql: string, parameters: readonly unknown[]): NativeOutcome;
  /** The value of one expression. */
  value(expression: Expression, args?: readonly unknown[]): unknown;
  /** How many rows of the table t satisfy the condition. Arguments are in the driver's form. */
  count(condition: Expression, args?: readonly unknown[]): unknown;
  close(): void;
}

export async function openMemory(): Promise<MemoryDatabase> {
  const connection = await openFile(":memory:");
  const ask = (head: string, expression: Expression, args: readonly unknown[]): unknown => {
    const { sql, parameters } = new Writer(sqlite).write(head, expression).finish();
    const bound = parameters.map((source) => {
      const value = "slot" in source ? args[source.slot] : source.value;
      return source.via ? source.via(value as never) : value;
    });
    return connection.execute(sql, bound).rows[0]?.[0];
  };
  return {
    execute: (sql, parameters) => connection.execute(sql, parameters),
    value: (expression, args = []) => ask("select ", expression, args),
    count: (condition, args = []) => ask("select count(*) from t where ", condition, args),
    close: () => connection.close(),
  };
}

/** A query with rows of the given types, keyed c0, c1, ... */
export function queryOf(sql: string, types: readonly LogicalType[] | undefined): PreparedQuery {
  const shape: RowShape | undefined = types && {
    columns: types.map((type, i) => ({ type, decode: undefined, label: `t.c${i}`, nullable: true })),
    row: { fields: types.map((_, column) => ({ property: `c${column}`, column, omitNull: false })), nested: [], prototype: undefined },
  };
  const hydrate = shape
    ? arrayHydrator(
        shape,
        (types ?? []).map((type) => (codecs[type.kind] as (type: LogicalType) => Codec)(type)),
      )
    : () => [];
  return { sql, shape, hydrate, readOnly: sql.startsWith("select"), describeParameters: () => [] };
}
