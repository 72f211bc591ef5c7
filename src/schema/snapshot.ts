import type { Deferrable, ReferentialAction } from "../model/definition.ts";

/**
 * The shape of a database as plain data: JSON, no functions, names of the database only. Expressions are SQL text of the dialect. Absent is the same as
 * the database's own default. `options` hold what only this dialect has, as its option schemas define it.
 */
export interface Snapshot {
  readonly tables: readonly TableSnapshot[];
  /** Schemas (PostgreSQL, SQL Server) or databases (MySQL family) the tables live in, where they can be created. */
  readonly namespaces?: readonly NamespaceSnapshot[] | undefined;
  /** Types the database keeps by themselves; only where it has such types. */
  readonly enumTypes?: readonly EnumTypeSnapshot[] | undefined;
  /** Sequences that belong to no column. */
  readonly sequences?: readonly SequenceSnapshot[] | undefined;
  readonly views?: readonly ViewSnapshot[] | undefined;
}

export type Options = Readonly<Record<string, unknown>>;

export interface NamespaceSnapshot {
  readonly name: string;
  readonly comment?: string | undefined;
}

export interface EnumTypeSnapshot {
  readonly schema?: string | undefined;
  readonly name: string;
  readonly values: readonly string[];
  readonly comment?: string | undefined;
}

/** How numbers are drawn. Integers as text: they may be greater than a number holds. */
export interface SequenceSteps {
  readonly start?: string | undefined;
  readonly increment?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly cache?: string | undefined;
  readonly cycle?: true | undefined;
}

export interface SequenceSnapshot extends SequenceSteps {
  readonly schema?: string | undefined;
  readonly name: string;
  /** Native integer type. */
  readonly type?: string | undefined;
  readonly comment?: string | undefined;
  readonly options?: Options | undefined;
}

export interface ViewSnapshot {
  readonly schema?: string | undefined;
  readonly name: string;
  /** The SELECT, without a semicolon at the end. */
  readonly definition: string;
  /** The rows are stored, and renewed by a REFRESH. */
  readonly materialized?: true | undefined;
  /** Of materialized views. */
  readonly indexes?: readonly IndexSnapshot[] | undefined;
  readonly comment?: string | undefined;
  readonly options?: Options | undefined;
}

export interface TableSnapshot {
  readonly schema?: string | undefined;
  readonly name: string;
  readonly columns: readonly ColumnSnapshot[];
  /** No columns: a table without a key, which reflection may find. */
  readonly primaryKey: PrimaryKeySnapshot;
  readonly uniques: readonly UniqueSnapshot[];
  readonly checks: readonly CheckSnapshot[];
  readonly foreignKeys: readonly ForeignKeySnapshot[];
  readonly indexes: readonly IndexSnapshot[];
  readonly exclusions?: readonly ExclusionSnapshot[] | undefined;
  /** Known by reflection only and never compared: who copies a table into a new one has to make them again. */
  readonly triggers?: readonly TriggerSnapshot[] | undefined;
  readonly comment?: string | undefined;
  readonly options?: Options | undefined;
}

export interface PrimaryKeySnapshot {
  readonly name?: string | undefined;
  readonly columns: readonly string[];
  readonly options?: Options | undefined;
}

export interface ColumnSnapshot {
  readonly name: string;
  /** Native type as it stands in DDL, collation included. */
  readonly type: string;
  readonly nullable: boolean;
  readonly default?: string | undefined;
  readonly identity?: IdentitySnapshot | undefined;
  readonly computed?: { readonly expression: string; readonly stored: boolean } | undefined;
  readonly comment?: string | undefined;
  readonly options?: Options | undefined;
}

export interface IdentitySnapshot extends SequenceSteps {
  /** Values given by the caller are refused. */
  readonly always: boolean;
}

export interface UniqueSnapshot {
  readonly name: string;
  readonly columns: readonly string[];
  readonly deferrable?: Deferrable | undefined;
  readonly comment?: string | undefined;
  readonly options?: Options | undefined;
}

export interface CheckSnapshot {
  readonly name: string;
  readonly expression: string;
  /** False: rows that were there before were not looked at. */
  readonly validated?: false | undefined;
  readonly comment?: string | undefined;
  readonly options?: Options | undefined;
}

export interface ForeignKeySnapshot {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: { readonly schema?: string | undefined; readonly table: string; readonly columns: readonly string[] };
  readonly onDelete?: ReferentialAction | undefined;
  readonly onUpdate?: ReferentialAction | undefined;
  readonly deferrable?: Deferrable | undefined;
  /** `full`: of several columns all are NULL or none. */
  readonly match?: "full" | undefined;
  /** False: rows that were there before were not looked at. */
  readonly validated?: false | undefined;
  readonly comment?: string | undefined;
  readonly options?: Options | undefined;
}

export interface IndexSnapshot {
  readonly name: string;
  /** In the order of the index. */
  readonly keys: readonly IndexKeySnapshot[];
  readonly unique: boolean;
  readonly where?: string | undefined;
  readonly include: readonly string[];
  readonly method?: string | undefined;
  readonly comment?: string | undefined;
  readonly options?: Options | undefined;
}

/** A column by its name, or an expression. */
export type IndexKeySnapshot = ({ readonly column: string; readonly expression?: undefined } | { readonly expression: string; readonly column?: undefined }) & {
  readonly descending?: true | undefined;
  /** What only this dialect has: operator class, length of a prefix, collation, place of NULLs. */
  readonly options?: Options | undefined;
};

/** No two rows for which all operators hold. */
export interface ExclusionSnapshot {
  readonly name: string;
  readonly elements: readonly (IndexKeySnapshot & { readonly operator: string })[];
  readonly method: string;
  readonly where?: string | undefined;
  readonly deferrable?: Deferrable | undefined;
  readonly comment?: string | undefined;
}

export interface TriggerSnapshot {
  readonly name: string;
  /** The whole CREATE TRIGGER statement. */
  readonly definition: string;
}
