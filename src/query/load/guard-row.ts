import { RelationshipLoadingError } from "../../kernel/errors.ts";
import type { Row } from "../key-of.ts";
import { rememberTable } from "./plain.ts";
import type { LoadNode } from "./tree.ts";

/** What a node asks of each of its rows beyond columns and relations. */
export function guardRow({ raising, table, isCyclic }: LoadNode, row: Row): void {
  if (isCyclic) rememberTable(row, table);
  for (const name of raising) {
    if (Object.hasOwn(row, name)) continue;
    Object.defineProperty(row, name, {
      configurable: true,
      enumerable: false,
      set: (value: unknown) => {
        Object.defineProperty(row, name, { configurable: true, enumerable: true, writable: true, value });
      },
      get: () => {
        throw new RelationshipLoadingError(
          "LOAD.NOT_LOADED",
          `"${table.def.name}.${name}" was not loaded: the query said so by raise; add it to load, or use table.load(rows, ...)`,
          {
            context: { relationship: name, table: table.def.name },
          },
        );
      },
    });
  }
}

/** Whether a row holds a relation: a getter that raises is none. */
export function isLoaded(row: Row, relation: string): boolean {
  return relation in row && Object.prototype.propertyIsEnumerable.call(row, relation);
}
