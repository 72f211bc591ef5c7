import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { IndexKeySnapshot, IndexSnapshot, TableSnapshot } from "../../../schema/snapshot.ts";
import { bag, type CatalogRow, filled, flag, given, grouped, maybe, perTable, text } from "../../standard/reflect/rows.ts";
import { type CatalogTraits, inScope, named, schemaColumns } from "./traits.ts";
import { unescaped } from "./unescaped.ts";

/** Primary keys, uniques and indexes: a unique is an index like others here. */
export function indexes(traits: CatalogTraits): ReflectionFacet {
  return {
    name: "indexes",
    query: (scope) =>
      `select ${schemaColumns("table_schema")}, table_name, index_name, non_unique, column_name, collation, sub_part, index_type, ${traits.keyExpression}, ` +
      `${traits.unused}, index_comment from information_schema.statistics where ${inScope("table_schema", scope)}${named("table_name", scope)} ` +
      "order by 1, 3, 4, seq_in_index",
    read: (rows) => ({ tables: perTable(rows, (own) => indexesOf(own, traits)) }),
  };
}

function indexesOf(rows: readonly CatalogRow[], traits: CatalogTraits): Partial<TableSnapshot> {
  const groups = grouped(rows, 3);
  const primary = groups.find(([name]) => name === "PRIMARY")?.[1];
  return {
    ...(primary ? { primaryKey: { columns: primary.map((row) => text(row[5])) } } : {}),
    indexes: groups.filter(([name]) => name !== "PRIMARY").map(([name, own]) => index(name, own, traits)),
  };
}

function index(name: string, rows: readonly [CatalogRow, ...CatalogRow[]], traits: CatalogTraits): IndexSnapshot {
  const [, , , , nonUnique, , , , type, , unused, comment] = rows[0];
  const method = text(type).toLowerCase();
  return {
    name,
    keys: rows.map((row) => key(row, method, traits)),
    unique: !flag(nonUnique),
    include: [],
    ...given({ method: method === "btree" ? undefined : method, comment: filled(comment) }),
    ...bag(flag(unused) ? traits.unusedOption : {}),
  };
}

function key([, , , , , column, order, part, , expression]: CatalogRow, method: string, traits: CatalogTraits): IndexKeySnapshot {
  const computed = filled(expression);
  const named = computed === undefined ? { column: text(column) } : { expression: traits.escaped ? unescaped(computed) : computed };
  // a spatial index reports the length of its boxes
  const length = maybe(part) === undefined || method === "spatial" ? undefined : Number(part);
  return { ...named, ...(text(order) === "D" ? { descending: true } : {}), ...bag({ length }) } as IndexKeySnapshot;
}
