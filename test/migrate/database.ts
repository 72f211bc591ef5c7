import { dialectOf } from "../../src/dialects.ts";
import { Engine } from "../../src/engine/engine.ts";
import { parseUrl } from "../../src/engine/url.ts";
import { MigrationManager } from "../../src/migrate/manager.ts";
import { describe as describeModels } from "../../src/model/describe.ts";
import type { AnyTable } from "../../src/model/table-class.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import { snapshotOf } from "../../src/schema/from-models.ts";
import type { Snapshot } from "../../src/schema/snapshot.ts";

/** A database for tests of migrations: direct SQL, and a manager for any models. */
export interface TestDatabase extends AsyncDisposable {
  readonly schema: SchemaDialect;
  run(sql: string): Promise<readonly (readonly unknown[])[]>;
  manager(models?: readonly AnyTable[]): MigrationManager;
  shape(models: readonly AnyTable[]): Snapshot;
}

export async function openDatabase(address: string): Promise<TestDatabase> {
  const url = parseUrl(address);
  const known = dialectOf(url.scheme);
  const schema = await known.schema();
  const engine = new Engine({ dialect: known.dialect, url });
  return {
    schema,
    run: async (sql) => (await engine.execute(sql, [], { operation: "native", table: undefined })).rows,
    manager: (models = []) =>
      new MigrationManager({ catalog: models.length > 0 ? describeModels(models) : new Map(), schema, holding: (body) => engine.holding(body) }),
    shape: (models) => snapshotOf(describeModels(models), schema),
    [Symbol.asyncDispose]: () => engine.close(),
  };
}
