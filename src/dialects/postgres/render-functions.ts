import type { Expression, Node } from "../../sql/ast.ts";
import type { Writer } from "../../sql/writer.ts";
import { boundText, jsonAggregate } from "../standard/documents.ts";
import { aggregate, around, type CallWriter, commonFunctions, type Functions, named } from "../standard/functions.ts";
import { plainSides, typeOf } from "../standard/sides.ts";
import { jsonMember } from "./render-documents.ts";

const sides = plainSides;
const common = commonFunctions(sides, "clause");
const plain = (name: string): CallWriter => named(name, sides);
const jsonArray = jsonAggregate("jsonb_agg", jsonMember, "clause");

/** Every argument with a cast behind it. */
function casting(name: string, types: readonly string[]): CallWriter {
  return (n, w) => {
    w.write(`${name}(`);
    for (const [i, arg] of n.args.entries()) sides.value(arg, i > 0 ? w.write(", ") : w).write(types[i] ?? "");
    w.write(")");
  };
}

/** The function passes over NULLs, others do not. */
function among(name: string): CallWriter {
  const extreme = plain(name);
  return (n, w) => {
    const { args } = n;
    w.write("case when ");
    for (const [i, arg] of args.entries()) sides.value(arg, i > 0 ? w.write(" or ") : w).write(" is null");
    extreme(n, w.write(" then null else "), () => undefined);
    w.write(" end");
  };
}

const sum = aggregate("sum", sides, "clause");
const avg = aggregate("avg", sides, "clause");
const double = "::double precision";

/** 32-bit floats are added up as such by the server, which loses digits. */
function doubled(n: Node<"call">): Node<"call"> {
  const [item] = n.args;
  const type = item && typeOf(item);
  if (!item || type?.kind !== "float" || type.bits === 64) return n;
  const wide: Expression = { kind: "cast", item, type: { kind: "float", bits: 64 } };
  return { ...n, args: [wide] };
}

export const functions: Functions = {
  ...common,
  now: (_, w) => w.write("now()"),
  uuid: (_, w) => w.write("gen_random_uuid()"),
  substring: casting("substr", ["", "::integer", "::integer"]),
  position: plain("strpos"),
  round: (n, w) => {
    if (n.type?.kind === "decimal") return writeRounded(n, w, "");
    return writeRounded(n, w, double);
  },
  power: casting("power", [double, double]),
  sqrt: casting("sqrt", [double]),
  greatest: among("greatest"),
  least: among("least"),
  sum: (n, w, window) => (n.type?.kind === "integer" ? around("(", sum, ")::bigint") : sum)(doubled(n), w, window),
  avg: (n, w, window) => (n.type?.kind === "decimal" ? around("round(", avg, `, ${n.type.scale})`) : around("(", avg, `)${double}`))(doubled(n), w, window),
  every: aggregate("bool_and", sides, "clause"),
  some: aggregate("bool_or", sides, "clause"),
  stringAgg: (n, w, window) => {
    const [item] = n.args as readonly [Expression];
    sides.value(item, w.write("string_agg(", n.distinct ? "distinct " : "")).write(", ");
    boundText(n.separator ?? ",", w).write("::text");
    if (n.orderBy && n.orderBy.length > 0) w.write(" order by ").list(", ", n.orderBy);
    w.write(")");
    if (n.filter) w.write(" filter (where ", n.filter, ")");
    window(w);
  },
  jsonAgg: around("coalesce(", jsonArray, ", '[]'::jsonb)"),
};

function writeRounded(n: Node<"call">, w: Writer, after: string): void {
  const [item, digits] = n.args as readonly [Expression, Expression];
  sides.value(item, w.write("round(")).write("::numeric, ", digits, `)${after}`);
}
