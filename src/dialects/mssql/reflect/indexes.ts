import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { IndexSnapshot, PrimaryKeySnapshot, TableSnapshot, UniqueSnapshot } from "../../../schema/snapshot.ts";
import { bag, type CatalogRow, filled, flag, given, grouped, perTable, text } from "../../standard/reflect/rows.ts";
import { comment, commentText, inScope, named, schemaColumns } from "./scope.ts";

/** Primary keys, uniques and indexes, a row a column; all of them are indexes. */
export const indexes: ReflectionFacet = {
  name: "indexes",
  query: (scope) =>
    `select ${schemaColumns}, t.name, i.name, c.name, k.is_included_column, k.is_descending_key, i.is_primary_key, i.is_unique_constraint, i.is_unique, ` +
    `i.type_desc, i.filter_definition, d.name, d.is_default, ${commentText("e")}, ${commentText("ck")} from sys.indexes i ` +
    "join sys.tables t on t.object_id = i.object_id join sys.schemas s on s.schema_id = t.schema_id " +
    "join sys.index_columns k on k.object_id = i.object_id and k.index_id = i.index_id " +
    "join sys.columns c on c.object_id = k.object_id and c.column_id = k.column_id " +
    "left join sys.data_spaces d on d.data_space_id = i.data_space_id " +
    "left join sys.key_constraints q on q.parent_object_id = i.object_id and q.unique_index_id = i.index_id " +
    `${comment("e", 7, "i.object_id", "i.index_id")} ${comment("ck", 1, "q.object_id")} where i.name is not null and t.is_ms_shipped = 0 and ${inScope(scope)}` +
    `${named("t.name", scope)} order by 1, 3, 4, k.is_included_column, k.key_ordinal, k.index_column_id`,
  read: (rows) => ({ tables: perTable(rows, indexesOf) }),
};

type IndexRows = readonly [CatalogRow, ...CatalogRow[]];

function indexesOf(rows: readonly CatalogRow[]): Partial<TableSnapshot> {
  const all = grouped(rows, 3).map(([, own]) => own);
  const primary = all.find(([first]) => flag(first[7]));
  return {
    ...(primary ? { primaryKey: keyOf(primary, true) } : {}),
    uniques: all.filter(([first]) => flag(first[8])).map(unique),
    indexes: all.filter(([first]) => !flag(first[7]) && !flag(first[8])).map(index),
  };
}

function keyOf(rows: IndexRows, usuallyClustered: boolean): PrimaryKeySnapshot & { readonly name: string } {
  const [, , , name, , , , , , , type, , group, isDefault] = rows[0];
  const isClustered = text(type) === "CLUSTERED";
  return {
    name: text(name),
    columns: rows.map((row) => text(row[4])),
    ...bag({ clustered: isClustered === usuallyClustered ? undefined : isClustered, filegroup: flag(isDefault) ? undefined : filled(group) }),
  };
}

function unique(rows: IndexRows): UniqueSnapshot {
  return { ...keyOf(rows, false), ...given({ comment: filled(rows[0][15]) }) };
}

function index(rows: IndexRows): IndexSnapshot {
  const [, , , name, , , , , , isUnique, type, where, group, isDefault, remark] = rows[0];
  const method = text(type).toLowerCase();
  const keys = rows.filter((row) => !flag(row[5]));
  return {
    name: text(name),
    keys: keys.map((row) => ({ column: text(row[4]), ...(flag(row[6]) ? { descending: true } : {}) })),
    unique: flag(isUnique),
    include: rows.filter((row) => flag(row[5])).map((row) => text(row[4])),
    ...given({ where: filled(where), method: method === "nonclustered" ? undefined : method, comment: filled(remark) }),
    ...bag({ filegroup: flag(isDefault) ? undefined : filled(group) }),
  };
}
