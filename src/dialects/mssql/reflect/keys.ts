import type { ReferentialAction } from "../../../model/definition.ts";
import type { ReflectionFacet } from "../../../schema/facet.ts";
import type { ForeignKeySnapshot } from "../../../schema/snapshot.ts";
import { type CatalogRow, filled, flag, given, grouped, perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
import { comment, commentText, inScope, named, schemaColumns } from "./scope.ts";

const actions: Readonly<Record<string, ReferentialAction>> = { NO_ACTION: "noAction", CASCADE: "cascade", SET_NULL: "setNull", SET_DEFAULT: "setDefault" };

export const foreignKeys: ReflectionFacet = {
  name: "foreignKeys",
  query: (scope) =>
    `select ${schemaColumns}, t.name, f.name, c.name, rs.name, case when rs.name = schema_name() then 1 else 0 end, r.name, rc.name, ` +
    `f.delete_referential_action_desc, f.update_referential_action_desc, f.is_not_trusted, ${commentText("e")} from sys.foreign_keys f ` +
    "join sys.tables t on t.object_id = f.parent_object_id join sys.schemas s on s.schema_id = t.schema_id " +
    "join sys.foreign_key_columns k on k.constraint_object_id = f.object_id " +
    "join sys.columns c on c.object_id = k.parent_object_id and c.column_id = k.parent_column_id " +
    "join sys.tables r on r.object_id = f.referenced_object_id join sys.schemas rs on rs.schema_id = r.schema_id " +
    "join sys.columns rc on rc.object_id = k.referenced_object_id and rc.column_id = k.referenced_column_id " +
    `${comment("e", 1, "f.object_id")} where ${inScope(scope)}${named("t.name", scope)} order by 1, 3, 4, k.constraint_column_id`,
  read: (rows) => ({ tables: perTable(rows, (own) => ({ foreignKeys: grouped(own, 3).map(([, ofKey]) => foreignKey(ofKey)) })) }),
};

function foreignKey(rows: readonly [CatalogRow, ...CatalogRow[]]): ForeignKeySnapshot {
  const [, , , name, , schema, isCurrent, table, , onDelete, onUpdate, untrusted, remark] = rows[0];
  return {
    name: text(name),
    columns: rows.map((row) => text(row[4])),
    references: { ...schemaOf([schema, isCurrent]), table: text(table), columns: rows.map((row) => text(row[8])) },
    ...given({
      onDelete: actions[text(onDelete)],
      onUpdate: actions[text(onUpdate)],
      validated: flag(untrusted) ? (false as const) : undefined,
      comment: filled(remark),
    }),
  };
}

export const checks: ReflectionFacet = {
  name: "checks",
  query: (scope) =>
    `select ${schemaColumns}, t.name, k.name, k.definition, k.is_not_trusted, ${commentText("e")} from sys.check_constraints k ` +
    `join sys.tables t on t.object_id = k.parent_object_id join sys.schemas s on s.schema_id = t.schema_id ${comment("e", 1, "k.object_id")} ` +
    `where ${inScope(scope)}${named("t.name", scope)} order by 1, 3, 4`,
  read: (rows) => ({
    tables: perTable(rows, (own) => ({
      checks: own.map(([, , , name, definition, untrusted, remark]) => ({
        name: text(name),
        expression: text(definition),
        ...given({ validated: flag(untrusted) ? (false as const) : undefined, comment: filled(remark) }),
      })),
    })),
  }),
};
