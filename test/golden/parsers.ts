import { antlr4tsSQL, PredictionMode, SQLDialect } from "antlr4ts-sql";
import { parse } from "libpg-query";

/** Reads a statement with the grammar of its database. Gives the complaints; none when it is well-formed. */
type SqlParser = (sql: string) => Promise<readonly string[]>;

function grammar(dialect: SQLDialect): SqlParser {
  const reader = new antlr4tsSQL(dialect);
  return async (sql) => {
    const complaints: string[] = [];
    const listener = {
      syntaxError: (_recognizer: unknown, _symbol: unknown, line: number, column: number, message: string): void => {
        complaints.push(`${line}:${column} ${message.slice(0, 200)}`);
      },
    };
    const parser = reader.getParser(reader.getTokens(sql, [listener]), [listener]);
    parser.interpreter.setPredictionMode(PredictionMode.SLL);
    reader.getParseTree(parser);
    return complaints;
  };
}

/** Puts something a grammar knows in the place of what it does not know, so that the rest of the statement is read. */
type Gaps = readonly (readonly [RegExp, string])[];
const bridged = (sql: string, gaps: Gaps): string => gaps.reduce((text, [gap, known]) => text.replace(gap, known), sql);

/**
 * What the grammar of SQL Server does not know: constraints for new rows only, and looking at the old rows later; options of FOR JSON; NOWAIT as a hint;
 * FREETEXT, which it has got wrong.
 */
const gapsOfSqlServer: Gaps = [
  [/ with nocheck add /g, " add "],
  [/ with check check constraint /g, " check constraint "],
  [/ for json path, without_array_wrapper, include_null_values/g, " for json path"],
  [/, nowait\)/g, ", readpast)"],
  [/freetext\(\([^)]*\), (@p\d+)\)/g, "$1 = 1"],
];
const tSql = grammar(SQLDialect.TSQL);
const parseSqlServer: SqlParser = (sql) => tSql(bridged(sql, gapsOfSqlServer));

/**
 * What the grammar of Oracle does not know though Oracle has had it for long, with something it knows in its place, so that the rest of the statement
 * is read: JSON_TABLE in FROM and IS JSON (12.1), virtual columns after plain ones (11.1), options and the end of identities (12.1), dropping materialized
 * views, indexes made and dropped beside running writes; what JSON functions say of their outcome (12.2), JSON_TRANSFORM (21), JSON_EXISTS as a condition,
 * LATERAL after JOIN and limits inside (12.1), NTH_VALUE (11.2).
 */
const gaps: Gaps = [
  [/json_table\(:\d+, '\$\[\*\]' columns \((?:"n" for ordinality, )?"v" [a-z]+2?(\(\d+\))? path '\$'\)\)/g, '"list"'],
  [/json_table\(([^()]+), '\$\[\*\]' columns \("v" [a-z]+2?(\(\d+\))? path '\$'\)\)/g, '"list"'],
  [/ (?:null|absent) on null/g, ""],
  [/ ?returning (?:clob|number|binary_double|varchar2\(4000\))\)/g, ")"],
  [/ format json/g, ""],
  [/key '(?:[^']|'')*' value /g, ""],
  [/json_transform\(([^,]+), set ('(?:[^']|'')*') = /g, "json_transform($1, $2, "],
  [/json_transform\(([^,]+), remove /g, "json_transform($1, "],
  [/json_exists\(("[^"]+"\."[^"]+"), '(?:[^']|'')*'\)/g, "$1 = 1"],
  [/json_arrayagg\((.*?) order by [^()]*\)/g, "json_arrayagg($1)"],
  [/ lateral \(/g, " ("],
  [/ fetch first :\d+ rows only\)/g, ")"],
  [/nth_value\(([^,]+), \d+\)/g, "first_value($1)"],
  [/ is json\b/g, " is not null"],
  [/ generated always as \((.*)\) virtual/g, " default $1"],
  [/ as identity \([^)]*\)/g, " as identity"],
  [/^drop materialized view /, "drop view "],
  [/^((?:create|drop) .*\bindex .*) online$/, "$1"],
  [/\(("[^"]+") drop identity\)/, "($1 null)"],
];
const plSql = grammar(SQLDialect.PLSQL);
/** The grammar wants the semicolon that a driver must leave out. */
const parseOracle: SqlParser = (sql) => plSql(`${bridged(sql, gaps)};`);

const parsePostgres: SqlParser = async (sql) => {
  try {
    await parse(sql);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
};

/** Databases whose text is read by a grammar of their own. */
export const grammars = { postgres: parsePostgres, mssql: parseSqlServer, oracle: parseOracle } as const;
export type GrammarName = keyof typeof grammars;
export const grammarNames = Object.keys(grammars) as GrammarName[];

/** Statements with what their grammar has to say against them; empty when all are well-formed. */
export async function complaints(name: GrammarName, statements: Iterable<string>): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  for (const sql of statements) {
    const against = await grammars[name](sql);
    if (against.length > 0) found[sql] = against;
  }
  return found;
}
