import { antlr4tsSQL, PredictionMode, SQLDialect } from "antlr4ts-sql";
import { parse } from "libpg-query";

/** Reads a statement with the grammar of its database. Gives the complaints; none when it is well-formed. */
export type SqlParser = (sql: string) => Promise<readonly string[]>;

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

export const parseSqlServer: SqlParser = grammar(SQLDialect.TSQL);
export const parseOracle: SqlParser = grammar(SQLDialect.PLSQL);

export const parsePostgres: SqlParser = async (sql) => {
  try {
    await parse(sql);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
};
