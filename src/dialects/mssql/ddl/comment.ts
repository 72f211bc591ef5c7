import type { TableSnapshot } from "../../../schema/snapshot.ts";
import type { DdlWords } from "../../standard/ddl/table.ts";

/** Comments are the extended property MS_Description, as the vendor's tools show them. */
export function setComment(
  words: DdlWords,
  table: TableSnapshot,
  column: string | undefined,
  { from, to }: { from: string | undefined; to: string | undefined },
): string {
  const procedure = to === undefined ? "sp_dropextendedproperty" : from === undefined ? "sp_addextendedproperty" : "sp_updateextendedproperty";
  const parameters = [
    "@name = N'MS_Description'",
    ...(to === undefined ? [] : [`@value = ${words.text(to)}`]),
    `@level0type = N'SCHEMA', @level0name = ${table.schema === undefined ? "@schema" : words.text(table.schema)}`,
    `@level1type = N'TABLE', @level1name = ${words.text(table.name)}`,
    ...(column === undefined ? [] : [`@level2type = N'COLUMN', @level2name = ${words.text(column)}`]),
  ];
  // arguments of a procedure cannot be calls
  const schema = table.schema === undefined ? "declare @schema sysname = schema_name(); " : "";
  return `${schema}exec sys.${procedure} ${parameters.join(", ")}`;
}
