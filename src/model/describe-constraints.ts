import { ConfigurationError } from "../kernel/errors.ts";
import type { Expr } from "../sql/handle.ts";
import { bagsOf } from "./bags.ts";
import type { CheckDef, ColumnDef, ExclusionDef, ForeignKeyDef, IndexDef, IndexKeyDef, UniqueDef } from "./definition.ts";
import type { ConstraintKind, ConstraintNames } from "./naming.ts";
import { type AnyTableOptions, type IndexOptions, isList, type UniqueOptions } from "./options.ts";
import type { AnyTable } from "./table-class.ts";
import { typedExpression } from "./typed-expression.ts";

/** What constraints of one table are described with. */
export interface ConstraintScope {
  readonly model: AnyTable;
  readonly columns: ReadonlyMap<string, ColumnDef>;
  readonly names: ConstraintNames;
}

export function describeUniques({ model, columns, names }: ConstraintScope): readonly UniqueDef[] {
  const options = model.options as AnyTableOptions;
  const short = [...new Set(options.unique)].map((property): UniqueOptions<string> => ({ columns: [property] }));
  const long = (options.uniqueConstraints ?? []).map((given): UniqueOptions<string> => (isList(given) ? { columns: given } : given));
  return [...long, ...short].map((unique) => ({
    name: constraintName({ model, columns, names }, "uq", unique.name ?? "", unique.columns),
    columns: [...unique.columns],
    deferrable: unique.deferrable,
    comment: unique.comment,
    dialectOptions: bagsOf(unique, ["name", "columns", "deferrable", "comment"], `the unique constraint of "${unique.columns.join(", ")}"`, model),
  }));
}

const indexOptions = ["name", "columns", "expressions", "keys", "unique", "where", "include", "method", "comment"];

export function describeIndexes(scope: ConstraintScope): readonly IndexDef[] {
  const { model, columns } = scope;
  const options = model.options as AnyTableOptions;
  const unique = new Set(options.unique);
  const short = [...new Set(options.indexed)].filter((property) => !unique.has(property)).map((property): IndexOptions<string> => ({ columns: [property] }));
  const long = (options.indexes ?? []).map((given): IndexOptions<string> => (isList(given) ? { columns: given } : given));
  return [...long, ...short].map((given): IndexDef => {
    const { name = "", unique: isUnique = false, where, include = [], method, comment } = given;
    const keys = indexKeys(given, model).map((key) => keyDef(key, scope));
    const own = keys.flatMap(({ column }) => column ?? []);
    return {
      name: constraintName(scope, "ix", name, own.length < keys.length ? [...own, "expr"] : own),
      keys,
      columns: own,
      expressions: keys.flatMap(({ expression }) => expression ?? []),
      unique: isUnique,
      where: where && typedExpression(where.node, columns, model.tableName),
      include: [...include],
      method,
      comment,
      dialectOptions: bagsOf(given, indexOptions, `the index of "${own.join(", ")}"`, model),
    };
  });
}

type Key = string | Expr | { readonly expression: Expr; readonly descending: true };

function indexKeys({ columns = [], expressions = [], keys }: IndexOptions<string>, model: AnyTable): readonly Key[] {
  if (keys !== undefined && columns.length + expressions.length > 0)
    throw bad(`an index of table "${model.tableName}" has keys beside columns or expressions; write them all as keys`);
  const all = keys ?? [...columns, ...expressions];
  if (all.length === 0) throw bad(`an index of table "${model.tableName}" has neither columns nor expressions`);
  return all;
}

/** `-name` is a descending column, unless there is a column of that very name. */
function keyDef(key: Key, { model, columns }: ConstraintScope): IndexKeyDef {
  if (typeof key !== "string") {
    const { node, descending } = "expression" in key ? { node: key.expression.node, descending: true } : { node: key.node, descending: false };
    return { column: undefined, expression: typedExpression(node, columns, model.tableName), descending };
  }
  const descending = key.startsWith("-") && !columns.has(key);
  return { column: descending ? key.slice(1) : key, expression: undefined, descending };
}

export function describeChecks(scope: ConstraintScope): readonly CheckDef[] {
  const { model, columns } = scope;
  return ((model.options as AnyTableOptions).checks ?? []).map((given) => {
    const { name, expression, validated = true, comment } = given;
    const condition = typeof expression === "function" ? expression(model.c as never) : expression;
    return {
      name: constraintName(scope, "ck", name, []),
      expression: typedExpression(condition.node, columns, model.tableName),
      validated,
      comment,
      dialectOptions: bagsOf(given, ["name", "expression", "validated", "comment"], `the check "${name}"`, model),
    };
  });
}

export function describeExclusions(scope: ConstraintScope): readonly ExclusionDef[] {
  const { model, columns } = scope;
  return ((model.options as AnyTableOptions).exclusions ?? []).map((given) => {
    const { name = "", elements, method = "gist", where, deferrable, comment } = given;
    if (elements.length === 0) throw bad(`an exclusion constraint of table "${model.tableName}" has no elements`);
    const defined = elements.map(([key, operator]) => {
      if (!/^[-+*/<>=~!@#%^&|`?]+$/.test(operator)) throw bad(`"${operator}", in an exclusion constraint of table "${model.tableName}", is no operator`);
      return { ...keyDef(key, scope), operator };
    });
    const own = defined.flatMap(({ column }) => column ?? []);
    return {
      name: constraintName(scope, "ex", name, own),
      elements: defined,
      method,
      where: where && typedExpression(where.node, columns, model.tableName),
      deferrable,
      comment,
    };
  });
}

/** Foreign keys written as options; those of relations are described with the relations. */
export function describeForeignKeys(scope: ConstraintScope): readonly ForeignKeyDef[] {
  return ((scope.model.options as AnyTableOptions).foreignKeys ?? []).map((given) => {
    if (given.columns.length !== given.references.columns.length)
      throw bad(`a foreign key of table "${scope.model.tableName}" has ${given.columns.length} columns, but references ${given.references.columns.length}`);
    return {
      name: constraintName(scope, "fk", given.name ?? "", given.columns),
      columns: [...given.columns],
      references: { schema: given.references.schema, table: given.references.table, columns: [...given.references.columns] },
      onDelete: given.onDelete,
      onUpdate: given.onUpdate,
      deferrable: given.deferrable,
      match: given.match,
      validated: given.validated ?? true,
      comment: given.comment,
    };
  });
}

/** The name given, or one made of the table and the columns. Throws ConfigurationError for a name used twice. */
export function constraintName({ model, columns, names }: ConstraintScope, kind: ConstraintKind, given: string, properties: readonly string[]): string {
  if (given === "")
    return names.make(
      kind,
      properties.map((property) => columns.get(property)?.name ?? property),
    );
  if (!names.take(given)) throw bad(`table "${model.tableName}" has two constraints or indexes named "${given}"`);
  return given;
}

function bad(message: string): ConfigurationError {
  return new ConfigurationError("MODEL.BAD_CONSTRAINT", message);
}
