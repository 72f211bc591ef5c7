import type { ObjectName } from "../difference.ts";
import type { CheckSnapshot, ForeignKeySnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, plainName, tableElement } from "./change.ts";

type Validated = { readonly of: "check"; readonly constraint: CheckSnapshot } | { readonly of: "foreignKey"; readonly constraint: ForeignKeySnapshot };
/** Rows that were there before a constraint are looked at. The way back leaves it as it is: what was checked stays true. */
export type ValidateConstraint = Validated & { readonly kind: "validateConstraint"; readonly table: ObjectName };
export type KeepValidated = Validated & { readonly kind: "keepValidated"; readonly table: ObjectName };

export const validateConstraint: ChangeUnit<ValidateConstraint, KeepValidated> = {
  kind: "validateConstraint",
  detect: (d) => {
    if ((d.element !== "check" && d.element !== "foreignKey") || d.before?.validated !== false || !d.after || d.after.validated === false) return undefined;
    return { kind: "validateConstraint", table: d.table, of: d.element, constraint: d.after } as ValidateConstraint; // the element says which constraint it is
  },
  reverse: (change) => ({ ...change, kind: "keepValidated" }),
  describe: ({ table, constraint }) => `check the rows of ${plainName(table)} against ${constraint.name}`,
  needs: ({ table, of, constraint }) => [tableElement(table), elementName(of, table.schema, table.name, constraint.name)],
};

export const keepValidated: ChangeUnit<KeepValidated, ValidateConstraint> = {
  kind: "keepValidated",
  detect: () => undefined,
  reverse: (change) => ({ ...change, kind: "validateConstraint" }),
  describe: ({ table, constraint }) => `leave ${constraint.name} of ${plainName(table)} as it is`,
};
