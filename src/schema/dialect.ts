import type { ZodType } from "zod";
import type { Dialect } from "../dialect/dialect.ts";
import type { ReferentialAction } from "../model/definition.ts";
import type { LogicalType, LogicalTypeOf } from "../sql/logical-type.ts";
import type { Change, ChangeKind } from "./changes/units.ts";
import type { ReflectionFacet } from "./facet.ts";
import type { RunStatement } from "./run.ts";
import type { Snapshot, TableSnapshot } from "./snapshot.ts";

/**
 * What a change does to those who use the table meanwhile, from harmless to worst: nothing worth a word; others have to wait as long as rows are read or
 * an index is built; the table is written anew; values are gone for good.
 */
export type Risk = "none" | "locks" | "rewrites" | "losesData";

/** A question asked before the statements run. */
export interface Expectation {
  /** Gives one number; 0 is as expected. */
  readonly zero: string;
  /** What is wrong otherwise, and the way out. */
  readonly otherwise: string;
}

/** The statements of one change, each to be run by itself, in order. None: the database has nothing to do (no comments, for instance). */
export interface RenderedStatements {
  readonly statements: readonly string[];
  readonly risk: Risk;
  /** What is locked and for how long, or what is lost. */
  readonly warning?: string | undefined;
  /** They cannot run inside a transaction. */
  readonly outside?: true | undefined;
  /** Takes away what a try that was cut short may have left, before they run again. */
  readonly again?: readonly string[] | undefined;
  readonly expects?: readonly Expectation[] | undefined;
  /** Foreign keys must not be enforced meanwhile; they are looked at when all is done. */
  readonly unchecked?: true | undefined;
}

/** The table has to be copied into a new one; that is done once for all changes that ask for it. */
export interface RenderedRebuild {
  readonly rebuild: true;
  readonly risk: Risk;
  readonly warning?: string | undefined;
  readonly expects?: readonly Expectation[] | undefined;
}

/** How a table is copied into a new one. Both sides have the same names. Foreign keys must not be enforced meanwhile. */
export interface Rebuilding {
  readonly statements: readonly string[];
  /** Asked before the statements: each row is a statement to be run after them. */
  readonly restore: string;
}

export type Rendered = RenderedStatements | RenderedRebuild;

/** One function per kind of change: a dialect that forgets a kind does not compile. */
export type Ddl = { readonly [K in ChangeKind]: (change: Change<K>) => Rendered };

/** What a model may ask for and some databases do not have. */
export type SchemaFeature =
  | "partialIndex"
  | "expressionIndex"
  | "includeColumns"
  | "deferrableForeignKey"
  | "deferrableUnique"
  | "virtualComputed"
  | "computedFromIdentity"
  | "identityBesideKey"
  | "identityOfComposite"
  | "identityStart"
  | "identityIncrement"
  | "identityLimits"
  | "matchFull"
  | "unvalidatedForeignKey"
  | "unvalidatedCheck"
  | "exclusion"
  | "sequence"
  | "sequenceType"
  | "materializedView";

/** What, beside tables and columns, may have a comment. */
export type Commentable = "namespace" | "sequence" | "view" | "materializedView" | "index" | "unique" | "check" | "foreignKey" | "exclusion";

/** Where databases differ in what a schema can say, as named variants. */
export interface SchemaRules {
  /** Foreign keys of tables that need each other: written with the table, or added when all tables are there. */
  readonly foreignKeysOfCycles: "inline" | "later";
  readonly comments: "inline" | "separate" | "none";
  /** Comments on anything else are left out: they say nothing to the database. */
  readonly commented: readonly Commentable[];
  /** `given`: a namespace must be there already. */
  readonly namespaces: "created" | "given";
  /** Columns with the option `enumType`: a type that is created by itself, a type written out in the column, or a CHECK as for other enums. */
  readonly enumTypes: "named" | "inColumn" | "check";
  /** Uniques over columns that may be NULL: where NULLs are equal to a constraint, a filtered index leaves them out. */
  readonly nullableUniques: "constraint" | "filteredIndex";
  /** `refused`: no CHECK may name a column that a foreign key changes by itself. */
  readonly checksOnCascades: "allowed" | "refused";
  /** True when the database has it, else the way out, as the end of a sentence that says it is not there. */
  readonly features: { readonly [F in SchemaFeature]: true | string };
  readonly indexMethods: "any" | readonly string[];
  readonly onDelete: readonly ReferentialAction[];
  readonly onUpdate: readonly ReferentialAction[];
  /** Names of tables, indexes and constraints are the same when they differ in case only. */
  readonly foldsNames: boolean;
}

/** SQL of conditions over one column (`column` is quoted). Undefined: this database cannot check it. */
export interface CheckSyntax {
  /** Number of characters, trailing blanks included. */
  length(column: string): string;
  /** The native type refuses text longer than `max` by itself. */
  boundsText(type: LogicalTypeOf<"text">): boolean;
  /** Numbers of this type can be compared with literals. */
  comparable(type: LogicalType): boolean;
  /** The remainder of an integer or decimal. */
  remainder(column: string, divisor: string, type: LogicalType): string | undefined;
  /** True when a part of the text matches; told apart by case. `pattern` is a literal. */
  matches(column: string, pattern: string): string | undefined;
  json(column: string): string | undefined;
}

/** Schemas of what only this database has, for each thing that carries `options`. Unknown keys are refused. */
export interface OptionSchemas {
  readonly table: ZodType;
  readonly primaryKey: ZodType;
  readonly column: ZodType;
  readonly unique: ZodType;
  readonly check: ZodType;
  readonly foreignKey: ZodType;
  readonly index: ZodType;
  readonly indexKey: ZodType;
  readonly sequence: ZodType;
  readonly view: ZodType;
}

/** What a column's type, or a key, cannot change under: it is taken away before and put back after. */
export type Pinned = "foreignKey" | "unique" | "check" | "index" | "primaryKey" | "view";

/** How migrations run on this database. */
export interface MigrationSyntax {
  /**
   * One process at a time. `transaction`: a write transaction holds off all others. Else statements on one connection; the last one of `acquire` gives
   * 1 when the lock was given, and is tried again until then; the connection's end gives it back too.
   */
  readonly lock: "transaction" | { acquire(name: string): readonly string[]; release(name: string): readonly string[] };
  /** Around a transaction whose statements must run without foreign keys, on the same connection; `violations` gives a row for each that does not hold. */
  readonly unchecked: { readonly enter: readonly string[]; readonly leave: readonly string[]; readonly violations: string | undefined };
  /** Steps one transaction can hold: each keeps locks to its end, of which the server has so many. */
  readonly stepsPerTransaction: number;
  /** What stands in the way when the type of a column changes. */
  readonly pinned: readonly Pinned[];
  /** How long a statement waits for a lock before it gives up, for the session; undefined where that cannot be said. */
  lockTimeout(milliseconds: number): { readonly set: string; readonly reset: string } | undefined;
  /** The changes that come to the same without holding up others for long; undefined when there is no such way, or no need of one. */
  safer?(change: Change): readonly Change[] | undefined;
  /** Native codes that say to a statement tried again: it is done already. */
  readonly doneAlready: ReadonlySet<string>;
  /** Who makes the index a foreign key needs to be fast. */
  readonly foreignKeyIndexes: "made" | "yours";
  /** Types that do not do what their name promises, in lower case: what to take instead. */
  readonly weakTypes: Readonly<Record<string, string>>;
  /** Integer types that a growing table uses up. */
  readonly smallKeys: readonly string[];
}

/** What a value is, apart from the type that holds it. */
export type NearestKind =
  | "text"
  | "int"
  | "int32"
  | "float"
  | "float32"
  | "decimal"
  | "boolean"
  | "instant"
  | "datetime"
  | "date"
  | "time"
  | "bytes"
  | "json"
  | "uuid";

/** All that changing schemas needs to know of a database. */
export interface SchemaDialect {
  readonly dialect: Dialect;
  readonly ddl: Ddl;
  readonly rules: SchemaRules;
  readonly checks: CheckSyntax;
  /** The key of its own options in models: `mysql: {...}`. */
  readonly bag: string;
  readonly options: OptionSchemas;
  /** The type of a column as it stands in DDL, collation included. `key`: the column is part of a key or an index. */
  columnType(type: LogicalType, use: { readonly key: boolean }): string;
  /**
   * Asks what the database has, in the current namespace and the given ones. Rows of seven: kind of element, its schema, 1 if unqualified names mean
   * that schema, its table, its name, and for foreign keys the schema and name of the table referred to.
   */
  catalogQuery(namespaces: readonly string[]): string;
  /** Name and comment of every schema that is not the system's own, sorted. */
  readonly namespaceQuery: string;
  /** What a live database is read with, each a query of its catalog and a reader of its rows. The one named `tables` runs first. */
  readonly facets: readonly ReflectionFacet[];
  /**
   * The same snapshot in the words of this database: types, defaults and expressions as its catalog spells them, what it adds by itself left out, lists
   * without an order of their own sorted. Two snapshots are compared after both went through it. Pure, and the second time changes nothing.
   */
  normalize(snapshot: Snapshot): Snapshot;
  /** The kind of value a native type holds, for types no schema stands for. */
  nearest(type: string): NearestKind;
  /**
   * How the server would write expressions of tables and definitions of views: in words of its own that only it knows, so it is asked by making them for
   * a moment, or as they were written. Answers with those it could make.
   */
  readonly rewriting: "none" | { ask(parts: Snapshot, run: RunStatement): Promise<Snapshot> };
  /** `never`: no change of this database asks for a rebuild. */
  readonly rebuild: "never" | ((from: TableSnapshot, to: TableSnapshot) => Rebuilding);
  readonly migrations: MigrationSyntax;
  /** Run before everything else, in the same transaction: locks against a second process, checks put off to the end. */
  readonly before: { readonly create: readonly string[]; readonly drop: readonly string[] };
}
