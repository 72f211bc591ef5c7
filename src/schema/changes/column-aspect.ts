import { same } from "../../kernel/same.ts";
import type { Difference, ObjectName } from "../difference.ts";
import type { ColumnSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, plainName, tableElement } from "./change.ts";

/**
 * One aspect of a column becomes another. Both sides are whole columns, since some databases repeat the definition, and differ in that aspect only
 * (a type brings its default along).
 */
export interface AlterColumn<K extends string> {
  readonly kind: K;
  readonly table: ObjectName;
  readonly from: ColumnSnapshot;
  readonly to: ColumnSnapshot;
}

/** In the order they are changed. A default is there before its column refuses NULL, and comes with a new type: the old one may be none of it. */
const aspects = ["type", "default", "computed", "nullable", "identity", "options", "comment"] as const;
export type ColumnAspect = (typeof aspects)[number];

/** The unit of one aspect. `says` describes what becomes of it. */
export function aspectUnit<K extends string>(kind: K, aspect: ColumnAspect, says: (from: ColumnSnapshot, to: ColumnSnapshot) => string) {
  const unit: ChangeUnit<AlterColumn<K>, AlterColumn<K>> = {
    kind,
    detect: (difference) => {
      const step = stepOf(difference, aspect);
      return step && { kind, ...step };
    },
    reverse: ({ table, from, to }) => ({ kind, table, from: to, to: from }),
    describe: ({ table, from, to }) => `${says(from, to)} ${plainName(table)}.${to.name}`,
    needs: ({ table }) => [tableElement(table)],
    makes: ({ table, to }) => [elementName("column", table.schema, table.name, to.name)],
  };
  return unit;
}

/** What comes before this aspect has changed already, what comes after it has not. */
function stepOf(difference: Difference, aspect: ColumnAspect): Omit<AlterColumn<string>, "kind"> | undefined {
  if (difference.element !== "column" || !difference.before || !difference.after) return undefined;
  const { table, before, after } = difference;
  const retyped = before.type !== after.type;
  if (same(before[aspect], after[aspect]) || (retyped && aspect === "default")) return undefined;
  const reached = aspects.indexOf(aspect);
  return { table, from: mixed(before, after, reached), to: mixed(before, after, reached + (aspect === "type" ? 2 : 1)) };
}

function mixed(before: ColumnSnapshot, after: ColumnSnapshot, count: number): ColumnSnapshot {
  const entries = aspects.map((aspect, i) => [aspect, (i < count ? after : before)[aspect]] as const).filter(([, value]) => value !== undefined);
  return { name: after.name, ...Object.fromEntries(entries) } as ColumnSnapshot; // type and nullable are among the aspects
}
