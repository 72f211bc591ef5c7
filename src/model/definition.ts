import type { Expression } from "../sql/ast.ts";
import type { LogicalType } from "../sql/logical-type.ts";

/** How numbers are drawn; integers as text, since JSON has no greater ones. */
export interface SequenceStepsDef {
  readonly start?: string;
  readonly increment?: string;
  readonly min?: string;
  readonly max?: string;
  readonly cache?: string;
  readonly cycle?: true;
}

/** Options that one dialect reads, by the dialect's name. */
export type DialectBags = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** How the server fills a column that an INSERT leaves out. */
export type ServerFill =
  /** `always`: values given by the caller are refused. */
  | ({ readonly by: "identity"; readonly always: boolean } & SequenceStepsDef)
  | { readonly by: "default"; readonly expression: Expression }
  /** The dialect's own generator: a random uuid, or the current instant. */
  | { readonly by: "uuid" }
  | { readonly by: "now" }
  | { readonly by: "computed"; readonly expression: Expression; readonly stored: boolean };

/** A rule of the column's schema that a database can keep as well. Never refuses what Zod accepts. */
export type ColumnRule =
  | { readonly rule: "minLength"; readonly value: number }
  | { readonly rule: "maxLength"; readonly value: number }
  | { readonly rule: "min"; readonly value: number | bigint | string; readonly inclusive: boolean }
  | { readonly rule: "max"; readonly value: number | bigint | string; readonly inclusive: boolean }
  | { readonly rule: "multipleOf"; readonly value: number | bigint | string }
  /** Source of a regular expression of the subset every dialect understands alike. */
  | { readonly rule: "pattern"; readonly source: string }
  | { readonly rule: "values"; readonly values: readonly (string | number | bigint | boolean)[] };

/** Where `accepts` is true of a value (never null), and `gives` of what `encode` makes of it, `ColumnValues.encode` would give the same. */
export interface CodecProof {
  /** Source of a condition over the variable named by the argument. */
  accepts(v: string): string;
  /** The codec's own function; never throws. */
  encode(value: unknown): unknown;
  /** Source of a condition over the variable named by the argument. */
  gives(v: string): string;
}

/**
 * The way of a value between the application (what rows hold) and its logical value (what a dialect's codec takes).
 * Made by the model layer from the column's Zod schema; the only functions in a definition.
 */
export interface ColumnValues {
  /** Application value -> logical value, validated by the column's whole schema. Throws ValidationError. May answer with a promise when the schema has async refinements. */
  encode(value: unknown): unknown;
  /** Application value -> logical value, checked for its type only (a filter may ask for what no row can hold). Throws QueryError. */
  encodeFilter(value: unknown): unknown;
  /** Logical value -> application value; undefined where they are the same. Never called with null. */
  readonly decode: ((value: never) => unknown) | undefined;
  /**
   * Source of a JavaScript condition over `v` which, when true, proves that `encode(v)` would accept v and give the same value back (as the
   * logical value); undefined when nothing cheap proves it. Spliced into generated encoders.
   */
  readonly provesSame: ((v: string) => string) | undefined;
  /** The same for a value that a codec changes; undefined when nothing cheap proves it. */
  readonly provesEncoded: CodecProof | undefined;
  /** The application value of a column left out of an insert, by the schema itself (default, prefault, catch); undefined when there is none. */
  absent(): unknown;
  /** True when `absent()` may give a value. */
  readonly hasDefault: boolean;
  /** True when the schema has asynchronous refinements. `encode` then gives a promise. */
  readonly isAsync: boolean;
  /** Reads one value through the column's Zod schema, for `validate: true`. Logical value (null included) -> application value. Throws HydrationError-worthy ValidationError. */
  decodeStrictly(value: unknown): unknown;
}

export interface ColumnDef {
  /** Key in rows. */
  readonly property: string;
  /** Name in the database. */
  readonly name: string;
  readonly type: LogicalType;
  /** The column may hold NULL. */
  readonly nullable: boolean;
  /** What NULL reads as: `null`, or the key is absent. */
  readonly nullReads: "null" | "absent";
  /** The key may be left out of an insert. */
  readonly optional: boolean;
  readonly fill: ServerFill | undefined;
  readonly rules: readonly ColumnRule[];
  readonly comment: string | undefined;
  readonly renamedFrom: string | undefined;
  readonly dialectOptions: DialectBags;
  /** Its values are never shown in events, logs and errors. */
  readonly sensitive: boolean;
  readonly values: ColumnValues;
}

/** A property or an expression. */
export type IndexKeyDef = { readonly descending: boolean } & (
  | { readonly column: string; readonly expression: undefined }
  | { readonly column: undefined; readonly expression: Expression }
);
export interface IndexDef {
  readonly name: string;
  readonly keys: readonly IndexKeyDef[];
  /** The properties among the keys. */
  readonly columns: readonly string[];
  /** The expressions among the keys. */
  readonly expressions: readonly Expression[];
  readonly unique: boolean;
  readonly where: Expression | undefined;
  readonly include: readonly string[];
  readonly method: string | undefined;
  readonly comment: string | undefined;
  readonly dialectOptions: DialectBags;
}
export interface UniqueDef {
  readonly name: string;
  readonly columns: readonly string[];
  readonly deferrable: Deferrable | undefined;
  readonly comment: string | undefined;
  readonly dialectOptions: DialectBags;
}
export interface CheckDef {
  readonly name: string;
  readonly expression: Expression;
  readonly validated: boolean;
  readonly comment: string | undefined;
  readonly dialectOptions: DialectBags;
}
export interface ExclusionDef {
  readonly name: string;
  readonly elements: readonly (IndexKeyDef & { readonly operator: string })[];
  readonly method: string;
  readonly where: Expression | undefined;
  readonly deferrable: Deferrable | undefined;
  readonly comment: string | undefined;
}
export type ReferentialAction = "cascade" | "restrict" | "setNull" | "setDefault" | "noAction";
export type Deferrable = "initiallyImmediate" | "initiallyDeferred";
export interface ForeignKeyDef {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: { readonly schema: string | undefined; readonly table: string; readonly columns: readonly string[] };
  readonly onDelete: ReferentialAction | undefined;
  readonly onUpdate: ReferentialAction | undefined;
  readonly deferrable: Deferrable | undefined;
  readonly match: "full" | undefined;
  readonly validated: boolean;
  readonly comment: string | undefined;
}

/**
 * What a session does to related rows along with a row. `save`: adds new ones; `merge`: merges them too; `delete`: deletes them with their parent;
 * `deleteOrphan`: also deletes what is taken out of a collection; `refresh`, `expunge`: the same to them.
 */
export type Cascade = "save" | "merge" | "delete" | "deleteOrphan" | "refresh" | "expunge";
export type Cardinality = "one" | "maybe" | "many";
/** A relation, by name of tables and properties of columns (in matching order). */
export interface RelationDef {
  readonly name: string;
  readonly kind: "belongsTo" | "hasOne" | "hasMany" | "manyToMany";
  readonly cardinality: Cardinality;
  readonly target: TableKey;
  readonly columns: readonly string[];
  readonly targetColumns: readonly string[];
  readonly through: { readonly table: TableKey; readonly columns: readonly string[]; readonly targetColumns: readonly string[] } | undefined;
  readonly cascade: readonly Cascade[];
}

/** `schema.table`, or the table alone when it has no schema. Never used as SQL. */
export type TableKey = string;
export function tableKey(schema: string | undefined, table: string): TableKey {
  return schema === undefined ? table : `${schema}.${table}`;
}

/** Everything the rest of the library knows of a model: plain frozen data. Columns in indexes, keys and constraints are *properties*; `column()` finds them. */
export interface TableDef {
  readonly key: TableKey;
  readonly schema: string | undefined;
  readonly name: string;
  readonly columns: readonly ColumnDef[];
  /** Properties. */
  readonly primaryKey: readonly string[];
  readonly primaryKeyOptions: { readonly name: string | undefined; readonly dialectOptions: DialectBags };
  readonly indexes: readonly IndexDef[];
  readonly uniques: readonly UniqueDef[];
  readonly checks: readonly CheckDef[];
  readonly foreignKeys: readonly ForeignKeyDef[];
  readonly exclusions: readonly ExclusionDef[];
  readonly relations: readonly RelationDef[];
  readonly version: string | undefined;
  readonly comment: string | undefined;
  /** Schema and name it had before. */
  readonly renamedFrom: TableKey | undefined;
  readonly dialectOptions: DialectBags;
  /** Rows get this prototype; undefined for plain objects. */
  readonly prototype: object | undefined;
  /** Rules over several columns, run on whole rows (application values). Throws ValidationError; undefined when the schema has none. */
  readonly refine: ((row: Readonly<Record<string, unknown>>) => void | Promise<void>) | undefined;
}

/** A namespace with something to say of it; those that tables name need no declaration. */
export interface NamespaceDef {
  readonly name: string;
  readonly comment: string | undefined;
}
export interface SequenceDef {
  readonly schema: string | undefined;
  readonly name: string;
  readonly type: string | undefined;
  readonly steps: SequenceStepsDef;
  readonly comment: string | undefined;
  readonly dialectOptions: DialectBags;
}
export interface ViewDef {
  readonly schema: string | undefined;
  readonly name: string;
  /** A SELECT. Columns stand in it by table and property. */
  readonly definition: Expression;
  readonly materialized: boolean;
  readonly indexes: readonly { readonly name: string; readonly columns: readonly string[]; readonly unique: boolean }[];
  readonly comment: string | undefined;
  readonly dialectOptions: DialectBags;
}

/** What a database has beside tables. */
export interface DatabaseObjects {
  readonly namespaces: readonly NamespaceDef[];
  readonly sequences: readonly SequenceDef[];
  readonly views: readonly ViewDef[];
}

/** All tables of a database by key, and what else it has. */
export interface Catalog extends ReadonlyMap<TableKey, TableDef> {
  readonly objects?: DatabaseObjects;
}
