import { ConfigurationError } from "../kernel/errors.ts";
import type { CheckDef, ColumnDef, ForeignKeyDef, IndexDef, UniqueDef } from "./definition.ts";
import type { ConstraintKind, ConstraintNames } from "./naming.ts";
import { type AnyTableOptions, isList } from "./options.ts";
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
  const short = [...new Set(options.unique)].map((property): UniqueDef => ({ name: "", columns: [property], deferrable: undefined }));
  const long = (options.uniqueConstraints ?? []).map(
    (given): UniqueDef =>
      isList(given)
        ? { name: "", columns: [...given], deferrable: undefined }
        : { name: given.name ?? "", columns: [...given.columns], deferrable: given.deferrable },
  );
  return [...long, ...short].map((unique) => ({ ...unique, name: constraintName({ model, columns, names }, "uq", unique.name, unique.columns) }));
}

export function describeIndexes(scope: ConstraintScope): readonly IndexDef[] {
  const { model, columns } = scope;
  const options = model.options as AnyTableOptions;
  const unique = new Set(options.unique);
  const short = [...new Set(options.indexed)].filter((property) => !unique.has(property)).map((property) => ({ columns: [property] }));
  const all = [...(options.indexes ?? []).map((given) => (isList(given) ? { columns: given } : given)), ...short];
  return all.map((given): IndexDef => {
    const {
      name = "",
      columns: own = [],
      expressions = [],
      unique: isUnique = false,
      where,
      include = [],
      method,
    } = given as Exclude<(typeof all)[number], { readonly columns: string[] }>;
    if (own.length + expressions.length === 0) throw bad(`an index of table "${model.tableName}" has neither columns nor expressions`);
    const nameParts = expressions.length > 0 ? [...own, "expr"] : own;
    return {
      name: constraintName(scope, "ix", name, nameParts),
      columns: [...own],
      expressions: expressions.map((expression) => typedExpression(expression.node, columns, model.tableName)),
      unique: isUnique,
      where: where && typedExpression(where.node, columns, model.tableName),
      include: [...include],
      method,
    };
  });
}

export function describeChecks(scope: ConstraintScope): readonly CheckDef[] {
  const { model, columns } = scope;
  return ((model.options as AnyTableOptions).checks ?? []).map(({ name, expression }) => {
    const condition = typeof expression === "function" ? expression(model.c as never) : expression;
    return { name: constraintName(scope, "ck", name, []), expression: typedExpression(condition.node, columns, model.tableName) };
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
