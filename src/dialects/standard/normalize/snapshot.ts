import type { ReferentialAction } from "../../../model/definition.ts";
import type {
  ColumnSnapshot,
  ForeignKeySnapshot,
  IndexKeySnapshot,
  IndexSnapshot,
  Options,
  SequenceSteps,
  Snapshot,
  TableSnapshot,
  ViewSnapshot,
} from "../../../schema/snapshot.ts";

/** Native types of the columns an expression may name, already in the words of the database. */
export type ColumnTypes = ReadonlyMap<string, string>;

/** What is "the same" in one database. Every function changes nothing when it sees its own answer. */
export interface NormalRules {
  type(type: string): string;
  /** Of checks, computed columns, keys and conditions of indexes. */
  expression(text: string, columns: ColumnTypes): string;
  /** Undefined: the same as no default. */
  defaultOf(text: string, type: string, columns: ColumnTypes): string | undefined;
  view(definition: string): string;
  /** Undefined: what happens when nothing is said. */
  action(action: ReferentialAction): ReferentialAction | undefined;
  /** Leaves out what the database would take by itself. */
  steps(steps: SequenceSteps, type: string | undefined, of: "identity" | "sequence"): SequenceSteps;
  /** Undefined: the type it takes by itself. */
  sequenceType(type: string): string | undefined;
  /** What is left to say of a table whose parts are normal already. */
  table(table: TableSnapshot): TableSnapshot;
  /** Two options are the same when this makes them so. Undefined: the same as not given. */
  option(name: string, value: unknown): unknown;
}

/** Applies the rules to every part, leaves out what is undefined or empty, and sorts lists that have no order of their own by name. */
export function normalizeWith(rules: NormalRules): (snapshot: Snapshot) => Snapshot {
  return ({ tables, namespaces, enumTypes, sequences, views }) => ({
    tables: byName(tables.map((table) => pruned(rules.table(normalTable(table, rules))))),
    ...listed("namespaces", namespaces?.map(pruned)),
    ...listed("enumTypes", enumTypes?.map(pruned)),
    ...listed(
      "sequences",
      sequences?.map(({ start, increment, min, max, cache, cycle, ...sequence }) => {
        const type = sequence.type === undefined ? undefined : rules.type(sequence.type);
        return pruned({
          ...sequence,
          type: type && rules.sequenceType(type),
          ...rules.steps({ start, increment, min, max, cache, cycle }, type, "sequence"),
          options: normalOptions(sequence.options, rules),
        });
      }),
    ),
    ...listed(
      "views",
      views?.map((view) => normalView(view, rules)),
    ),
  });
}

function listed<K extends string, T extends { readonly schema?: string | undefined; readonly name: string }>(
  key: K,
  items: readonly T[] | undefined,
): Partial<Record<K, readonly T[]>> {
  return items && items.length > 0 ? ({ [key]: byName(items) } as Partial<Record<K, readonly T[]>>) : {};
}

function normalView(view: ViewSnapshot, rules: NormalRules): ViewSnapshot {
  const indexes = view.indexes?.map((index) => normalIndex(index, new Map(), rules));
  return pruned({ ...view, definition: rules.view(view.definition), indexes: indexes && byName(indexes), options: normalOptions(view.options, rules) });
}

function normalTable(table: TableSnapshot, rules: NormalRules): TableSnapshot {
  const types: ColumnTypes = new Map(table.columns.map(({ name, type }) => [name, rules.type(type)]));
  const options = (given: Options | undefined) => normalOptions(given, rules);
  return {
    ...table,
    columns: table.columns.map((column) => normalColumn(column, types, rules)),
    primaryKey: pruned({ ...table.primaryKey, options: options(table.primaryKey.options) }),
    uniques: byName(table.uniques.map((unique) => pruned({ ...unique, options: options(unique.options) }))),
    checks: byName(table.checks.map((check) => pruned({ ...check, expression: rules.expression(check.expression, types), options: options(check.options) }))),
    foreignKeys: byName(table.foreignKeys.map((foreignKey) => normalForeignKey(foreignKey, rules))),
    indexes: byName(table.indexes.map((index) => normalIndex(index, types, rules))),
    exclusions:
      table.exclusions &&
      byName(
        table.exclusions.map((exclusion) => {
          const elements = exclusion.elements.map((element) => ({ ...normalKey(element, types, rules), operator: element.operator }));
          return pruned({ ...exclusion, elements, where: exclusion.where && rules.expression(exclusion.where, types) });
        }),
      ),
    triggers: table.triggers && byName(table.triggers),
    options: options(table.options),
  };
}

function normalColumn(column: ColumnSnapshot, types: ColumnTypes, rules: NormalRules): ColumnSnapshot {
  const type = rules.type(column.type);
  const { computed, identity } = column;
  return pruned({
    ...column,
    type,
    default: column.default === undefined ? undefined : rules.defaultOf(column.default, type, types),
    computed: computed && { ...computed, expression: rules.expression(computed.expression, types) },
    identity: identity && pruned({ always: identity.always, ...rules.steps(identity, type, "identity") }),
    options: normalOptions(column.options, rules),
  });
}

function normalForeignKey(foreignKey: ForeignKeySnapshot, rules: NormalRules): ForeignKeySnapshot {
  const action = (given: ReferentialAction | undefined) => given && rules.action(given);
  return pruned({
    ...foreignKey,
    references: pruned(foreignKey.references),
    onDelete: action(foreignKey.onDelete),
    onUpdate: action(foreignKey.onUpdate),
    options: normalOptions(foreignKey.options, rules),
  });
}

function normalIndex(index: IndexSnapshot, types: ColumnTypes, rules: NormalRules): IndexSnapshot {
  return pruned({
    ...index,
    keys: index.keys.map((key) => normalKey(key, types, rules)),
    where: index.where === undefined ? undefined : rules.expression(index.where, types),
    options: normalOptions(index.options, rules),
  });
}

function normalKey(key: IndexKeySnapshot, types: ColumnTypes, rules: NormalRules): IndexKeySnapshot {
  const expression = key.expression === undefined ? undefined : rules.expression(key.expression, types);
  return pruned({ ...key, expression, options: normalOptions(key.options, rules) } as IndexKeySnapshot);
}

function normalOptions(options: Options | undefined, rules: NormalRules): Options | undefined {
  const entries = Object.entries(options ?? {}).flatMap(([name, value]) => {
    const normal = value === undefined ? undefined : rules.option(name, value);
    return normal === undefined ? [] : [[name, normal] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Without members that are undefined or, being comments, empty. */
function pruned<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([key, member]) => member !== undefined && !(key === "comment" && member === ""))) as T;
}

function byName<T extends { readonly schema?: string | undefined; readonly name: string }>(items: readonly T[]): readonly T[] {
  const key = ({ schema, name }: T): string => `${schema ?? ""}\0${name}`;
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** The steps without those that are as given in `usual`. */
export function unusualSteps(steps: SequenceSteps, usual: SequenceSteps): SequenceSteps {
  const same = (name: keyof SequenceSteps): boolean => steps[name] === undefined || steps[name] === usual[name];
  const kept = (["start", "increment", "min", "max", "cache", "cycle"] as const).filter((name) => !same(name));
  return Object.fromEntries(kept.map((name) => [name, steps[name]]));
}
