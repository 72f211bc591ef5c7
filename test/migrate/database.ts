import { dialectOf } from "../../src/dialects.ts";
import { Engine } from "../../src/engine/engine.ts";
import type { HeldConnection } from "../../src/engine/held.ts";
import { parseUrl } from "../../src/engine/url.ts";
import { MigrationManager } from "../../src/migrate/manager.ts";
import { describe as describeModels, type Models } from "../../src/model/describe.ts";
import type { SchemaDialect } from "../../src/schema/dialect.ts";
import { snapshotOf } from "../../src/schema/from-models.ts";
import type { Snapshot } from "../../src/schema/snapshot.ts";

/** A database for tests of migrations: direct SQL, and a manager for any models. */
export interface TestDatabase extends AsyncDisposable {
  readonly schema: SchemaDialect;
  run(sql: string): Promise<readonly (readonly unknown[])[]>;
  /** `around` sees every statement of a migration and may do something else with it. */
  manager(models?: Models, around?: (execute: HeldConnection["execute"]) => HeldConnection["execute"]): MigrationManager;
  shape(models: Models): Snapshot;
}

export async function openDatabase(address: string): Promise<TestDatabase> {
  const url = parseUrl(address);
  const known = dialectOf(url.scheme);
  const schema = await known.schema();
  const engine = new Engine({ dialect: known.dialect, url });
  return {
    schema,
    run: async (sql) => (await engine.execute(sql, [], { operation: "native", table: undefined })).rows,
    manager: (models = [], around = (execute) => execute) => {
      const catalog = Object.keys(models).length > 0 ? describeModels(models) : new Map();
      return new MigrationManager({ catalog, schema, holding: (body) => engine.holding((held) => body({ execute: around(held.execute) })) });
    },
    shape: (models) => snapshotOf(describeModels(models), schema),
    [Symbol.asyncDispose]: () => engine.close(),
  };
}
