import { tooLong } from "../../dialect/name-length.ts";
import { checksumOf } from "../artifact.ts";
import { ancestorsOf, headsOf } from "../graph.ts";
import { touchedTables } from "../plan.ts";
import { isDestructive, worst } from "../risk.ts";
import { isByHand } from "../step.ts";
import { namesOf } from "./constraints.ts";
import type { Rule } from "./rule.ts";

const isData = ({ changes }: { readonly changes?: readonly unknown[] | undefined }): boolean => changes === undefined || changes.length === 0;
/** Rules about how a migration runs, and about several of them. What a hand wrote is searched for words, never read. */
export const fileRules: readonly Rule[] = [
  {
    id: "concurrently-in-transaction",
    severity: "error",
    step: (step) =>
      !step.outside && step.statements.some((sql) => /\bconcurrently\b/i.test(sql))
        ? { message: "CONCURRENTLY cannot run inside a transaction", advice: "set outside = true on the step" }
        : undefined,
  },
  {
    id: "data-with-schema",
    severity: "warning",
    artifact: ({ up }) => {
      const data = up.find(isData);
      if (data === undefined) return undefined;
      const holds = up.some((step) => !isData(step) && step.risk !== "none");
      const whole = data.statements.find((sql) => /^\s*(?:update|delete)\b/i.test(sql) && !/\bwhere\b/i.test(sql));
      if (!holds && whole === undefined) return undefined;
      const what = whole === undefined ? "rows are changed while the schema is locked" : "a statement changes all rows at once";
      return { message: `${data.describe}: ${what}`, advice: "change large tables in batches, in a migration of their own" };
    },
  },
  {
    id: "no-lock-timeout",
    severity: "info",
    artifact: ({ lockTimeout, up }, { migrations }) =>
      lockTimeout === undefined && migrations.lockTimeout(1) !== undefined && worst(up.map(({ risk }) => risk)) !== "none"
        ? { message: "while a statement waits for its lock, all others wait behind it", advice: "set lockTimeout (milliseconds) in the migration" }
        : undefined,
  },
  {
    id: "takes-away-by-hand",
    severity: "warning",
    step: (step) =>
      isByHand(step) && (isDestructive(step) || step.statements.some((sql) => /\bcascade\b/i.test(sql)))
        ? {
            message: `${step.describe}: statements written by hand take something away`,
            advice: "name what goes one by one, without CASCADE; truncate nothing that others refer to",
          }
        : undefined,
  },
  {
    id: "statement-by-statement",
    severity: "info",
    artifact: ({ up }, { dialect }) =>
      !dialect.capabilities.transactionalDdl && up.reduce((count, { statements }) => count + statements.length, 0) > 1
        ? {
            message: "the database commits after each statement: a failure leaves what was done before it",
            advice: "after a failure, mend the cause and go on with --resume; small migrations fail less",
          }
        : undefined,
  },
  {
    id: "table-copy",
    severity: "info",
    step: (step) => {
      if (step.restore === undefined) return undefined;
      const advice = "its indexes, triggers, checks and rows are kept, and so are views and rows that refer to it; plan for twice the space";
      return { message: step.warning ?? "a table is copied", advice };
    },
  },
  {
    id: "name-too-long",
    severity: "error",
    change: ({ change, schema }) => {
      const { capabilities } = schema.dialect;
      const long = namesOf(change).find((name) => tooLong(name, capabilities) !== undefined);
      return long === undefined ? undefined : { message: `"${long}" ${tooLong(long, capabilities)}`, advice: "give it a shorter name" };
    },
  },
  {
    id: "no-way-back",
    severity: "info",
    artifact: ({ up, down }) => {
      const lost = [...up, ...down].find(({ risk }) => risk === "losesData");
      if (up.length > 0 && down.length === 0) return { message: "there are no down steps", advice: "write them, or be sure that a new migration will do" };
      return lost && { message: `there and back again loses values: ${lost.describe}`, advice: "keep a copy of what is lost, if it may be wanted" };
    },
  },
  {
    id: "changed-file",
    severity: "error",
    artifact: (artifact) =>
      artifact.checksum === checksumOf(artifact)
        ? undefined
        : {
            message: "the file is not what its checksum says",
            advice: "seal it again after an edit that was meant: ormdantic migrations repair --checksum FILE",
          },
  },
  {
    id: "branches",
    severity: "warning",
    all: (artifacts) => {
      const heads = headsOf(artifacts);
      if (heads.length < 2) return [];
      return heads.map((revision) => {
        const own = [...ancestorsOf(revision, artifacts)];
        const others = heads.filter((one) => one !== revision).flatMap((one) => [...ancestorsOf(one, artifacts)]);
        const touched = (names: readonly string[]): ReadonlySet<string> =>
          touchedTables(artifacts.filter((one) => names.includes(one.revision)).flatMap(({ up }) => up));
        const [mine, theirs] = [touched(own.filter((one) => !others.includes(one))), touched(others.filter((one) => !own.includes(one)))];
        const both = [...mine].filter((table) => theirs.has(table));
        const message = `${revision} is one of ${heads.length} ends (${heads.join(", ")})${both.length > 0 ? `, and another branch changes ${both.join(", ")} too: their order matters` : ""}`;
        return {
          revision,
          severity: both.length > 0 ? "error" : "warning",
          message,
          advice: "bring them together: ormdantic migrations create NAME --merge",
        } as const;
      });
    },
  },
];
