import type { ReflectionScope } from "../../../schema/facet.ts";
import { quoteDouble, quoteText } from "../../standard/render.ts";

/** Name of the file (`main` is what unqualified names mean), 1 for `main`, table, name and text of all that was created and is no part of SQLite. */
export function masterQuery(types: readonly string[], { namespaces, current }: ReflectionScope): string | undefined {
  const files = [...new Set([...(current ? ["main"] : []), ...namespaces])];
  const selects = files.map(
    (file) =>
      `select ${quoteText(file)}, ${file === "main" ? 1 : 0}, m.tbl_name, m.name, m.sql from ${quoteDouble(file)}.sqlite_master m ` +
      `where m.type in (${types.map(quoteText).join(", ")}) and m.sql is not null and m.name not like 'sqlite\\_%' escape '\\'`,
  );
  return selects.length > 0 ? `${selects.join(" union all ")} order by 1, 3, 4` : undefined;
}
