import { boundedName } from "../../kernel/bounded-name.ts";
import type { Change } from "../../schema/changes/units.ts";
import { words } from "./ddl/words.ts";

/** Indexes beside running writes; constraints that hold for new rows at once and are checked for old ones while others go on. */
export function safer(change: Change): readonly Change[] | undefined {
  switch (change.kind) {
    case "createIndex":
    case "dropIndex":
      return change.online ? undefined : [{ ...change, online: true }];
    case "addUnique": {
      const { table, constraint, byIndex } = change;
      if (byIndex || constraint.options !== undefined) return undefined;
      const index = { name: constraint.name, keys: constraint.columns.map((column) => ({ column })), unique: true, include: [] };
      return [
        { kind: "createIndex", table, index, unlessExists: false, online: true },
        { ...change, byIndex: true },
      ];
    }
    case "addCheck":
    case "addForeignKey": {
      if (change.constraint.validated === false) return undefined;
      const { table, constraint } = change;
      const of = change.kind === "addCheck" ? "check" : "foreignKey";
      return [
        { ...change, constraint: { ...constraint, validated: false } } as Change, // of the same kind
        { kind: "validateConstraint", table, of, constraint } as Change, // `of` says which constraint it is
      ];
    }
    case "alterColumnNullability": {
      if (change.to.nullable || change.to.default !== undefined) return undefined;
      const { table, to } = change;
      const constraint = { name: boundedName(`ormdantic_${table.name}_${to.name}_not_null`), expression: `${words.quote(to.name)} is not null` };
      // the server takes a valid check as proof and does not look at the rows again
      return [
        { kind: "addCheck", table, constraint: { ...constraint, validated: false } },
        { kind: "validateConstraint", table, of: "check", constraint },
        change,
        { kind: "dropCheck", table, constraint },
      ];
    }
    default:
      return undefined;
  }
}
