import type { Expression, Node } from "../../sql/ast.ts";
import type { LogicalType } from "../../sql/logical-type.ts";
import type { Writer } from "../../sql/writer.ts";
import { aggregate, around, type CallWriter, commonFunctions, type Functions, named, overArgument, withFilterInside } from "../standard/functions.ts";
import { plainSides } from "../standard/sides.ts";
import { unsupported } from "../standard/unsupported.ts";
import { jsonMember } from "./render-documents.ts";
import type { FamilyTraits } from "./traits.ts";

const sides = plainSides;
const common = commonFunctions(sides, "case");
const plain = (name: string): CallWriter => named(name, sides);
const sum = aggregate("sum", sides, "case");
const avg = aggregate("avg", sides, "case");
const asDouble = (item: Expression): Expression => ({ kind: "cast", item, type: { kind: "float", bits: 64 } });

export function functions(traits: FamilyTraits): Functions {
  const member = jsonMember(traits);
  const neighbour =
    (name: "lag" | "lead"): CallWriter =>
    (n, w, window) => {
      if (n.args.length > 2 && !traits.lagDefault)
        throw unsupported(traits.label, `default in ${name}()`, `write coalesce(${name}(...).over(...), value), or case() where the column may be NULL`);
      common[name](n, w, window);
    };
  return {
    ...common,
    now: (n, w) => w.write(`utc_timestamp(${precisionOf(n.type)})`),
    uuid: (_, w) => w.write("uuid()"),
    position: (n, w, window) => plain("locate")({ ...n, args: n.args.toReversed() }, w, window),
    round: (n, w, window) => {
      if (n.type?.kind === "decimal") common.round(n, w, window);
      else writeRounded(n, w);
    },
    floor: whole("floor"),
    ceil: whole("ceil"),
    greatest: plain("greatest"),
    least: plain("least"),
    lag: neighbour("lag"),
    lead: neighbour("lead"),
    sum: (n, w, window) => (n.type?.kind === "integer" ? around("cast(", sum, " as signed)") : sum)(n, w, window),
    avg: (n, w, window) => (n.type?.kind === "decimal" ? around("cast(", avg, ` as decimal(65, ${n.type.scale}))`) : overArgument(avg, asDouble))(n, w, window),
    stringAgg: (n, w, window) => {
      const { args, orderBy = [] } = withFilterInside(n);
      sides.value(args[0] as Expression, w.write("group_concat(", n.distinct ? "distinct " : ""));
      if (orderBy.length > 0) w.write(" order by ").list(", ", orderBy);
      w.write(` separator ${textLiteral(n.separator ?? ",")})`);
      window(w);
    },
    // Strings of JSON one after the other: the server's own aggregate knows no order, and keeps the NULLs of rows that are filtered out.
    jsonAgg: (n, w, window) => {
      const { filter, orderBy = [] } = n;
      w.write(traits.jsonEquality === "cast" ? "cast(" : "json_compact(", "concat('[', coalesce(group_concat(", n.distinct ? "distinct " : "");
      if (filter) sides.condition(filter, w.write("case when ")).write(" then ");
      member(n.args[0] as Expression, w.write("json_extract(json_array(")).write("), '$[0]')", filter ? " end" : "");
      if (orderBy.length > 0) w.write(" order by ").list(", ", orderBy);
      w.write(" separator ','), ''), ']')", traits.jsonEquality === "cast" ? " as json)" : ")");
      window(w);
    },
  };
}

/** Whole numbers made of decimals stay decimals. */
function whole(name: "floor" | "ceil"): CallWriter {
  return (n, w, window) => (n.type?.kind === "decimal" ? around("cast(", plain(name), ` as decimal(65, ${n.type.scale}))`) : plain(name))(n, w, window);
}

/** Half away from zero: the servers round floats to the next even number. */
function writeRounded({ args }: Node<"call">, w: Writer): void {
  const [item, digits] = args as readonly [Expression, Expression];
  const factor = `1e${digits.kind === "constant" ? digits.value : 0}`;
  sides.value(item, w.write("(sign("));
  sides.value(item, w.write(") * floor(abs(")).write(`) * ${factor} + 0.5) / ${factor})`);
}

export function precisionOf(type: LogicalType | undefined): number {
  return type?.kind === "instant" || type?.kind === "datetime" || type?.kind === "time" ? type.precision : 6;
}

/** A text in hexadecimal form, for the one place where the grammar takes no parameter. */
function textLiteral(text: Node<"call">["separator"] & string): string {
  return text === "" ? "''" : `0x${Buffer.from(text, "utf8").toString("hex")}`;
}
