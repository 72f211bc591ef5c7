import type { Expr, Handle, Predicate } from "../sql/handle.ts";
import type { Deferrable, ReferentialAction } from "./definition.ts";

/** Options that only one database understands, one bag per dialect. Augment this interface to type a further dialect's bag. */
export interface DialectOptions {
  readonly sqlite: Readonly<Record<string, unknown>>;
  readonly postgres: Readonly<Record<string, unknown>>;
  readonly mysql: Readonly<Record<string, unknown>>;
  readonly mariadb: Readonly<Record<string, unknown>>;
  readonly mssql: Readonly<Record<string, unknown>>;
  readonly oracle: Readonly<Record<string, unknown>>;
}

export interface IdentityOptions {
  /** Refuse values given by the caller. Default false. */
  readonly always?: boolean;
  readonly start?: number;
  readonly increment?: number;
}

export interface ColumnOptions {
  /** Name in the database. Default: the property in snake_case. */
  readonly name?: string;
  readonly comment?: string;
  /** What the database puts in when an insert leaves the column out: `now()`, `sql` or a value of the column. */
  readonly serverDefault?: Expr | string | number | bigint | boolean | Date;
  /** A column the database computes from others. Never written. `stored` default true. */
  readonly computed?: { readonly expression: Expr; readonly stored?: boolean };
  readonly identity?: boolean | IdentityOptions;
  readonly collation?: string;
  /** Name of an enum type of the database, to be used instead of a CHECK where there are such types. */
  readonly enumType?: string;
  /** Never show values of this column in events, logs and errors. Default: true for names like `password` and `apiToken`. */
  readonly sensitive?: boolean;
}

/** The columns of a table by property, as expressions see them. */
export type Columns<Col extends string> = { readonly [K in Col]: Handle<unknown, K> };

export interface IndexOptions<Col extends string> {
  readonly name?: string;
  readonly columns?: readonly Col[];
  readonly expressions?: readonly Expr[];
  readonly unique?: boolean;
  readonly where?: Predicate;
  readonly include?: readonly Col[];
  readonly method?: string;
}
export interface UniqueOptions<Col extends string> {
  readonly name?: string;
  readonly columns: readonly Col[];
  readonly deferrable?: Deferrable;
}
export interface CheckOptions<Col extends string> {
  readonly name: string;
  readonly expression: Predicate | ((columns: Columns<Col>) => Predicate);
}
export interface ForeignKeyOptions<Col extends string> {
  readonly name?: string;
  readonly columns: readonly Col[];
  /** The other table by its name, with its schema if it has one. Its columns by property when it is a model too, else by their names in the database. */
  readonly references: { readonly schema?: string; readonly table: string; readonly columns: readonly string[] };
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly deferrable?: Deferrable;
}

export interface TableOptions<Col extends string, PK, G> extends Partial<DialectOptions> {
  readonly pk: PK;
  /** Columns that the database fills: they may be left out of an insert. */
  readonly generated?: readonly G[];
  /** One plain index for each. */
  readonly indexed?: readonly Col[];
  /** One unique constraint for each. */
  readonly unique?: readonly Col[];
  readonly columns?: { readonly [K in Col]?: ColumnOptions };
  readonly indexes?: readonly (readonly Col[] | IndexOptions<Col>)[];
  readonly uniqueConstraints?: readonly (readonly Col[] | UniqueOptions<Col>)[];
  readonly checks?: readonly CheckOptions<Col>[];
  readonly foreignKeys?: readonly ForeignKeyOptions<Col>[];
  /** The column that counts changes of a row (optimistic lock). */
  readonly version?: Col;
  readonly comment?: string;
  /** Namespace of the table in the database. */
  readonly schema?: string;
  /** "preserve" names columns like their properties. Default: snake_case. */
  readonly naming?: "snake_case" | "preserve";
}

/** Options as the library reads them, whatever the model. */
export type AnyTableOptions = TableOptions<string, string | readonly string[], string>;

/** Tells the short form of an index or constraint, a list of columns, from the long one. */
export function isList<T extends object>(value: readonly string[] | T): value is readonly string[] {
  return Array.isArray(value);
}
