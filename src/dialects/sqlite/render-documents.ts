import type { Expression } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { boundText, jsonMakers } from "../standard/documents.ts";
import { jsonPathText } from "../standard/json-path.ts";
import { plainSides, typeOf } from "../standard/sides.ts";
import { unsupported } from "../standard/unsupported.ts";
import { writeRounded } from "./arithmetic.ts";
import { functionNames } from "./functions.ts";

const { value } = plainSides;

/** A value as it stands in JSON; what JSON numbers would round is text. */
export function jsonMember(item: Expression, w: Writer): Writer {
  const type = typeOf(item);
  switch (type?.kind) {
    case "json":
    case "array":
      return w.write("json(", item, ")");
    case "integer":
      return type.bits === 64 ? w.write("cast(", item, " as text)") : value(item, w);
    case "decimal":
      writeRounded(item, "round", type.scale, w);
      return w;
    case "bytes":
      return w.write("iif(", item, " is null, null, hex(", item, "))"); // hex() makes a text of NULL
    default:
      return value(item, w);
  }
}

type Documents = Pick<
  Renderers,
  "jsonGet" | "jsonSet" | "jsonRemove" | "jsonContains" | "jsonHas" | "jsonLength" | "jsonObject" | "jsonArray" | "arrayTest" | "arrayLength" | "match"
>;
const kinds = { text: "'text'", number: "'integer', 'real'", boolean: "'true', 'false'" } as const;

export const documents: Documents = {
  ...jsonMakers("json_object", "json_array", jsonMember, boundText),
  jsonGet: (n, w) => {
    const path = jsonPathText(n.path);
    if (n.form === "json") {
      boundText(path, value(n.item, w.write("(")).write(" -> ")).write(")");
      return;
    }
    boundText(path, w.write("case when json_type(", n.item, ", ")).write(`) in (${kinds[n.form]}) then `);
    boundText(path, w.write("json_extract(", n.item, ", ")).write(") end");
  },
  jsonSet: (n, w) => {
    boundText(jsonPathText(n.path), w.write("json_set(", n.item, ", ")).write(", ");
    jsonMember(n.value, w).write(")");
  },
  jsonRemove: (n, w) => boundText(jsonPathText(n.path), w.write("json_remove(", n.item, ", ")).write(")"),
  jsonContains: (n, w) => w.write(`${functionNames.jsonContains}(`, n.item, ", ", n.value, ")"),
  jsonHas: (n, w) => boundText(jsonPathText(n.path), w.write("json_type(", n.item, ", ")).write(") is not null"),
  jsonLength: (n, w) => {
    const path = jsonPathText(n.path);
    boundText(path, w.write("case json_type(", n.item, ", ")).write(") when 'array' then json_array_length(", n.item, ", ");
    boundText(path, w).write(") end");
  },
  arrayTest: (n, w) => {
    if (n.form === "all") w.write(`${functionNames.jsonContains}(`, n.item, ", ", n.values, ")");
    else w.write("exists (select 1 from json_each(", n.item, ") as a join json_each(", n.values, ") as b on a.value = b.value)");
  },
  arrayLength: (n, w) => w.write("json_array_length(", n.item, ")"),
  match: () => {
    throw unsupported("SQLite", "full-text search in ordinary tables", "use contains() or like(), or query an FTS5 table of your own by sql");
  },
};
