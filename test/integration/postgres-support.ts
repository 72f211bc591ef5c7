import type { Connection, PreparedQuery } from "../../src/dialect/driver.ts";
import { arrayHydrator } from "../../src/dialect/row-function.ts";
import type { RowShape } from "../../src/dialect/row-shape.ts";
import { postgres } from "../../src/dialects/postgres/dialect.ts";
import { pgDriver } from "../../src/dialects/postgres/drivers/pg.ts";
import type { LogicalType } from "../../src/sql/logical-type.ts";

export const integer: LogicalType = { kind: "integer", bits: 32 };
export const text: LogicalType = { kind: "text" };

/** A query whose rows are objects `{ c0, c1, ... }`, or nothing when there are no columns. */
export function query(sql: string, types: readonly LogicalType[], decode?: (value: never) => unknown): PreparedQuery {
  const shape: RowShape = {
    columns: types.map((type, i) => ({ type, decode, label: `t.c${i}`, nullable: true })),
    row: { fields: types.map((_, i) => ({ property: `c${i}`, column: i, omitNull: false })), nested: [], prototype: undefined },
  };
  const hydrate = arrayHydrator(
    shape,
    types.map((type) => postgres.codecs[type.kind](type as never)),
  );
  return { sql, shape: types.length > 0 ? shape : undefined, hydrate, readOnly: true, describeParameters: () => [] };
}

/** A connection of the driver itself, without pool and engine. */
export async function connect(url: string, parameters: Readonly<Record<string, string>> = {}): Promise<Connection> {
  const { hostname, port, username, password, pathname } = new URL(url);
  return pgDriver().connect({
    host: hostname,
    port: Number(port) || 5432,
    user: decodeURIComponent(username),
    password: password === "" ? undefined : decodeURIComponent(password),
    database: pathname.slice(1),
    parameters,
  });
}

/** What a promise was rejected with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("expected a failure");
}

/** Runs the body with connections that are closed afterwards. */
export async function withConnection(
  url: string,
  parameters: Readonly<Record<string, string>>,
  body: (connection: Connection) => Promise<void>,
): Promise<void> {
  const connection = await connect(url, parameters);
  try {
    await body(connection);
  } finally {
    await connection.close();
  }
}
