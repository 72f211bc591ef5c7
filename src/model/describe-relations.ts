import { ConfigurationError } from "../kernel/errors.ts";
import { type Cardinality, type Cascade, type ColumnDef, type ForeignKeyDef, type RelationDef, tableKey } from "./definition.ts";
import { type ConstraintScope, constraintName } from "./describe-constraints.ts";
import { KeyTypeError, MismatchingBackReferenceError, UndefinedBackReferenceError } from "./errors.ts";
import { type AnyTableOptions, type IndexOptions, isList } from "./options.ts";
import type { Relation } from "./relation.ts";
import { isReservedName } from "./reserved.ts";
import type { AnyTable } from "./table-class.ts";

/** One table on its way to a definition. */
export interface Draft extends ConstraintScope {
  readonly relations: ReadonlyMap<string, Relation>;
  /** The class's own getters and methods. */
  readonly members: readonly string[];
}
export type FindDraft = (model: AnyTable) => Draft;

/** Checks every relation of a table against both its sides. Throws ConfigurationError and its subclasses. */
export function describeRelations(
  draft: Draft,
  find: FindDraft,
): { readonly relations: readonly RelationDef[]; readonly foreignKeys: readonly ForeignKeyDef[] } {
  const relations: RelationDef[] = [];
  const foreignKeys: ForeignKeyDef[] = [];
  for (const [name, relation] of draft.relations) {
    checkName(draft, name);
    const far = find(relation.to);
    switch (relation.kind) {
      case "belongsTo": {
        const columns = resolve(draft, relation.foreignKey, draft, name, far);
        const targets = referencedKey(far, relation, draft, name, draft);
        checkTypes(draft, name, columns, draft, targets, far);
        relations.push(relationDef(name, relation, far, columns, targets, columns.some((column) => column.nullable) ? "maybe" : "one"));
        if (relation.options.constraint !== false) foreignKeys.push(foreignKey(draft, relation, far, columns, targets));
        break;
      }
      case "hasMany":
      case "hasOne": {
        const targets = resolve(far, relation.foreignKey, draft, name, draft);
        const columns = referencedKey(draft, relation, draft, name, far);
        checkTypes(draft, name, targets, far, columns, draft);
        checkBackReference(draft, name, relation.foreignKey, far);
        if (relation.kind === "hasOne" && !isUnique(far, relation.foreignKey)) {
          throw new ConfigurationError(
            "MODEL.NOT_UNIQUE",
            `"${draft.model.tableName}.${name}" is a hasOne, but "${far.model.tableName}.${relation.foreignKey.join(", ")}" is not unique: list it in unique, or use hasMany`,
          );
        }
        relations.push(relationDef(name, relation, far, columns, targets, relation.kind === "hasOne" ? "maybe" : "many"));
        break;
      }
      case "manyToMany":
        relations.push(manyToMany(draft, name, relation, far, find));
    }
  }
  return { relations, foreignKeys };
}

function manyToMany(draft: Draft, name: string, relation: Relation, far: Draft, find: FindDraft): RelationDef {
  if (!relation.through) throw new ConfigurationError("MODEL.BAD_RELATION", `"${draft.model.tableName}.${name}" is a manyToMany without a join table`);
  const join = find(relation.through.table);
  const near = resolve(join, relation.foreignKey, draft, name, draft);
  const other = resolve(join, relation.through.farKey, draft, name, far);
  const columns = keyOf(draft);
  const targets = keyOf(far);
  checkTypes(draft, name, near, join, columns, draft);
  checkTypes(draft, name, other, join, targets, far);
  const through = { table: keyOfTable(join), columns: near.map((column) => column.property), targetColumns: other.map((column) => column.property) };
  return { ...relationDef(name, relation, far, columns, targets, "many"), through };
}

/** A relation is a member of rows and a word of filters, so its name must not be another one's. */
function checkName(draft: Draft, name: string): void {
  const reasons: readonly (readonly [boolean, string])[] = [
    [draft.columns.has(name), "a column"],
    [isReservedName(name), "a word of the filter grammar or a member of every object"],
    [name === "counts", "the member that holds counts"],
    [draft.members.includes(name), "a getter or method of the class"],
  ];
  const reason = reasons.find(([applies]) => applies)?.[1];
  if (reason)
    throw new ConfigurationError("MODEL.RELATION_NAME", `the relation "${draft.model.tableName}.${name}" has the name of ${reason}; call it differently`);
}

/** Columns of `holder` by property; `other` is the table at the other end. */
function resolve(holder: Draft, properties: readonly string[], draft: Draft, name: string, other: Draft): readonly ColumnDef[] {
  return properties.map((property) => {
    const column = holder.columns.get(property);
    if (column) return column;
    throw new UndefinedBackReferenceError(
      `the relation "${draft.model.tableName}.${name}" needs the column "${holder.model.tableName}.${property}", to be matched with "${other.model.tableName}", but there is none: add it to "${holder.model.tableName}", or name one of ${[...holder.columns.keys()].join(", ")}`,
    );
  });
}

/** The key of the one side: its primary key, or the unique one that the relation names. */
function referencedKey(one: Draft, relation: Relation, draft: Draft, name: string, many: Draft): readonly ColumnDef[] {
  const { references } = relation.options;
  if (references === undefined) return keyOf(one);
  const properties = [references].flat();
  const columns = resolve(one, properties, draft, name, many);
  if (!isUnique(one, properties)) {
    throw new ConfigurationError(
      "MODEL.NOT_UNIQUE",
      `the relation "${draft.model.tableName}.${name}" references "${one.model.tableName}.${properties.join(", ")}", which is neither primary key nor unique: list it in unique or uniqueConstraints`,
    );
  }
  return columns;
}

function keyOf(draft: Draft): readonly ColumnDef[] {
  return primaryKey(draft.model).map((property) => draft.columns.get(property) as ColumnDef);
}
function primaryKey(model: AnyTable): readonly string[] {
  return [(model.options as AnyTableOptions).pk].flat();
}
function keyOfTable({ model }: Draft): string {
  return tableKey((model.options as AnyTableOptions).schema, model.tableName);
}

function isUnique({ model }: Draft, properties: readonly string[]): boolean {
  const options = model.options as AnyTableOptions;
  const wanted = [...properties].sort().join("\0");
  const indexes = (options.indexes ?? []).flatMap((index) => (isList(index) || !index.unique || index.where ? [] : [columnsOf(index)]));
  const constraints = (options.uniqueConstraints ?? []).map((unique) => (isList(unique) ? unique : unique.columns));
  const keys = [primaryKey(model), ...(options.unique ?? []).map((property) => [property]), ...constraints, ...indexes];
  return keys.some((key) => [...key].sort().join("\0") === wanted);
}

/** None for an index that has expressions: it is not unique over its columns. */
function columnsOf({ columns = [], expressions = [], keys = columns }: IndexOptions<string>): readonly string[] {
  const names = keys.filter((key): key is string => typeof key === "string");
  return expressions.length > 0 || names.length < keys.length ? [] : names.map((name) => name.replace(/^-/, ""));
}

/** Types are compared as they are stored: a uuid is not text, 32 bits are not 64. */
function checkTypes(draft: Draft, name: string, holding: readonly ColumnDef[], holder: Draft, key: readonly ColumnDef[], one: Draft): void {
  const sides = `"${holder.model.tableName}.${holding.map((column) => column.property).join(", ")}" does not hold a key of "${one.model.tableName}" ("${key.map((column) => column.property).join(", ")}")`;
  const elsewhere = draft.relations.get(name)?.kind === "manyToMany" ? "" : `, or name another unique key of "${one.model.tableName}" by { references: ... }`;
  if (holding.length !== key.length)
    throw new KeyTypeError(
      `the relation "${draft.model.tableName}.${name}" cannot hold: ${sides}: it has ${holding.length} columns, the key ${key.length}; give one column for each of the key's, in its order${elsewhere}`,
    );
  holding.forEach((column, i) => {
    const other = key[i] as ColumnDef;
    if (typeName(column) !== typeName(other)) {
      throw new KeyTypeError(
        `the relation "${draft.model.tableName}.${name}" cannot hold: ${sides}: "${column.property}" is ${typeName(column)}, "${other.property}" is ${typeName(other)}; give both columns one type${elsewhere}`,
      );
    }
  });
}

export function typeName({ type }: ColumnDef): string {
  switch (type.kind) {
    case "integer":
      return `a ${type.bits}-bit integer`;
    case "decimal":
      return `a decimal of ${type.precision} digits, ${type.scale} after the point`;
    case "enum":
      return typeof type.values[0] === "string" ? "text" : "a 53-bit integer";
    // Two texts of one moment would not be one key.
    case "instant":
      return type.form === "text" ? `an instant as text of ${digits(type)}` : "an instant as a Date";
    case "datetime":
      return `a local date-time of ${digits(type)}`;
    case "time":
      return `a time of ${digits(type)}`;
    default:
      return type.kind;
  }
}

function digits({ precision, fixed }: { readonly precision: number; readonly fixed: boolean }): string {
  return `${fixed ? "" : "up to "}${precision} digits of a second`;
}

/** When the far side declares a belongsTo on the same columns, it must lead here. */
function checkBackReference(draft: Draft, name: string, foreignKey: readonly string[], far: Draft): void {
  const back = [...far.relations].filter(([, relation]) => relation.kind === "belongsTo" && relation.foreignKey.join("\0") === foreignKey.join("\0"));
  if (back.length === 0 || back.some(([, relation]) => relation.to.tableName === draft.model.tableName)) return;
  const [backName, relation] = back[0] as [string, Relation];
  throw new MismatchingBackReferenceError(
    `"${draft.model.tableName}.${name}" says that "${far.model.tableName}.${foreignKey.join(", ")}" holds its key, but "${far.model.tableName}.${backName}" says it holds one of "${relation.to.tableName}": let both lead to one table, or give each a column of its own`,
  );
}

function relationDef(
  name: string,
  relation: Relation,
  far: Draft,
  columns: readonly ColumnDef[],
  targets: readonly ColumnDef[],
  cardinality: Cardinality,
): RelationDef {
  return {
    name,
    kind: relation.kind,
    cardinality,
    target: keyOfTable(far),
    columns: columns.map((column) => column.property),
    targetColumns: targets.map((column) => column.property),
    through: undefined,
    cascade: cascadeOf(relation, name),
  };
}

function foreignKey(draft: Draft, { options }: Relation, far: Draft, columns: readonly ColumnDef[], targets: readonly ColumnDef[]): ForeignKeyDef {
  const properties = columns.map((column) => column.property);
  if (options.onDelete === "setNull" && !columns.every((column) => column.nullable)) {
    throw new ConfigurationError(
      "MODEL.BAD_CONSTRAINT",
      `"${draft.model.tableName}.${properties.join(", ")}" is to be set to null when its "${far.model.tableName}" is deleted, but does not accept null`,
    );
  }
  return {
    name: constraintName(draft, "fk", options.name ?? "", properties),
    columns: properties,
    references: { schema: (far.model.options as AnyTableOptions).schema, table: far.model.tableName, columns: targets.map((column) => column.property) },
    onDelete: options.onDelete,
    onUpdate: options.onUpdate,
    deferrable: options.deferrable,
    match: options.match,
    validated: options.validated ?? true,
    comment: options.comment,
  };
}

const cascades: ReadonlySet<unknown> = new Set<Cascade>(["save", "merge", "delete", "deleteOrphan", "refresh", "expunge"]);

/** Deleting orphans includes deleting with the parent; only a row that one parent has can be an orphan. */
function cascadeOf({ kind, options, to }: Relation, name: string): readonly Cascade[] {
  const given = options.cascade ?? ["save", "merge"];
  const unknown = given.find((cascade) => !cascades.has(cascade));
  if (unknown !== undefined) {
    throw new ConfigurationError(
      "MODEL.BAD_CASCADE",
      `the relation "${name}" to "${to.tableName}" has the unknown cascade "${unknown}"; there are ${[...cascades].join(", ")}`,
    );
  }
  if (!given.includes("deleteOrphan")) return given;
  if (kind === "belongsTo" || kind === "manyToMany") {
    throw new ConfigurationError(
      "MODEL.BAD_CASCADE",
      `the relation "${name}" to "${to.tableName}" is a ${kind}, whose rows may belong to others, so deleteOrphan cannot be said of it`,
    );
  }
  return [...new Set<Cascade>([...given, "delete"])];
}
