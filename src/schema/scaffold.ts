import type { SchemaDialect } from "./dialect.ts";
import { type Draft, draftModule, type Module } from "./scaffold/draft.ts";
import { camelCase } from "./scaffold/names.ts";
import { relationsOf } from "./scaffold/relations.ts";
import { rawSql, source } from "./scaffold/source.ts";
import { stepOptions, tableSource } from "./scaffold/table.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * The source of a TypeScript module of models with which this database has no drift: tables with their relations, views, sequences and namespaces. Types no
 * schema stands for are told by the dialect's `type` option. Tables without a primary key cannot be models; they are named in a comment.
 */
export function scaffoldModels(snapshot: Snapshot, schema: SchemaDialect): string {
  const normal = schema.normalize(snapshot);
  const module = draftModule(normal, schema);
  const hasKey = ({ table }: Draft): boolean => table.primaryKey.columns.length > 0;
  const drafts = [...module.drafts.values()];
  const { lines, plain } = relationsOf(drafts.filter(hasKey));
  const tables = drafts.filter(hasKey).map((draft) => tableSource(draft, { bag: schema.bag, plain, relations: lines.get(draft.className) ?? [] }));
  const keyless = drafts.filter((draft) => !hasKey(draft)).map(({ table }) => table.name);
  const body = [
    ...(keyless.length > 0 ? [`// without a primary key, and so no models: ${keyless.join(", ")}\n`] : []),
    ...tables,
    ...namespaceSources(normal, module),
    ...sequenceSources(normal, module),
    ...viewSources(normal, module),
  ].join("\n");
  return `${imports(body)}\n${body}`;
}

function imports(body: string): string {
  const uses = (name: string): boolean => new RegExp(`(^|[^\\w."'])${name}[(\`.<]`, "m").test(body);
  const names = ["bytes", "decimal", "namespace", "Relate", "sequence", "sql", "table", "view"]
    .filter(uses)
    .map((name) => (name === "Relate" ? "type Relate" : name));
  return `import { ${names.join(", ")} } from "ormdantic";\n${uses("z") ? 'import * as z from "zod";\n' : ""}`;
}

/** Namespaces that say more than their name; the others are made for the tables in them. */
function namespaceSources({ namespaces = [] }: Snapshot, { exported }: Module): string[] {
  return namespaces
    .filter(({ comment }) => comment !== undefined)
    .map(({ name, comment }) => `export const ${exported.take(camelCase(name))} = namespace(${JSON.stringify(name)}, ${source({ comment })});\n`);
}

function sequenceSources({ sequences = [] }: Snapshot, { exported, schema }: Module): string[] {
  return sequences.map(({ schema: namespace, name, type, comment, options, ...steps }) => {
    const settings = source({ schema: namespace, type, ...stepOptions(steps), comment, [schema.bag]: options });
    return `export const ${exported.take(camelCase(name))} = sequence(${JSON.stringify(name)}${settings === "{}" ? "" : `, ${settings}`});\n`;
  });
}

function viewSources({ views = [] }: Snapshot, { exported, schema }: Module): string[] {
  return views.map(({ schema: namespace, name, definition, materialized, indexes, comment, options }) => {
    const columns = indexes?.map((index) => ({
      name: index.name,
      columns: index.keys.flatMap(({ column }) => column ?? []),
      unique: index.unique || undefined,
    }));
    const settings = source({ schema: namespace, materialized, indexes: columns, comment, [schema.bag]: options });
    return `export const ${exported.take(camelCase(name))} = view(${JSON.stringify(name)}, ${rawSql(definition).text}${settings === "{}" ? "" : `, ${settings}`});\n`;
  });
}
