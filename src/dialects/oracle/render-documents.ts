import type { Expression, JsonPath } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { jsonPathText } from "../standard/json-path.ts";
import { quoteText } from "../standard/render.ts";
import { testedSides, typeOf } from "../standard/sides.ts";
import { unsupported } from "../standard/unsupported.ts";
import { listElement, read } from "./types.ts";

const { value } = testedSides;

/** A value as it stands in JSON, said to be JSON where it is; what JSON numbers would round is text. */
export function jsonMember(item: Expression, w: Writer): Writer {
  const type = typeOf(item);
  if (type === undefined) return value(item, w);
  switch (type.kind) {
    case "json":
    case "array":
      return value(item, w).write(" format json");
    case "bytes":
      return w.write("rawtohex(", item, ")");
    default: {
      const [before = "", after] = read(mark, type).split(mark);
      return before === "" && after === "" ? value(item, w) : w.write(before, item, after ?? "");
    }
  }
}

/** Stands for the expression in what is written around it. */
const mark = "\0";

/** Paths are literals here: the grammar takes no parameter. They are part of the query's structure, and quoted twice. */
function path(steps: JsonPath, method = ""): string {
  return quoteText(jsonPathText(steps) + method);
}

const getters = {
  text: { call: "json_value(", method: ".stringOnly()", after: " returning varchar2(4000))" },
  number: { call: "json_value(", method: ".numberOnly()", after: " returning binary_double)" },
  boolean: { call: "case json_value(", method: ".booleanOnly()", after: ") when 'true' then 1 when 'false' then 0 end" },
  json: { call: "json_query(", method: "", after: " returning clob)" },
} as const;

type Documents = Pick<
  Renderers,
  "jsonGet" | "jsonSet" | "jsonRemove" | "jsonContains" | "jsonHas" | "jsonLength" | "jsonObject" | "jsonArray" | "arrayTest" | "arrayLength" | "match"
>;

export const documents: Documents = {
  jsonObject: (n, w) => {
    w.write("json_object(");
    for (const [i, item] of n.values.entries()) jsonMember(item, w.write(i > 0 ? ", key " : "key ", quoteText(n.keys[i] ?? ""), " value "));
    w.write(n.values.length > 0 ? " returning clob)" : "returning clob)");
  },
  jsonArray: (n, w) => {
    w.write("json_array(");
    for (const [i, item] of n.items.entries()) jsonMember(item, i > 0 ? w.write(", ") : w);
    w.write(n.items.length > 0 ? " null on null returning clob)" : "returning clob)");
  },
  jsonGet: (n, w) => {
    const { call, method, after } = getters[n.form];
    w.write(call, n.item, `, ${path(n.path, method)}${after}`);
  },
  jsonSet: (n, w) => jsonMember(n.value, w.write("json_transform(", n.item, `, set ${path(n.path)} = `)).write(" returning clob)"),
  jsonRemove: (n, w) => w.write("json_transform(", n.item, `, remove ${path(n.path)} returning clob)`),
  jsonContains: () => {
    throw unsupported("Oracle", "test whether a JSON document contains another", "compare members by json.text() or json.number()");
  },
  jsonHas: (n, w) => w.write("json_exists(", n.item, `, ${path(n.path)})`),
  jsonLength: (n, w) => w.write("json_value(", n.item, `, ${path(n.path, ".size()")} returning number)`),
  arrayTest: (n, w) => {
    const type = typeOf(n.item);
    const { type: declared } = listElement(type?.kind === "array" ? type.element : undefined, '"v"');
    const element = declared === "clob" ? "varchar2(4000)" : declared; // large objects are in no set
    const elements = (of: Expression): Writer => w.write(`select "v" from json_table(`, of, `, '$[*]' columns ("v" ${element} path '$'))`);
    w.write(n.form === "all" ? "not exists (" : "exists (");
    elements(n.values).write(n.form === "all" ? " minus " : " intersect ");
    elements(n.item).write(")");
  },
  arrayLength: (n, w) => w.write("json_value(", n.item, ", '$.size()' returning number)"),
  match: (n, w) => {
    const [item, ...rest] = n.items;
    if (!item || rest.length > 0) throw unsupported("Oracle", "full-text search in several columns at once", "join one match() per column by or()");
    w.write("contains(", item, ", ", n.query, ") > 0");
  },
};
