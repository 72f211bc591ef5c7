import { tableKey } from "../model/definition.ts";
import { plainName } from "../schema/changes/change.ts";
import { type Change, unitOf } from "../schema/changes/units.ts";
import type { Rendered, Risk, SchemaDialect } from "../schema/dialect.ts";
import { changesBetween } from "../schema/plan.ts";
import { type Rename, renamesFor } from "../schema/rename.ts";
import { renderChange } from "../schema/render-change.ts";
import type { Snapshot } from "../schema/snapshot.ts";
import { rebuildStep, tableOf } from "./rebuild.ts";
import { worst } from "./risk.ts";
import { safer } from "./safer.ts";
import { markOf, type Step } from "./step.ts";

export interface PlanOptions {
  /** Decisions that one thing is another. */
  readonly renames?: readonly Rename[] | undefined;
  /** Ways that hold up nobody, where the database has them: slower, and partly outside transactions. */
  readonly safe?: boolean | undefined;
}

/** What takes a database from one shape to another, and back. Both ways in the order they run. */
export interface Plan {
  readonly up: readonly Step[];
  readonly down: readonly Step[];
  readonly risk: Risk;
  /** One line for each thing worth knowing before it runs. */
  readonly warnings: readonly string[];
}

/**
 * Plans the way between two snapshots; they are normalised first. The way back is the reverse of every change, rendered. Throws ConfigurationError
 * for a change the database cannot make and MigrationError for renames that do not fit.
 */
export function plan(before: Snapshot, after: Snapshot, schema: SchemaDialect, { renames = [], safe = false }: PlanOptions = {}): Plan {
  const [from, to] = [schema.normalize(before), schema.normalize(after)];
  const decided = renamesFor(renames, from, to);
  const changes = changesBetween(from, to, schema, decided);
  const chosen = safe ? changes.flatMap((change) => safer(change, schema)) : changes;
  const rebuilt = rebuiltTables(chosen, schema);
  const done = new Set<string>();
  const steps = chosen.flatMap((change): { readonly up: Step; readonly down: Step }[] => {
    const table = tableOf(change);
    if (table === undefined || !rebuilt.has(table)) return [{ up: step(change, schema), down: step(unitOf(change).reverse(change), schema) }];
    if (done.has(table)) return [];
    done.add(table);
    const own = chosen.filter((one) => tableOf(one) === table);
    return [rebuildStep(table, own, { from, to, renames: decided }, schema)];
  });
  const up = steps.map((one) => one.up).filter(isSomething);
  return {
    up,
    down: steps
      .map((one) => one.down)
      .toReversed()
      .filter(isSomething),
    risk: worst(up.map(({ risk }) => risk)),
    warnings: up.flatMap(({ describe, warning }) => (warning === undefined ? [] : [`${describe}: ${warning}`])),
  };
}

/** Tables a change of which cannot be said in place. Both ways are asked: what is undone by a copy is done by one. */
function rebuiltTables(changes: readonly Change[], schema: SchemaDialect): ReadonlySet<string> {
  if (schema.rebuild === "never") return new Set();
  const found = new Set<string>();
  for (const change of changes) {
    const table = tableOf(change);
    if (table !== undefined && [change, unitOf(change).reverse(change)].some((one) => "rebuild" in renderChange(one, schema.ddl))) found.add(table);
  }
  return found;
}

function step(change: Change, schema: SchemaDialect): Step {
  const { statements, ...rest } = inPlace(renderChange(change, schema.ddl));
  return { describe: unitOf(change).describe(change), statements, ...rest, changes: [change], generated: markOf(statements) };
}

function inPlace(rendered: Rendered): Exclude<Rendered, { readonly rebuild: true }> {
  if ("statements" in rendered) return rendered;
  return { statements: [], risk: rendered.risk }; // rebuilt tables were sorted out before
}

function isSomething({ statements }: Step): boolean {
  return statements.length > 0;
}

/** The tables a plan touches, by key, for the way before (`from`) and after (`to`). */
export function touchedTables(steps: readonly Step[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const change of steps.flatMap(({ changes }) => changes ?? [])) {
    if (change.kind === "renameTable") found.add(tableKey(change.from.schema, change.from.name)).add(tableKey(change.to.schema, change.to.name));
    else {
      const of = change as { readonly table?: { readonly schema?: string; readonly name: string } };
      if (of.table !== undefined) found.add(tableKey(of.table.schema, of.table.name));
      if (change.kind === "alterTableOptions") found.add(plainName(change.to));
    }
  }
  return found;
}
