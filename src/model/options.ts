import type { Expr, Handle, Predicate } from "../sql/handle.ts";
import type { Deferrable, ReferentialAction } from "./definition.ts";

/**
 * What only one database understands: each dialect adds its bag, a type for each kind of thing that can have options. Augment this interface to type a
 * further dialect's bags.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the dialects fill it
export interface DialectOptions {}

/** The bags of one kind of thing, by dialect: `{ postgres: {...}, mysql: {...} }`. */
type Bags<Kind extends string> = {
  readonly [D in keyof DialectOptions]?: Kind extends keyof DialectOptions[D] ? DialectOptions[D][Kind] : never;
};

/** How numbers are drawn: for columns that are identities, and for sequences. */
export interface SequenceOptions {
  readonly start?: number | bigint;
  readonly increment?: number | bigint;
  readonly min?: number | bigint;
  readonly max?: number | bigint;
  /** How many a connection takes at once. */
  readonly cache?: number;
  /** Begin again after the last. Default false. */
  readonly cycle?: boolean;
}

export interface IdentityOptions extends SequenceOptions {
  /** Refuse values given by the caller. Default false. */
  readonly always?: boolean;
}

export interface ColumnOptions extends Bags<"column"> {
  /** Name in the database. Default: the property in snake_case. */
  readonly name?: string;
  readonly comment?: string;
  /** The name in the database it had before; a hint for migrations, passed over when there is no such column. */
  readonly renamedFrom?: string;
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

export interface IndexOptions<Col extends string> extends Bags<"index"> {
  readonly name?: string;
  readonly columns?: readonly Col[];
  readonly expressions?: readonly Expr[];
  /** Instead of `columns` and `expressions`, where their order matters or a column is descending: `["name", "-rating", sql\`lower(code)\`]`. */
  readonly keys?: readonly (Col | `-${Col}` | Expr | { readonly expression: Expr; readonly descending: true })[];
  readonly unique?: boolean;
  readonly where?: Predicate;
  readonly include?: readonly Col[];
  readonly method?: string;
  readonly comment?: string;
}
export interface UniqueOptions<Col extends string> extends Bags<"unique"> {
  readonly name?: string;
  readonly columns: readonly Col[];
  readonly deferrable?: Deferrable;
  readonly comment?: string;
}
export interface CheckOptions<Col extends string> extends Bags<"check"> {
  readonly name: string;
  readonly expression: Predicate | ((columns: Columns<Col>) => Predicate);
  /** False: rows that are there already are not looked at. Default true. */
  readonly validated?: boolean;
  readonly comment?: string;
}
export interface ForeignKeyOptions<Col extends string> {
  readonly name?: string;
  readonly columns: readonly Col[];
  /** The other table by its name, with its schema if it has one. Its columns by property when it is a model too, else by their names in the database. */
  readonly references: { readonly schema?: string; readonly table: string; readonly columns: readonly string[] };
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly deferrable?: Deferrable;
  /** `full`: of several columns all are NULL or none. */
  readonly match?: "full";
  /** False: rows that are there already are not looked at. Default true. */
  readonly validated?: boolean;
  readonly comment?: string;
}
/** No two rows for which all operators hold: `{ elements: [["room", "="], [sql\`tsrange(starts, ends)\`, "&&"]] }`. */
export interface ExclusionOptions<Col extends string> {
  readonly name?: string;
  readonly elements: readonly (readonly [key: Col | Expr, operator: string])[];
  /** Default "gist". */
  readonly method?: string;
  readonly where?: Predicate;
  readonly deferrable?: Deferrable;
  readonly comment?: string;
}

export interface TableOptions<Col extends string, PK, G> extends Bags<"table"> {
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
  readonly exclusions?: readonly ExclusionOptions<Col>[];
  /** Name and options of the primary key. Default name: `pk_` and the table's. */
  readonly primaryKey?: { readonly name?: string } & Bags<"primaryKey">;
  /** The column that counts changes of a row (optimistic lock). */
  readonly version?: Col;
  readonly comment?: string;
  /** The name the table had before, with its schema if it had one; a hint for migrations, passed over when there is no such table. */
  readonly renamedFrom?: string;
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
