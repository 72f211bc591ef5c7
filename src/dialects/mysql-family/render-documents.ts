import type { Expression, JsonForm } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { boundText, jsonMakers } from "../standard/documents.ts";
import { jsonPathText } from "../standard/json-path.ts";
import { plainSides, typeOf } from "../standard/sides.ts";
import type { FamilyTraits } from "./traits.ts";

const { value } = plainSides;

/** A value as it stands in JSON; what JSON numbers would round is text. */
export function jsonMember(traits: FamilyTraits): (item: Expression, w: Writer) => Writer {
  // Texts of one document have to have one collation.
  const text = (item: Expression, w: Writer): Writer => w.write("cast(", item, ` as char character set utf8mb4) collate ${traits.collation}`);
  return (item, w) => {
    switch (typeOf(item)?.kind) {
      case "json":
      case "array":
        // Where JSON is text, only a function's outcome is taken for a document.
        return traits.jsonEquality === "function" ? w.write("json_compact(", item, ")") : value(item, w);
      case "integer": {
        const type = typeOf(item);
        return type?.kind === "integer" && type.bits === 64 ? text(item, w) : value(item, w);
      }
      case "decimal":
      case "instant":
      case "datetime":
      case "date":
      case "time":
        return text(item, w);
      case "bytes":
        return w.write("hex(", item, ")");
      default:
        return value(item, w);
    }
  };
}

type Documents = Pick<
  Renderers,
  "jsonGet" | "jsonSet" | "jsonRemove" | "jsonContains" | "jsonHas" | "jsonLength" | "jsonObject" | "jsonArray" | "arrayTest" | "arrayLength" | "match"
>;
const kinds: Readonly<Record<Exclude<JsonForm, "json">, string>> = {
  text: "'STRING'",
  number: "'INTEGER', 'DOUBLE', 'DECIMAL', 'UNSIGNED INTEGER'",
  boolean: "'BOOLEAN'",
};

export function documents(traits: FamilyTraits): Documents {
  const member = jsonMember(traits);
  return {
    ...jsonMakers("json_object", "json_array", member, boundText),
    jsonGet: (n, w) => {
      const extract = (): Writer => boundText(jsonPathText(n.path), w.write("json_extract(", n.item, ", ")).write(")");
      if (n.form === "json") {
        extract();
        return;
      }
      w.write("case when convert(json_type(");
      extract().write(`) using utf8mb4) collate ${traits.collation} in (${kinds[n.form]}) then `, n.form === "number" ? "cast(" : "json_unquote(");
      // Texts out of JSON come with a collation that no column of ours has.
      extract().write(n.form === "number" ? " as double)" : `) collate ${traits.collation}`, n.form === "boolean" ? " = 'true' end" : " end");
    },
    jsonSet: (n, w) => {
      boundText(jsonPathText(n.path), w.write("json_set(", n.item, ", ")).write(", ");
      member(n.value, w).write(")");
    },
    jsonRemove: (n, w) => boundText(jsonPathText(n.path), w.write("json_remove(", n.item, ", ")).write(")"),
    jsonContains: (n, w) => w.write("json_contains(", n.item, ", ", n.value, ")"),
    jsonHas: (n, w) => boundText(jsonPathText(n.path), w.write("json_contains_path(", n.item, ", 'one', ")).write(")"),
    jsonLength: (n, w) => {
      const path = jsonPathText(n.path);
      boundText(path, w.write("case convert(json_type(json_extract(", n.item, ", "));
      w.write(`)) using utf8mb4) collate ${traits.collation} when 'ARRAY' then json_length(`, n.item, ", ");
      boundText(path, w).write(") end");
    },
    arrayTest: (n, w) => w.write(n.form === "all" ? "json_contains(" : "json_overlaps(", n.item, ", ", n.values, ")"),
    arrayLength: (n, w) => w.write("json_length(", n.item, ")"),
    match: (n, w) => w.write("match (").list(", ", n.items).write(") against (", n.query, " in natural language mode)"),
  };
}
