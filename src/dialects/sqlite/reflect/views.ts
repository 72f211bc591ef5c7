import type { ReflectionFacet } from "../../../schema/facet.ts";
import { perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
import { quoteDouble } from "../../standard/render.ts";
import { masterQuery } from "./master.ts";
import { Statement } from "./statement.ts";

export const views: ReflectionFacet = {
  name: "views",
  query: (scope) => masterQuery(["view"], scope),
  read: (rows) => ({
    views: rows.map((row) => {
      const statement = new Statement(text(row[4]));
      statement.until((mark) => mark === "(" || mark === "as");
      const columns = statement.names();
      statement.take("as");
      const select = statement.rest().replace(/;$/, "");
      const name = quoteDouble(text(row[3]));
      // a view that names its columns, said with the words a definition has
      const definition = columns.length === 0 ? select : `with ${name} (${columns.map(quoteDouble).join(", ")}) as (${select}) select * from ${name}`;
      return { ...schemaOf(row), name: text(row[3]), definition };
    }),
  }),
};

export const triggers: ReflectionFacet = {
  name: "triggers",
  query: (scope) => masterQuery(["trigger"], scope),
  read: (rows) => ({
    tables: perTable(rows, (own) => ({ triggers: own.map(([, , , name, definition]) => ({ name: text(name), definition: text(definition) })) })),
  }),
};
