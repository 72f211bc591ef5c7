import { plainName } from "../../schema/changes/change.ts";
import type { Rule } from "./rule.ts";

/** Rules about tables and columns that go, come or change. */
export const columnRules: readonly Rule[] = [
  {
    id: "drop-table",
    severity: "warning",
    change: ({ change }) =>
      change.kind === "dropTable"
        ? {
            message: `all rows of ${plainName(change.table)} are lost, and programs that still use it fail`,
            advice: "deploy programs that do not use it first; keep a copy of the rows",
          }
        : undefined,
  },
  {
    id: "drop-column",
    severity: "warning",
    change: ({ change }) =>
      change.kind === "dropColumn"
        ? {
            message: `the values of ${plainName(change.table)}.${change.column.name} are lost, and programs that still read it fail`,
            advice: "deploy programs that do not name the column first, drop it in a later migration",
          }
        : undefined,
  },
  {
    id: "rename-table",
    severity: "warning",
    change: ({ change }) =>
      change.kind === "renameTable"
        ? {
            message: `programs that run meanwhile still ask for ${plainName(change.from)}`,
            advice: "rename while none runs, or leave a view of the old name until all are replaced",
          }
        : undefined,
  },
  {
    id: "rename-column",
    severity: "warning",
    change: ({ change }) =>
      change.kind === "renameColumn"
        ? {
            message: `programs that run meanwhile still ask for ${plainName(change.table)}.${change.from}`,
            advice:
              "add the new column, fill it, write to both, and drop the old one when nobody reads it any more; or keep the name in the database (columns.x.name)",
          }
        : undefined,
  },
  {
    id: "narrow-type",
    severity: "warning",
    change: ({ change, step }) => {
      if (change.kind !== "alterColumnType" || step.risk === "none") return undefined;
      const loses = step.risk === "losesData";
      const message = `${plainName(change.table)}.${change.to.name} from ${change.from.type} to ${change.to.type}: ${step.warning ?? "the table is written anew"}`;
      return {
        message,
        severity: loses ? "error" : "warning",
        advice: "add a column of the new type, fill it in batches, and drop the old one in a later migration",
      };
    },
  },
  {
    id: "not-null-on-existing-column",
    severity: "warning",
    change: ({ change, step, rewrite }) =>
      change.kind === "alterColumnNullability" && !change.to.nullable && step.risk !== "none"
        ? {
            message: `every row of ${plainName(change.table)} is looked at while the table is locked${change.to.default === undefined ? ", and one without a value makes it fail" : ""}`,
            advice: "fill the column in a migration before; let a check that is validated later prove it, where the database takes that",
            rewrite,
          }
        : undefined,
  },
  {
    id: "required-column-without-default",
    severity: "error",
    change: ({ change }) => {
      if (change.kind !== "addColumn") return undefined;
      const { nullable, default: fill, identity, computed, name } = change.column;
      return nullable || fill !== undefined || identity !== undefined || computed !== undefined
        ? undefined
        : {
            message: `rows that are there have no value for ${plainName(change.table)}.${name}`,
            advice: "give it a serverDefault, or add it nullable, fill it in a data step and refuse NULL afterwards",
          };
    },
  },
  {
    id: "volatile-default",
    severity: "warning",
    change: ({ change, step }) =>
      change.kind === "addColumn" && change.column.default !== undefined && step.risk === "rewrites"
        ? {
            message: `the default of ${plainName(change.table)}.${change.column.name} is worked out for every row while the table is locked`,
            advice: "add the column without a default, set the default afterwards, fill old rows in batches",
          }
        : undefined,
  },
  {
    id: "filled-on-existing-table",
    severity: "warning",
    change: ({ change }) => {
      const added = change.kind === "addColumn" ? change.column : change.kind === "alterIdentity" && change.from.identity === undefined ? change.to : undefined;
      if (added === undefined || !("table" in change) || (added.identity === undefined && added.computed?.stored !== true)) return undefined;
      return {
        message: `the table ${plainName(change.table)} is written anew to number or compute ${added.name}`,
        advice: "let it be computed when read, or fill a plain column in batches",
      };
    },
  },
  {
    id: "weak-type",
    severity: "info",
    change: ({ change, schema }) => {
      const columns =
        change.kind === "createTable"
          ? change.table.columns
          : change.kind === "addColumn"
            ? [change.column]
            : change.kind === "alterColumnType"
              ? [change.to]
              : [];
      const weak = columns.find(({ type }) => Object.hasOwn(schema.migrations.weakTypes, baseOf(type)));
      return weak && { message: `${weak.name} is ${weak.type}`, advice: schema.migrations.weakTypes[baseOf(weak.type)] as string };
    },
  },
  {
    id: "table-option-rewrite",
    severity: "warning",
    change: ({ change, step }) =>
      change.kind === "alterTableOptions" && step.risk === "rewrites"
        ? {
            message: `${plainName(change.to)}: ${step.warning ?? "the table is written anew"}`,
            advice: "run it while nobody writes, or copy the table in batches",
          }
        : undefined,
  },
];

/** The type's name without sizes and collation. */
function baseOf(type: string): string {
  return (/^[a-z_ ]+/i.exec(type)?.[0] ?? "")
    .replace(/\s+(?:collate|character set)\b.*$/i, "")
    .trim()
    .toLowerCase();
}
