import type { Ormdantic, Session } from "ormdantic";
import { type Bench, conforms } from "./conformance.ts";
import { emptySessionTables } from "./session-models.ts";

/** One statement that was run, as events tell of it: "insert_many author x3". */
export type Statement = string;

/** Declares a case over the models of sessions, whose tables are empty when it begins; `session` is closed after it. */
export function inSession(title: string, run: (session: Session, bench: Bench) => Promise<void>): void {
  conforms(title, async (bench) => {
    await emptySessionTables(bench.db);
    const session = bench.db.session();
    try {
      await run(session, bench);
    } finally {
      await session.close();
      bench.db.clearEvents();
    }
  });
}

/** The statements that `body` runs. */
export async function statementsOf(db: Ormdantic, body: () => Promise<unknown>): Promise<readonly Statement[]> {
  const seen: Statement[] = [];
  const handler = db.onQuery(({ operation, table, batchRows }) => {
    seen.push([operation, table, ...(batchRows === undefined ? [] : [`x${batchRows}`])].join(" "));
  });
  try {
    await body();
  } finally {
    db.off("afterExecute", handler);
  }
  return seen;
}

/** An author with nothing but a name. */
export const author = (name: string) => ({ name, bornAt: null, prefs: null, photo: null, fee: null, worth: null });

export const novel = (title: string) => ({ title, pages: null });
