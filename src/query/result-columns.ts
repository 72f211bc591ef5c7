import type { ResultColumn, RowField } from "../dialect/row-shape.ts";
import type { Expression, Node } from "../sql/ast.ts";
import type { BoundColumn } from "./bound-table.ts";
import { type RowForm, resultColumn } from "./shape.ts";

/** Collects what a statement selects, each column once, and what becomes of each value. */
export class ResultColumns {
  readonly projections: Node<"projection">[] = [];
  readonly columns: ResultColumn[] = [];
  readonly #taken = new Map<string, number>();
  /** Logical values that are read beside the rows, to find keys and places by. */
  readonly positions: RowField[] = [];

  /** The place of a column in the result. `outer`: its table may have no row, so the value may be NULL whatever the column says. */
  column(column: BoundColumn, node: Node<"column">, form: RowForm, outer: boolean): number {
    const { decode } = column.def.values;
    const id = JSON.stringify([node.table, node.name, form === "logical" && decode === undefined ? "app" : form]);
    let place = this.#taken.get(id);
    if (place === undefined) {
      const result = resultColumn(column, form);
      place = this.value(node, outer ? { ...result, nullable: true } : result);
      this.#taken.set(id, place);
    }
    return place;
  }

  /** The place of an expression in the result. */
  value(expression: Expression, result: ResultColumn): number {
    this.projections.push({ kind: "projection", expression });
    return this.columns.push(result) - 1;
  }

  /** The property under which the column's logical value stands beside the row. */
  position(column: BoundColumn, node: Node<"column">, outer: boolean): string {
    const place = this.column(column, node, "logical", outer);
    const property = `p${place}`;
    if (!this.positions.some((field) => field.property === property)) this.positions.push({ property, column: place, omitNull: false });
    return property;
  }
}
