import type { Artifact } from "../migrate/artifact.ts";
import type { Finding } from "../migrate/lint/rule.ts";
import { isDestructive } from "../migrate/risk.ts";
import type { Step } from "../migrate/step.ts";
import type { Change } from "../schema/changes/units.ts";
import { unitOf } from "../schema/changes/units.ts";
import type { TableSnapshot } from "../schema/snapshot.ts";
import type { Output, Style } from "./output.ts";

/** What a change does to a schema, in one sign. */
function signOf({ kind }: Change): "+" | "-" | "~" {
  if (/^(?:create|add)/.test(kind)) return "+";
  return kind.startsWith("drop") ? "-" : "~";
}

const styles: Readonly<Record<"+" | "-" | "~", Style>> = { "+": "green", "-": "red", "~": "yellow" };

export function describeChange(change: Change): string {
  return unitOf(change).describe(change);
}

export function showChanges(changes: readonly Change[], output: Output): void {
  for (const change of changes) {
    const sign = signOf(change);
    output.line(output.paint(styles[sign], `${sign} ${describeChange(change)}`));
  }
}

/** A migration as it would run: facts as comments, then statements. */
export function showSteps({ revision, dialect, warnings }: Artifact, steps: readonly Step[], output: Output): void {
  const comment = (text: string): void => output.line(output.paint("dim", `-- ${text}`));
  comment(`revision: ${revision}`);
  comment(`dialect: ${dialect}`);
  comment(`destructive: ${steps.some(isDestructive) ? "yes" : "no"}`);
  for (const warning of warnings) output.line(output.paint("yellow", `-- warning: ${warning.replaceAll("\n", " ")}`));
  for (const step of steps) {
    output.line();
    comment(step.outside ? `${step.describe} (outside a transaction)` : step.describe);
    if (step.restore !== undefined) comment(`afterwards, every statement that this gives: ${step.restore}`);
    for (const sql of step.statements) output.line(`${sql};`);
    if (step.file !== undefined) comment(`runs ${step.file}`);
  }
}

const severities: Readonly<Record<Finding["severity"], Style>> = { error: "red", warning: "yellow", info: "cyan" };

export function showFindings(findings: readonly Finding[], output: Output): void {
  for (const { rule, severity, revision, step, message, advice, suppressed } of findings) {
    const head = suppressed === undefined ? output.paint(severities[severity], severity) : output.paint("dim", `${severity}, suppressed: ${suppressed}`);
    output.line(`${head} ${output.paint("bold", rule)} ${revision}${step === undefined ? "" : `: ${step}`}`);
    output.line(`  ${message}`);
    output.line(`  ${output.paint("dim", advice)}`);
  }
}

export function showTable({ schema, name, columns, primaryKey, foreignKeys, indexes }: TableSnapshot, output: Output): void {
  output.line(output.paint("bold", schema === undefined ? name : `${schema}.${name}`));
  for (const column of columns) {
    const isKey = primaryKey.columns.includes(column.name);
    const marks = [...(column.nullable ? [] : ["not null"]), ...(isKey ? ["key"] : []), ...(column.default === undefined ? [] : [`default ${column.default}`])];
    output.line(`  ${column.name} ${output.paint("cyan", column.type)} ${output.paint("dim", marks.join(" "))}`.trimEnd());
  }
  for (const key of foreignKeys) output.line(`  ${key.columns.join(", ")} -> ${key.references.table}(${key.references.columns.join(", ")})`);
  for (const index of indexes) output.line(output.paint("dim", `  ${index.unique ? "unique index" : "index"} ${index.name}`));
}
