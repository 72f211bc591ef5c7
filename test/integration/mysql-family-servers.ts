import type { Dialect } from "../../src/dialect/dialect.ts";
import type { Connection, ConnectionOptions, PreparedQuery } from "../../src/dialect/driver.ts";
import { arrayHydrator } from "../../src/dialect/row-function.ts";
import type { ResultColumn, RowShape } from "../../src/dialect/row-shape.ts";
import { mariadb } from "../../src/dialects/mariadb/dialect.ts";
import { mysql } from "../../src/dialects/mysql/dialect.ts";
import type { Statement } from "../../src/sql/ast.ts";
import type { LogicalType } from "../../src/sql/logical-type.ts";
import { type CompiledQuery, Writer } from "../../src/sql/writer.ts";
import { available, targetsOf } from "../support/servers.ts";

interface Server {
  readonly name: string;
  readonly dialect: Dialect;
  readonly options: ConnectionOptions;
}

function serverOf(dialect: Dialect, url: string | undefined, parameters: Readonly<Record<string, string>>): Server[] {
  if (url === undefined) return [];
  const { hostname, port, username, password, pathname } = new URL(url);
  const options = { host: hostname, port: Number(port || 3306), user: username, password, database: pathname.slice(1), parameters };
  return [{ name: dialect.name, dialect, options }];
}

targetsOf("mariadb", "mysql");
export const servers: readonly Server[] = [
  ...serverOf(mariadb, available.mariadb, {}),
  ...serverOf(mysql, available.mysql, { allowPublicKeyRetrieval: "true" }),
];

export async function connect({ dialect, options }: Server): Promise<Connection> {
  const [loader] = dialect.drivers;
  if (loader === undefined) throw new Error("the dialect has no driver");
  return (await loader.load()).connect(options);
}

/** A query whose rows are arrays of logical values. */
export function query(dialect: Dialect, sql: string, types: readonly (LogicalType | undefined)[] = []): PreparedQuery {
  const columns: ResultColumn[] = types.map((type, i) => ({ type, decode: undefined, label: `t.c${i}`, nullable: true }));
  const fields = columns.map((_, i) => ({ property: String(i), column: i, omitNull: false }));
  const shape: RowShape = { columns, row: { fields, nested: [], prototype: undefined } };
  const hydrate = arrayHydrator(
    shape,
    types.map((type) => type && dialect.codecs[type.kind](type as never)),
  );
  return { sql, shape, hydrate, readOnly: false, describeParameters: () => [] };
}

export function render(dialect: Dialect, statement: Statement): CompiledQuery {
  return new Writer(dialect).write(statement).finish();
}

/** The compiled statement's parameters in the driver's form; `slots` are logical values. */
export function bindAll(dialect: Dialect, compiled: CompiledQuery, slots: readonly unknown[] = []): unknown[] {
  return compiled.parameters.map((source) => {
    const list = "slot" in source && source.list;
    const logical = "slot" in source ? slots[source.slot] : source.value;
    if (logical === null) return null;
    const codec = source.type && dialect.codecs[source.type.kind](source.type as never);
    const encoded = list ? codec?.encodeList(logical as never) : codec?.encode ? codec.encode(logical as never) : logical;
    return source.via ? source.via(encoded as never) : encoded;
  });
}

export async function values(
  connection: Connection,
  dialect: Dialect,
  statement: Statement,
  types: readonly LogicalType[],
  slots: readonly unknown[] = [],
): Promise<unknown[]> {
  const compiled = render(dialect, statement);
  const { rows } = await connection.run(query(dialect, compiled.sql, types), bindAll(dialect, compiled, slots));
  return rows.map((row) => (row as Record<string, unknown>)["0"]);
}
