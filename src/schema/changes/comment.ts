import type { Difference, ObjectName } from "../difference.ts";
import type { IndexSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, nameOf, plainName, tableElement } from "./change.ts";
import { type AlterColumn, aspectUnit } from "./column-aspect.ts";

/** Undefined is no comment. */
interface Comment {
  readonly from: string | undefined;
  readonly to: string | undefined;
}
export interface SetTableComment extends Comment {
  readonly kind: "setTableComment";
  readonly table: ObjectName;
}
/** Whole columns: some databases repeat the definition. */
export type SetColumnComment = AlterColumn<"setColumnComment">;

/** What else can carry a comment. */
export type CommentTarget =
  | { readonly of: "namespace" | "enumType" | "sequence" | "view" | "materializedView"; readonly name: ObjectName }
  | { readonly of: "unique" | "check" | "exclusion" | "foreignKey"; readonly table: ObjectName; readonly name: string }
  /** Whole, since some databases can only make it again. */
  | { readonly of: "index"; readonly table: ObjectName; readonly name: string; readonly index: IndexSnapshot };
export interface SetComment extends Comment {
  readonly kind: "setComment";
  readonly target: CommentTarget;
}

const verb = (to: string | undefined): string => (to === undefined ? "remove the comment" : "comment");

export const setTableComment: ChangeUnit<SetTableComment, SetTableComment> = {
  kind: "setTableComment",
  detect: (d) =>
    d.element === "table" && d.before && d.after && d.before.comment !== d.after.comment
      ? { kind: "setTableComment", table: nameOf(d.after), from: d.before.comment, to: d.after.comment }
      : undefined,
  reverse: ({ table, from, to }) => ({ kind: "setTableComment", table, from: to, to: from }),
  describe: ({ table, to }) => `${verb(to)} on table ${plainName(table)}`,
  needs: ({ table }) => [tableElement(table)],
};

export const setColumnComment: ChangeUnit<SetColumnComment, SetColumnComment> = aspectUnit(
  "setColumnComment",
  "comment",
  (_, { comment }) => `${verb(comment)} on column`,
);

export const setComment: ChangeUnit<SetComment, SetComment> = {
  kind: "setComment",
  detect: (d) => {
    const target = targetOf(d);
    const [from, to] = [commentOf(d.before), commentOf(d.after)];
    return target && from !== to ? { kind: "setComment", target, from, to } : undefined;
  },
  reverse: ({ target, from, to }) => {
    const back = target.of === "index" ? { ...target, index: { ...target.index, comment: from } } : target;
    return { kind: "setComment", target: back, from: to, to: from };
  },
  describe: ({ target, to }) => `${verb(to)} on ${target.of} ${"table" in target ? `${plainName(target.table)}.${target.name}` : plainName(target.name)}`,
  needs: ({ target }) => [
    target.of === "namespace"
      ? elementName("namespace", target.name.name)
      : "table" in target
        ? elementName(target.of, target.table.schema, target.table.name, target.name)
        : elementName(target.of === "materializedView" ? "view" : target.of, target.name.schema, target.name.name),
  ],
};

/** What is there on both sides: whoever makes a thing writes its comment with it. */
function targetOf(d: Difference): CommentTarget | undefined {
  if (!d.before || !d.after || d.element === "table" || d.element === "column") return undefined;
  if (d.element === "primaryKey") return undefined;
  if (d.element === "index") return { of: "index", table: d.table, name: d.after.name, index: d.after };
  if ("table" in d) return { of: d.element, table: d.table, name: d.after.name };
  if (d.element === "view") return { of: d.after.materialized ? "materializedView" : "view", name: nameOf(d.after) };
  return { of: d.element, name: nameOf(d.after) };
}

function commentOf(element: object | undefined): string | undefined {
  return (element as { readonly comment?: string } | undefined)?.comment;
}
