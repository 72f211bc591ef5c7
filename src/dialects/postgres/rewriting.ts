import { createStatements } from "../../schema/create.ts";
import type { SchemaDialect } from "../../schema/dialect.ts";
import { reflect } from "../../schema/reflect.ts";
import type { RunStatement } from "../../schema/run.ts";
import type { Snapshot, TableSnapshot, ViewSnapshot } from "../../schema/snapshot.ts";
import { text } from "../standard/reflect/rows.ts";

const savepoint = "ormdantic_rewriting";

/**
 * Makes tables and views in the session's temporary schema, reads how the server wrote them and takes all of it back. What cannot be made (a type that is
 * not there yet, a server that only reads) keeps the text it had.
 */
export function rewriting(schema: () => SchemaDialect): SchemaDialect["rewriting"] {
  return {
    ask: async ({ tables, views = [] }, run) => {
      const found: Snapshot[] = [];
      // apart, since a temporary table hides the real one of its name from views
      for (const part of [
        ...views.map((view) => ({ tables: [], views: [asTemporaryView(view)] })),
        ...tables.map((table) => ({ tables: [asTemporary(table)] })),
      ]) {
        const written = await tryOut(part, schema(), run);
        if (written) found.push(written);
      }
      const schemas = new Map([...tables, ...views].map((one) => [one.name, one.schema]));
      const back = <T extends { readonly schema?: string | undefined; readonly name: string }>(one: T): T => ({ ...one, schema: schemas.get(one.name) });
      return { tables: found.flatMap((one) => one.tables.map(back)), views: found.flatMap((one) => (one.views ?? []).map(back)) };
    },
  };
}

async function tryOut(part: Snapshot, schema: SchemaDialect, run: RunStatement): Promise<Snapshot | undefined> {
  await run(`savepoint ${savepoint}`, []);
  try {
    for (const { sql } of createStatements(part, schema)) await run(sql, []);
    const [row] = await run("select nspname::text from pg_namespace where oid = pg_my_temp_schema()", []);
    return await reflect(schema, run, { schemas: [text(row?.[0])], include: [...part.tables, ...(part.views ?? [])].map(({ name }) => name) });
  } catch {
    return undefined;
  } finally {
    await run(`rollback to savepoint ${savepoint}`, []);
  }
}

/** Comments, storage and references to other tables have no part in how expressions are written. */
function asTemporary({ name, columns, primaryKey, checks, indexes, exclusions }: TableSnapshot): TableSnapshot {
  return {
    schema: "pg_temp",
    name,
    columns: columns.map(({ comment: _, ...column }) => column),
    primaryKey: { columns: primaryKey.columns },
    uniques: [],
    checks: checks.map(({ name: own, expression }) => ({ name: own, expression })),
    foreignKeys: [],
    indexes: indexes.map(({ comment: _, options: __, ...index }) => index),
    ...(exclusions && { exclusions: exclusions.map(({ comment: _, ...exclusion }) => exclusion) }),
  };
}

/** Also of a materialized one: the text is the same. */
function asTemporaryView({ name, definition }: ViewSnapshot): ViewSnapshot {
  return { schema: "pg_temp", name, definition };
}
