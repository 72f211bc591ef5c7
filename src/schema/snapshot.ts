import type { Deferrable, ReferentialAction } from "../model/definition.ts";

/** The shape of a database as plain data: JSON, no functions, names of the database only. Expressions are SQL text of the dialect. */
export interface Snapshot {
  readonly tables: readonly TableSnapshot[];
  /** Schemas (PostgreSQL, SQL Server) or databases (MySQL family) the tables live in, where they can be created. */
  readonly namespaces?: readonly string[] | undefined;
  /** Types the database keeps by themselves; only where it has such types. */
  readonly enumTypes?: readonly EnumTypeSnapshot[] | undefined;
}

export interface EnumTypeSnapshot {
  readonly schema?: string | undefined;
  readonly name: string;
  readonly values: readonly string[];
}

export interface TableSnapshot {
  readonly schema?: string | undefined;
  readonly name: string;
  readonly columns: readonly ColumnSnapshot[];
  readonly primaryKey: { readonly name?: string | undefined; readonly columns: readonly string[] };
  readonly uniques: readonly { readonly name: string; readonly columns: readonly string[]; readonly deferrable?: Deferrable | undefined }[];
  readonly checks: readonly { readonly name: string; readonly expression: string }[];
  readonly foreignKeys: readonly ForeignKeySnapshot[];
  readonly indexes: readonly IndexSnapshot[];
  readonly comment?: string | undefined;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
}

export interface ColumnSnapshot {
  readonly name: string;
  /** Native type as it stands in DDL, collation included. */
  readonly type: string;
  readonly nullable: boolean;
  readonly default?: string | undefined;
  readonly identity?: { readonly always: boolean; readonly start?: number | undefined; readonly increment?: number | undefined } | undefined;
  readonly computed?: { readonly expression: string; readonly stored: boolean } | undefined;
  readonly comment?: string | undefined;
}

export interface ForeignKeySnapshot {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: { readonly schema?: string | undefined; readonly table: string; readonly columns: readonly string[] };
  readonly onDelete?: ReferentialAction | undefined;
  readonly onUpdate?: ReferentialAction | undefined;
  readonly deferrable?: Deferrable | undefined;
}

export interface IndexSnapshot {
  readonly name: string;
  readonly columns: readonly string[];
  readonly expressions: readonly string[];
  readonly unique: boolean;
  readonly where?: string | undefined;
  readonly include: readonly string[];
  readonly method?: string | undefined;
}
