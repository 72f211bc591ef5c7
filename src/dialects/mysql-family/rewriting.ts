import { createStatements } from "../../schema/create.ts";
import type { SchemaDialect } from "../../schema/dialect.ts";
import { reflect } from "../../schema/reflect.ts";
import type { RunStatement } from "../../schema/run.ts";
import type { ViewSnapshot } from "../../schema/snapshot.ts";
import { quote } from "./render.ts";

/**
 * Makes views under another name, reads how the server wrote them and drops them again: there are no temporary views. Expressions of tables need no such
 * help. What cannot be made (a login that may not create views) keeps the text it had.
 */
export function rewriting(schema: () => SchemaDialect): SchemaDialect["rewriting"] {
  return {
    ask: async ({ views = [] }, run) => {
      const found: ViewSnapshot[] = [];
      for (const view of views) {
        const written = await tryOut(view, schema(), run);
        if (written) found.push({ ...written, schema: view.schema, name: view.name });
      }
      return { tables: [], views: found };
    },
  };
}

async function tryOut(view: ViewSnapshot, schema: SchemaDialect, run: RunStatement): Promise<ViewSnapshot | undefined> {
  const name = `ormdantic_rewriting_${process.pid}`;
  const path = view.schema === undefined ? quote(name) : `${quote(view.schema)}.${quote(name)}`;
  try {
    for (const { sql } of createStatements({ tables: [], views: [{ schema: view.schema, name, definition: view.definition }] }, schema)) await run(sql, []);
    const { views = [] } = await reflect(schema, run, { ...(view.schema === undefined ? {} : { schemas: [view.schema] }), include: [name] });
    return views[0];
  } catch {
    return undefined;
  } finally {
    await run(`drop view if exists ${path}`, []).catch(() => []);
  }
}
