import type { CommentTarget } from "../../../schema/changes/comment.ts";
import type { ObjectName } from "../../../schema/difference.ts";
import { words } from "./words.ts";

interface Change {
  readonly from: string | undefined;
  readonly to: string | undefined;
}
/** What carries the comment below its schema: kinds and names, outermost first. */
type Level = readonly [kind: string, name: string];

export function setTableComment(table: ObjectName, change: Change): string {
  return setComment(table.schema, [["TABLE", table.name]], change);
}

export function setColumnComment(table: ObjectName, column: string, change: Change): string {
  return setComment(
    table.schema,
    [
      ["TABLE", table.name],
      ["COLUMN", column],
    ],
    change,
  );
}

export function setTargetComment(target: CommentTarget, change: Change): string {
  if ("table" in target) {
    return setComment(
      target.table.schema,
      [
        ["TABLE", target.table.name],
        [target.of === "index" ? "INDEX" : "CONSTRAINT", target.name],
      ],
      change,
    );
  }
  if (target.of === "namespace") return setComment(target.name.name, [], change);
  return setComment(target.name.schema, [[target.of === "sequence" ? "SEQUENCE" : "VIEW", target.name.name]], change);
}

/** Comments are the extended property MS_Description, as the vendor's tools show them. */
function setComment(schema: string | undefined, levels: readonly Level[], { from, to }: Change): string {
  const procedure = to === undefined ? "sp_dropextendedproperty" : from === undefined ? "sp_addextendedproperty" : "sp_updateextendedproperty";
  const parameters = [
    "@name = N'MS_Description'",
    ...(to === undefined ? [] : [`@value = ${words.text(to)}`]),
    `@level0type = N'SCHEMA', @level0name = ${schema === undefined ? "@schema" : words.text(schema)}`,
    ...levels.map(([kind, name], i) => `@level${i + 1}type = N'${kind}', @level${i + 1}name = ${words.text(name)}`),
  ];
  // arguments of a procedure cannot be calls
  return `${schema === undefined ? "declare @schema sysname = schema_name(); " : ""}exec sys.${procedure} ${parameters.join(", ")}`;
}
