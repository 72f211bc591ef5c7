import type { Expression, Node } from "../../sql/ast.ts";
import type { Writer } from "../../sql/writer.ts";
import { boundText } from "../standard/documents.ts";
import { aggregate, around, type CallWriter, commonFunctions, type Functions, named, withFilterInside } from "../standard/functions.ts";
import { testedSides } from "../standard/sides.ts";
import { jsonMember } from "./render-documents.ts";

const sides = testedSides;
const plain = (name: string): CallWriter => named(name, sides);
const avg = aggregate("avg", sides, "case");

function order({ orderBy = [] }: Node<"call">, w: Writer): Writer {
  return orderBy.length > 0 ? w.write(" order by ").list(", ", orderBy) : w;
}

export const functions: Functions = {
  ...commonFunctions(sides, "case"),
  now: (n, w) =>
    w.write(n.type?.kind === "instant" ? `cast(sys_extract_utc(systimestamp) as timestamp(${n.type.precision}))` : "sys_extract_utc(systimestamp)"),
  // SYS_GUID alone counts upwards and is no valid uuid: hashed, with the version and variant of a random one
  uuid: (_, w) => w.write("lower(regexp_replace(rawtohex(standard_hash(sys_guid(), 'MD5')), '^(.{8})(.{4}).(.{3}).(.{3})(.{12})$', '\\1-\\2-4\\3-8\\4-\\5'))"),
  length: plain("length"),
  greatest: plain("greatest"),
  least: plain("least"),
  avg: (n, w, window) => (n.type?.kind === "decimal" ? around("round(", avg, `, ${n.type.scale})`) : around("cast(", avg, " as binary_double)"))(n, w, window),
  stringAgg: (n, w, window) => {
    const { args } = withFilterInside(n);
    sides.value(args[0] as Expression, w.write("listagg(", n.distinct ? "distinct " : ""));
    boundText(n.separator ?? ",", w.write(", ")).write(")");
    if (n.orderBy && n.orderBy.length > 0) w.write(" within group (order by ").list(", ", n.orderBy).write(")");
    window(w);
  },
  jsonAgg: (n, w, window) => {
    const { args } = withFilterInside(n);
    jsonMember(args[0] as Expression, w.write("coalesce(json_arrayagg(", n.distinct ? "distinct " : ""));
    order(n, w).write(n.filter ? " absent on null" : " null on null", " returning clob)");
    window(w);
    w.write(", to_clob('[]'))");
  },
};
