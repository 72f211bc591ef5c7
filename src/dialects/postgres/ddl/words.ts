import { type DdlWords, path, standardActions, standardColumn, standardIdentity } from "../../standard/ddl/table.ts";
import { quoteDouble, quoteText } from "../../standard/render.ts";

export const words: DdlWords = {
  quote: quoteDouble,
  text: quoteText,
  references: ({ schema, table }) => path(words, { schema, name: table }),
  column: (column) => standardColumn(column, standardIdentity),
  actions: standardActions,
};
