import type { Change } from "../../schema/changes/units.ts";

/** Indexes beside running writes, foreign keys and checks that look at old rows in a second statement. */
export function onlineIndexesAndLateChecks(change: Change): readonly Change[] | undefined {
  if (change.kind === "createIndex" || change.kind === "dropIndex") return change.online ? undefined : [{ ...change, online: true }];
  if ((change.kind !== "addCheck" && change.kind !== "addForeignKey") || change.constraint.validated === false) return undefined;
  const { table, constraint } = change;
  return [
    { ...change, constraint: { ...constraint, validated: false } } as Change, // of the same kind
    { kind: "validateConstraint", table, of: change.kind === "addCheck" ? "check" : "foreignKey", constraint } as Change, // `of` says which constraint it is
  ];
}
