const synonyms: Readonly<Record<string, string>> = {
  integer: "int",
  bool: "tinyint(1)",
  boolean: "tinyint(1)",
  "double precision": "double",
  dec: "decimal",
  numeric: "decimal",
  "character varying": "varchar",
  character: "char",
};

/** One spelling for one type: `int unsigned`, `decimal(12, 2)`, `enum('a', 'b') collate utf8mb4_bin`. */
export function canonicalType(type: string): string {
  const [, whole = "", collation] = /^(.*?)(?:\s+collate\s+(\w+))?$/is.exec(type.trim()) ?? [];
  // the collation says which characters
  const plain = collation === undefined ? whole : whole.replace(/\s+character set\s+\w+/i, "");
  const [, word = "", list, rest = ""] = /^([a-z ]+?)\s*(?:\((.*)\))?((?:\s+\w+)*)$/is.exec(plain.trim()) ?? [undefined, plain];
  const name = synonyms[word.toLowerCase()] ?? word.toLowerCase();
  const sized = list === undefined || isWidth(name, list) || list.trim() === "0" ? name : `${name}(${spaced(list)})`;
  return sized + rest.toLowerCase().replace(/\s+/g, " ") + (collation === undefined ? "" : ` collate ${collation.toLowerCase()}`);
}

/** How wide a number is shown says nothing of what it holds; but a boolean is a `tinyint(1)`. */
function isWidth(name: string, list: string): boolean {
  return /^(tinyint|smallint|mediumint|int|bigint|year)$/.test(name) && !(name === "tinyint" && list.trim() === "1");
}

/** Members with one blank between, whatever is inside strings. */
function spaced(list: string): string {
  return (list.match(/'(?:[^'\\]|''|\\.)*'|[^,\s]+/g) ?? []).join(", ");
}
