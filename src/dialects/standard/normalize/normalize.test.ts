import { describe, expect, it } from "vitest";
import { canonicalExpression as mssql } from "../../mssql/expressions.ts";
import { canonicalExpression as mysql } from "../../mysql-family/expressions.ts";
import { canonicalType as mysqlType } from "../../mysql-family/type-names.ts";
import { canonicalExpression as postgres, canonicalDefault as postgresDefault } from "../../postgres/expressions.ts";
import { canonicalPartition } from "../../postgres/partition.ts";
import { canonicalType as postgresType } from "../../postgres/type-names.ts";

const columns = new Map([
  ["name", "varchar(63)"],
  ["rating", "integer"],
  ["sold", "bigint"],
  ["share", "real"],
  ["kind", '"size"'],
  ["at", "timestamptz(3)"],
]);
const pg = (text: string): string => postgres(text, columns);

describe("expressions of PostgreSQL", () => {
  it.each([
    [`"rating" >= 0`, "(rating >= 0)"],
    [`"name" in ('a', 'it''s')`, "((name)::text = ANY ((ARRAY['a'::character varying, 'it''s'::character varying])::text[]))"],
    [`"name" not in ('a', 'b')`, "((name)::text <> ALL (ARRAY['a'::text, 'b'::text]))"],
    [`"rating" in (1)`, "(rating = 1)"],
    [`"kind" in ('s', 'm')`, "(kind = ANY (ARRAY['s'::size, 'm'::size]))"],
    [`char_length("name") >= 2`, "(char_length((name)::text) >= 2)"],
    [`"sold" % 5 = 0`, "((sold % (5)::bigint) = 0)"],
    [`"share" <= 0.1`, "(share <= (0.1)::double precision)"],
    [`"rating" between 1 and 5`, "((rating >= 1) AND (rating <= 5))"],
    [`"name" like '%@%' escape '\\'`, "((name)::text ~~ '%@%'::text)"],
    [`"name" not ilike 'a%'`, "((name)::text !~~* 'a%'::text)"],
    [`"name" is not null and ("rating" > -5 or "rating" < 3)`, "((name IS NOT NULL) AND ((rating > '-5'::integer) OR (rating < 3)))"],
    [`"at" > '2020-01-01'`, "(at > '2020-01-01'::timestamp(3) with time zone)"],
  ])("%s is the same as what the server makes of it", (written, kept) => {
    expect(pg(kept)).toBe(pg(written));
  });

  it.each([
    [`("a" or "b") and "c"`, `"a" or ("b" and "c")`],
    [`"rating" > 1`, `"rating" >= 1`],
    [`"at"::date = '2020-01-01'`, `"at" = '2020-01-01'`],
    [`"rating" / 2 = 1`, `"rating" / 2::numeric = 1`],
    [`"name" = 'a'`, `"name" = 'A'`],
    [`"rating" - ("sold" - 1) = 0`, `"rating" - "sold" - 1 = 0`],
    [`not ("a" and "b")`, `not "a" and "b"`],
    [`"name" like 'a!%' escape '!'`, `"name" like 'a!%'`],
  ])("%s is not %s", (one, other) => {
    expect(pg(one)).not.toBe(pg(other));
  });

  it("leaves what it does not understand as it is", () => {
    const text = `exists (select 1 from other where x = "rating")`;
    expect(pg(text)).toBe(text);
  });

  it("takes the type of a default from its column", () => {
    expect(postgresDefault("'x'::character varying", "varchar(63)", columns)).toBe("'x'");
    expect(postgresDefault("'{}'::jsonb", "jsonb", columns)).toBe("'{}'");
    expect(postgresDefault("'s'::size", '"size"', columns)).toBe("'s'");
    expect(postgresDefault("'-5'::integer", "integer", columns)).toBe("-5");
    expect(postgresDefault("CURRENT_TIMESTAMP", "timestamptz(3)", columns)).toBe("now()");
    expect(postgresDefault("('a'::text)::date", "text", columns)).toBe("'a'::date");
  });
});

describe("expressions of the MySQL family", () => {
  it.each([
    ["`name` <> 'it''s\\\\me'", "(`name` <> _utf8mb4'it\\'s\\\\me')"],
    ["`rating` in (1, 2)", "(`rating` in (1,2))"],
    ["lower(`name`) = `name`", "lcase(`name`) = `name`"],
    ["`sold` % 5 = 0", "`sold` MOD 5 = 0"],
    ["`name` not like '%@%'", "(not((`name` like _utf8mb4'%@%' escape '\\\\')))"],
    ["`a` and `b` and `c`", "((`a` and `b`) and `c`)"],
    ["now(3)", "current_timestamp(3)"],
    ["current_timestamp", "current_timestamp()"],
  ])("%s is the same as what a server makes of it", (written, kept) => {
    expect(mysql(kept)).toBe(mysql(written));
  });
});

describe("expressions of SQL Server", () => {
  it.each([
    ["[kind] in (N'novel', N'essay')", "([kind]=N'essay' OR [kind]=N'novel')"],
    ["[kind] not in (N'a', N'b')", "(NOT ([kind]=N'b' OR [kind]=N'a'))"],
    ["[stars] between 0 and 5", "([stars]>=(0) AND [stars]<=(5))"],
    ["len([title] + N'.') - 1 >= 2", "((len([title]+N'.')-(1))>=(2))"],
    ["cast([at] as datetime2(3))", "(CONVERT([datetime2](3),[at]))"],
  ])("%s is the same as what the server makes of it", (written, kept) => {
    expect(mssql(kept)).toBe(mssql(written));
  });

  it("keeps an or of several columns", () => {
    expect(mssql("[a]=(1) OR [b]=(2)")).toBe("([a] = 1) or ([b] = 2)");
  });
});

describe("types", () => {
  it.each([
    ["character varying(63)", "varchar(63)"],
    ["timestamp(3) with time zone", "timestamptz(3)"],
    ["time without time zone", "time"],
    ["numeric(10,2)", "numeric(10, 2)"],
    ["int4[]", "integer[]"],
    ["Size", '"Size"'],
    ['"Size"[]', '"Size"[]'],
    ['text collate "C"', 'text collate "C"'],
    ["double precision", "double precision"],
  ])("%s is %s on PostgreSQL", (written, canonical) => {
    expect(postgresType(written)).toBe(canonical);
    expect(postgresType(canonical)).toBe(canonical);
  });

  it.each([
    ["int(11)", "int"],
    ["INT(10) UNSIGNED", "int unsigned"],
    ["tinyint(1)", "tinyint(1)"],
    ["tinyint(4)", "tinyint"],
    ["decimal(12,2)", "decimal(12, 2)"],
    ["enum('a','it''s')", "enum('a', 'it''s')"],
    ["char(36) character set ascii collate ascii_bin", "char(36) collate ascii_bin"],
    ["datetime(0)", "datetime"],
  ])("%s is %s on the MySQL family", (written, canonical) => {
    expect(mysqlType(written)).toBe(canonical);
    expect(mysqlType(canonical)).toBe(canonical);
  });

  it("reads the bounds of partitions in any spelling", () => {
    expect(canonicalPartition("FOR VALUES FROM ('1') TO (10)")).toBe(canonicalPartition("for values from (1) to ('10')"));
    expect(canonicalPartition("FOR VALUES WITH (modulus 4, remainder 1)")).toBe("for values with (modulus 4, remainder 1)");
  });
});
