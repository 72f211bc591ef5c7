import type { Expression, JsonPath } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { boundText, jsonMakers } from "../standard/documents.ts";
import { plainSides, typeOf } from "../standard/sides.ts";
import { arrayLiteral } from "./array-text.ts";

const { value } = plainSides;

/** A value as it stands in JSON; what JSON numbers would round is text. */
export function jsonMember(item: Expression, w: Writer): Writer {
  const type = typeOf(item);
  switch (type?.kind) {
    case "bytes":
      return w.write("encode(", item, ", 'hex')");
    case "integer":
      return type.bits === 64 ? value(item, w).write("::text") : value(item, w);
    case "enum":
      return typeof type.values[0] === "number" ? value(item, w) : value(item, w).write("::text");
    case "decimal":
    case "instant":
    case "datetime":
    case "date":
    case "time":
      return value(item, w).write("::text");
    default:
      return value(item, w);
  }
}

function bound(path: JsonPath, w: Writer): Writer {
  return boundText(arrayLiteral(path, String), w).write("::text[]");
}

const kinds = { text: "string", number: "number", boolean: "boolean" } as const;
const results = { text: "", number: "::double precision", boolean: "::boolean" } as const;

type Documents = Pick<
  Renderers,
  "jsonGet" | "jsonSet" | "jsonRemove" | "jsonContains" | "jsonHas" | "jsonLength" | "jsonObject" | "jsonArray" | "arrayTest" | "arrayLength" | "match"
>;

export const documents: Documents = {
  ...jsonMakers("jsonb_build_object", "jsonb_build_array", jsonMember, (key, w) => boundText(key, w).write("::text")),
  jsonGet: (n, w) => {
    if (n.form === "json") {
      bound(n.path, value(n.item, w.write("(")).write(" #> ")).write(")");
      return;
    }
    bound(n.path, value(n.item, w.write("case when jsonb_typeof(")).write(" #> ")).write(`) = '${kinds[n.form]}' then (`);
    bound(n.path, value(n.item, w).write(" #>> ")).write(`)${results[n.form]} end`);
  },
  jsonSet: (n, w) => {
    bound(n.path, w.write("jsonb_set(", n.item, ", ")).write(", ");
    if (typeOf(n.value)?.kind === "json") value(n.value, w).write(")");
    else jsonMember(n.value, w.write("to_jsonb(")).write("))");
  },
  jsonRemove: (n, w) => bound(n.path, value(n.item, w.write("(")).write(" #- ")).write(")"),
  jsonContains: (n, w) => value(n.value, value(n.item, w).write(" @> ")),
  jsonHas: (n, w) => bound(n.path, value(n.item, w.write("(")).write(" #> ")).write(") is not null"),
  jsonLength: (n, w) => {
    bound(n.path, value(n.item, w.write("case when jsonb_typeof(")).write(" #> ")).write(") = 'array' then jsonb_array_length(");
    bound(n.path, value(n.item, w).write(" #> ")).write(") end");
  },
  arrayTest: (n, w) => value(n.values, value(n.item, w).write(n.form === "all" ? " @> " : " && ")),
  arrayLength: (n, w) => w.write("cardinality(", n.item, ")"),
  match: (n, w) => {
    w.write("to_tsvector('simple', ");
    for (const [i, item] of n.items.entries()) w.write(i > 0 ? " || ' ' || coalesce(" : "coalesce(", item, ", '')");
    w.write(") @@ websearch_to_tsquery('simple', ", n.query, ")");
  },
};
