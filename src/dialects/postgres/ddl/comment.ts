import type { CommentTarget } from "../../../schema/changes/comment.ts";
import { path } from "../../standard/ddl/table.ts";
import { words } from "./words.ts";

/** What COMMENT ON calls a thing. */
export function commented(target: CommentTarget): string {
  switch (target.of) {
    case "namespace":
      return `schema ${words.quote(target.name.name)}`;
    case "enumType":
      return `type ${path(words, target.name)}`;
    case "materializedView":
      return `materialized view ${path(words, target.name)}`;
    case "sequence":
    case "view":
      return `${target.of} ${path(words, target.name)}`;
    case "index":
      return `index ${path(words, { schema: target.table.schema, name: target.name })}`;
    default:
      return `constraint ${words.quote(target.name)} on ${path(words, target.table)}`;
  }
}
