import { fnv1a } from "../kernel/bounded-name.ts";
import type { Change } from "../schema/changes/units.ts";
import type { Expectation, Risk } from "../schema/dialect.ts";

/** A part of a migration that is done or not done: statements that belong together, in order. Plain data, kept in artifacts. */
export interface Step {
  /** In words: "add column flavor.rating". */
  readonly describe: string;
  readonly statements: readonly string[];
  readonly risk: Risk;
  /** What is locked and for how long, or what is lost. */
  readonly warning?: string | undefined;
  /** What of the schema it changes. None: a step of data, written by hand. */
  readonly changes?: readonly Change[] | undefined;
  /** A module beside the artifact whose default export does the work; then there are no statements. */
  readonly file?: string | undefined;
  /** Cannot run inside a transaction. */
  readonly outside?: true | undefined;
  /** Foreign keys must not be enforced meanwhile. */
  readonly unchecked?: true | undefined;
  /** Takes away what a try that was cut short may have left. */
  readonly again?: readonly string[] | undefined;
  readonly expects?: readonly Expectation[] | undefined;
  /** A query asked before the statements: each row is a statement to be run after them. */
  readonly restore?: string | undefined;
  /** Tells whether the statements are those that were planned; what a hand wrote or changed has another mark, or none. */
  readonly generated?: string | undefined;
}

/** The mark of statements as they were planned. */
export function markOf(statements: readonly string[]): string {
  return fnv1a(statements.join(";\n"));
}

/** True for statements a hand wrote or changed. */
export function isByHand({ statements, generated }: Step): boolean {
  return generated !== markOf(statements);
}
