import { ConfigurationError } from "../kernel/errors.ts";
import type { Catalog, ColumnDef, TableDef } from "../model/definition.ts";
import type { Expression, Node } from "../sql/ast.ts";
import { Writer } from "../sql/writer.ts";
import type { SchemaDialect } from "./dialect.ts";

/** Where an expression stands, for messages: check "ck_x" of table "flavor". */
export interface ExpressionPlace {
  readonly table: TableDef;
  readonly what: string;
}

/** An expression of a model as SQL of the dialect: properties become columns of the database, values become literals. */
export function renderExpression(expression: Expression, place: ExpressionPlace, { dialect }: SchemaDialect): string {
  const named = mapNodes(expression, (node) => {
    const why = refused[node.kind];
    if (why !== undefined) throw badExpression(place, dialect.name, why);
    return node.kind === "column" ? { ...node, table: undefined, name: columnOf(node, place).name } : node;
  });
  return new Writer(dialect, { literals: true }).write(named).finish().sql;
}

/** The SELECT of a view: columns of models, which stand there by table and property, get their names in the database. */
export function renderDefinition(
  expression: Expression,
  { name, catalog }: { readonly name: string; readonly catalog: Catalog },
  { dialect }: SchemaDialect,
): string {
  const tables = [...catalog.values()];
  const named = mapNodes(expression, (node) => {
    if (node.kind === "parameter") {
      throw new ConfigurationError("SCHEMA.BAD_EXPRESSION", `the view "${name}" holds a parameter, and the definition of a view has none`, {
        context: { view: name, dialect: dialect.name },
      });
    }
    if (node.kind !== "column" || node.table === undefined) return node;
    const column = tables.find((table) => table.name === node.table)?.columns.find(({ property }) => property === node.name);
    return column ? { ...node, name: column.name } : node;
  });
  return new Writer(dialect, { literals: true }).write(named).finish().sql.trim().replace(/;$/, "");
}

/** Properties that the expression reads. */
export function propertiesOf(expression: Expression): ReadonlySet<string> {
  const found = new Set<string>();
  mapNodes(expression, (node) => {
    if (node.kind === "column") found.add(node.name);
    return node;
  });
  return found;
}

const refused: Readonly<Partial<Record<Node["kind"], string>>> = {
  parameter: "it holds a parameter, and a table's definition has none",
  proposed: "it refers to the row of an INSERT",
  exists: "it reads other rows, which no database allows there",
};

/** The expression with every node in it replaced, outermost first. Values are left alone: they may be any object. */
function mapNodes(expression: Expression, change: (node: Node) => Node): Expression {
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== "object" || part === null) return part;
    if (!("kind" in part)) return part;
    const node = change(part as Node);
    if (node.kind === "value" || node.kind === "column") return node;
    return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, key === "type" ? member : visit(member)]));
  };
  return visit(expression) as Expression;
}

function badExpression({ table, what }: ExpressionPlace, dialect: string, why: string): ConfigurationError {
  return new ConfigurationError("SCHEMA.BAD_EXPRESSION", `the ${what} of table "${table.name}" cannot be part of a table on ${dialect}: ${why}`, {
    context: { table: table.name, dialect },
  });
}

function columnOf(node: Node<"column">, { table, what }: ExpressionPlace): ColumnDef {
  const column = table.columns.find(({ property }) => property === node.name);
  if (column && (node.table === undefined || node.table === table.name)) return column;
  const named = node.table === undefined ? node.name : `${node.table}.${node.name}`;
  const known = table.columns.map(({ property }) => property).join(", ");
  throw new ConfigurationError(
    "SCHEMA.UNKNOWN_COLUMN",
    `the ${what} of table "${table.name}" names ${named}, which is not a column of that table; it has ${known}`,
    {
      context: { table: table.name, column: node.name },
    },
  );
}
