import type { Catalog } from "../model/definition.ts";
import type { Rename } from "../schema/rename.ts";

/** The renames that models remember. Which of them still are to be made, the database tells. */
export function hintsOf(catalog: Catalog): readonly Rename[] {
  return [...catalog.values()].flatMap((table): Rename[] => {
    const tables = table.renamedFrom === undefined ? [table.key] : [table.key, table.renamedFrom];
    return [
      ...(table.renamedFrom === undefined ? [] : [{ table: table.renamedFrom, to: table.key, hint: true } as const]),
      ...table.columns.flatMap(({ renamedFrom, name }) =>
        renamedFrom === undefined ? [] : tables.map((one) => ({ table: one, column: renamedFrom, to: name, hint: true }) as const),
      ),
    ];
  });
}
