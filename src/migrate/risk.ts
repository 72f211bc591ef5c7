import { MigrationError } from "../kernel/errors.ts";
import type { Risk } from "../schema/dialect.ts";
import { isByHand, type Step } from "./step.ts";

const order: readonly Risk[] = ["none", "locks", "rewrites", "losesData"];

export function worst(risks: Iterable<Risk>): Risk {
  let found = 0;
  for (const risk of risks) found = Math.max(found, order.indexOf(risk));
  return order[found] as Risk; // an index of the list
}

/** Words by which statements written by hand take something away for good. SQL is not read, only searched. */
const taking = /\b(?:drop\s+(?:table|column|schema|database|view|materialized|sequence|type)|truncate|delete\s+from|alter\s+table\b.*\bdrop\b)\b/is;

/** True when the step may take away values or tables. What a human wrote is judged by its words, whatever it says of itself. */
export function isDestructive(step: Step): boolean {
  if (step.risk === "losesData") return true;
  return isByHand(step) && step.statements.some((sql) => taking.test(sql));
}

/** Refuses steps that lose something unless that was allowed. Looks at what is about to run, be it the way up or down. Throws MigrationError MIGRATION.DESTRUCTIVE. */
export function guard(revision: string, steps: readonly Step[], allowed: boolean): void {
  const bad = steps.filter(isDestructive);
  if (allowed || bad.length === 0) return;
  const what = bad.map(({ describe }) => describe).join("; ");
  throw new MigrationError(
    "MIGRATION.DESTRUCTIVE",
    `migration ${revision} loses data (${what}); look at it, then allow it with allowDestructive (--allow-destructive)`,
    {
      context: { revision, steps: bad.map(({ describe }) => describe) },
    },
  );
}
