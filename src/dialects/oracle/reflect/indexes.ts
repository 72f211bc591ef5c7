import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { IndexKeySnapshot, IndexSnapshot } from "../../../schema/snapshot.ts";
import { bag, type CatalogRow, filled, given, grouped, perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
import { inScope, named, schemaColumns } from "./scope.ts";

/** Those that no constraint uses, a row a key. */
export const indexes: ReflectionFacet = {
  name: "indexes",
  query: (scope) =>
    `select ${schemaColumns("i.table_owner")}, i.table_name, i.index_name, i.uniqueness, i.index_type, k.column_name, k.descend, i.compression, i.prefix_length, ` +
    "i.visibility, i.tablespace_name, u.default_tablespace, e.column_expression from all_indexes i " +
    "join all_ind_columns k on k.index_owner = i.owner and k.index_name = i.index_name " +
    "left join all_ind_expressions e on e.index_owner = i.owner and e.index_name = i.index_name and e.column_position = k.column_position " +
    "left join user_users u on u.username = i.owner " +
    `where i.index_type <> 'LOB' and ${inScope("i.table_owner", scope)}${named("i.table_name", scope)} ` +
    "and not exists (select 1 from all_constraints c where c.owner = i.table_owner and c.index_name = i.index_name and c.constraint_type in ('P', 'U')) " +
    "order by 1, 3, 4, k.column_position",
  read: (rows) => ({
    // what turns out to be no materialized view is left out
    views: grouped(rows, 2).map(([name, own]) => ({ ...schemaOf(own[0]), name, indexes: grouped(own, 3).map(([of, ofIndex]) => index(of, ofIndex)) })),
    tables: perTable(rows, (own) => ({ indexes: grouped(own, 3).map(([name, ofIndex]) => index(name, ofIndex)) })),
  }),
};

function index(name: string, rows: readonly [CatalogRow, ...CatalogRow[]]): IndexSnapshot {
  const [, , , , uniqueness, type, , , compression, prefix, visibility, tablespace, usual] = rows[0];
  return {
    name,
    keys: rows.map(key),
    unique: text(uniqueness) === "UNIQUE",
    include: [],
    ...given({ method: text(type).includes("BITMAP") ? "bitmap" : undefined }),
    ...bag({
      compress: text(compression) === "ENABLED" ? Number(prefix) : undefined,
      visible: text(visibility) === "INVISIBLE" ? false : undefined,
      tablespace: filled(tablespace) === filled(usual) ? undefined : filled(tablespace),
    }),
  };
}

/** A descending column is kept as an expression that is its name. */
function key(row: CatalogRow): IndexKeySnapshot {
  const descending = text(row[7]) === "DESC";
  const expression = filled(row[13])?.trim();
  const column = expression === undefined ? text(row[6]) : /^"((?:[^"]|"")+)"$/.exec(expression)?.[1]?.replaceAll('""', '"');
  return { ...(column === undefined ? { expression: expression ?? "" } : { column }), ...(descending ? { descending: true } : {}) } as IndexKeySnapshot;
}
