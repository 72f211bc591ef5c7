import type { Change } from "../../schema/changes/units.ts";
import type { SchemaDialect } from "../../schema/dialect.ts";
import type { Artifact } from "../artifact.ts";
import type { Step } from "../step.ts";

/** `error`: it will fail, or lose something. `warning`: it may hold up others, or break what runs. `info`: worth knowing. */
export type Severity = "error" | "warning" | "info";

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly revision: string;
  /** In words, the step it was found in; undefined for what concerns the whole migration. */
  readonly step?: string | undefined;
  readonly message: string;
  /** What to do instead. */
  readonly advice: string;
  /** Rows of the table, where a live database was asked. */
  readonly rows?: number | undefined;
  /** Changes that come to the same and are safe; `safe: true` (--safe) takes them. */
  readonly rewrite?: readonly Change[] | undefined;
  /** Why somebody decided to live with it. */
  readonly suppressed?: string | undefined;
}

/** What a rule is asked about: a change with the step it is part of. */
export interface ChangeView {
  readonly change: Change;
  readonly step: Step;
  readonly artifact: Artifact;
  readonly schema: SchemaDialect;
  /** The safer way, where this change is not it already. */
  readonly rewrite: readonly Change[] | undefined;
}

export type Complaint = Pick<Finding, "message" | "advice"> & Partial<Pick<Finding, "severity" | "rewrite">>;

/** One rule. It says what it finds and in which words; the linter adds where. */
export interface Rule {
  /** Stable, in words: what suppressions name. */
  readonly id: string;
  readonly severity: Severity;
  change?(view: ChangeView): Complaint | undefined;
  step?(step: Step, artifact: Artifact, schema: SchemaDialect): Complaint | undefined;
  artifact?(artifact: Artifact, schema: SchemaDialect): Complaint | undefined;
  /** Of several migrations together. */
  all?(artifacts: readonly Artifact[], schema: SchemaDialect): readonly (Complaint & { readonly revision: string })[];
}
