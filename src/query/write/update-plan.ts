import type { Expression, Node } from "../../sql/ast.ts";
import type { BoundColumn, BoundTable } from "../bound-table.ts";
import { Plan } from "../plan.ts";
import { Slots } from "../scan.ts";
import { projections, rowShape } from "../shape.ts";
import { assign } from "./assign.ts";
import { allEqual } from "./key-reader.ts";
import { RowEncoder } from "./row-encoder.ts";

export interface UpdatePlan {
  readonly encoder: RowEncoder;
  /** Gives the row back if it has a shape. */
  readonly statement: Plan;
  /** Instead of `statement` inside a transaction. */
  readonly joined?: Plan;
}

/** The update of one row by its key, and by its version if `withVersion`. Parameters: new values, key, version. */
export function updatePlan(table: BoundTable, columns: readonly BoundColumn[], withVersion: boolean): UpdatePlan {
  const { dialect, primaryKey, version } = table;
  const slots = new Slots();
  const parameter = (column: BoundColumn): Node<"parameter"> => ({ kind: "parameter", slot: slots.next(column), type: column.def.type });
  const assignments = assign(table, columns, parameter);
  const keys = new Map((withVersion && version ? [...primaryKey, version] : primaryKey).map((column) => [column, parameter(column)]));
  const byKey = (compared: readonly BoundColumn[]): Expression => allEqual(compared, (column) => keys.get(column) ?? parameter(column));
  const encoder = givenEncoder(table, columns);
  const list = projections(table.columns, undefined);
  const returning = dialect.capabilities.returning.update === "none" ? [] : list;
  const update: Node<"update"> = { kind: "update", table: table.node(undefined), assignments, where: byKey([...keys.keys()]), returning };
  const shape = rowShape(table.columns, "app", table.def.prototype);
  const { updateAndRead } = dialect;
  if (!updateAndRead) return { encoder, statement: new Plan(dialect, update, returning.length > 0 ? shape : undefined, slots.labels) };
  const read: Node<"select"> = { kind: "select", projections: list, from: table.node(undefined), where: byKey(primaryKey), orderBy: [] };
  const block = (own: boolean) =>
    new Plan(dialect, (writer) => updateAndRead(update, read, own, writer), shape, slots.labels, own ? { afterFailure: dialect.transaction.rollback } : {});
  return { encoder, statement: block(true), joined: block(false) };
}

export function givenEncoder(table: BoundTable, columns: readonly BoundColumn[]): RowEncoder {
  return new RowEncoder(
    table,
    columns.map((column) => ({ column, source: "given" })),
  );
}
