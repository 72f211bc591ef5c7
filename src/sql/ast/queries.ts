import type { Parts } from "./parts.ts";

/** Reading. */
export interface QueryNodes<P extends Parts> {
  /** `triggers`: writes to the table fire triggers, which on some databases leaves one roundabout way only to give back the rows written. */
  table: {
    readonly schema?: string | undefined;
    readonly name: string;
    readonly alias?: string | undefined;
    readonly triggers?: boolean;
    /** Words of a dialect's own behind the alias. Set by renderers. */
    readonly hint?: string | undefined;
  };
  /** The rows of a query under an alias. `lateral`: it may refer to the sources before it. */
  derived: { readonly query: P["query"]; readonly alias: string; readonly lateral?: boolean | undefined };
  /** `cross` has no `on`. */
  join: { readonly form: JoinForm; readonly source: P["source"]; readonly on?: P["expression"] | undefined };
  /** `path`: where the value stands in the row, if not under the alias. */
  projection: { readonly expression: P["expression"]; readonly alias?: string | undefined; readonly path?: readonly string[] | undefined };
  /** `nulls` is where NULLs must come; absent when the expression cannot be NULL (no clause, no loss of an index). */
  ordering: { readonly expression: P["expression"]; readonly direction: "asc" | "desc"; readonly nulls?: "first" | "last" | undefined };
  paging: { readonly limit?: P["expression"] | undefined; readonly offset?: P["expression"] | undefined; readonly ordered: boolean };
  /** Keeps others from changing (`update`), or from changing but not from sharing (`share`), the rows until the transaction ends. */
  lock: {
    readonly mode: "update" | "share";
    readonly wait?: LockWait | undefined;
    /** Columns of the tables whose rows are meant. */
    readonly of?: readonly P["column"][] | undefined;
    /** Where the database cannot name tables, all rows of the query may be locked instead. */
    readonly orAll?: boolean | undefined;
  };
  /** A query with a name; `recursive` ones read themselves. On some databases it may be a write that gives back rows. */
  cte: { readonly name: string; readonly columns: readonly string[]; readonly query: P["query"] | P["writing"]; readonly recursive: boolean };
  select: {
    readonly with?: readonly P["cte"][] | undefined;
    readonly distinct?: boolean | undefined;
    /** Keeps the first row, in the order, of those that agree in these. */
    readonly distinctOn?: readonly P["expression"][] | undefined;
    readonly projections: readonly P["projection"][];
    /** Absent: one row, made of the projections alone. */
    readonly from?: P["source"] | undefined;
    readonly joins?: readonly P["join"][] | undefined;
    readonly where?: P["expression"] | undefined;
    readonly groupBy?: readonly P["expression"][] | undefined;
    readonly having?: P["expression"] | undefined;
    readonly orderBy: readonly P["ordering"][];
    readonly paging?: P["paging"] | undefined;
    readonly lock?: P["lock"] | undefined;
  };
  /** Order and limit of the whole belong to a select around it. */
  setOperation: { readonly operator: SetOperator; readonly all: boolean; readonly left: P["query"]; readonly right: P["query"] };
}

export type JoinForm = "inner" | "left" | "right" | "full" | "cross";
export type LockWait = "noWait" | "skipLocked";
export type SetOperator = "union" | "intersect" | "except";
