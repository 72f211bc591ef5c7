import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { ColumnSnapshot, IdentitySnapshot } from "../../../schema/snapshot.ts";
import { bag, type CatalogRow, filled, given, perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
import { inScope, named, schemaColumns } from "./scope.ts";

export const tables: ReflectionFacet = {
  name: "tables",
  query: (scope) =>
    `select ${schemaColumns("t.owner")}, t.table_name, c.comments, t.tablespace_name, t.compression, u.default_tablespace from all_tables t ` +
    "left join all_tab_comments c on c.owner = t.owner and c.table_name = t.table_name left join user_users u on u.username = t.owner " +
    `where t.dropped = 'NO' and t.nested = 'NO' and t.secondary = 'N' and (t.iot_type is null or t.iot_type = 'IOT') and ${inScope("t.owner", scope)}${named("t.table_name", scope)} ` +
    "and not exists (select 1 from all_mviews m where m.owner = t.owner and m.mview_name = t.table_name) order by 1, 3",
  read: (rows) => ({
    tables: rows.map((row) => {
      const [, , name, comment, tablespace, compression, usual] = row;
      return {
        ...schemaOf(row),
        name: text(name),
        ...given({ comment: filled(comment) }),
        ...bag({
          tablespace: filled(tablespace) === filled(usual) ? undefined : filled(tablespace),
          compress: text(compression) === "ENABLED" ? true : undefined,
        }),
      };
    }),
  }),
};

export const columns: ReflectionFacet = {
  name: "columns",
  query: (scope) =>
    `select ${schemaColumns("c.owner")}, c.table_name, c.column_name, c.data_type, c.char_length, c.char_used, c.data_precision, c.data_scale, c.data_length, ` +
    "c.nullable, c.virtual_column, i.generation_type, i.identity_options, m.comments, c.collation, c.data_default from all_tab_cols c " +
    "left join all_tab_identity_cols i on i.owner = c.owner and i.table_name = c.table_name and i.column_name = c.column_name " +
    "left join all_col_comments m on m.owner = c.owner and m.table_name = c.table_name and m.column_name = c.column_name " +
    `where c.hidden_column = 'NO' and ${inScope("c.owner", scope)}${named("c.table_name", scope)} order by 1, 3, c.column_id`,
  read: (rows) => ({ tables: perTable(rows, (own) => ({ columns: own.map(column) })) }),
};

function column(row: CatalogRow): ColumnSnapshot {
  const [, , , name, , , , , , , nullable, virtual, generation, options, comment, collation, fill] = row;
  const expression = filled(fill)?.trim();
  const isComputed = text(virtual) === "YES";
  const isIdentity = filled(generation) !== undefined;
  const collated = filled(collation) === undefined || text(collation).startsWith("USING_") ? "" : ` collate ${text(collation).toLowerCase()}`;
  return {
    name: text(name),
    type: typeText(row) + collated,
    nullable: text(nullable) === "Y",
    ...given({
      default: isComputed || isIdentity ? undefined : expression,
      identity: isIdentity ? identity(text(generation) === "ALWAYS", text(options)) : undefined,
      computed: isComputed && expression !== undefined ? { expression, stored: false } : undefined,
      comment: filled(comment),
    }),
  };
}

function typeText([, , , , type, characters, unit, precision, scale, bytes]: CatalogRow): string {
  const name = text(type).toLowerCase();
  switch (name) {
    case "varchar2":
    case "char":
      return `${name}(${text(characters)} ${text(unit) === "B" ? "byte" : "char"})`;
    case "nvarchar2":
    case "nchar":
      return `${name}(${text(characters)})`;
    case "raw":
      return `raw(${text(bytes)})`;
    case "number":
      if (filled(precision) === undefined) return filled(scale) === undefined ? "number" : "integer";
      return Number(scale) === 0 ? `number(${text(precision)})` : `number(${text(precision)}, ${text(scale)})`;
    case "float":
      return `float(${text(precision)})`;
    default:
      return name;
  }
}

const words = { "START WITH": "start", "INCREMENT BY": "increment", MIN_VALUE: "min", MAX_VALUE: "max", CACHE_SIZE: "cache" } as const;

/** `START WITH: 1, INCREMENT BY: 1, MAX_VALUE: 99..., CYCLE_FLAG: N, ...` */
function identity(always: boolean, options: string): IdentitySnapshot {
  const given = new Map(options.split(",").map((option) => option.split(":").map((part) => part.trim()) as [string, string]));
  const steps = Object.entries(words).flatMap(([word, step]) => (given.has(word) ? [[step, given.get(word)]] : []));
  return { always, ...Object.fromEntries(steps), ...(given.get("CYCLE_FLAG") === "Y" ? { cycle: true } : {}) };
}
