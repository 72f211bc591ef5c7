import type { ObjectName } from "../difference.ts";
import type { CheckSnapshot, ExclusionSnapshot, ForeignKeySnapshot, IndexSnapshot, PrimaryKeySnapshot, UniqueSnapshot } from "../snapshot.ts";
import { type ChangeUnit, elementName, plainName, tableElement } from "./change.ts";

/** What carries a name of its own inside a table. Whole definitions, since some databases can only drop it and make it again. */
export type NamedPart =
  | { readonly of: "primaryKey"; readonly part: PrimaryKeySnapshot & { readonly name: string } }
  | { readonly of: "unique"; readonly part: UniqueSnapshot }
  | { readonly of: "check"; readonly part: CheckSnapshot }
  | { readonly of: "exclusion"; readonly part: ExclusionSnapshot }
  | { readonly of: "foreignKey"; readonly part: ForeignKeySnapshot }
  | { readonly of: "index"; readonly part: IndexSnapshot };
/** `part` has the new name. */
export type RenamePart = NamedPart & { readonly kind: "renamePart"; readonly table: ObjectName; readonly from: string };

const parts: ReadonlySet<string> = new Set<NamedPart["of"]>(["primaryKey", "unique", "check", "exclusion", "foreignKey", "index"]);

export const renamePart: ChangeUnit<RenamePart, RenamePart> = {
  kind: "renamePart",
  detect: (d) => {
    if (!parts.has(d.element) || !("table" in d) || !d.before || !d.after || d.before.name === d.after.name) return undefined;
    if (d.before.name === undefined || d.after.name === undefined) return undefined;
    if (d.element === "primaryKey" && d.before.columns.join("\0") !== d.after.columns.join("\0")) return undefined;
    return { kind: "renamePart", table: d.table, of: d.element, part: { ...d.before, name: d.after.name }, from: d.before.name } as RenamePart; // element and part agree
  },
  reverse: (change) => ({ ...change, part: { ...change.part, name: change.from }, from: change.part.name }) as RenamePart, // of what it was
  describe: ({ table, part, from }) => `rename ${from} of ${plainName(table)} to ${part.name}`,
  needs: ({ table }) => [tableElement(table)],
  makes: ({ table, of, part }) => [elementName(of, table.schema, table.name, part.name)],
};
