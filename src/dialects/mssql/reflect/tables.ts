import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { ColumnSnapshot } from "../../../schema/snapshot.ts";
import { bag, type CatalogRow, filled, flag, given, maybe, perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
import { comment, commentText, inScope, named, schemaColumns } from "./scope.ts";

export const tables: ReflectionFacet = {
  name: "tables",
  query: (scope) =>
    `select ${schemaColumns}, t.name, ${commentText("e")}, d.name, d.is_default from sys.tables t join sys.schemas s on s.schema_id = t.schema_id ` +
    "left join sys.indexes i on i.object_id = t.object_id and i.index_id in (0, 1) left join sys.data_spaces d on d.data_space_id = i.data_space_id " +
    `${comment("e", 1, "t.object_id")} where t.is_ms_shipped = 0 and ${inScope(scope)}${named("t.name", scope)} order by 1, 3`,
  read: (rows) => ({
    tables: rows.map((row) => ({
      ...schemaOf(row),
      name: text(row[2]),
      ...given({ comment: filled(row[3]) }),
      ...bag({ filegroup: flag(row[5]) ? undefined : filled(row[4]) }),
    })),
  }),
};

export const columns: ReflectionFacet = {
  name: "columns",
  query: (scope) =>
    `select ${schemaColumns}, t.name, c.name, y.name, c.max_length, c.precision, c.scale, c.collation_name, c.is_nullable, d.definition, ` +
    "cast(i.seed_value as nvarchar(40)), cast(i.increment_value as nvarchar(40)), p.definition, p.is_persisted, " +
    `${commentText("e")} from sys.columns c join sys.tables t on t.object_id = c.object_id join sys.schemas s on s.schema_id = t.schema_id ` +
    "join sys.types y on y.user_type_id = c.user_type_id left join sys.default_constraints d on d.object_id = c.default_object_id " +
    "left join sys.identity_columns i on i.object_id = c.object_id and i.column_id = c.column_id " +
    "left join sys.computed_columns p on p.object_id = c.object_id and p.column_id = c.column_id " +
    `${comment("e", 1, "c.object_id", "c.column_id")} where t.is_ms_shipped = 0 and ${inScope(scope)}${named("t.name", scope)} order by 1, 3, c.column_id`,
  read: (rows) => ({ tables: perTable(rows, (own) => ({ columns: own.map(column) })) }),
};

function column(row: CatalogRow): ColumnSnapshot {
  const [, , , name, type, length, precision, scale, collation, nullable, fill, start, increment, expression, persisted, remark] = row;
  const computed = filled(expression);
  const identity = maybe(start) === undefined ? undefined : { always: true, start: text(start), increment: text(increment) };
  return {
    name: text(name),
    type: typeText(text(type), Number(length), Number(precision), Number(scale)) + (filled(collation) === undefined ? "" : ` collate ${text(collation)}`),
    nullable: flag(nullable),
    ...given({
      default: filled(fill),
      identity,
      computed: computed === undefined ? undefined : { expression: computed, stored: flag(persisted) },
      comment: filled(remark),
    }),
  };
}

/** The catalog counts bytes. */
function typeText(name: string, length: number, precision: number, scale: number): string {
  const size = (bytes: number): string => (length < 0 ? "max" : String(length / bytes));
  switch (name) {
    case "nvarchar":
    case "nchar":
      return `${name}(${size(2)})`;
    case "varchar":
    case "char":
    case "varbinary":
    case "binary":
      return `${name}(${size(1)})`;
    case "decimal":
    case "numeric":
      return `${name}(${precision}, ${scale})`;
    case "datetime2":
    case "datetimeoffset":
    case "time":
      return `${name}(${scale})`;
    default:
      return name;
  }
}
