import { ConfigurationError } from "../kernel/errors.ts";
import type { Expression } from "../sql/ast.ts";
import { type Expr, isExpr } from "../sql/handle.ts";
import type { LogicalType } from "../sql/logical-type.ts";
import { bagsOf } from "./bags.ts";
import { columnOptionNames, resolveColumn } from "./check-model.ts";
import type { ColumnType } from "./column-type.ts";
import type { ColumnDef, ServerFill } from "./definition.ts";
import { looksSecret, snakeCase } from "./naming.ts";
import type { AnyTableOptions, ColumnOptions, IdentityOptions } from "./options.ts";
import { sequenceSteps } from "./sequence-steps.ts";
import type { AnyTable } from "./table-class.ts";
import { typedExpression } from "./typed-expression.ts";
import { columnValues } from "./values.ts";
import { openLazy } from "./zod/schema.ts";

/** The columns of a model in the order of its schema. Throws ConfigurationError. */
export function describeColumns(model: AnyTable): readonly ColumnDef[] {
  const options = model.options as AnyTableOptions;
  const { shape } = model.schema;
  const columns = Object.keys(shape).map((property) => describeColumn(model, property, options));
  const byProperty = new Map(columns.map((column) => [column.property, column]));
  const taken = new Map<string, string>();
  for (const { name, property } of columns) {
    const other = taken.get(name.toLowerCase());
    if (other !== undefined) {
      throw new ConfigurationError(
        "MODEL.DUPLICATE_COLUMN",
        `"${model.tableName}.${other}" and "${model.tableName}.${property}" both are the column "${name}" in the database; give one of them another name by columns: { ${property}: { name: "..." } }`,
      );
    }
    taken.set(name.toLowerCase(), property);
  }
  return columns.map((column) =>
    column.fill && "expression" in column.fill
      ? { ...column, fill: { ...column.fill, expression: typedExpression(column.fill.expression, byProperty, model.tableName) } }
      : column,
  );
}

function describeColumn(model: AnyTable, property: string, options: AnyTableOptions): ColumnDef {
  const own: ColumnOptions = options.columns?.[property] ?? {};
  const column = resolveColumn(model.tableName, property, model.schema.shape[property] as never, openLazy);
  const values = columnValues(column, { table: model.tableName, property });
  const type = withOptions(column.type, own, model, property);
  const isGenerated = options.generated?.includes(property) ?? false;
  const fill = fillOf(own, column, values.encodeFilter, model, property) ?? (isGenerated ? generator(type, model, property) : undefined);
  return {
    property,
    name: own.name ?? (options.naming === "preserve" ? property : snakeCase(property)),
    type,
    nullable: column.acceptsNull || column.acceptsUndefined,
    nullReads: column.acceptsNull ? "null" : "absent",
    optional: column.optional || isGenerated || fill?.by === "computed" || fill?.by === "identity",
    fill,
    rules: column.rules,
    comment: own.comment,
    renamedFrom: own.renamedFrom,
    dialectOptions: bagsOf(own, columnOptionNames, `the column "${property}"`, model),
    sensitive: own.sensitive ?? looksSecret(property),
    values,
  };
}

function withOptions(type: LogicalType, own: ColumnOptions, model: AnyTable, property: string): LogicalType {
  if (own.collation !== undefined) {
    if (type.kind !== "text") throw bad(`"${model.tableName}.${property}" has a collation, but holds ${type.kind}, not text`);
    return { ...type, collation: own.collation };
  }
  if (own.enumType !== undefined) {
    if (type.kind !== "enum" || typeof type.values[0] !== "string")
      throw bad(`"${model.tableName}.${property}" has an enumType, but is no z.enum() or literal of strings`);
    return { ...type, native: own.enumType };
  }
  return type;
}

function fillOf(own: ColumnOptions, column: ColumnType, encode: (value: unknown) => unknown, model: AnyTable, property: string): ServerFill | undefined {
  const given = (["serverDefault", "computed", "identity"] as const).filter((key) => own[key] !== undefined && own[key] !== false);
  if (given.length > 1) throw bad(`"${model.tableName}.${property}" has ${given.join(" and ")}; a column is filled in one way`);
  if (own.computed) return { by: "computed", expression: own.computed.expression.node, stored: own.computed.stored ?? true };
  if (own.identity) {
    if (column.type.kind !== "integer")
      throw bad(`"${model.tableName}.${property}" is an identity, but holds ${column.type.kind}; use z.int(), z.int32() or z.bigint()`);
    return identityOf(own.identity === true ? {} : own.identity, model, property);
  }
  if (own.serverDefault === undefined) return undefined;
  return { by: "default", expression: defaultExpression(own.serverDefault, column.type, encode) };
}

function identityOf({ always = false, ...steps }: IdentityOptions, model: AnyTable, property: string): ServerFill {
  return { by: "identity", always, ...sequenceSteps(steps, `the identity "${model.tableName}.${property}"`) };
}

function defaultExpression(value: Expr | NonNullable<unknown>, type: LogicalType, encode: (value: unknown) => unknown): Expression {
  if (!isExpr(value)) return { kind: "value", value: encode(value), type };
  return value.node.kind === "call" && value.node.type === undefined ? { ...value.node, type } : value.node;
}

/** What a `generated` column without further options is filled by. */
function generator(type: LogicalType, model: AnyTable, property: string): ServerFill {
  if (type.kind === "uuid") return { by: "uuid" };
  if (type.kind === "instant") return { by: "now" };
  if (type.kind === "integer" && [(model.options as AnyTableOptions).pk].flat().includes(property)) return { by: "identity", always: false };
  throw bad(
    `"${model.tableName}.${property}" is generated, but nothing says by what: give it serverDefault, identity or computed under columns: { ${property}: { ... } } (only integer keys, uuids and dates have a generator of their own)`,
  );
}

function bad(message: string): ConfigurationError {
  return new ConfigurationError("MODEL.BAD_COLUMN_OPTION", message);
}
