import { QueryError } from "../../kernel/errors.ts";
import type { Node } from "../../sql/ast.ts";
import type { Projections, RowOf } from "./parts.ts";
import type { Select } from "./select.ts";

/** A query whose rows hold objects. It is run by itself: inside other queries a row is flat. */
export class NestedSelect<R extends object> {
  declare readonly $row?: R;
  readonly statement: Node<"select">;

  constructor(statement: Node<"select">) {
    this.statement = statement;
  }

  get query(): undefined {
    throw new QueryError("QUERY.BAD_SOURCE", "rows of this query hold objects, so it cannot stand inside another; project plain columns there");
  }
}

/** What `select` makes: a query that can stand inside others, unless there are objects in its rows. */
export type Selected<P> = P extends Projections ? Select<RowOf<P>> : NestedSelect<RowOf<P>>;
