import { Ormdantic } from "ormdantic";
import { afterAll, beforeAll, beforeEach, describe, test } from "vitest";
import { type Target, withDatabase } from "../support/servers.ts";
import * as models from "./models.ts";
import * as relationModels from "./relation-models.ts";
import * as sessionModels from "./session-models.ts";

/** What a case gets: a connected database with empty tables. */
export interface Bench {
  readonly db: Ormdantic;
  readonly url: string;
  readonly dialect: string;
  /** Quotes an identifier for direct SQL. */
  quote(name: string): string;
}

export interface Case {
  readonly title: string;
  run(bench: Bench): Promise<void>;
}

const cases: Case[] = [];

/** Declares a case that holds on every database. */
export function conforms(title: string, run: (bench: Bench) => Promise<void>): void {
  cases.push({ title, run });
}

/** A kind of database, and what it cannot do: the title of a case and the reason. A reason for a case that is not there is a mistake. */
export interface Conformance {
  readonly target: Target;
  /** Appended to the URL: another way of running. */
  readonly parameters?: string;
  readonly without?: Readonly<Record<string, string>>;
}

/** Runs every declared case on a database. */
export function runConformance({ target, parameters, without = {} }: Conformance): void {
  describe(`${target.name}${parameters ? ` ${parameters}` : ""}`, () => {
    const database = withDatabase(target);
    let db: Ormdantic;
    let url: string;
    beforeAll(async () => {
      url = parameters ? `${database.url}${database.url.includes("?") ? "&" : "?"}${parameters}` : database.url;
      db = new Ormdantic(url, { models: { ...models, ...relationModels, ...sessionModels } });
      await db.init();
    });
    beforeEach(async () => {
      for (const model of emptied) await db.table(model).deleteWhere({}, { allowAll: true });
    });
    afterAll(async () => {
      await db?.close();
    });
    for (const title of Object.keys(without)) {
      test(`excludes a case that exists: ${title}`, ({ expect }) => expect(cases.map((c) => c.title)).toContain(title));
    }
    for (const { title, run } of cases) {
      const reason = without[title];
      if (reason !== undefined) test.skip(`${title} (not here: ${reason})`);
      else test(title, () => run({ db, url, dialect: target.dialect, quote: quoteFor(target.dialect) }));
    }
  });
}

const emptied = [models.Flavor, models.Supplier, models.Line, models.Account, models.Total, models.Everything, models.Maybe, models.Hostile] as const;

/** Runs the work and counts its statements. */
export async function counted<T>(db: Ormdantic, work: () => Promise<T>): Promise<{ readonly result: T; readonly queries: number }> {
  let queries = 0;
  const handler = db.onQuery(() => {
    queries += 1;
  });
  try {
    const result = await work();
    return { result, queries };
  } finally {
    db.off("afterExecute", handler);
  }
}

function quoteFor(dialect: string): (name: string) => string {
  const mark = dialect === "mysql" || dialect === "mariadb" ? "`" : '"';
  return (name) => `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
}
