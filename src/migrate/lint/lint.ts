import { MigrationError } from "../../kernel/errors.ts";
import { tableKey } from "../../model/definition.ts";
import type { SchemaDialect } from "../../schema/dialect.ts";
import type { ObjectName } from "../../schema/difference.ts";
import type { RunStatement } from "../../schema/run.ts";
import type { Artifact } from "../artifact.ts";
import { isByHand, type Step } from "../step.ts";
import { columnRules } from "./columns.ts";
import { constraintRules } from "./constraints.ts";
import { fileRules } from "./files.ts";
import type { ChangeView, Complaint, Finding, Rule, Severity } from "./rule.ts";

export const rules: readonly Rule[] = [...columnRules, ...constraintRules, ...fileRules];

const order: readonly Severity[] = ["error", "warning", "info"];

/**
 * What is dangerous about migrations, worst first. With `run` a live database is asked how many rows are concerned, and rules about rows that are there
 * are silent for tables without any. Throws MigrationError MIGRATION.UNKNOWN_RULE for a suppression of no rule.
 */
export async function lint(artifacts: readonly Artifact[], schema: SchemaDialect, run?: RunStatement): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const artifact of artifacts) {
    const known = new Set(rules.map(({ id }) => id));
    const unknown = artifact.suppress?.find(({ rule }) => !known.has(rule));
    if (unknown)
      throw new MigrationError(
        "MIGRATION.UNKNOWN_RULE",
        `migration ${artifact.revision} suppresses "${unknown.rule}", which is no rule; there are ${[...known].join(", ")}`,
      );
    const own = rules.flatMap((rule) => findingsOf(rule, artifact, schema));
    found.push(...(run === undefined ? own.map(({ finding }) => finding) : await counted(own, artifact, schema, run)));
  }
  for (const rule of rules) {
    for (const { revision, ...complaint } of rule.all?.(artifacts, schema) ?? []) found.push(finding(rule, complaint, revision));
  }
  const suppressed = found.map((one) => {
    const reason = artifacts.find(({ revision }) => revision === one.revision)?.suppress?.find(({ rule }) => rule === one.rule)?.reason;
    return reason === undefined ? one : { ...one, suppressed: reason };
  });
  return suppressed.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

interface Found {
  readonly finding: Finding;
  /** The table whose rows matter. */
  readonly table?: ObjectName | undefined;
}

function findingsOf(rule: Rule, artifact: Artifact, schema: SchemaDialect): Found[] {
  const whole = rule.artifact?.(artifact, schema);
  return [...(whole ? [{ finding: finding(rule, whole, artifact.revision) }] : []), ...artifact.up.flatMap((step) => ofStep(rule, step, artifact, schema))];
}

function ofStep(rule: Rule, step: Step, artifact: Artifact, schema: SchemaDialect): Found[] {
  const own = rule.step?.(step, artifact, schema);
  const changes = (step.changes ?? []).flatMap((change): Found[] => {
    const rewrite = isByHand(step) ? undefined : schema.migrations.safer?.(change);
    const view: ChangeView = { change, step, artifact, schema, rewrite };
    const complaint = rule.change?.(view);
    const table = "table" in change && change.kind !== "createTable" ? (change.table as ObjectName) : undefined;
    return complaint ? [{ finding: finding(rule, complaint, artifact.revision, step), table }] : [];
  });
  return [...(own ? [{ finding: finding(rule, own, artifact.revision, step) }] : []), ...changes];
}

function finding({ id, severity }: Rule, { message, advice, severity: said, rewrite }: Complaint, revision: string, step?: Step): Finding {
  return { rule: id, severity: said ?? severity, revision, step: step?.describe, message, advice, ...(rewrite === undefined ? {} : { rewrite }) };
}

/** Renaming breaks programs however many rows there are. */
const whatever: ReadonlySet<string> = new Set([
  "rename-table",
  "rename-column",
  "weak-type",
  "foreign-key-without-index",
  "index-shape",
  "name-too-long",
  "primary-key-change",
]);

async function counted(found: readonly Found[], artifact: Artifact, { dialect }: SchemaDialect, run: RunStatement): Promise<Finding[]> {
  const counts = new Map<string, number>();
  const there = new Set(artifact.from.tables.map((table) => tableKey(table.schema, table.name)));
  const result: Finding[] = [];
  for (const { finding: one, table } of found) {
    const key = table && tableKey(table.schema, table.name);
    if (table === undefined || key === undefined || !there.has(key)) {
      result.push(one);
      continue;
    }
    let rows = counts.get(key);
    if (rows === undefined) {
      const path = [...(table.schema === undefined ? [] : [table.schema]), table.name].map(dialect.quote).join(".");
      rows = await run(`select count(*) from ${path}`, []).then(
        ([row]) => Number(row?.[0]),
        () => Number.NaN, // it may be called otherwise so far
      );
      counts.set(key, rows);
    }
    if (rows === 0 && !whatever.has(one.rule)) continue;
    result.push(Number.isNaN(rows) ? one : { ...one, rows, message: `${one.message} (${rows.toLocaleString("en")} rows)` });
  }
  return result;
}
