import { ReflectionError } from "../kernel/errors.ts";
import type { Catalog } from "../model/definition.ts";
import { type Change, unitOf } from "./changes/units.ts";
import type { SchemaDialect } from "./dialect.ts";
import { snapshotOf } from "./from-models.ts";
import { differencesOf } from "./plan.ts";
import { nameFilter, type ReflectOptions, reflect } from "./reflect.ts";
import type { RunStatement } from "./run.ts";
import { scaffoldModels } from "./scaffold.ts";
import { settled } from "./settle.ts";
import type {
  CheckSnapshot,
  ColumnSnapshot,
  EnumTypeSnapshot,
  ExclusionSnapshot,
  ForeignKeySnapshot,
  IndexSnapshot,
  NamespaceSnapshot,
  PrimaryKeySnapshot,
  SequenceSnapshot,
  Snapshot,
  TableSnapshot,
  TriggerSnapshot,
  UniqueSnapshot,
  ViewSnapshot,
} from "./snapshot.ts";

export interface InspectOptions {
  /** The schema (database, attached file) to look at, or several. Default: the one that unqualified names mean. */
  readonly schema?: string | readonly string[];
  /** Only tables and views of these names. */
  readonly include?: readonly string[];
  /** No tables and views of these names. */
  readonly exclude?: readonly string[];
  /** Only tables and views whose name fits one of these: `*` stands for any text, `?` for one character. */
  readonly patterns?: readonly string[];
  /** Ask the database again, whatever was read before. Default false. */
  readonly refresh?: boolean;
}

/** One constraint of a table, told apart by `kind`. */
export type Constraint =
  | ({ readonly kind: "primaryKey" } & PrimaryKeySnapshot)
  | ({ readonly kind: "unique" } & UniqueSnapshot)
  | ({ readonly kind: "check" } & CheckSnapshot)
  | ({ readonly kind: "foreignKey" } & ForeignKeySnapshot)
  | ({ readonly kind: "exclusion" } & ExclusionSnapshot);

/** How a live database differs from the models. */
export interface SchemaComparison {
  /** What would make the database what the models say; none when they agree. */
  readonly changes: readonly Change[];
  /** The same in words: "add column flavor.rating". */
  readonly summary: readonly string[];
}

/** What an inspector works with. `trying`: on one connection, in a transaction where that takes back what is tried. */
export interface InspectorHost {
  readonly catalog: Catalog;
  readonly schema: SchemaDialect;
  readonly run: RunStatement;
  trying<T>(body: (run: RunStatement) => Promise<T>): Promise<T>;
}

/**
 * Looks at the shape of a live database. Answers are kept: the same question is asked once, until `refresh` or `clearCache()`. Everything is spelt as the
 * dialect normalises it, so that two answers can be compared.
 */
export class Inspector {
  readonly #host: InspectorHost;
  readonly #known = new Map<string, Promise<Snapshot>>();

  constructor(host: InspectorHost) {
    this.#host = host;
  }

  /** The whole shape. The tables of migrations' own bookkeeping are not part of it. */
  schema(options: InspectOptions = {}): Promise<Snapshot> {
    const { refresh = false, ...filter } = options;
    const key = JSON.stringify(filter);
    const known = refresh ? undefined : this.#known.get(key);
    if (known) return known;
    const read = this.#read(filter);
    this.#known.set(key, read);
    // a failed question may be asked again
    read.catch(() => this.#known.delete(key));
    return read;
  }

  async #read(filter: InspectOptions): Promise<Snapshot> {
    const { schema, run } = this.#host;
    return schema.normalize(await reflect(schema, run, reflectOptions(filter)));
  }

  /** The same as plain JSON, the caller's own to change. */
  async schemaDict(options?: InspectOptions): Promise<Record<string, unknown>> {
    return JSON.parse(JSON.stringify(await this.schema(options))) as Record<string, unknown>;
  }

  async tables(options?: InspectOptions): Promise<readonly TableSnapshot[]> {
    return (await this.schema(options)).tables;
  }
  async tableNames(options?: InspectOptions): Promise<string[]> {
    return (await this.tables(options)).map(({ name }) => name);
  }
  async views(options?: InspectOptions): Promise<readonly ViewSnapshot[]> {
    return (await this.schema(options)).views ?? [];
  }
  async viewNames(options?: InspectOptions): Promise<string[]> {
    return (await this.views(options)).map(({ name }) => name);
  }
  async sequences(options?: InspectOptions): Promise<readonly SequenceSnapshot[]> {
    return (await this.schema(options)).sequences ?? [];
  }
  async enumTypes(options?: InspectOptions): Promise<readonly EnumTypeSnapshot[]> {
    return (await this.schema(options)).enumTypes ?? [];
  }

  /** All schemas of the database (databases of a MySQL server, attached files, users of Oracle) that are not the system's own, sorted. */
  async namespaces(): Promise<readonly NamespaceSnapshot[]> {
    const rows = await this.#host.run(this.#host.schema.namespaceQuery, []);
    return rows.map(([name, comment]) => ({ name: String(name), ...(comment === null || comment === undefined ? {} : { comment: String(comment) }) }));
  }
  async schemaNames(): Promise<string[]> {
    return (await this.namespaces()).map(({ name }) => name);
  }

  /** One table. Throws ReflectionError REFLECTION.UNKNOWN_TABLE when there is none of this name. */
  async table(name: string, options: InspectOptions = {}): Promise<TableSnapshot> {
    const { tables } = await this.schema({ ...options, include: [name] });
    const table = tables.find((one) => one.name === name);
    if (table) return table;
    const known = await this.tableNames(options);
    throw new ReflectionError("REFLECTION.UNKNOWN_TABLE", `there is no table "${name}"; there ${known.length === 0 ? "is none" : `are ${known.join(", ")}`}`, {
      context: { table: name },
    });
  }

  async columns(table: string, options?: InspectOptions): Promise<readonly ColumnSnapshot[]> {
    return (await this.table(table, options)).columns;
  }
  /** Undefined for a table without one. */
  async primaryKey(table: string, options?: InspectOptions): Promise<PrimaryKeySnapshot | undefined> {
    const { primaryKey } = await this.table(table, options);
    return primaryKey.columns.length > 0 ? primaryKey : undefined;
  }
  async indexes(table: string, options?: InspectOptions): Promise<readonly IndexSnapshot[]> {
    return (await this.table(table, options)).indexes;
  }
  async uniqueConstraints(table: string, options?: InspectOptions): Promise<readonly UniqueSnapshot[]> {
    return (await this.table(table, options)).uniques;
  }
  async checkConstraints(table: string, options?: InspectOptions): Promise<readonly CheckSnapshot[]> {
    return (await this.table(table, options)).checks;
  }
  async foreignKeys(table: string, options?: InspectOptions): Promise<readonly ForeignKeySnapshot[]> {
    return (await this.table(table, options)).foreignKeys;
  }
  async exclusionConstraints(table: string, options?: InspectOptions): Promise<readonly ExclusionSnapshot[]> {
    return (await this.table(table, options)).exclusions ?? [];
  }
  async triggers(table: string, options?: InspectOptions): Promise<readonly TriggerSnapshot[]> {
    return (await this.table(table, options)).triggers ?? [];
  }

  async constraints(table: string, options?: InspectOptions): Promise<readonly Constraint[]> {
    const { primaryKey, uniques, checks, foreignKeys, exclusions = [] } = await this.table(table, options);
    const of = <K extends string, T extends object>(kind: K, parts: readonly T[]) => parts.map((part) => ({ kind, ...part }));
    const keys = primaryKey.columns.length > 0 ? [primaryKey] : [];
    return [...of("primaryKey", keys), ...of("unique", uniques), ...of("check", checks), ...of("foreignKey", foreignKeys), ...of("exclusion", exclusions)];
  }

  /**
   * The live database against the models. Without options it looks at the schemas the models are in; tables no model is for count as too many there. The
   * server may be asked how it writes an expression, by making it for a moment where that leaves no trace.
   */
  async compareToModels(options: InspectOptions = {}): Promise<SchemaComparison> {
    const { catalog, schema, run, trying } = this.#host;
    const filter = reflectOptions(options);
    const all = snapshotOf(catalog, schema);
    const schemas = [...new Set(all.tables.flatMap((table) => table.schema ?? []))];
    const live = await reflect(schema, run, { ...filter, ...(options.schema === undefined ? { schemas, current: true } : {}) });
    const wanted = within(all, options, live);
    const after = schema.rewriting === "none" ? schema.normalize(wanted) : await trying((own) => settled(wanted, live, schema, own));
    const changes = differencesOf(schema.normalize(live), after, schema);
    return { changes, summary: changes.map((change) => unitOf(change).describe(change)) };
  }

  /** The source of a TypeScript module of models with which this database has no drift. */
  async scaffoldModels(options?: InspectOptions): Promise<string> {
    return scaffoldModels(await this.schema(options), this.#host.schema);
  }

  /** Forgets what was read. */
  async clearCache(): Promise<void> {
    this.#known.clear();
  }
  /** The same as `clearCache()`. */
  invalidateCache(): Promise<void> {
    return this.clearCache();
  }
}

function reflectOptions({ schema, include, exclude, patterns }: InspectOptions): ReflectOptions {
  return { schemas: schema === undefined ? undefined : [schema].flat(), include, exclude, patterns };
}

/** What the models want of the part that is looked at. */
function within(wanted: Snapshot, { schema, include, exclude, patterns }: InspectOptions, live: Snapshot): Snapshot {
  const fits = nameFilter({ include, exclude, patterns });
  const schemas = schema === undefined ? undefined : new Set([schema].flat());
  // who asks for the schema that unqualified names mean gets tables without one
  const hasCurrent = schemas === undefined || live.tables.some((table) => table.schema === undefined);
  const looksAt = (one: { readonly schema?: string | undefined; readonly name: string }): boolean =>
    fits(one.name) && (one.schema === undefined ? hasCurrent : (schemas?.has(one.schema) ?? true));
  const views = wanted.views?.filter(looksAt);
  return { ...wanted, tables: wanted.tables.filter(looksAt), ...(views ? { views } : {}) };
}
