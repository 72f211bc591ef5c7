import type { ReflectionFacet } from "../../../schema/facet.ts";
import { bag, perTable, schemaOf, text } from "../../standard/reflect/rows.ts";
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
      return {
        ...schemaOf(row),
        name: text(row[3]),
        definition: statement.rest().replace(/;$/, ""),
        ...bag({ columns: columns.length > 0 ? columns : undefined }),
      };
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
