import { same } from "../../kernel/same.ts";
import type { Difference, ObjectName } from "../difference.ts";
import { type ChangeUnit, elementName, plainName, tableElement } from "./change.ts";

export type ConstraintElement = "unique" | "check" | "exclusion" | "foreignKey";
export type ConstraintOf<E extends ConstraintElement> = NonNullable<Extract<Difference, { readonly element: E }>["after"]>;

/** A constraint that comes or goes. */
export interface ConstraintChange<K extends string, E extends ConstraintElement> {
  readonly kind: K;
  readonly table: ObjectName;
  readonly constraint: ConstraintOf<E>;
  /** A unique constraint takes over the unique index of its name, which is there already. */
  readonly byIndex?: true | undefined;
}

const labels: Readonly<Record<ConstraintElement, string>> = {
  unique: "unique constraint",
  check: "check",
  exclusion: "exclusion constraint",
  foreignKey: "foreign key",
};

/** The two units of one kind of constraint. `needs`: what it needs beside its table. */
export function constraintUnits<E extends ConstraintElement, A extends string, D extends string>(
  element: E,
  addKind: A,
  dropKind: D,
  needs: (constraint: ConstraintOf<E>) => readonly string[] = () => [],
) {
  type Add = ConstraintChange<A, E>;
  type Drop = ConstraintChange<D, E>;
  const add: ChangeUnit<Add, Drop> = {
    kind: addKind,
    detect: (d) => {
      const found = replaced(d, element);
      return found?.after && { kind: addKind, table: found.table, constraint: found.after };
    },
    reverse: ({ table, constraint }) => ({ kind: dropKind, table, constraint }),
    describe: ({ table, constraint }) => `add ${labels[element]} ${constraint.name} to ${plainName(table)}`,
    needs: ({ table, constraint }) => [tableElement(table), ...needs(constraint)],
    makes: ({ table, constraint }) => [elementName(element, table.schema, table.name, constraint.name)],
  };
  const drop: ChangeUnit<Drop, Add> = {
    kind: dropKind,
    detect: (d) => {
      const found = replaced(d, element);
      return found?.before && { kind: dropKind, table: found.table, constraint: found.before };
    },
    reverse: ({ table, constraint }) => ({ kind: addKind, table, constraint }),
    describe: ({ table, constraint }) => `drop ${labels[element]} ${constraint.name} of ${plainName(table)}`,
    needs: ({ table }) => [tableElement(table)],
  };
  return [add, drop] as const;
}

/** Both sides of a constraint that cannot stay: what differs is more than its name, its comment, or that old rows are looked at now. */
function replaced<E extends ConstraintElement>(
  difference: Difference,
  element: E,
): { readonly table: ObjectName; readonly before?: ConstraintOf<E>; readonly after?: ConstraintOf<E> } | undefined {
  if (difference.element !== element) return undefined;
  const found = difference as Extract<Difference, { readonly element: ConstraintElement }>;
  const stays = found.before && found.after && same(kept(found.before, found.after), kept(found.after, found.after));
  return stays ? undefined : (found as unknown as ReturnType<typeof replaced<E>>); // the element says which constraint it is
}

function kept(constraint: ConstraintOf<ConstraintElement>, after: ConstraintOf<ConstraintElement>): unknown {
  const { name: _name, comment: _comment, ...rest } = constraint;
  if (!("validated" in rest) || ("validated" in after && after.validated === false)) return rest;
  const { validated: _validated, ...validated } = rest;
  return validated;
}
