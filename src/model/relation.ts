import type { Cardinality, Cascade, Deferrable, ReferentialAction, RelationDef } from "./definition.ts";
import type { AnyTable, Column } from "./table-class.ts";

/** A declared relation. Described into a RelationDef; the types of loads are read from it. */
export interface Relation<To extends AnyTable = AnyTable, C extends Cardinality = Cardinality, L extends string = string> {
  readonly to: To;
  /** Exists in types only; `describe()` finds the cardinality in the columns. */
  readonly $cardinality?: C;
  /** Exists in types only: the columns that hold the link, and from which end it is seen. */
  readonly $link?: L;
  readonly kind: RelationDef["kind"];
  /** Columns of the table that holds the key: this one for belongsTo, the target for hasOne and hasMany, the join table's near side for manyToMany. */
  readonly foreignKey: readonly string[];
  readonly through?: { readonly table: AnyTable; readonly farKey: readonly string[] } | undefined;
  readonly options: RelationOptions;
}
/** All options a relation may have. */
export interface RelationOptions {
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly name?: string;
  readonly deferrable?: Deferrable;
  readonly match?: "full";
  readonly validated?: boolean;
  readonly comment?: string;
  readonly constraint?: boolean;
  readonly references?: string | readonly string[];
  readonly cascade?: readonly Cascade[];
}

/** What sessions do to related rows along with a row. */
export interface CascadeOption {
  /** Default `["save", "merge"]`. */
  readonly cascade?: readonly Cascade[];
}

/** Options of `belongsTo`, for the FOREIGN KEY it makes. */
export interface BelongsToOptions<To extends AnyTable> extends ReferencesOption<To>, CascadeOption {
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  /** Name of the constraint. */
  readonly name?: string;
  readonly deferrable?: Deferrable;
  /** `full`: of several columns all are NULL or none. */
  readonly match?: "full";
  /** False: rows that are there already are not looked at. Default true. */
  readonly validated?: boolean;
  readonly comment?: string;
  /** False leaves the FOREIGN KEY out. Default true. */
  readonly constraint?: boolean;
}
export interface ReferencesOption<One extends AnyTable> {
  /** A unique key of the one side, to be used instead of its primary key. */
  readonly references?: Cols<One>;
}

type Cols<T extends AnyTable> = Column<T> | readonly [Column<T>, ...Column<T>[]];
type List<K> = K extends readonly unknown[] ? K : readonly [K];
type At<R, K> = { readonly [I in keyof K]: K[I] extends keyof R ? R[K[I]] : never };
type Filled<V> = { readonly [I in keyof V]: NonNullable<V[I]> };
type KeyList<T extends AnyTable> = T["$pk"] extends readonly unknown[] ? At<T["$key"], T["$pk"]> : readonly [T["$key"]];
/** The values of the key that is referenced: the primary key, or the one named. */
type Referenced<T extends AnyTable, O> = O extends { readonly references: infer R } ? ValueList<T, R> : KeyList<T>;
type ValueList<T extends AnyTable, K> = Filled<At<T["$row"], List<K>>>;
/** Any text: what is no column is refused below, in words. The columns are still offered by editors. */
type AnyText = string & {};
type Named<T extends AnyTable> = Cols<T> | AnyText | readonly [Column<T> | AnyText, ...(Column<T> | AnyText)[]];
type Holds<From extends AnyTable, K, To extends AnyTable, O = unknown> = [Exclude<List<K>[number], Column<From>>] extends [never]
  ? ValueList<From, K> extends Referenced<To, O>
    ? unknown
    : { error: Wrong<From, K, To, O> }
  : { error: Missing<From, Exclude<List<K>[number], Column<From>>, To> };
type Text<K> = K extends string ? K : K extends readonly string[] ? Join<K> : never;
type Join<K extends readonly unknown[]> = K extends readonly [infer A extends string]
  ? A
  : K extends readonly [infer A extends string, ...infer R]
    ? `${A}, ${Join<R>}`
    : string;
/** Text alone, not an object with a name of its own: compilers would show the name. */
type Wrong<
  From extends AnyTable,
  K,
  To extends AnyTable,
  O,
> = `"${From["tableName"]}.${Text<K>}" does not hold a key of "${To["tableName"]}": give it the type of "${To["tableName"]}.${Text<O extends { readonly references: infer R } ? R : To["$pk"]>}", or name another unique key of "${To["tableName"]}" by references`;
type Missing<
  From extends AnyTable,
  K,
  To extends AnyTable,
> = `"${From["tableName"]}" has no column "${K & string}" to hold a key of "${To["tableName"]}": add it, or name another column`;
type AnyNull<V> = V extends readonly [infer A, ...infer R] ? (null extends A ? true : undefined extends A ? true : AnyNull<R>) : false;
type ToOne<T extends AnyTable, K> = AnyNull<At<T["$row"], List<K>>> extends true ? "maybe" : "one";

/** Given to `static relations`: `static relations = (r: Relate<typeof Flavor>) => ({ supplier: r.belongsTo(Supplier, "supplierId") })`. */
export interface Relate<T extends AnyTable> {
  /** This table holds the key. Makes a FOREIGN KEY. */
  belongsTo<To extends AnyTable, const K extends Named<T>, const O extends BelongsToOptions<To> = object>(
    to: To,
    foreignKey: K & Holds<T, K, To, O>,
    options?: O,
  ): Relation<To, ToOne<T, K>, `up:${Text<K>}`>;
  /** The other table holds the key. */
  hasMany<To extends AnyTable, const K extends Named<To>, const O extends ReferencesOption<T> & CascadeOption = object>(
    to: To,
    foreignKey: K & Holds<To, K, T, O>,
    options?: O,
  ): Relation<To, "many", `down:${Text<K>}`>;
  /** The other table holds the key, which is unique there. */
  hasOne<To extends AnyTable, const K extends Named<To>, const O extends ReferencesOption<T> & CascadeOption = object>(
    to: To,
    foreignKey: K & Holds<To, K, T, O>,
    options?: O,
  ): Relation<To, "maybe", `down:${Text<K>}`>;
  /** A join table holds both keys, this table's first. */
  manyToMany<To extends AnyTable, J extends AnyTable, const A extends Named<J>, const B extends Named<J>>(
    to: To,
    through: J,
    nearKey: A & Holds<J, A, T>,
    farKey: B & Holds<J, B, To>,
    options?: CascadeOption,
  ): Relation<To, "many", `link:${J["tableName"]}:${Text<A>}:${Text<B>}`>;
}

/** The relations a model declares, by name. */
export type RelationsOf<T> = T extends { relations(r: never): infer R } ? R : Record<never, never>;
/** The model a relation leads to. */
export type TargetOf<R> = R extends Relation<infer To> ? To : never;
/** "one", "maybe" or "many". */
export type CardinalityOf<R> = R extends Relation<AnyTable, infer C> ? C : never;
/** The link of a relation as it looks from the other end. */
export type InverseLink<R> =
  R extends Relation<AnyTable, Cardinality, infer L>
    ? L extends `up:${infer K}`
      ? `down:${K}`
      : L extends `down:${infer K}`
        ? `up:${K}`
        : L extends `link:${infer J}:${infer A}:${infer B}`
          ? `link:${J}:${B}:${A}`
          : never
    : never;
/** Names of the many-to-many relations of a model. */
export type LinkNames<T> = {
  [K in keyof RelationsOf<T>]: RelationsOf<T>[K] extends Relation<AnyTable, "many", `link:${string}`> ? K : never;
}[keyof RelationsOf<T>] &
  string;

type Columns = string | readonly string[];

/** What `static relations` is called with. It only writes down what was said; `describe()` checks it. */
export const relate = {
  belongsTo: (to: AnyTable, foreignKey: Columns, options: RelationOptions = {}): Relation => ({
    kind: "belongsTo",
    to,
    foreignKey: [foreignKey].flat(),
    options,
  }),
  hasMany: (to: AnyTable, foreignKey: Columns, options: RelationOptions = {}): Relation => ({ kind: "hasMany", to, foreignKey: [foreignKey].flat(), options }),
  hasOne: (to: AnyTable, foreignKey: Columns, options: RelationOptions = {}): Relation => ({ kind: "hasOne", to, foreignKey: [foreignKey].flat(), options }),
  manyToMany: (to: AnyTable, through: AnyTable, nearKey: Columns, farKey: Columns, options: RelationOptions = {}): Relation => ({
    kind: "manyToMany",
    to,
    foreignKey: [nearKey].flat(),
    through: { table: through, farKey: [farKey].flat() },
    options,
  }),
};
