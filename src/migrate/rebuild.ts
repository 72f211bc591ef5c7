import { tableKey } from "../model/definition.ts";
import { plainName } from "../schema/changes/change.ts";
import { type Change, unitOf } from "../schema/changes/units.ts";
import type { Expectation, SchemaDialect } from "../schema/dialect.ts";
import type { ObjectName } from "../schema/difference.ts";
import { type Renames, renamed } from "../schema/rename.ts";
import { renderChange } from "../schema/render-change.ts";
import type { Snapshot, TableSnapshot } from "../schema/snapshot.ts";
import { worst } from "./risk.ts";
import { markOf, type Step } from "./step.ts";

/** The table, by the name it has afterwards, whose definition a change touches; undefined for tables that come, go or are renamed, and for all else. */
export function tableOf(change: Change): string | undefined {
  if (change.kind === "createTable" || change.kind === "dropTable" || change.kind === "renameTable") return undefined;
  if (change.kind === "alterTableOptions") return tableKey(change.to.schema, change.to.name);
  const { table } = change as { readonly table?: ObjectName };
  return table && tableKey(table.schema, table.name);
}

/**
 * All changes of one table as one copy of it into a new one. Columns are renamed in place before, in both directions: the database then takes the new
 * name into whatever speaks of them.
 */
export function rebuildStep(
  key: string,
  changes: readonly Change[],
  plan: { readonly from: Snapshot; readonly to: Snapshot; readonly renames: Renames },
  schema: SchemaDialect,
): { readonly up: Step; readonly down: Step } {
  const after = find(plan.to, key);
  // as it is called afterwards, with the columns it had
  const before = find(renamed(plan.from, { tables: plan.renames.tables, columns: new Map() }), key);
  const namedAfter = find(renamed(plan.from, plan.renames), key);
  const isRename = (change: Change): boolean => change.kind === "renameColumn";
  const back = new Map(changes.flatMap((change) => (change.kind === "renameColumn" ? [[change.column.name, change.from] as const] : [])));
  const backwards = changes.map((change) => unitOf(change).reverse(change));
  return {
    up: copy(namedAfter, after, changes.filter(isRename), changes, schema),
    down: copy(withNames(after, back), before, backwards.filter(isRename), backwards, schema),
  };
}

function copy(from: TableSnapshot, to: TableSnapshot, first: readonly Change[], changes: readonly Change[], schema: SchemaDialect): Step {
  const rendered = changes.map((change) => renderChange(change, schema.ddl));
  const { statements, restore } = schema.rebuild === "never" ? { statements: [], restore: undefined } : schema.rebuild(from, to);
  const inPlace = first.flatMap((change) => {
    const one = renderChange(change, schema.ddl);
    return "statements" in one ? one.statements : [];
  });
  const warnings = [...new Set(rendered.flatMap(({ warning }) => warning ?? []))];
  const expects: Expectation[] = rendered.flatMap((one) => one.expects ?? []);
  const all = [...inPlace, ...statements];
  return {
    describe: changes.map((change) => unitOf(change).describe(change)).join(", "),
    statements: all,
    risk: worst(["rewrites", ...rendered.map(({ risk }) => risk)]),
    warning: [`the table ${plainName(to)} is copied into a new one`, ...warnings].join("; "),
    changes,
    unchecked: true,
    generated: markOf(all),
    ...(expects.length > 0 ? { expects } : {}),
    ...(restore === undefined ? {} : { restore }),
  };
}

/** The columns by the names they get back. */
function withNames(table: TableSnapshot, names: ReadonlyMap<string, string>): TableSnapshot {
  return { ...table, columns: table.columns.map((column) => ({ ...column, name: names.get(column.name) ?? column.name })) };
}

function find({ tables }: Snapshot, key: string): TableSnapshot {
  return tables.find((table) => tableKey(table.schema, table.name) === key) as TableSnapshot; // a table that is changed is there on both sides
}
