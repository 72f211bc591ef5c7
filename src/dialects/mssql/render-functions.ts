import type { Expression, Node } from "../../sql/ast.ts";
import type { Writer } from "../../sql/writer.ts";
import { boundText } from "../standard/documents.ts";
import { aggregate, around, type CallWriter, commonFunctions, type Functions, named, overArgument, withFilterInside } from "../standard/functions.ts";
import { testedSides, typeOf } from "../standard/sides.ts";
import { unsupported } from "../standard/unsupported.ts";
import { jsonText } from "./render-documents.ts";
import { nativeType } from "./types.ts";

const sides = testedSides;
const common = commonFunctions(sides, "case");
const plain = (name: string): CallWriter => named(name, sides);
const over = (name: string): CallWriter => aggregate(name, sides, "case");
const castTo =
  (type: string) =>
  (item: Expression): Expression => ({ kind: "fragment", parts: [{ kind: "raw", text: "cast(" }, item, { kind: "raw", text: ` as ${type})` }] });

/** The greatest or least of some values; NULL when any is. */
function among(name: "max" | "min"): CallWriter {
  return (n, w) => {
    w.write("case when ");
    for (const [i, arg] of n.args.entries()) sides.value(arg, i > 0 ? w.write(" or ") : w).write(" is null");
    w.write(` then null else (select ${name}([v]) from (values `);
    for (const [i, arg] of n.args.entries()) sides.value(arg, w.write(i > 0 ? ", (" : "(")).write(")");
    w.write(") as l ([v])) end");
  };
}

/** Numbers come back as floats, decimals with the digits of their type. */
function floating(name: string): CallWriter {
  return (n, w) => {
    w.write(`${name}(`);
    for (const [i, arg] of n.args.entries()) sides.value(arg, w.write(i > 0 ? ", " : "", "cast(")).write(" as float)");
    w.write(")");
  };
}

function sized(name: string): CallWriter {
  return (n, w, window) => (n.type?.kind === "decimal" ? around("cast(", plain(name), ` as ${nativeType(n.type)})`) : plain(name))(n, w, window);
}

/** `string_agg(item, separator) within group (order by ...)`. */
function writeJoined(item: (w: Writer) => void, separator: string, { orderBy = [] }: Node<"call">, w: Writer): Writer {
  item(w.write("string_agg("));
  boundText(separator, w.write(", ")).write(")");
  if (orderBy.length > 0) w.write(" within group (order by ").list(", ", orderBy).write(")");
  return w;
}

export const functions: Functions = {
  ...common,
  now: (n, w) => w.write(n.type?.kind === "instant" ? `cast(sysutcdatetime() as datetime2(${n.type.precision}))` : "sysutcdatetime()"),
  uuid: (_, w) => w.write("newid()"),
  // LEN does not count spaces at the end
  length: (n, w) => sides.value(n.args[0] as Expression, w.write("(len(cast(")).write(" as nvarchar(max)) + N'.') - 1)"),
  substring: (n, w, window) => {
    const args: readonly Expression[] = n.args.length > 2 ? n.args : [...n.args, { kind: "constant", value: 2_147_483_647 }];
    plain("substring")({ ...n, args }, w, window);
  },
  position: (n, w, window) => plain("charindex")({ ...n, args: n.args.toReversed() }, w, window),
  round: sized("round"),
  floor: sized("floor"),
  ceil: sized("ceiling"),
  power: floating("power"),
  sqrt: floating("sqrt"),
  greatest: among("max"),
  least: among("min"),
  count: over("count_big"),
  sum: (n, w, window) => (n.type?.kind === "integer" ? overArgument(over("sum"), castTo("bigint")) : over("sum"))(n, w, window),
  avg: (n, w, window) => {
    if (n.type?.kind === "decimal") around("cast(", overArgument(over("avg"), castTo(nativeType(n.type))), ` as ${nativeType(n.type)})`)(n, w, window);
    else overArgument(over("avg"), castTo("float"))(n, w, window);
  },
  nthValue: () => {
    throw unsupported("SQL Server", "nth_value()", "number the rows by rowNumber() in an inner query and take the one you want");
  },
  stringAgg: (n, w, window) => {
    if (n.distinct) throw unsupported("SQL Server", "DISTINCT in string_agg()", "take the different values in an inner query");
    const { args } = withFilterInside(n);
    writeJoined((inner) => sides.value(args[0] as Expression, inner), n.separator ?? ",", n, w);
    window(w);
  },
  jsonAgg: (n, w, window) => {
    if (n.distinct) throw unsupported("SQL Server", "DISTINCT in an aggregate of JSON", "take the different values in an inner query");
    const [item] = n.args as readonly [Expression];
    const one = (inner: Writer): void => {
      if (n.filter) sides.condition(n.filter, inner.write("case when ")).write(" then ");
      if (typeOf(item)?.kind === "json") inner.write("coalesce(", item, ", 'null')");
      else jsonText(item, inner.write("coalesce(")).write(", 'null')");
      if (n.filter) inner.write(" end");
    };
    writeJoined(one, ",", n, w.write("('[' + coalesce(")).write(", '') + ']')");
    window(w);
  },
};
