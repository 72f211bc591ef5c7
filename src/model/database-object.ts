import { ConfigurationError } from "../kernel/errors.ts";
import { deepFreeze } from "../kernel/frozen.ts";
import { type Expr, isExpr } from "../sql/handle.ts";
import { bagsOf } from "./bags.ts";
import { type DatabaseObjects, type NamespaceDef, type SequenceDef, tableKey, type ViewDef } from "./definition.ts";
import { ConstraintNames } from "./naming.ts";
import type { DialectOptions, SequenceOptions } from "./options.ts";
import { sequenceSteps } from "./sequence-steps.ts";

/** Marks what is made here; survives two copies of the package. */
const objectBrand: symbol = Symbol.for("ormdantic.database-object");

/** Something of a database that is no table. It stands among the models. */
export type DatabaseObject = { readonly kind: "namespace" | "sequence" | "view" };

type Bags<Kind extends string> = {
  readonly [D in keyof DialectOptions]?: Kind extends keyof DialectOptions[D] ? DialectOptions[D][Kind] : never;
};

export interface NamespaceSettings {
  readonly comment?: string;
}
export interface SequenceSettings extends SequenceOptions, Bags<"sequence"> {
  /** Namespace in the database. */
  readonly schema?: string;
  /** Integer type of the database, where it can be chosen. */
  readonly type?: string;
  readonly comment?: string;
}
export interface ViewSettings extends Bags<"view"> {
  /** Namespace in the database. */
  readonly schema?: string;
  /** The rows are stored, and renewed by a REFRESH. Default false. */
  readonly materialized?: boolean;
  /** Of a materialized view, by the names of its columns. */
  readonly indexes?: readonly { readonly name?: string; readonly columns: readonly string[]; readonly unique?: boolean }[];
  readonly comment?: string;
}

/** A namespace with a comment. Namespaces that tables name by `schema` are made without being declared. */
export function namespace(name: string, settings: NamespaceSettings = {}): DatabaseObject {
  checkName("namespace", name);
  return branded({ kind: "namespace", definition: { name, comment: settings.comment } });
}

/** A sequence that belongs to no column: `export const invoiceNo = sequence("invoice_no", { start: 1000 })`. */
export function sequence(name: string, settings: SequenceSettings = {}): DatabaseObject {
  checkName("sequence", name);
  const { schema, type, comment, start, increment, min, max, cache, cycle, ...rest } = settings;
  if (type !== undefined && !/^[\w ]+(\(\d+\))?$/.test(type)) throw bad(`the type "${type}" of the sequence "${name}" is no type of integers`);
  const definition: SequenceDef = {
    schema,
    name,
    type,
    steps: sequenceSteps(definedOnly({ start, increment, min, max, cache, cycle }), `the sequence "${name}"`),
    comment,
    dialectOptions: bagsOf(rest, [], `the sequence "${name}"`, { tableName: name }),
  };
  return branded({ kind: "sequence", definition });
}

/**
 * A view: `export const best = view("best", sql\`select ${Flavor.c.name} from flavor where ${Flavor.c.rating} > 4\`)`. Columns of models get their names in
 * the database, values stand in it as literals.
 */
export function view(name: string, definition: Expr, settings: ViewSettings = {}): DatabaseObject {
  checkName("view", name);
  if (!isExpr(definition)) throw bad(`the view "${name}" needs its SELECT as sql\`...\``);
  const { schema, materialized = false, indexes = [], comment, ...rest } = settings;
  if (indexes.length > 0 && !materialized) throw bad(`the view "${name}" has indexes, which only materialized views can have`);
  const names = new ConstraintNames(name);
  const dialectOptions = bagsOf(rest, [], `the view "${name}"`, { tableName: name });
  const described = indexes.map(({ name: given, columns, unique = false }) => ({ name: given ?? names.make("ix", columns), columns: [...columns], unique }));
  return branded({ kind: "view", definition: { schema, name, definition: definition.node, materialized, indexes: described, comment, dialectOptions } });
}

function definedOnly<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}

type Declared =
  | { readonly kind: "namespace"; readonly definition: NamespaceDef }
  | { readonly kind: "sequence"; readonly definition: SequenceDef }
  | { readonly kind: "view"; readonly definition: ViewDef };

function branded(object: Declared): DatabaseObject {
  return Object.freeze({ [objectBrand]: true, ...object });
}

function isDeclared(value: unknown): value is Declared {
  return typeof value === "object" && value !== null && objectBrand in value;
}

/** What stands among models and is no table. Throws ConfigurationError for two of one name. */
export function describeObjects(models: object): DatabaseObjects {
  const declared = [...new Set(Object.values(models))].filter(isDeclared);
  const taken = new Set<string>();
  for (const { kind, definition } of declared) {
    const key = `${kind} ${tableKey("schema" in definition ? definition.schema : undefined, definition.name)}`;
    if (taken.has(key))
      throw new ConfigurationError("MODEL.DUPLICATE_OBJECT", `there are two declarations of the ${key}; give one of them another name or schema`);
    taken.add(key);
  }
  const of = <K extends Declared["kind"]>(kind: K) =>
    declared.flatMap((one) => (one.kind === kind ? [one.definition as Extract<Declared, { readonly kind: K }>["definition"]] : []));
  return deepFreeze({ namespaces: of("namespace"), sequences: of("sequence"), views: of("view") });
}

function checkName(kind: string, name: unknown): void {
  if (typeof name !== "string" || name === "" || name.includes("\0")) throw bad(`a ${kind} needs a name, a string that is not empty`);
}

function bad(message: string): ConfigurationError {
  return new ConfigurationError("MODEL.BAD_OBJECT", message);
}
