const short: Readonly<Record<string, string>> = {
  "character varying": "varchar",
  character: "char",
  bpchar: "char",
  int: "integer",
  int4: "integer",
  int8: "bigint",
  int2: "smallint",
  float8: "double precision",
  float4: "real",
  bool: "boolean",
  decimal: "numeric",
  varbit: "bit varying",
};

const system = new Set(
  (
    "varchar char integer bigint smallint double real boolean numeric text uuid bytea date time timestamp timestamptz timetz interval json jsonb xml money inet cidr " +
    "macaddr macaddr8 bit point line lseg box path polygon circle tsvector tsquery name oid regclass int4range int8range numrange tsrange tstzrange daterange " +
    "int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange pg_lsn txid_snapshot jsonpath citext hstore ltree"
  ).split(" "),
);

/** One spelling for one type: `varchar(63)`, `timestamptz(3)`, `numeric(10, 2)`, `"size"[]`; what follows (a collation) stays. */
export function canonicalType(type: string): string {
  const [, base = "", collation = ""] = /^(.*?)(\s+collate\s+.*)?$/is.exec(type.trim()) ?? [];
  return canonicalBase(base) + collation.replace(/\s+collate\s+/i, " collate ");
}

function canonicalBase(type: string): string {
  const [, element = "", brackets = ""] = /^(.*?)((?:\s*\[\d*\])*)$/s.exec(type) ?? [];
  const array = brackets === "" ? "" : "[]";
  if (element.startsWith('"') || element.includes('."')) return element + array;
  const zoned = /^(timestamp|time)(?:\s*\((\d)\))?\s+(with|without) time zone$/i.exec(element);
  if (zoned) {
    const [, name = "", precision, zone = ""] = zoned;
    return `${name.toLowerCase()}${zone.toLowerCase() === "with" ? "tz" : ""}${precision === undefined ? "" : `(${precision})`}${array}`;
  }
  const [, word = "", sizes] = /^([^(]*?)\s*(?:\(([^)]*)\))?$/.exec(element) ?? [];
  const name = short[word.toLowerCase()] ?? word.toLowerCase();
  const sized =
    sizes === undefined
      ? ""
      : `(${sizes
          .split(",")
          .map((size) => size.trim())
          .join(", ")})`;
  const first = name.split(/[ ]/)[0] as string; // split gives at least one part
  return (system.has(first) ? name : word.split(".").map(quoted).join(".")) + sized + array;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Without length, precision and scale, without array and collation. */
export function baseType(type: string): string {
  return canonicalType(type)
    .replace(/ collate .*$/, "")
    .replace(/\([^)]*\)/, "");
}
