import { ConfigurationError } from "../kernel/errors.ts";
import type { ColumnDef, TableDef } from "../model/definition.ts";
import type { Expression } from "../sql/ast.ts";
import type { SchemaDialect } from "./dialect.ts";
import { optionsOf } from "./options.ts";
import { renderExpression } from "./resolve-expression.ts";
import type { ColumnSnapshot } from "./snapshot.ts";

interface ColumnPlace {
  readonly table: TableDef;
  /** Part of any key or index. */
  readonly isKey: boolean;
  readonly isPrimary: boolean;
}

export function columnSnapshot(column: ColumnDef, { table, isKey, isPrimary }: ColumnPlace, schema: SchemaDialect): ColumnSnapshot {
  const of = `of the column "${column.property}" of table "${table.name}"`;
  const { type, ...options } = optionsOf("column", column.dialectOptions, of, schema) ?? {};
  return {
    name: column.name,
    type: (type as string | undefined) ?? schema.columnType(column.type, { key: isKey }),
    nullable: column.nullable && !isPrimary,
    ...filled(column, table, schema),
    ...(column.comment === undefined || schema.rules.comments === "none" ? {} : { comment: column.comment }),
    ...(Object.keys(options).length > 0 ? { options } : {}),
  };
}

function filled(column: ColumnDef, table: TableDef, schema: SchemaDialect): Pick<ColumnSnapshot, "default" | "identity" | "computed"> {
  const { fill, property, type } = column;
  const render = (what: string, expression: Expression): string => renderExpression(expression, { table, what: `${what} of "${property}"` }, schema);
  switch (fill?.by) {
    case undefined:
      return {};
    case "identity": {
      const { by: _, ...identity } = fill;
      return { identity };
    }
    case "uuid":
    case "now":
      return { default: render("generated default", { kind: "call", name: fill.by, args: [], type }) };
    case "default":
      refuseLocalTime(column, table, fill.expression);
      return { default: render("serverDefault", typedAs(fill.expression, column)) };
    case "computed":
      return { computed: { expression: render("computed", fill.expression), stored: fill.stored } };
  }
}

/** A default that is a value or a portable function is one of the column's type. */
function typedAs(expression: Expression, { type, values }: ColumnDef): Expression {
  if (expression.kind === "call" && expression.type === undefined) return { ...expression, type };
  if (expression.kind === "value" && expression.type === undefined && expression.value !== null) {
    return { kind: "value", value: values.encode(expression.value), type };
  }
  return expression;
}

export function isLocalTime(text: string): boolean {
  return /\b(current_timestamp|localtimestamp|getdate|sysdate)\b/i.test(text);
}

/** `current_timestamp` is the session's local time on some databases, and has no fraction on others. */
function refuseLocalTime({ property, type }: ColumnDef, table: TableDef, expression: Expression): void {
  if (type.kind !== "instant") return;
  const parts = expression.kind === "fragment" ? expression.parts : [expression];
  if (!parts.some((part) => part.kind === "raw" && isLocalTime(part.text))) return;
  throw new ConfigurationError(
    "SCHEMA.LOCAL_TIME",
    `the serverDefault of "${property}" in table "${table.name}" is the local time of a session on some databases; write serverDefault: now(), which is UTC on all of them`,
    { context: { table: table.name, column: property } },
  );
}
