import type { Expression, JsonPath } from "../../sql/ast.ts";
import type { Renderers, Writer } from "../../sql/writer.ts";
import { boundText } from "../standard/documents.ts";
import { jsonPathText } from "../standard/json-path.ts";
import { testedSides, typeOf } from "../standard/sides.ts";
import { unsupported } from "../standard/unsupported.ts";
import { listElement, read } from "./types.ts";

const { value } = testedSides;

/** A value as FOR JSON takes it: documents as they are, what JSON numbers would round as text. */
function jsonMember(item: Expression, w: Writer): Writer {
  const type = typeOf(item);
  if (type === undefined) return value(item, w);
  switch (type.kind) {
    case "json":
    case "array":
      return w.write("json_query(", item, ")");
    case "integer":
      return type.bits === 64 ? w.write("convert(varchar(20), ", item, ")") : value(item, w);
    case "bytes":
      return w.write("convert(varchar(max), ", item, ", 2)");
    case "instant":
      return w.write("convert(varchar(27), ", item, ", 121)");
    default: {
      const [before = "", after] = read(mark, type).split(mark);
      return before === "" && after === "" ? value(item, w) : w.write(before, item, after ?? "");
    }
  }
}

/** Stands for the expression in what is written around it. */
const mark = "\0";

/** The JSON text of any value: an object of one member, without what stands around it. */
export function jsonText(item: Expression, w: Writer): Writer {
  jsonMember(item, w.write("(select json_query(j.d, '$.v') from (select (select "));
  return w.write(" as [v] for json path, without_array_wrapper, include_null_values) as d) as j)");
}

/** The row of OPENJSON for the last step of a path; `kind` is 0 null, 1 text, 2 number, 3 boolean, 4 array, 5 object. */
function member(item: Expression, path: JsonPath, projection: string, condition: string, w: Writer): Writer {
  const last = path.at(-1) ?? 0;
  boundText(jsonPathText(path.slice(0, -1)), w.write(`(select ${projection} from openjson(`, item, ", ")).write(") where [key] = ");
  return boundText(String(last), w).write(`${condition})`);
}

const anyJson = `case [type] when 0 then N'null' when 1 then N'"' + string_escape([value], 'json') + N'"' else [value] end`;
const forms = {
  json: { projection: anyJson, condition: "" },
  text: { projection: "[value]", condition: " and [type] = 1" },
  number: { projection: "cast([value] as float)", condition: " and [type] = 2" },
  boolean: { projection: "cast(case [value] when 'true' then 1 else 0 end as bit)", condition: " and [type] = 3" },
} as const;

type Documents = Pick<
  Renderers,
  "jsonGet" | "jsonSet" | "jsonRemove" | "jsonContains" | "jsonHas" | "jsonLength" | "jsonObject" | "jsonArray" | "arrayTest" | "arrayLength" | "match"
>;

export const documents: Documents = {
  jsonObject: (n, w) => {
    w.write("(select ");
    for (const [i, item] of n.values.entries()) {
      const key = n.keys[i] ?? "";
      if (key.includes(".")) throw unsupported("SQL Server", "points in keys of JSON objects it makes", "choose a key without points");
      jsonMember(item, i > 0 ? w.write(", ") : w)
        .write(" as ")
        .name(key);
    }
    w.write(" for json path, without_array_wrapper, include_null_values)");
  },
  jsonArray: (n, w) => {
    w.write("('[' + concat_ws(','");
    for (const item of n.items) jsonText(item, w.write(", coalesce(")).write(", 'null')");
    w.write(") + ']')");
  },
  jsonGet: (n, w) => {
    const { projection, condition } = forms[n.form];
    if (n.path.length === 0) w.write("json_query(", n.item, ")");
    else member(n.item, n.path, projection, condition, w);
  },
  jsonSet: (n, w) => {
    boundText(jsonPathText(n.path), w.write("json_modify(", n.item, ", ")).write(", ");
    jsonMember(n.value, w).write(")");
  },
  jsonRemove: (n, w) => boundText(jsonPathText(n.path), w.write("json_modify(", n.item, ", ")).write(", null)"),
  jsonContains: () => {
    throw unsupported("SQL Server", "test whether a JSON document contains another", "compare members by json.text() or json.number()");
  },
  jsonHas: (n, w) => {
    w.write("exists ");
    member(n.item, n.path, "1 as [found]", "", w);
  },
  jsonLength: (n, w) => boundText(jsonPathText(n.path), w.write("(select count(*) from openjson(", n.item, ", ")).write("))"),
  arrayTest: (n, w) => {
    const type = typeOf(n.item);
    const element = listElement(type?.kind === "array" ? type.element : undefined, "[v]").type;
    const wanted = n.form === "all" ? "not exists (select [v]" : "exists (select [v]";
    w.write(`${wanted} from openjson(`, n.values, `) with ([v] ${element} '$') ${n.form === "all" ? "except" : "intersect"} `);
    w.write("select [v] from openjson(", n.item, `) with ([v] ${element} '$'))`);
  },
  arrayLength: (n, w) => w.write("(select count(*) from openjson(", n.item, "))"),
  match: (n, w) => w.write("freetext((").list(", ", n.items).write("), ", n.query, ")"),
};
