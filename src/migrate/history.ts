import { OrmdanticError } from "../kernel/errors.ts";
import type { SchemaDialect } from "../schema/dialect.ts";
import { renderChange } from "../schema/render-change.ts";
import type { ColumnSnapshot, TableSnapshot } from "../schema/snapshot.ts";
import type { LogicalType } from "../sql/logical-type.ts";
import type { MigrationSession } from "./session.ts";

export const historyTable = "ormdantic_migrations";

/** How far a migration has come that is not one transaction. */
export interface Progress {
  readonly direction: "up" | "down";
  /** Steps that are done. */
  readonly done: number;
  /** Statements of the step after them that are done. */
  readonly statement: number;
  /** What went wrong, without values. */
  readonly error?: string | undefined;
  /** Revisions a squashed migration stands for. */
  readonly replaces?: readonly string[] | undefined;
}

export type MigrationStatus = "applied" | "failed" | "running" | "rolled_back";

/** One row of the history. */
export interface HistoryEntry {
  readonly revision: string;
  readonly description: string;
  readonly checksum: string;
  /** ISO 8601 in UTC, when it began. */
  readonly appliedAt: string;
  readonly executionTimeMs: number;
  readonly status: MigrationStatus;
  /** Something was left half done: nothing else runs until it is resumed or repaired. */
  readonly dirty: boolean;
  readonly progress: Progress | undefined;
}

const columns = ["revision", "description", "checksum", "applied_at", "execution_time_ms", "status", "dirty", "progress"] as const;

function table({ columnType }: SchemaDialect): TableSnapshot {
  const text = (max?: number): LogicalType => (max === undefined ? { kind: "text" } : { kind: "text", max });
  const column = (name: (typeof columns)[number], type: LogicalType, nullable = false): ColumnSnapshot => ({
    name,
    type: columnType(type, { key: name === "revision" }),
    nullable,
  });
  return {
    name: historyTable,
    columns: [
      column("revision", text(190)),
      column("description", text(), true),
      column("checksum", text(80)),
      column("applied_at", text(40)),
      column("execution_time_ms", { kind: "integer", bits: 53 }),
      column("status", text(20)),
      column("dirty", { kind: "integer", bits: 32 }),
      column("progress", text(), true),
    ],
    primaryKey: { name: `pk_${historyTable}`, columns: ["revision"] },
    uniques: [],
    checks: [],
    foreignKeys: [],
    indexes: [],
  };
}

/** The table that says which migrations a database has had. */
export class History {
  readonly #session: MigrationSession;
  readonly #name: string;

  constructor(session: MigrationSession) {
    this.#session = session;
    this.#name = session.schema.dialect.quote(historyTable);
  }

  /** Makes the table if it is not there. */
  async ensure(): Promise<void> {
    if ((await this.#rows()) !== undefined) return;
    const rendered = renderChange({ kind: "createTable", table: table(this.#session.schema), unlessExists: true }, this.#session.schema.ddl);
    for (const sql of "statements" in rendered ? rendered.statements : []) await this.#session.run(sql, []);
  }

  async exists(): Promise<boolean> {
    return (await this.#rows()) !== undefined;
  }

  /** In the order they began. Writes nothing: without the table there is no history. */
  async entries(): Promise<readonly HistoryEntry[]> {
    return (await this.#rows()) ?? [];
  }

  async put(entry: HistoryEntry): Promise<void> {
    const { quote, placeholder } = this.#session.schema.dialect;
    const values = [
      entry.revision,
      entry.description === "" ? null : entry.description,
      entry.checksum,
      entry.appliedAt,
      Math.round(entry.executionTimeMs),
      entry.status,
      entry.dirty ? 1 : 0,
      entry.progress === undefined ? null : JSON.stringify(entry.progress),
    ];
    // one statement: a process that dies here leaves the old row or the new one
    const known = (await this.#rows())?.some(({ revision }) => revision === entry.revision);
    const set = columns.slice(1).map((name, i) => `${quote(name)} = ${placeholder(i + 1)}`);
    const [revision, ...rest] = values;
    if (known)
      await this.#session.run(`update ${this.#name} set ${set.join(", ")} where ${quote("revision")} = ${placeholder(columns.length)}`, [...rest, revision]);
    else {
      const names = columns.map(quote).join(", ");
      await this.#session.run(`insert into ${this.#name} (${names}) values (${values.map((_, i) => placeholder(i + 1)).join(", ")})`, values);
    }
  }

  /** Notes how far a migration has come; one short statement. */
  async mark(revision: string, progress: Progress): Promise<void> {
    const { quote, placeholder } = this.#session.schema.dialect;
    const sql = `update ${this.#name} set ${quote("progress")} = ${placeholder(1)} where ${quote("revision")} = ${placeholder(2)}`;
    await this.#session.run(sql, [JSON.stringify(progress), revision]);
  }

  async remove(revision: string): Promise<void> {
    const { quote, placeholder } = this.#session.schema.dialect;
    await this.#session.run(`delete from ${this.#name} where ${quote("revision")} = ${placeholder(1)}`, [revision]);
  }

  async #rows(): Promise<readonly HistoryEntry[] | undefined> {
    const { quote } = this.#session.schema.dialect;
    try {
      const rows = await this.#session.run(
        `select ${columns.map(quote).join(", ")} from ${this.#name} order by ${quote("applied_at")}, ${quote("revision")}`,
        [],
      );
      return rows.map(entryOf);
    } catch (error) {
      if (error instanceof OrmdanticError && error.code === "QUERY.MISSING_TABLE") return undefined;
      throw error;
    }
  }
}

function entryOf(row: readonly unknown[]): HistoryEntry {
  const [revision, description, checksum, appliedAt, time, status, dirty, progress] = row;
  const text = (value: unknown): string => (value === null || value === undefined ? "" : String(value));
  return {
    revision: text(revision),
    description: text(description),
    checksum: text(checksum),
    appliedAt: text(appliedAt),
    executionTimeMs: Number(time),
    status: text(status) as MigrationStatus,
    dirty: Number(dirty) === 1,
    progress: progress === null || progress === undefined ? undefined : (JSON.parse(text(progress)) as Progress),
  };
}
